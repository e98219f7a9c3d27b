"""Which row of a region begins to head a table."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice

from kodoku_tui.excel.reading.cells import CellValue, ErrorValue
from kodoku_tui.excel.recognition.beside_headings import headings_in
from kodoku_tui.excel.recognition.grid import FilledCell, Grid, Region
from kodoku_tui.excel.recognition.heading_cells import go_up, is_day_to_fill_in, is_wordy, labels_of
from kodoku_tui.excel.recognition.heading_rows import Header, header_of
from kodoku_tui.excel.recognition.words_of_sheets import (
    compact,
    is_heading_word,
    is_label,
    is_number_like,
    unit_of,
)

_ROWS_LOOKED_AT_BELOW = 8
# Official forms put their instructions first; nobody puts this many rows before a table.
_ROWS_SEARCHED = 200
_WIDER_BY = 1.5
_FEWEST_LABELS = 2
_ENOUGH_WORDS = 0.4
_ENOUGH_CONTRAST = 0.25
_AS_WIDE = 0.7
_HALF = 0.5
_KEY_VALUE_ROWS = 15
_DIGITS = re.compile(r"[0-9]+|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①-⑳]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """How much a row looks like the headings of what stands below it."""

    row: int
    cells: list[FilledCell]
    coverage: float
    """The part of the columns filled below that it heads."""
    words: float
    """The part of its labels that are words of headings."""
    contrast: float
    """The part of its columns that hold numbers, dates or marks below a label."""
    rows_below: int
    is_wordy: bool = False
    """Whether one of its cells says at length how to fill in its column."""

    @property
    def is_header(self) -> bool:
        """Whether it can be the headings of a table when none has been found yet."""
        if self.rows_below == 0:
            return self.words >= 0.5 or len(self.cells) >= 3
        if self.coverage < _HALF:
            return False
        return self.words >= _ENOUGH_WORDS or self.contrast >= _ENOUGH_CONTRAST or self.coverage >= 0.8


def find_header(grid: Grid, region: Region, first: int | None = None) -> Header | None:
    """The first headings of a region from row `first` on; None where nothing looks like headings."""
    candidate = _first_candidate(grid, region, first)
    return header_of(grid, region, candidate.row, first) if candidate else None


def candidate_at(grid: Grid, region: Region, row: int) -> Candidate | None:
    """How much a row looks like headings; None for one that cannot be: its cells are no labels."""
    cells = headings_in(grid, region, row)
    labels = _labels_of_candidate(grid, region, row, cells)
    if labels is None:
        return None
    covered = {
        column
        for start, _ in cells
        for column in range(start, min(grid.span_right(row, start), region.right) + 1)
    }
    rows_below = _rows_below(grid, region, row)
    filled = {column for one in rows_below for column, _ in grid.cells(one, region)}
    if rows_below and len(covered) < _HALF * len(covered | filled):
        # Headings in several rows head together what one of them does not.
        header = header_of(grid, region, row)
        covered |= header.labels.keys()
        rows_below = [one for one in rows_below if one > header.last]
    below = [grid.cells(one, region) for one in rows_below]
    wordy = sum(isinstance(value, str) and is_wordy(value) for _, value in cells)
    candidate = Candidate(
        row,
        cells,
        coverage=len(covered) / max(len(covered | filled), 1),
        words=sum(map(is_heading_word, labels)) / (len(cells) - wordy),
        contrast=_contrast(cells, below),
        rows_below=len(below),
        is_wordy=wordy > 0,
    )
    return None if _is_one_of_many(grid, region, candidate, below) else candidate


def _is_one_of_many(grid: Grid, region: Region, candidate: Candidate, below: list[list[FilledCell]]) -> bool:
    """Whether nothing but its place says that a row is a heading, and the rows around it look the same."""
    if candidate.words >= _ENOUGH_WORDS or candidate.contrast >= _ENOUGH_CONTRAST:
        return False
    above = grid.cells(candidate.row - 1, region) if candidate.row > region.top else []
    if len(above) > 1 and len(above) >= _AS_WIDE * len(candidate.cells):
        return True
    shape = _without_digits(candidate.cells[0][1])
    alike = sum(
        line[0][0] == candidate.cells[0][0] and _without_digits(line[0][1]) == shape for line in below
    )
    return "0" in shape and alike * 2 >= max(len(below), 1)


def _without_digits(value: object) -> str:
    return _DIGITS.sub("0", compact(value)) if isinstance(value, str) else ""


def _labels_of_candidate(grid: Grid, region: Region, row: int, cells: list[FilledCell]) -> list[str] | None:
    if not cells or not isinstance(cells[0][1], str) or not (is_label(cells[0][1]) or is_wordy(cells[0][1])):
        return None
    first = cells[0][1]
    if len(cells) == 1:
        return [first] if region.left == region.right and is_heading_word(first) else None
    labels = labels_of(cells)
    if labels is None or len(labels) < _FEWEST_LABELS:
        return None
    # A unit under a heading is a unit row.
    if all(isinstance(value, str) and unit_of(value) for _, value in cells):
        return None
    return None if is_day_to_fill_in(cells) and not _stand_over_values(grid, region, row, cells) else labels


def _stand_over_values(grid: Grid, region: Region, row: int, cells: list[FilledCell]) -> bool:
    under = {column for column, _ in grid.cells(row + 1, region)} if row < region.bottom else set()
    return any(column in under for column, _ in cells)


def _rows_below(grid: Grid, region: Region, row: int) -> list[int]:
    """The next filled rows, up to the first blank one after something was found."""
    found: list[int] = []
    for below in range(row + 1, min(row + 1 + 2 * _ROWS_LOOKED_AT_BELOW, region.bottom + 1)):
        if grid.cells(below, region):
            found.append(below)
            if len(found) == _ROWS_LOOKED_AT_BELOW:
                break
        elif found:
            break
    return found


def _contrast(cells: list[FilledCell], below: list[list[FilledCell]]) -> float:
    unlike = 0
    numbers = [value for _, value in cells if type(value) is int]
    is_series = not numbers or go_up(numbers)
    values_under: dict[int, list[CellValue]] = defaultdict(list)
    for line in below:
        for column, value in line:
            values_under[column].append(value)
    for column, heading in cells:
        if type(heading) is int and not is_series:
            # Some number over numbers: the row may as well be a record.
            continue
        values = values_under.get(column, [])
        others = sum(
            isinstance(value, ErrorValue)
            or not isinstance(value, str)
            or is_number_like(value)
            or not is_label(value)
            for value in values
        )
        unlike += bool(values) and others * 2 >= len(values)
    return unlike / len(cells)


def _first_candidate(grid: Grid, region: Region, first: int | None) -> Candidate | None:
    found: Candidate | None = None
    for row in islice(grid.filled_rows(region, first), _ROWS_SEARCHED):
        if found is not None and row > found.row + _KEY_VALUE_ROWS:
            break
        candidate = candidate_at(grid, region, row)
        if candidate is None or not candidate.is_header:
            if found is not None and _blank_between(grid, region, found.row, row):
                break
            continue
        if found is None or _is_preferred(grid, region, candidate, found):
            found = candidate
        elif _blank_between(grid, region, found.row, row):
            break
    return found


def _is_preferred(grid: Grid, region: Region, later: Candidate, earlier: Candidate) -> bool:
    """Whether `earlier` is a line of key and value above the table that `later` heads (団体名 | 架空の会)."""
    if len(later.cells) < _WIDER_BY * _width(grid, earlier) or later.words + later.contrast < _ENOUGH_WORDS:
        return False
    if not _blank_between(grid, region, earlier.row, later.row):
        return True
    return _is_key_value_block(grid, region, earlier)


def _width(grid: Grid, candidate: Candidate) -> int:
    return sum(grid.span_right(candidate.row, column) - column + 1 for column, _ in candidate.cells)


def _is_key_value_block(grid: Grid, region: Region, candidate: Candidate) -> bool:
    lines = [candidate.cells, *(grid.cells(row, region) for row in _rows_below(grid, region, candidate.row))]
    heads = [line[0][1] for line in lines]
    named = sum(isinstance(head, str) and is_heading_word(head) for head in heads)
    return all(len(line) <= 2 for line in lines) and named * 2 >= len(lines)


def _blank_between(grid: Grid, region: Region, above: int, below: int) -> bool:
    return any(not grid.cells(row, region) for row in range(above + 1, below))
