"""What the register and the matrix share: one filter for both, and the saved views of it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.locale import say
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.views.commands import CHOOSE_VIEW, SAVE_VIEW


class GroupListScreen(ListScreen):
    """Groups under the filter of the app."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (CHOOSE_VIEW, SAVE_VIEW)

    def line_of(self, total: int) -> str:
        """How many groups show and which: the saved view that is on, or the filter."""
        app = self.desk_app
        if app.selection.view is None:
            return say("register.line", count=total, filter=app.selection.words)
        return say("register.line_view", count=total, shown=app.selection.words)

    @property
    def shows_all(self) -> bool:
        """Whether every active group shows and no view is on."""
        return self.desk_app.selection.filter == GroupFilter() and self.desk_app.selection.view is None

    def action_filter(self) -> None:
        """Choose staff, block, target and status; the register and the matrix show the same."""
        from kodoku_tui.tui.views.filter_form import FilterForm

        self.desk_app.open_form(
            lambda: FilterForm(self.desk, self.desk_app.selection.filter), self._filter_chosen
        )

    def action_only_overdue(self) -> None:
        """Only groups with something overdue, or all again."""
        chosen = self.desk_app.selection.filter
        self.apply_filter(replace(chosen, only_overdue=not chosen.only_overdue))

    def action_choose_view(self) -> None:
        """Open the saved views: put one on, keep, rename, withdraw."""
        from kodoku_tui.tui.views.views import ViewsScreen

        self.app.push_screen(ViewsScreen())

    def action_save_view(self) -> None:
        """Keep what shows as a view."""
        from kodoku_tui.tui.views.view_forms import keep_what_shows

        keep_what_shows(self.desk_app)

    def apply_filter(self, chosen: GroupFilter) -> None:
        """Show the groups of this filter."""
        self.desk_app.selection.filter = chosen
        self.show_chosen()

    def show_every_group(self) -> None:
        """Every active group again, without a view."""
        self.desk_app.selection.take_off_filter()
        self.show_chosen()

    def show_chosen(self) -> None:
        """What was chosen has changed."""
        self.refresh_bindings()
        self.show_others()

    def _filter_chosen(self, chosen: GroupFilter | None) -> None:
        if chosen is not None:
            self.apply_filter(chosen)
