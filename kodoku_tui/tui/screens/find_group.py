"""団体を探す: the register over the screen that one searches from; Esc leads back to that screen as it was."""

from __future__ import annotations

from typing import ClassVar

from kodoku_tui.domain.filters import GroupFilter
from kodoku_tui.tui.commands import Command
from kodoku_tui.tui.screens.register import GroupsToSearchScreen

LEAVE_FIND = Command("leave_find", ("escape",), group="list")


class FindGroupScreen(GroupsToSearchScreen):
    """One types at once. What was typed is forgotten when one goes back; going on to another screen keeps it."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (LEAVE_FIND,)
    AUTO_FOCUS = "CleanInput"

    def __init__(self, filter_before: GroupFilter) -> None:
        super().__init__()
        self._filter_before = filter_before

    def action_leave_find(self) -> None:
        """Back to where the search began."""
        self.desk_app.group_filter = self._filter_before
        self.dismiss()
