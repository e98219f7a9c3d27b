"""Handing out what the screen shows, as a list or as a calendar."""

from __future__ import annotations

from kodoku_tui.domain.register.filters import Selection
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.desk_screen import told_by
from kodoku_tui.tui.frame.group_selection import GroupsAtHand


class HandingOut:
    """Opens the forms of what goes out, for the groups of the screen that shows."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app

    def export_list(self) -> None:
        """Write one of the lists, a karte or the whole file."""
        from kodoku_tui.tui.exports.export_form import ExportForm

        desk, groups, here = self._app.desk, self.groups_at_hand, told_by(self._app.screen)
        kind, number = here.EXPORT_KIND, here.group_number
        self._app.open_form(lambda: ExportForm(desk, groups, kind=kind, group_no=number))

    def export_calendar(self) -> None:
        """Write the year's days."""
        from kodoku_tui.tui.exports.calendar_form import CalendarForm

        desk, groups = self._app.desk, self.groups_at_hand
        self._app.open_form(lambda: CalendarForm(desk, groups))

    @property
    def groups_at_hand(self) -> GroupsAtHand:
        """The groups of the screen that shows: the register and the matrix have a filter, elsewhere there is none."""
        selection = self._app.selection
        if self._shows_the_register:
            return selection.groups
        if self._app.main_screens.here != "matrix":
            return GroupsAtHand(Selection())
        # Without a view the rows of the matrix stand by number.
        return selection.groups if selection.view is not None else GroupsAtHand(Selection(selection.filter))

    @property
    def _shows_the_register(self) -> bool:
        """As a main screen, or over another one to search in."""
        return (
            self._app.main_screens.here == "register" or told_by(self._app.screen).SCREEN_NAME == "register"
        )
