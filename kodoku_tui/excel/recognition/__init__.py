"""From a file on disk to tables with headings, records, notes and warnings, nothing lost on the way.

`recognise(path)` reads a file in a process of its own (`excel.workbook`) and recognises every sheet;
`recognise_sheet(sheet)` does the second half alone. `accounting.unaccounted_cells` proves that nothing is lost.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from kodoku_tui.excel.reading.cells import cell_name
from kodoku_tui.excel.reading.continuations import whole
from kodoku_tui.excel.reading.limits import SECONDS, IsLeft, Limits
from kodoku_tui.excel.reading.sheets import Sheet, Workbook
from kodoku_tui.excel.reading.workbook import read_workbook
from kodoku_tui.excel.recognition.build import BuiltTable, build_table
from kodoku_tui.excel.recognition.grid import Grid
from kodoku_tui.excel.recognition.model import (
    ColumnKind,
    LeftOut,
    Note,
    RecognisedCell,
    RecognisedColumn,
    RecognisedRow,
    RecognisedSheet,
    RecognisedTable,
    RecognisedWorkbook,
    SkippedRow,
    SkipReason,
    Warning,
)
from kodoku_tui.excel.recognition.readability import (
    warnings_about,
    warnings_about_file,
    warnings_about_sheet,
)
from kodoku_tui.excel.recognition.rows import read_region
from kodoku_tui.excel.recognition.ruled_columns import rules_left, with_rules
from kodoku_tui.excel.recognition.sides import regions_of

__all__ = [
    "ColumnKind",
    "LeftOut",
    "Note",
    "RecognisedCell",
    "RecognisedColumn",
    "RecognisedRow",
    "RecognisedSheet",
    "RecognisedTable",
    "RecognisedWorkbook",
    "SkipReason",
    "SkippedRow",
    "Warning",
    "recognise",
    "recognise_sheet",
    "recognise_workbook",
]


def recognise(path: Path, *, seconds: float = SECONDS, is_left: IsLeft | None = None) -> RecognisedWorkbook:
    """Everything that stands in a file: .xlsx, .xlsm, .xlsb, .xls, .ods, .csv, .tsv, told by content.

    Raises `Refused` as `workbook.read_workbook` does: a sentence for every file that cannot be read, or not
    within `seconds` for reading and recognising together. Raises `ReadingLeftError` once `is_left` says so.
    """
    began = time.monotonic()
    workbook = read_workbook(path, seconds=seconds, is_left=is_left)
    return recognise_workbook(workbook, Limits(path.name, seconds - (time.monotonic() - began), is_left))


def recognise_workbook(workbook: Workbook, limits: Limits | None = None) -> RecognisedWorkbook:
    """The sheets of a workbook that has been read; a text that our exports cut at the end of a cell is whole again.

    Raises `Refused` when that comes to more than `limits` allow.
    """
    workbook = whole(workbook)
    sheets = tuple(recognise_sheet(sheet, form=workbook.format, limits=limits) for sheet in workbook.sheets)
    if sheets:
        sheets = (_with_warnings(sheets[0], warnings_about_file(workbook.format, "A1")), *sheets[1:])
    filled = {sheet.name: sheet.filled_rows for sheet in workbook.sheets}
    return RecognisedWorkbook(workbook.format, sheets, workbook.removed_characters, workbook.encoding, filled)


def recognise_sheet(sheet: Sheet, *, form: str = "xlsx", limits: Limits | None = None) -> RecognisedSheet:
    """The tables of one sheet that has been read from a file of the format `form`."""
    grid = Grid(sheet, limits)
    found = [read_region(grid, region) for region in regions_of(grid)]
    built = [build_table(grid, table) for region in found for table in region.tables]
    comments = _comments_by_table(grid, built)
    tables = [
        replace(
            one.table,
            notes=(*one.table.notes, *comments.get(place, ())),
            warnings=tuple(warnings_about(grid, one, form)),
        )
        for place, one in enumerate(built)
    ]
    tables = with_rules(sheet, tables)
    own_notes = tuple(note for region in found for note in region.notes)
    if not built:
        own_notes += tuple(_comment(*comment) for comment in sheet.comments)
    recognised = RecognisedSheet(sheet.name, sheet.hidden, tuple(tables), own_notes, rules=sheet.rules)
    return _with_warnings(recognised, [*warnings_about_sheet(grid, tables), *rules_left(sheet)])


def _comments_by_table(grid: Grid, built: list[BuiltTable]) -> dict[int, list[Note]]:
    """Each comment once: with the table it lies in, of tables below each other the last that begins above it.

    Those beside all tables stand with the last one.
    """
    found: dict[int, list[Note]] = {}
    for row, column, text in grid.sheet.comments if built else ():
        grid.limits.check()
        around = [
            place
            for place, one in enumerate(built)
            if one.found.region.top <= row <= one.found.region.bottom
            and one.found.region.left <= column <= one.found.region.right
        ]
        above = [place for place in around if built[place].first_row <= row]
        place = (above or around[:1] or [len(built) - 1])[-1]
        found.setdefault(place, []).append(_comment(row, column, text))
    return found


def _comment(row: int, column: int, text: str) -> Note:
    return Note(cell_name(row, column), text, is_comment=True)


def _with_warnings(sheet: RecognisedSheet, warnings: list[Warning]) -> RecognisedSheet:
    """The sheet with more warnings, which stand with its first table where it has one."""
    if not warnings:
        return sheet
    if not sheet.tables:
        return replace(sheet, own_warnings=(*warnings, *sheet.own_warnings))
    first = replace(sheet.tables[0], warnings=(*warnings, *sheet.tables[0].warnings))
    return replace(sheet, tables=(first, *sheet.tables[1:]))
