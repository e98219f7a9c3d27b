"""From the rows of a found table to columns with kinds and records with values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kodoku_tui.excel.reading.cells import CellValue, cell_name
from kodoku_tui.excel.recognition.found import FoundTable, heading_or_text
from kodoku_tui.excel.recognition.grid import Grid
from kodoku_tui.excel.recognition.kinds import kind_of_column
from kodoku_tui.excel.recognition.model import (
    ColumnKind,
    Note,
    RecognisedColumn,
    RecognisedRow,
    RecognisedTable,
)
from kodoku_tui.excel.recognition.words_of_sheets import is_amount_heading, unit_above, unit_in_heading

_SHARE_OF_A_COLUMN = 0.2
# One 未定 among amounts makes a column mixed: what the others are worth is the same.
_NO_AMOUNTS = {ColumnKind.DATE, ColumnKind.BOOLEAN, ColumnKind.EMPTY}
_Filled = dict[int, list[tuple[int, CellValue]]]


@dataclass(slots=True)
class BuiltTable:
    """A table without its warnings, and where its cells lie (counted from 0)."""

    table: RecognisedTable
    found: FoundTable
    strays: list[Note]
    """Cells of its records that stand under no column of it."""

    @property
    def first_row(self) -> int:
        """The row in which its headings begin, or its records where it has none."""
        return self.found.header.first if self.found.header else min(self.found.records, default=0)


def build_table(grid: Grid, found: FoundTable) -> BuiltTable:
    """Columns, records and notes of a found table."""
    labels = _labels_with_cells(grid, found)
    columns = _columns(grid, found, labels)
    grid.limits.add_values(len(found.records) * len(columns))
    of_merges = _values_of_merges(grid, found, set(columns))
    records = []
    strays: list[Note] = []
    known = set(columns)
    is_hidden = grid.is_hidden_row if grid.sheet.hidden_rows else lambda _: False
    for row in found.records:
        line = grid.cells(row, found.region)
        values = dict(line)
        beside: list[Note] = []
        if not known.issuperset(values):
            beside = [
                Note(cell_name(row, column), heading_or_text(value))
                for column, value in line
                if column not in known
            ]
            strays += beside
        merged: frozenset[int] = frozenset()
        if row in of_merges:
            added = {column: value for column, value in of_merges[row] if column not in values}
            values |= added
            merged = frozenset(place for place, column in enumerate(columns) if column in added)
        records.append(
            RecognisedRow(
                row + 1,
                tuple(map(values.get, columns)),
                is_hidden(row),
                merged,
                tuple(note.cell for note in beside),
                row in grid.sheet.struck_rows,
                grid.sheet.coloured_rows.get(row, ""),
                _furigana(grid, row, columns),
            )
        )
    by_column = list(zip(*(record.values for record in records), strict=True)) or [()] * len(columns)
    for_all = next((unit for note in found.notes if (unit := unit_above(note.text))), "")
    table = RecognisedTable(
        sheet=grid.sheet.name,
        header_rows=tuple(row + 1 for row in found.header.rows) if found.header else (),
        columns=tuple(
            _column(grid, found, column, labels.get(column, ""), values, for_all)
            for column, values in zip(columns, by_column, strict=True)
        ),
        records=tuple(records),
        skipped=tuple(found.skipped),
        notes=(*found.notes, *strays),
        title=found.title,
        span=(found.region.left, found.region.right),
        merged_header_rows=tuple(
            row + 1
            for row in (found.header.rows if found.header else ())
            if not grid.cells(row, found.region)
        ),
    )
    return BuiltTable(table, found, strays)


def _furigana(grid: Grid, row: int, columns: Sequence[int]) -> Mapping[int, tuple[tuple[int, int, str], ...]]:
    told = grid.sheet.furigana
    if not told:
        return {}
    return {place: told[row, column] for place, column in enumerate(columns) if (row, column) in told}


def _column(
    grid: Grid, found: FoundTable, index: int, header: str, values: Sequence[CellValue], for_all: str
) -> RecognisedColumn:
    grid.limits.check()
    kind = kind_of_column(values, header, grid.limits)
    unit = found.units.get(index) or unit_in_heading(header)
    if not unit and kind not in _NO_AMOUNTS and is_amount_heading(header):
        unit = for_all
    return RecognisedColumn(index, header, kind, unit, grid.is_hidden_column(index))


def _labels_with_cells(grid: Grid, found: FoundTable) -> dict[int, str]:
    """The headings, without the columns that only a wide merge of another column reaches into."""
    if found.header is None:
        return {}
    rows = [*found.records, *found.header.rows]
    filled = {column for row in rows for column, _ in grid.cells(row, found.region)}
    return {column: label for column, label in found.header.labels.items() if column in filled}


def _columns(grid: Grid, found: FoundTable, labels: dict[int, str]) -> list[int]:
    counts: Counter[int] = Counter()
    for row in found.records:
        counts.update([column for column, _ in grid.cells(row, found.region)])
    if not labels:
        return sorted(counts)
    first, last = min(labels), max(labels)
    enough = max(2, _SHARE_OF_A_COLUMN * len(found.records))
    unheaded = {
        column
        for column, count in counts.items()
        if column not in labels and (first < column < last or count >= enough)
    }
    return sorted(labels.keys() | unheaded)


def _values_of_merges(grid: Grid, found: FoundTable, columns: set[int]) -> _Filled:
    """By row: the values that merges bring to cells beside their own, within the records."""
    values: _Filled = defaultdict(list)
    if not found.records or not grid.merges:
        return values
    rows = set(found.records)
    first, last = found.records[0], found.records[-1]
    lowest = found.header.last + 1 if found.header else first
    for top, left, bottom, right in grid.limits.over(grid.merges):
        if top < lowest or top > last or bottom < first:
            continue
        inside = [column for column in columns if left <= column <= right]
        value = grid.sheet.value(top, left)
        if not inside or value is None or not found.region.left <= left <= found.region.right:
            continue
        grid.limits.add_values(len(inside) * (min(bottom, last) + 1 - max(top, first)))
        for row in range(max(top, first), min(bottom, last) + 1):
            if row in rows:
                values[row] += [(column, value) for column in inside if (row, column) != (top, left)]
    return values
