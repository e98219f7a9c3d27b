"""What stands in the row of the headings, to the right, and heads nothing: a day, a name, a page."""

from __future__ import annotations

import re

from kodoku_tui.excel.reading.dates_in_cells import DATE_WRITTEN
from kodoku_tui.excel.recognition.grid import FilledCell, Grid, Region
from kodoku_tui.excel.recognition.heading_cells import is_remark, is_wordy
from kodoku_tui.excel.recognition.vocabulary import plain
from kodoku_tui.excel.recognition.words_of_sheets import is_heading_word, is_label

# A column may be empty for long: it is no column only where nothing ever stands in it.
_ROWS_LOOKED_AT = 100
_FEWEST_HEADINGS = 2
_KEY_AND_VALUE = re.compile(r".{1,10}:.+")
_HOLDS_A_DAY = re.compile(DATE_WRITTEN, re.IGNORECASE)


def headings_in(grid: Grid, region: Region, row: int) -> list[FilledCell]:
    """The filled cells of a row that may head columns: all but what stands at its end over nothing.

    Where nothing is below any of them, as in an empty form, only what can be no heading is told apart.
    """
    cells = grid.cells(row, region)
    count = _cells_at_the_end(grid, cells, row)
    if not count or len(cells) - count < _FEWEST_HEADINGS:
        return cells
    heads, end = cells[:-count], cells[-count:]
    below = _columns_below(grid, region, row)
    if not any(column in below for column, _ in heads):
        return (
            heads
            if all(isinstance(value, str) and _speaks_of_the_sheet(value) for _, value in end)
            else cells
        )
    is_over_something = any(
        one in below for column, _ in end for one in range(column, grid.span_right(row, column) + 1)
    )
    return cells if is_over_something else heads


def _cells_at_the_end(grid: Grid, cells: list[FilledCell], row: int) -> int:
    """How many cells at the end of a row look as if they said something of the sheet, not of a column."""
    if len(cells) <= _FEWEST_HEADINGS:
        return 0
    run = 1
    while run < len(cells) and grid.span_right(row, cells[-run - 1][0]) == cells[-run][0] - 1:
        run += 1
    if run * 2 < len(cells) and any(not _is_heading(value) for _, value in cells[-run:]):
        return run
    before, last = cells[-2][1], cells[-1][1]
    is_alone = isinstance(before, str) and is_label(before)
    return int(run > 1 and is_alone and isinstance(last, str) and _speaks_of_the_sheet(last))


def _is_heading(value: object) -> bool:
    return isinstance(value, str) and is_heading_word(value) and not _speaks_of_the_sheet(value)


def _speaks_of_the_sheet(text: str) -> bool:
    """Whether a text is of when, by whom or on which page: 2025/12/1現在, 担当：佐藤, 1/3."""
    if is_wordy(text):
        return False
    bare = plain(text)
    return (
        is_remark(text)
        or not is_label(text)
        or _KEY_AND_VALUE.fullmatch(bare) is not None
        or _HOLDS_A_DAY.search(bare) is not None
    )


def _columns_below(grid: Grid, region: Region, row: int) -> set[int]:
    """The columns that hold something in the rows below, up to the first blank one after something was found."""
    found: set[int] = set()
    for below in range(row + 1, min(row + 1 + _ROWS_LOOKED_AT, region.bottom + 1)):
        cells = grid.cells(below, region)
        if found and not cells:
            break
        found.update(column for column, _ in cells)
    return found
