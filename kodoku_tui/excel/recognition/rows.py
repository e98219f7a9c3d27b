"""The rows of a region, told apart: headings, records, units, totals, notes, numbered but empty ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from kodoku_tui.excel.cells import cell_name
from kodoku_tui.excel.recognition.grid import FilledCell, Grid, Region
from kodoku_tui.excel.recognition.headers import Header, candidate_at, find_header, header_from
from kodoku_tui.excel.recognition.model import Note, SkippedRow, SkipReason
from kodoku_tui.excel.recognition.words_of_sheets import (
    compact,
    heading_of,
    is_heading_word,
    is_note,
    is_number_like,
    is_part_total,
    is_sample,
    is_section,
    is_sentence,
    is_total,
    may_be_total,
    says_there_is_nothing,
    unit_above,
    unit_of,
)

_SAMPLED_RECORDS = 30
_TITLE_ROWS = 3
# A stray cell a million rows below makes no million skipped rows; of such a gap the first row is told.
_LONGEST_GAP_TOLD = 1_000
_LONGEST_TOTAL_WORD = 16


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


def read_region(grid: Grid, region: Region) -> FoundRegion:
    """Tell the rows of a region apart; every filled cell ends up in exactly one place."""
    found = FoundRegion()
    row: int | None = region.top
    while row is not None and row <= region.bottom:
        header = find_header(grid, region, row)
        if header is None:
            row = _read_without_header(grid, region, row, found)
            continue
        table = FoundTable(region, header)
        found.tables.append(table)
        _take_lines_above(grid, region, row, header, table)
        row = _RowReader(grid, region, table).read()
    return found


def notes_of(cells: list[FilledCell], row: int) -> list[Note]:
    """Each cell of a row as a note."""
    return [Note(cell_name(row, column), heading_or_text(value)) for column, value in cells]


def heading_or_text(value: object) -> str:
    """A note as written, on its own lines."""
    return value if isinstance(value, str) else heading_of(value)  # type: ignore[arg-type]


def _take_lines_above(grid: Grid, region: Region, first: int, header: Header, table: FoundTable) -> None:
    for row in grid.filled_rows(Region(region.top, header.first - 1, region.left, region.right), first):
        cells = grid.cells(row, region)
        table.notes += notes_of(cells, row)
        text = cells[0][1]
        if len(cells) == 1 and isinstance(text, str) and _can_be_title(text):
            # The nearest one: above it stand the numbers of forms.
            table.title = heading_of(text)


def _can_be_title(text: str) -> bool:
    return not (is_note(text) or is_sentence(text) or unit_above(text))


def _read_without_header(grid: Grid, region: Region, first: int, found: FoundRegion) -> int | None:
    """Lines without headings below them: a table of bare data, or notes of what stands above."""
    rows = list(grid.filled_rows(region, first))
    wide = [row for row in rows if len(grid.cells(row, region)) >= 2]
    is_data = not found.tables and len(wide) >= 2 and len(wide) * 2 >= len(rows)
    notes = found.tables[-1].notes if found.tables else found.notes
    if is_data:
        table = FoundTable(region, None)
        found.tables.append(table)
        notes = table.notes
    of_table = set(wide) if is_data else set()
    for row in rows:
        if row in of_table:
            found.tables[-1].records.append(row)
        else:
            notes += notes_of(grid.cells(row, region), row)
    return None


class _RowReader:
    """Reads the rows below one heading until another table begins."""

    def __init__(self, grid: Grid, region: Region, table: FoundTable) -> None:
        assert table.header is not None
        self._grid = grid
        self._region = region
        self._table = table
        self._header = table.header
        self._left = min(self._header.labels)
        self._width = len(self._header.labels)
        self._is_numbered = self._first_column_is_numbered()
        self._heading_texts = self._texts_of_header_rows()
        self._blanks: list[int] = []
        self._after_end = False

    def read(self) -> int | None:
        """Take all rows of the table. Returns the row at which the next table may begin, else None."""
        expected = self._header.last + 1
        for row in self._grid.filled_rows(self._region, expected):
            self._blanks += range(expected, row) if row - expected <= _LONGEST_GAP_TOLD else (expected,)
            expected = row + 1
            cells = self._grid.cells(row, self._region)
            following = self._start_of_another(row, cells)
            if following is not None:
                return following
            self._take(row, cells)
        return None

    def _take(self, row: int, cells: list[FilledCell]) -> None:
        reason = self._reason_to_skip(row, cells)
        if reason is None:
            self._keep_blanks()
            self._table.records.append(row)
            return
        if reason is SkipReason.NOTE:
            self._table.notes += notes_of(cells, row)
            # A note among records is told as a row too; below them it is only a note.
        if reason is SkipReason.UNITS:
            self._table.units |= {column: unit_of(str(value)) for column, value in cells}
        self._table.skipped.append(SkippedRow(row + 1, reason, len(cells)))
        self._after_end = self._after_end or reason is SkipReason.NOTE

    def _keep_blanks(self) -> None:
        self._table.skipped += [SkippedRow(row + 1, SkipReason.EMPTY, 0) for row in self._blanks]
        self._blanks.clear()
        self._after_end = False

    def _reason_to_skip(self, row: int, cells: list[FilledCell]) -> SkipReason | None:
        first_column, first = cells[0]
        if len(cells) == 1 and isinstance(first, str) and says_there_is_nothing(first):
            return SkipReason.NOTE
        if len(cells) <= 2 and isinstance(first, str) and is_note(first):
            return SkipReason.NOTE
        if isinstance(first, str) and is_sample(first):
            return SkipReason.NOTE
        if self._is_repeated_header(cells):
            return SkipReason.REPEATED_HEADER
        if self._holds_a_number_and_noughts(cells):
            return SkipReason.NUMBER_ONLY
        if not self._table.records and all(isinstance(value, str) and unit_of(value) for _, value in cells):
            return SkipReason.UNITS
        if _is_total_row(cells):
            return SkipReason.TOTAL
        if len(cells) == 1:
            return self._reason_for_single(row, first_column, first)
        if (self._blanks or self._after_end) and self._table.records and self._is_beside_the_point(cells):
            return SkipReason.NOTE
        return None

    def _holds_a_number_and_noughts(self, cells: list[FilledCell]) -> bool:
        """A line of a form whose sums are calculated already: its number, and 0 in some of its columns."""
        return (
            1 < len(cells) < self._width
            and self._is_numbered
            and cells[0][0] == self._left
            and _is_numeric(cells[0][1])
            and all(type(value) in (int, float) and value == 0 for _, value in cells[1:])
        )

    def _reason_for_single(self, row: int, column: int, value: object) -> SkipReason | None:
        if self._width == 1:
            return None if column == self._left else SkipReason.NOTE
        if not isinstance(value, str) or is_number_like(value):
            is_number = column == self._left and not isinstance(value, bool)
            merged_here = any(
                merge[0] < row <= merge[2]
                and merge[1] != column
                and self._left <= merge[1] <= self._region.right
                for merge in self._tall_merges(row)
            )
            return SkipReason.NUMBER_ONLY if is_number and not merged_here else None
        if self._blanks and self._table.records:
            return SkipReason.NOTE
        if is_sentence(value) and column == self._left:
            return SkipReason.NOTE
        is_wide = self._grid.span_right(row, column) - column + 1 >= max(2, self._width // 2)
        if is_section(value) or is_wide or (self._is_numbered and column == self._left):
            return SkipReason.SECTION
        return None if column in self._header.labels else SkipReason.NOTE

    def _tall_merges(self, row: int) -> Iterator[tuple[int, int, int, int]]:
        return (merge for merge in self._grid.merges if merge[0] < row <= merge[2])

    def _is_beside_the_point(self, cells: list[FilledCell]) -> bool:
        """After the end of a numbered table: a line whose first column holds no number is a remark."""
        column, value = cells[0]
        if self._is_numbered:
            return not (column == self._left and _is_numeric(value))
        return column > self._left and len(cells) * 2 < self._width

    def _is_repeated_header(self, cells: list[FilledCell]) -> bool:
        if type(cells[0][1]) is not str:
            return False
        first = compact(heading_of(cells[0][1]))
        if not any(first in heading for heading in self._heading_texts):
            return False
        texts = {compact(heading_of(value)) for _, value in cells}
        return len(cells) >= min(2, self._width) and any(
            texts <= heading and len(texts) * 2 >= len(heading) for heading in self._heading_texts
        )

    def _texts_of_header_rows(self) -> list[set[str]]:
        """Each row of the heading, and the lowest name of every column: so a heading of two rows is repeated in one."""
        rows = [
            {compact(heading_of(value)) for _, value in self._grid.cells(row, self._region)}
            for row in self._header.rows
        ]
        if len(rows) > 1:
            rows.append({compact(label.rsplit("/", 1)[-1]) for label in self._header.labels.values()})
        return rows

    def _first_column_is_numbered(self) -> bool:
        rows = islice(self._grid.filled_rows(self._region, self._header.last + 1), _SAMPLED_RECORDS)
        lines = [cells for row in rows if len(cells := self._grid.cells(row, self._region)) > 1]
        numbered = sum(cells[0][0] == self._left and _is_numeric(cells[0][1]) for cells in lines)
        return bool(lines) and numbered * 2 > len(lines)

    def _start_of_another(self, row: int, cells: list[FilledCell]) -> int | None:
        """Where another table begins: at its title, at its headings; None when this row is of this table."""
        if type(cells[0][1]) is not str:
            return None
        if len(cells) == 1:
            return row if self._is_title_of_another(row, cells) else None
        if self._is_repeated_header(cells):
            return None
        return row if self._heads_another(row, cells) else None

    def _is_title_of_another(self, row: int, cells: list[FilledCell]) -> bool:
        if not self._blanks or is_note(str(cells[0][1])):
            return False
        for below in islice(self._grid.filled_rows(self._region, row + 1), _TITLE_ROWS):
            line = self._grid.cells(below, self._region)
            if len(line) > 1:
                return self._heads_another(below, line, after_title=True)
        return False

    def _heads_another(self, row: int, cells: list[FilledCell], *, after_title: bool = False) -> bool:
        if not is_heading_word(str(cells[0][1])) and not (self._blanks or after_title):
            return False
        candidate = candidate_at(self._grid, self._region, row)
        if candidate is None or not candidate.is_header:
            return False
        if after_title and self._is_repeated_header(cells):
            return True
        if not self._blanks and not after_title:
            return candidate.words >= 0.8 and len(cells) >= 3 and candidate.contrast >= 0.25
        if candidate.words >= 0.5:
            return True
        if self._is_numbered:
            return candidate.contrast >= 0.25 or candidate.coverage >= 0.8
        header = header_from(self._grid, self._region, candidate, row)
        return set(header.labels) != set(self._header.labels) and candidate.contrast >= 0.25


def _is_numeric(value: object) -> bool:
    if isinstance(value, str):
        return is_number_like(value)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_total_row(cells: list[FilledCell]) -> bool:
    for place, (_, value) in enumerate(cells[:3]):
        if type(value) is not str or len(value) > _LONGEST_TOTAL_WORD or not may_be_total(value):
            continue
        others = [one for at, (_, one) in enumerate(cells) if at != place and type(one) is str]
        words = [
            one for one in others if not is_number_like(one) and not unit_of(one) and one not in "-－ー―"
        ]
        if is_total(value):
            return len(words) <= (1 if place == 0 or len(cells) > 2 else 0)
        if is_part_total(value) and not words and len(cells) > 1 and place <= 1:
            return place == 0
    return False
