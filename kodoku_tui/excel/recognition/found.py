"""A table as its rows, before its columns are known."""

from __future__ import annotations

from dataclasses import dataclass, field

from kodoku_tui.excel.reading.cells import cell_name
from kodoku_tui.excel.recognition.grid import FilledCell, Region
from kodoku_tui.excel.recognition.heading_rows import Header
from kodoku_tui.excel.recognition.model import Note, SkippedRow
from kodoku_tui.excel.recognition.words_of_sheets import heading_of


@dataclass(slots=True)
class FoundTable:
    """A table as its rows. Rows and columns are counted from 0; `right` is the last column it may reach."""

    region: Region
    header: Header | None
    records: list[int] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    units: dict[int, str] = field(default_factory=dict)
    title: str = ""


@dataclass(slots=True)
class FoundRegion:
    """The tables of a region from top to bottom, and the notes of one that has none."""

    tables: list[FoundTable] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def notes_of(cells: list[FilledCell], row: int) -> list[Note]:
    """Each cell of a row as a note."""
    return [Note(cell_name(row, column), heading_or_text(value)) for column, value in cells]


def heading_or_text(value: object) -> str:
    """A note as written, on its own lines."""
    return value if isinstance(value, str) else heading_of(value)  # type: ignore[arg-type]
