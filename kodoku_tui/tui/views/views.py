"""ビュー: the filters of the register that were kept under a name, to choose one."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.register.choices import selection_words
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.saved_views import SavedView, list_views, take_view_back
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.lists.list_screen import SORT, ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, PageSource, Row
from kodoku_tui.tui.lists.sources import ReadSource
from kodoku_tui.tui.views.commands import SAVE_VIEW

PUT_ON_VIEW = Command("put_on_view", ("enter",), group="list")
RENAME_VIEW = Command("rename_view", ("f2",), group="list")
WITHDRAW_VIEW = Command("withdraw_view", ("delete",), group="list")


class ViewsScreen(ListScreen):
    """One line a view: its name, how many groups it leaves today, and what it holds."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        PUT_ON_VIEW,
        replace(SAVE_VIEW, in_footer=True),
        RENAME_VIEW,
        WITHDRAW_VIEW,
        GO_BACK,
    )
    SHOWS_GROUPS = False

    def __init__(self) -> None:
        super().__init__()
        self._views: dict[int, SavedView] = {}
        self._is_new = True

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("name", say("view.name"), 24, sortable=False, grow=1),
                Column("groups", say("view.groups"), 8, align="right", sortable=False),
                Column("holds", say("view.holds"), 36, sortable=False, grow=2),
            ],
            empty_text=say("view.empty"),
        )

    def make_source(self) -> ReadSource[Row]:
        views = list_views(self.desk)
        self._views = {view.id: view for view in views}
        return ReadSource([self._row(view) for view in views], lambda row: row, {})

    def line_text(self) -> str:
        return say("view.line", shown=self.desk_app.selection.words)

    @property
    def view_at_hand(self) -> SavedView | None:
        """The view under the cursor."""
        key = self.table.cursor_key if self.is_mounted else None
        return None if key is None else self._views.get(int(key))

    def command_applies(self, name: str) -> bool:
        if name in (PUT_ON_VIEW.name, RENAME_VIEW.name, WITHDRAW_VIEW.name):
            return self.view_at_hand is not None
        return name != SORT.name

    def action_put_on_view(self) -> None:
        """Let the view under the cursor show, and go back to the groups."""
        view = self.view_at_hand
        if view is None:
            return
        try:
            self.desk_app.selection.put_on(view)
        except Refused as refusal:
            notify_plain(self.app, say_refused(refusal), severity="warning")
            return
        self.dismiss()

    def action_save_view(self) -> None:
        """Keep what the register shows as a view."""
        from kodoku_tui.tui.views.view_forms import keep_what_shows

        keep_what_shows(self.desk_app)

    def action_rename_view(self) -> None:
        """Give the view under the cursor another name."""
        from kodoku_tui.tui.views.view_forms import RenameViewForm

        view = self.view_at_hand
        if view is not None:
            self.desk_app.open_form(lambda: RenameViewForm(self.desk, view))

    def action_withdraw_view(self) -> None:
        """Withdraw the view under the cursor from everybody's list, after asking."""
        from kodoku_tui.tui.forms.confirm import ConfirmScreen

        view = self.view_at_hand
        if view is None:
            return

        def answered(certain: bool | None) -> None:
            if certain:
                self.desk_app.in_thread(lambda: self._withdraw(view), group="withdraw_view")

        question = ConfirmScreen(
            say("view.withdraw_question", view=view.name),
            [selection_words(view.selection)],
            yes=say("view.withdraw_yes"),
        )
        self.app.push_screen(question, answered)

    @on(ListTable.RowSelected)
    def _put_on_selected(self) -> None:
        self.action_put_on_view()

    @on(ListTable.RowHighlighted)
    def _what_applies_differs(self) -> None:
        self.refresh_bindings()

    def _withdraw(self, view: SavedView) -> None:
        told = outcome_sentences(take_view_back(self.desk, view), self.desk.today)
        self.app.call_from_thread(self.desk_app.tell_saved, told)
        self.app.call_from_thread(self.reload)

    def _show_source(self, source: PageSource, line: str) -> None:
        """The cursor begins on the view that is on."""
        super()._show_source(source, line)
        present = self.desk_app.selection.view
        if self._is_new and present is not None:
            self.table.set_source(source, at_key=present.id)
        self._is_new = False

    def _row(self, view: SavedView) -> Row:
        present = self.desk_app.selection.view
        is_on = present is not None and present.id == view.id
        name = say("view.name_on", view=view.name) if is_on else view.name
        if view.trouble is not None:
            return Row(view.id, (Cell(name), Cell(""), Cell(say_refused(view.trouble), "late")))
        count = register_page(self.desk, view.selection.chosen, limit=0).total
        groups = say("view.count", count=count) if count else say("phrase.none")
        return Row(view.id, (Cell(name), Cell(groups), Cell(selection_words(view.selection))))
