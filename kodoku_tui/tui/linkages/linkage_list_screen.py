"""What the lists of linkages and of indicators share: a group at hand, and what is recorded of it from either."""

from __future__ import annotations

from textual import on

from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import ListTable


class LinkageListScreen(ListScreen):
    """Subclasses set `_line` where they make the source; Enter opens the group."""

    SCREEN_NAME = "linkages"
    SHOWS_GROUPS = False

    def __init__(self) -> None:
        super().__init__()
        self._line = ""

    def line_text(self) -> str:
        return self._line

    @property
    def indicator_position(self) -> int | None:
        """Which of its group's indicators is under the cursor, where the lines are indicators."""
        return None

    def action_open_group(self) -> None:
        self.open_group(self.group_number)

    def action_set_linkage(self) -> None:
        """Record how things stand with a counterpart."""
        from kodoku_tui.tui.linkages.choose_linkage import choose_linkage

        if self.group_number is not None:
            choose_linkage(self.desk_app, self.group_number)

    def action_set_indicator(self) -> None:
        """Record what was measured."""
        from kodoku_tui.tui.linkages.choose_linkage import choose_indicator

        if self.group_number is not None:
            choose_indicator(self.desk_app, self.group_number, self.indicator_position)

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_group()
