"""Counts are sacred: every filled cell of a sheet is in a heading, a record, a note or a skipped row, once."""

from __future__ import annotations

from collections import Counter

from kodoku_tui.excel.reading.cells import cell_name
from kodoku_tui.excel.reading.sheets import Sheet
from kodoku_tui.excel.recognition.grid import Grid
from kodoku_tui.excel.recognition.model import RecognisedSheet, RecognisedTable, SkipReason


def unaccounted_cells(sheet: Sheet, recognised: RecognisedSheet) -> list[str]:
    """The filled cells of `sheet` that `recognised` does not hold exactly once; empty when all is well.

    A record's cell must hold the value of the sheet, a skipped row as many cells as it says.
    """
    grid = Grid(sheet)
    filled = {
        cell_name(row, column): value
        for row, line in enumerate(grid.rows, start=grid.top)
        for column, value in line
    }
    held: Counter[str] = Counter(
        note.cell for note in recognised.own_notes if note.cell in filled and not note.is_comment
    )
    wrong: list[str] = []
    for table in recognised.tables:
        noted = [note.cell for note in table.notes if note.cell in filled and not note.is_comment]
        held.update(noted)
        held.update(_cells_of_headings(table, grid, set(noted)))
        for row in table.records:
            for position, value in enumerate(row.values):
                name = cell_name(row.number - 1, table.columns[position].index)
                if value is not None and position not in row.merged:
                    held[name] += 1
                    if filled.get(name) != value:
                        wrong.append(name)
        wrong += _miscounted(table, grid, held)
    return wrong + [name for name in filled if held[name] != 1]


def _cells_of_headings(table: RecognisedTable, grid: Grid, noted: set[str]) -> list[str]:
    return [name for number in table.header_rows for name in _names(table, grid, number) if name not in noted]


def _miscounted(table: RecognisedTable, grid: Grid, held: Counter[str]) -> list[str]:
    wrong = []
    for skipped in table.skipped:
        names = _names(table, grid, skipped.number)
        if len(names) != skipped.cells:
            wrong.append(f"{skipped.number}:{skipped.number}")
        if skipped.reason not in (SkipReason.NOTE, SkipReason.BESIDE):
            held.update(names)
    return wrong


def _names(table: RecognisedTable, grid: Grid, number: int) -> list[str]:
    row = number - 1
    if not 0 <= row - grid.top < len(grid.rows):
        return []
    left, right = table.span
    return [cell_name(row, column) for column, _ in grid.rows[row - grid.top] if left <= column <= right]
