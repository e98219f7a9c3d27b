"""団体を探す: the register over the screen that one searches from; Esc leads back to that screen as it was."""

from __future__ import annotations

from typing import ClassVar

from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.group_selection import GroupsAtHand
from kodoku_tui.tui.register.register import GroupsToSearchScreen

LEAVE_FIND = Command("leave_find", ("escape",), group="list")


class FindGroupScreen(GroupsToSearchScreen):
    """One types at once. What was typed or chosen is forgotten when one goes back; going on elsewhere keeps it."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (LEAVE_FIND,)
    AUTO_FOCUS = "CleanInput"

    def __init__(self, groups_before: GroupsAtHand) -> None:
        super().__init__()
        self._groups_before = groups_before

    def action_leave_find(self) -> None:
        """Back to where the search began."""
        self.desk_app.selection.choose(self._groups_before)
        self.dismiss()
