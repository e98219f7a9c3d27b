"""From a file on disk to tables with headings, records, notes and warnings, nothing lost on the way.

`recognise(path)` reads a file in a process of its own (`excel.workbook`) and recognises every sheet;
`recognise_sheet(sheet)` does the second half alone.
"""

from __future__ import annotations

from pathlib import Path

from kodoku_tui.excel.recognition.model import (
    ColumnKind,
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
from kodoku_tui.excel.workbook import Sheet

__all__ = [
    "ColumnKind",
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
]


def recognise(path: Path, *, seconds: float = 10.0) -> RecognisedWorkbook:
    """Everything that stands in a file: .xlsx, .xlsm, .xlsb, .xls, .ods, .csv, .tsv, told by content.

    Raises `Refused` as `workbook.read_workbook` does: a sentence for every file that cannot be read.
    """
    raise NotImplementedError


def recognise_sheet(sheet: Sheet) -> RecognisedSheet:
    """The tables of one sheet that has been read."""
    raise NotImplementedError
