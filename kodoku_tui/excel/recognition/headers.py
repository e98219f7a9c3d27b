"""Which rows of a region are headings, and what each column is called."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from kodoku_tui.excel.cells import ErrorValue
from kodoku_tui.excel.recognition.grid import FilledCell, Grid, Region
from kodoku_tui.excel.recognition.words_of_sheets import (
    heading_of,
    is_heading_word,
    is_label,
    is_number_like,
    is_soft,
    unit_of,
)

# Two and three rows are common; a fourth only where vertical merges say so.
_MOST_HEADER_ROWS = 4
_ROWS_LOOKED_AT_BELOW = 8
# Official forms put their instructions first; nobody puts this many rows before a table.
_ROWS_SEARCHED = 200
_WIDER_BY = 1.5
_KEY_VALUE_ROWS = 15


@dataclass(frozen=True, slots=True)
class Header:
    """Headings found: their first and last row, and what each column of the table is called."""

    first: int
    last: int
    labels: dict[int, str]
    """By column, from left to right; rows joined by `/`. A column without a heading is missing."""

    @property
    def rows(self) -> range:
        """All rows of the heading, counted from 0."""
        return range(self.first, self.last + 1)


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

    @property
    def is_header(self) -> bool:
        """Whether it can be the headings of a table when none has been found yet."""
        if self.rows_below == 0:
            return self.words >= 0.5 or len(self.cells) >= 3
        if self.coverage < 0.5:
            return False
        return self.words >= 0.4 or self.contrast >= 0.25 or self.coverage >= 0.8


def find_header(grid: Grid, region: Region, first: int | None = None) -> Header | None:
    """The first headings of a region from row `first` on; None where nothing looks like headings."""
    candidate = _first_candidate(grid, region, first)
    return header_from(grid, region, candidate, first) if candidate else None


def candidate_at(grid: Grid, region: Region, row: int) -> Candidate | None:
    """How much a row looks like headings; None for one that cannot be: its cells are no labels."""
    cells = grid.cells(row, region)
    if not _could_be(cells, region):
        return None
    covered = {
        column
        for start, _ in cells
        for column in range(start, min(grid.span_right(row, start), region.right) + 1)
    }
    below = [grid.cells(one, region) for one in _rows_below(grid, region, row)]
    filled = {column for line in below for column, _ in line}
    labels = [value for _, value in cells if isinstance(value, str)]
    return Candidate(
        row,
        cells,
        coverage=len(covered) / max(len(covered | filled), 1),
        words=sum(map(is_heading_word, labels)) / len(cells),
        contrast=_contrast(cells, below),
        rows_below=len(below),
    )


def _could_be(cells: list[FilledCell], region: Region) -> bool:
    if not cells:
        return False
    first = cells[0][1]
    if not isinstance(first, str) or not is_label(first):
        return False
    if len(cells) == 1:
        return region.left == region.right and is_heading_word(first)
    labels = 1
    for _, value in cells[1:]:
        if isinstance(value, str):
            # A unit under a heading is a unit row, and headings repeat no word in a row like data do.
            if not is_label(value):
                return False
            labels += 1
        elif not is_soft(value):
            return False
    return labels >= 2 and not all(isinstance(value, str) and unit_of(value) for _, value in cells)


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
    for column, _ in cells:
        values = [value for line in below for one, value in line if one == column]
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
    if len(later.cells) < _WIDER_BY * _width(grid, earlier) or later.words + later.contrast < 0.4:
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


def header_from(grid: Grid, region: Region, candidate: Candidate, first: int | None = None) -> Header:
    """The whole heading around its main row: parents above, children below."""
    top = candidate.row
    lowest = region.top if first is None else first
    while (
        top > lowest
        and candidate.row - top < _MOST_HEADER_ROWS - 2
        and _is_parent(grid, region, top - 1, top)
    ):
        top -= 1
    bottom = candidate.row
    while (
        bottom < region.bottom
        and bottom - top < _MOST_HEADER_ROWS - 1
        and _is_child(grid, region, top, bottom)
    ):
        bottom += 1
    return Header(top, bottom, _labels(grid, region, top, bottom))


def _is_parent(grid: Grid, region: Region, row: int, below: int) -> bool:
    cells = grid.cells(row, region)
    under = grid.cells(below, region)
    if not cells or not all(isinstance(value, str) and is_label(value) for _, value in cells):
        return False
    spans = [(column, grid.span_right(row, column)) for column, _ in cells]
    if any(last > column for column, last in spans):
        whole = any(column <= under[0][0] and last >= under[-1][0] for column, last in spans)
        return not whole and all(
            last > column or grid.span_down(row, column) >= below or _fills_a_gap(under, column)
            for column, last in spans
        )
    # Without merges: several parents, each followed by blanks over its children, and nothing over the first.
    columns = [column for column, _ in cells]
    headed = {column for column, _ in under}
    return (
        len(cells) >= 2
        and columns[0] > under[0][0]
        and all(column in headed and column + 1 in headed and column + 1 not in columns for column in columns)
    )


def _fills_a_gap(under: list[FilledCell], column: int) -> bool:
    return column not in {one for one, _ in under}


def _is_child(grid: Grid, region: Region, top: int, bottom: int) -> bool:
    row = bottom + 1
    cells = grid.cells(row, region)
    reaching = [
        column
        for line in range(top, bottom + 1)
        for column, _ in grid.cells(line, region)
        if grid.span_down(line, column) >= row
    ]
    if reaching:
        # A merge that reaches down from the headings says so of the whole row, even where days stand in it.
        return not any(column in reaching for column, _ in cells)
    labels = all(isinstance(value, str) and is_label(value) for _, value in cells)
    if not cells or not labels or all(isinstance(value, str) and unit_of(value) for _, value in cells):
        return False
    above = grid.cells(bottom, region)
    if not above:
        return False
    return _hangs_under_spans(grid, bottom, above, cells) or _hangs_under_blanks(above, cells)


def _hangs_under_spans(grid: Grid, row: int, above: list[FilledCell], cells: list[FilledCell]) -> bool:
    """Whether each wide parent of `row` has as many different children as columns, and nothing else changes."""
    spans = [(column, grid.span_right(row, column)) for column, _ in above]
    wide = [(column, last) for column, last in spans if last > column]
    by_column = dict(cells)
    if not wide:
        return False
    full = 0
    for column, last in wide:
        children = [heading_of(by_column[one]) for one in range(column, last + 1) if one in by_column]
        if len(children) == last - column + 1 and len(set(children)) == len(children):
            full += 1
    narrow = [column for column, last in spans if last == column]
    return full == len(wide) and not any(column in by_column for column in narrow)


def _hangs_under_blanks(above: list[FilledCell], cells: list[FilledCell]) -> bool:
    """The same in a sheet without merges: the labels of `cells` fill what the row above leaves blank."""
    headed = {column for column, _ in above}
    columns = [column for column, _ in cells]
    blanks = set(range(above[0][0], max(above[-1][0], columns[-1]) + 1)) - headed
    return (
        bool(blanks)
        and blanks <= set(columns)
        and columns[0] > above[0][0]
        and all(column in blanks or column + 1 in blanks for column in columns)
    )


def _labels(grid: Grid, region: Region, top: int, bottom: int) -> dict[int, str]:
    parts: dict[int, list[str]] = {}
    for row in range(top, bottom + 1):
        cells = grid.cells(row, region)
        for place, (column, value) in enumerate(cells):
            last = min(grid.span_right(row, column), region.right)
            if last == column and row < bottom:
                last = _reach(grid, region, row, bottom, column, cells[place + 1 :])
            text = heading_of(value)
            for one in range(column, last + 1):
                line = parts.setdefault(one, [])
                if not line or line[-1] != text:
                    line.append(text)
    return {column: "/".join(parts[column]) for column in sorted(parts)}


def _reach(grid: Grid, region: Region, row: int, bottom: int, column: int, after: list[FilledCell]) -> int:
    """How far an unmerged parent reaches: over the columns to its right that only the rows below head."""
    if grid.span_down(row, column) >= bottom:
        return column
    below = {one for line in range(row + 1, bottom + 1) for one, _ in grid.cells(line, region)}
    covered = {
        one
        for line in range(row, bottom)
        for one, _ in grid.cells(line, region)
        if grid.span_down(line, one) > line
    }
    if column not in below:
        return column
    limit = after[0][0] - 1 if after else region.right
    last = column
    while last < limit and last + 1 in below and last + 1 not in covered:
        last += 1
    return last
