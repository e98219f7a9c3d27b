"""記録: what was done on this file, newest first, and taking it back."""

from __future__ import annotations

from typing import ClassVar

from textual import on

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_unit
from kodoku_tui.services.desk.history import LoggedUnit, count_units, list_units
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import UNDO
from kodoku_tui.tui.lists.list_screen import SORT, ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import PagedSource

SHOW_CHANGES = Command("show_changes", ("enter",), group="list")
UNDO_THIS = Command("undo_this", ("delete",), group="list")


class LogScreen(ListScreen):
    """Every act with who and when; Enter shows what it changed, value by value."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (SHOW_CHANGES, UNDO_THIS, UNDO)
    SCREEN_NAME = "log"
    WHY_NOT_CORRECT = "log.stays"
    SHOWS_GROUPS = False

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("id", say("log.number"), 6, align="right", sortable=False),
                Column("at", say("log.at"), 16, sortable=False, dated=16),
                Column("by", say("log.by"), 12, sortable=False),
                Column("what", say("log.what"), 28, grow=1, sortable=False),
                Column("state", say("log.state"), 12, sortable=False),
                Column("count", say("log.count"), 6, align="right", sortable=False),
            ],
            empty_text=say("log.empty"),
        )

    def make_source(self) -> PagedSource[LoggedUnit]:
        self._count = count_units(self.desk)
        return PagedSource(
            self._count, lambda offset, limit: list_units(self.desk, offset=offset, limit=limit), unit_row
        )

    def command_applies(self, name: str) -> bool:
        # A log has one order: newest first.
        return name != SORT.name

    def line_text(self) -> str:
        return say("log.line", count=self._count)

    def action_show_changes(self) -> None:
        """What the act under the cursor changed."""
        from kodoku_tui.tui.desk.changes import ChangesScreen

        if self.table.cursor_key is not None:
            self.app.push_screen(ChangesScreen(int(self.table.cursor_key)))

    def action_undo_this(self) -> None:
        """Take back the act under the cursor."""
        from kodoku_tui.tui.desk.undoing import ask_and_undo

        if self.table.cursor_key is not None:
            ask_and_undo(self.desk_app, int(self.table.cursor_key))

    def action_undo(self) -> None:
        """Elsewhere the newest act is taken back; here one looks at a certain one."""
        self.action_undo_this()

    @on(ListTable.RowSelected)
    def _show_selected(self) -> None:
        self.action_show_changes()


def unit_row(unit: LoggedUnit) -> Row:
    """One act as a line."""
    state = say("log.taken_back") if unit.is_taken_back else ""
    return Row(
        unit.id,
        (
            Cell(f"#{unit.id}"),
            Cell(unit.at[:16].replace("T", " ")),
            Cell(unit.by or say("log.nobody")),
            Cell(say_unit(unit.what_key, unit.what_params), "muted" if unit.is_taken_back else ""),
            Cell(state, "muted"),
            Cell(say("phrase.count", count=unit.change_count)),
        ),
    )
