"""One row of an import: its cells, old and new."""

from __future__ import annotations

from typing import ClassVar

from kodoku_tui.locale import say
from kodoku_tui.services.intake.conflicts import said_value
from kodoku_tui.services.intake.model import CellChange, IntakeRow
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.intake.words import details_of, row_state_word
from kodoku_tui.tui.lists.list_screen import SORT, ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

KEEP_HERE = Command("keep_here", ("h", "f5", "ctrl+d"), group="import")
TAKE_FILE = Command("take_file", ("t", "f6", "ctrl+u"), group="import")


class ImportRowScreen(ListScreen):
    """Each edited cell with what stands here and what the file says; in a conflict also what went out."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (KEEP_HERE, TAKE_FILE, GO_BACK)
    SCREEN_NAME = "import"
    SHOWS_GROUPS = False

    def __init__(self, row: IntakeRow) -> None:
        super().__init__()
        # Within an import, only what belongs to it can be done.
        self._modal = True
        self._row = row

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("cell", say("import.cell"), 7, sortable=False),
                Column("column", say("import.column"), 18, sortable=False),
                Column("exported", say("import.exported"), 20, grow=1, sortable=False),
                Column("here", say("import.here"), 20, grow=1, sortable=False),
                Column("file", say("import.file"), 20, grow=1, sortable=False),
                Column("decision", say("import.decision"), 10, sortable=False),
            ],
            empty_text=details_of(self._row, whole=True) or say("import.no_changes"),
        )

    def make_source(self) -> ReadSource[tuple[int, CellChange]]:
        return ReadSource(list(enumerate(self._row.shown_cells)), cell_row, {})

    def line_text(self) -> str:
        row = self._row
        place = say("import.row_line", sheet=row.sheet, row=row.row, state=row_state_word(row.state))
        return f"{place}  {row.about}"

    def command_applies(self, name: str) -> bool:
        if name in (KEEP_HERE.name, TAKE_FILE.name):
            return any(cell.is_conflict for cell in self._row.cells)
        return name != SORT.name

    def action_keep_here(self) -> None:
        """What stands here stays."""
        self._decide(takes_workbook=False)

    def action_take_file(self) -> None:
        """What the file says is taken."""
        self._decide(takes_workbook=True)

    def whole_text(self, row: Row) -> str:
        return details_of(self._row, whole=True)

    def _decide(self, *, takes_workbook: bool) -> None:
        key = self.table.cursor_key
        if key is not None and self._row.cells[int(key)].is_conflict:
            self._row.cells[int(key)].takes_workbook = takes_workbook
            self.table.cursor_row += 1
            self.reload()


def cell_row(numbered: tuple[int, CellChange]) -> Row:
    """One edited cell as a line."""
    place, cell = numbered
    if not cell.is_conflict:
        decision, style = say("import.will_take"), "done"
    elif cell.takes_workbook is None:
        decision, style = say("import.undecided"), "soon"
    else:
        decision, style = say("import.will_take" if cell.takes_workbook else "import.will_keep"), "done"
    return Row(
        place,
        (
            Cell(cell.cell),
            Cell(" ".join(cell.heading.split())),
            Cell(said_value(cell.exported) if cell.is_conflict else "", "muted"),
            Cell(said_value(cell.here), "muted"),
            Cell(said_value(cell.workbook)),
            Cell(decision, style),
        ),
    )
