"""A cell that changed on both sides, as it is told: what went out, what stands here, what the workbook says."""

from __future__ import annotations

import re
from datetime import date

from kodoku_tui.excel.reading.cell_errors import CellError
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.intake.model import CellChange, IntakeRow, Value

CONFLICT = "error.cell_conflict"
"""What an open conflict is told by."""

EXCHANGED = "error.cell_exchanged"
"""What a cell is told by that says what another row said before, while nobody has decided."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def conflict_error(row: IntakeRow, cell: CellChange) -> CellError:
    """An open conflict as something to mend: what went out, what stands here, what the workbook says."""
    place = {"sheet": row.sheet, "cell": cell.cell, "column": cell.heading}
    said = conflict_values(cell)
    key = EXCHANGED if cell.exchanged_with else CONFLICT
    said["other"] = cell.exchanged_with
    return CellError(**place, value=said["value"], message_key=key, params={**said, **place})


def conflict_values(cell: CellChange) -> dict[str, str]:
    """The three values of a cell as the reader reads them."""
    return {
        "exported": said_value(cell.exported),
        "here": said_value(cell.here),
        "value": said_value(cell.workbook),
    }


def open_conflicts(row: IntakeRow) -> list[CellError]:
    """The conflicts of a row that nobody has decided."""
    return [
        conflict_error(row, cell) for cell in row.cells if cell.is_conflict and cell.takes_workbook is None
    ]


def said_value(value: Value) -> str:
    """A value of a cell as the reader reads it; nothing says so."""
    if value is None or value == "":
        return say("phrase.none")
    if value is True:
        return say("phrase.marked")
    if isinstance(value, str) and _DAY.fullmatch(value):
        return say("phrase.full_day", day=date.fromisoformat(value))
    return say_word(" ".join(str(value).split()))
