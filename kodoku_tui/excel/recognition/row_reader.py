"""The rows below one heading, told apart: records, units, totals, notes, numbered but empty ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kodoku_tui.excel.recognition.found import FoundTable, notes_of
from kodoku_tui.excel.recognition.grid import FilledCell, Grid, Region
from kodoku_tui.excel.recognition.headers import Candidate, candidate_at
from kodoku_tui.excel.recognition.heading_cells import is_unticked
from kodoku_tui.excel.recognition.heading_rows import header_of
from kodoku_tui.excel.recognition.likeness import Likeness
from kodoku_tui.excel.recognition.model import SkippedRow, SkipReason
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
    says_the_end,
    says_there_is_nothing,
    unit_of,
)

_SAMPLED_RECORDS = 30
_TITLE_ROWS = 3
# A stray cell a million rows below makes no million skipped rows; of such a gap the first row is told.
_LONGEST_GAP_TOLD = 1_000
_LONGEST_TOTAL_WORD = 16
_ENOUGH_HEADINGS = 3
_FEWEST_NUMBERED = 2
_ROWS_LOOKED_AT_BELOW = 8
_HAS_DIGITS = re.compile(r"[0-9元]")


class RowReader:
    """Reads the rows below one heading until another table begins.

    `earlier` are the readers of the tables above it: a row that is none of this table may be one of theirs.
    """

    def __init__(
        self, grid: Grid, region: Region, table: FoundTable, earlier: Sequence[RowReader] = ()
    ) -> None:
        assert table.header is not None
        self._earlier = earlier
        self._grid = grid
        self._region = region
        self.table = table
        self._header = table.header
        self._left, self._right = min(self._header.labels), max(self._header.labels)
        self._width = len(self._header.labels)
        self._seems_numbered = self._first_column_is_numbered()
        self._heading_rows = self._texts_of_header_rows()
        self._heading_texts = {text for row in self._heading_rows for text in row.values()}
        self._blanks: list[int] = []
        self._after_end = False
        self._likeness: Likeness | None = None
        self._seen = -1
        self.next_heading: int | None = None
        """The row of the headings of the next table, where looking at what is below them would not tell."""

    @property
    def likeness(self) -> Likeness:
        """What the records that were found so far have in common."""
        records = self.table.records
        if self._likeness is None or (self._seen < _SAMPLED_RECORDS and self._seen != len(records)):
            self._likeness = Likeness(self._grid, self._region, self._header, records)
            self._seen = len(records)
        return self._likeness

    @property
    def _is_numbered(self) -> bool:
        """Whether the first column counts the rows; what stands below the table may outnumber its records."""
        return self._seems_numbered or (
            len(self.table.records) >= _FEWEST_NUMBERED and self.likeness.is_numbered
        )

    def take_record(self, row: int) -> None:
        """Take a row that stands elsewhere, and is one of this table's records."""
        self.table.records.append(row)
        self.table.records.sort()

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
        owner = self._owner_above(cells)
        if owner is not None:
            self._keep_blanks()
            owner.take_record(row)
            return
        reason = self._reason_to_skip(row, cells)
        if reason is None:
            self._keep_blanks()
            self.table.records.append(row)
            return
        if reason in (SkipReason.NOTE, SkipReason.BESIDE):
            self.table.notes += notes_of(cells, row)
            # A note among records is told as a row too; below them it is only a note.
        if reason is SkipReason.UNITS:
            self.table.units |= {column: unit_of(str(value)) for column, value in cells}
        self.table.skipped.append(SkippedRow(row + 1, reason, len(cells)))
        self._after_end = self._after_end or reason is SkipReason.NOTE

    def _keep_blanks(self) -> None:
        self.table.skipped += [SkippedRow(row + 1, SkipReason.EMPTY, 0) for row in self._blanks]
        self._blanks.clear()
        self._after_end = False

    def _reason_to_skip(self, row: int, cells: list[FilledCell]) -> SkipReason | None:
        first_column, first = cells[0]
        if first_column > self._right:
            return SkipReason.BESIDE
        if len(cells) == 1 and isinstance(first, str) and says_there_is_nothing(first):
            return SkipReason.NOTE
        if len(cells) <= 2 and isinstance(first, str) and is_note(first):
            return SkipReason.NOTE
        if isinstance(first, str) and is_sample(first):
            return SkipReason.NOTE
        if self._is_repeated_header(cells):
            return SkipReason.REPEATED_HEADER
        if self._is_blank_line_of_a_form(cells):
            return SkipReason.NUMBER_ONLY
        if not self.table.records and all(isinstance(value, str) and unit_of(value) for _, value in cells):
            return SkipReason.UNITS
        if _is_total_row(cells):
            return SkipReason.TOTAL
        if self._after_end and self._blanks and not self.table.records and self._is_beside_the_point(cells):
            # Words to choose from, written below the notes of an empty form.
            return SkipReason.NOTE
        if len(cells) == 1:
            return self._reason_for_single(row, first_column, first)
        if (
            (self._blanks or self._after_end)
            and self.table.records
            and self._is_beside_the_point(cells)
            and not self.likeness.holds(cells)
        ):
            return SkipReason.NOTE
        return SkipReason.NOTE if self._is_remark_among_numbers(cells) else None

    def _owner_above(self, cells: list[FilledCell]) -> RowReader | None:
        """The table above of which a row is a record that cannot be one of this table."""
        if not self._earlier or all(column in self._header.labels for column, _ in cells):
            return None
        if self.likeness.holds(cells):
            return None
        return next((one for one in reversed(self._earlier) if one.likeness.holds(cells)), None)

    def _is_remark_among_numbers(self, cells: list[FilledCell]) -> bool:
        """Whether a word stands in the column of numbers, and beside it what is no record (計, 備考, 男 3 女 5)."""
        column, value = cells[0]
        if not (self._is_numbered and self.table.records and column == self._left and isinstance(value, str)):
            return False
        if is_number_like(value) or _HAS_DIGITS.search(compact(value)):
            return False
        return is_heading_word(value) or not self.likeness.fits_but_for_its_number(cells)

    def _is_blank_line_of_a_form(self, cells: list[FilledCell]) -> bool:
        """A line whose sums and boxes to tick stand there already: its number, and 0 or FALSE in some columns."""
        if all(is_unticked(value) for _, value in cells):
            return len(cells) > 1 and self._width > len(cells)
        return (
            len(cells) > 1
            and self._is_numbered
            and cells[0][0] == self._left
            and _is_numeric(cells[0][1])
            and self._is_more_than_the_line_fills(cells)
            and all(
                is_unticked(value) or (type(value) in (int, float) and value == 0) for _, value in cells[1:]
            )
        )

    def _is_more_than_the_line_fills(self, cells: list[FilledCell]) -> bool:
        filled = {column for column, _ in cells}
        return any(column not in filled for column in self._header.labels)

    def _reason_for_single(self, row: int, column: int, value: object) -> SkipReason | None:
        if self._width == 1:
            is_record = column == self._left and not (isinstance(value, str) and says_the_end(value))
            return None if is_record else SkipReason.NOTE
        if not isinstance(value, str) or is_number_like(value):
            is_number = column == self._left and not isinstance(value, bool)
            merged_here = any(
                merge[0] < row <= merge[2]
                and merge[1] != column
                and self._left <= merge[1] <= self._region.right
                for merge in self._tall_merges(row)
            )
            return SkipReason.NUMBER_ONLY if is_number and not merged_here else None
        if self._blanks and self.table.records:
            return SkipReason.NOTE
        if is_sentence(value) and column == self._left:
            return SkipReason.NOTE
        is_wide = self._grid.span_right(row, column) - column + 1 >= max(2, self._width // 2)
        if is_section(value) or is_wide or (self._is_numbered and column == self._left):
            return SkipReason.SECTION
        return None if column in self._header.labels and not says_the_end(value) else SkipReason.NOTE

    def _tall_merges(self, row: int) -> Iterator[tuple[int, int, int, int]]:
        return (merge for merge in self._grid.merges if merge[0] < row <= merge[2])

    def _is_beside_the_point(self, cells: list[FilledCell]) -> bool:
        """After the end of a numbered table: a line whose first column holds no number is a remark."""
        column, value = cells[0]
        if self._is_numbered:
            return not (column == self._left and _is_numeric(value))
        return column > self._left and len(cells) * 2 < self._width

    def _is_repeated_header(self, cells: list[FilledCell]) -> bool:
        """Whether a row says the headings again, each over its own column."""
        texts = self._texts(cells)
        return any(
            len(texts) >= min(2, self._width)
            and (len(texts) >= _ENOUGH_HEADINGS or len(texts) * 2 >= len(row))
            and all(row.get(column) == text for column, text in texts.items())
            for row in self._heading_rows
        )

    def _are_headings_elsewhere(self, cells: list[FilledCell]) -> bool:
        """Whether a row says these headings again, but over other columns: what is below it is to be read by them."""
        texts = set(self._texts(cells).values())
        known = len(texts & self._heading_texts)
        if len(texts) < max(2, len(cells) - 1) or self._is_repeated_header(cells):
            return False
        if known == len(texts) >= _ENOUGH_HEADINGS:
            return True
        return known * 4 >= len(texts) * 3 and known * 2 >= min(map(len, self._heading_rows))

    def _texts(self, cells: list[FilledCell]) -> dict[int, str]:
        return {column: compact(heading_of(value)) for column, value in cells if isinstance(value, str)}

    def _texts_of_header_rows(self) -> list[dict[int, str]]:
        """Each row of the heading, and the lowest name of every column: so a heading of two rows is repeated in one."""
        rows = [
            {column: compact(heading_of(value)) for column, value in self._grid.cells(row, self._region)}
            for row in self._header.rows
        ]
        if len(rows) > 1:
            labels = self._header.labels.items()
            rows.append({column: compact(label.rsplit("/", 1)[-1]) for column, label in labels})
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
        if self._are_headings_elsewhere(cells):
            self.next_heading = row
            return row
        return row if self._heads_another(row, cells) else None

    def _is_record(self, cells: list[FilledCell]) -> bool:
        """Whether a row is like the records of this table or of one above it."""
        return any(one.likeness.holds(cells) for one in (self, *reversed(self._earlier)))

    def _up_to_a_record_below(self, row: int) -> Region:
        """The region up to where a record of this table stands again: no other heading heads that."""
        region = self._region
        for below in islice(self._grid.filled_rows(region, row + 1), _ROWS_LOOKED_AT_BELOW):
            if self._is_record(self._grid.cells(below, region)):
                return replace(region, bottom=below - 1)
        return region

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
        if self._is_record(cells):
            return False
        if self._is_another_within(self._region, row, cells, after_title):
            return True
        region = self._up_to_a_record_below(row)
        if region is self._region or not self._is_another_within(region, row, cells, after_title):
            return False
        self.next_heading = row
        return True

    def _is_another_within(
        self, region: Region, row: int, cells: list[FilledCell], after_title: bool
    ) -> bool:
        candidate = candidate_at(self._grid, region, row)
        return (
            candidate is not None
            and candidate.is_header
            and self._is_another(row, cells, candidate, after_title)
        )

    def _is_another(self, row: int, cells: list[FilledCell], candidate: Candidate, after_title: bool) -> bool:
        if after_title and self._is_repeated_header(cells):
            return True
        if not self._blanks and not after_title:
            if candidate.is_wordy:
                return False
            return candidate.words >= 0.8 and len(cells) >= 3 and candidate.contrast >= 0.25
        if candidate.words >= 0.5:
            return True
        if self._is_numbered:
            return candidate.contrast >= 0.25 or candidate.coverage >= 0.8
        header = header_of(self._grid, self._region, candidate.row, row)
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
