"""A sheet as its filled cells, row by row, with the merges that they stand for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.limits import Limits, NoLimits
from kodoku_tui.excel.reading.sheets import Sheet

FilledCell = tuple[int, CellValue]
Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a sheet: first and last row, first and last column, counted from 0, both included."""

    top: int
    bottom: int
    left: int
    right: int


_NOTHING: list[FilledCell] = []
# How often a row is asked for between two looks at the clock; one row may have 16,384 cells.
_ASKED_BETWEEN = 255


class Grid:
    """The filled cells of a sheet. Rows and columns are counted from 0, as in `Sheet`."""

    def __init__(self, sheet: Sheet, limits: Limits | None = None) -> None:
        self.sheet = sheet
        self.limits = limits or NoLimits()
        self._asked = 0
        self.top = sheet.first_row
        first = sheet.first_column
        self.rows: list[list[FilledCell]] = [
            [
                (column, value)
                for column, value in enumerate(row, start=first)
                if value is not None and (type(value) is not str or value.strip())
            ]
            if row
            else _NOTHING
            for row in sheet.rows
        ]
        self._filled = [number for number, row in enumerate(self.rows, start=self.top) if row]
        self.limits.require_rows(len(self._filled))
        self.bottom = self.top + len(self.rows) - 1
        self.merges = [merge for merge in sheet.merged if merge[0] <= self.bottom and _is_merge(merge)]
        self.merge_at: dict[tuple[int, int], Merge] = {(merge[0], merge[1]): merge for merge in self.merges}
        self._hidden_starts = [first for first, _ in sheet.hidden_rows]

    def whole(self) -> Region | None:
        """From the first filled cell to the last; None for an empty sheet."""
        if not self._filled:
            return None
        filled = [self.rows[number - self.top] for number in self._filled]
        left, right = min(row[0][0] for row in filled), max(row[-1][0] for row in filled)
        return Region(self._filled[0], self._filled[-1], left, right)

    def cells(self, row: int, region: Region) -> list[FilledCell]:
        """The filled cells of a row within a region's columns. Everything asks for them: here the time is looked at."""
        self._asked += 1
        if not self._asked & _ASKED_BETWEEN:
            self.limits.check()
        if not 0 <= row - self.top < len(self.rows):
            return []
        line = self.rows[row - self.top]
        if not line or (line[0][0] >= region.left and line[-1][0] <= region.right):
            return line
        return [cell for cell in line if region.left <= cell[0] <= region.right]

    def span_right(self, row: int, column: int) -> int:
        """The last column that a cell stands for."""
        merge = self.merge_at.get((row, column))
        return merge[3] if merge else column

    def span_down(self, row: int, column: int) -> int:
        """The last row that a cell stands for."""
        merge = self.merge_at.get((row, column))
        return merge[2] if merge else row

    def columns_filled(self, region: Region) -> Counter[int]:
        """How many filled cells each column has."""
        counts: Counter[int] = Counter()
        for row in self.filled_rows(region):
            counts.update([column for column, _ in self.cells(row, region)])
        return counts

    def filled_rows(self, region: Region, first: int | None = None) -> Iterator[int]:
        """The rows that hold something, from top to bottom; a sheet may have a million that do not."""
        at = bisect_left(self._filled, region.top if first is None else first)
        for row in islice(self._filled, at, None):
            if row > region.bottom:
                break
            if self.cells(row, region):
                yield row

    def is_hidden_row(self, row: int) -> bool:
        """Whether a person does not see the row."""
        at = bisect_right(self._hidden_starts, row) - 1
        return at >= 0 and row <= self.sheet.hidden_rows[at][1]

    def is_hidden_column(self, column: int) -> bool:
        """Whether a person does not see the column."""
        return any(first <= column <= last for first, last in self.sheet.hidden_columns)


def _is_merge(merge: Merge) -> bool:
    return merge[2] > merge[0] or merge[3] > merge[1]
