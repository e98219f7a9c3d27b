"""All rows of a heading around its main row, and what each column is called by them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kodoku_tui.excel.recognition.beside_headings import headings_in
from kodoku_tui.excel.recognition.grid import FilledCell, Grid, Region
from kodoku_tui.excel.recognition.heading_cells import are_labels, is_period, is_remark
from kodoku_tui.excel.recognition.words_of_sheets import (
    heading_of,
    is_heading_word,
    is_label,
    is_soft,
    unit_of,
)

# Two and three rows are common; a fourth only where vertical merges say so.
_MOST_HEADER_ROWS = 4
_FEWEST_BELOW_A_TITLE = 3
_SHORTEST_LEGEND = 12


@dataclass(frozen=True, slots=True)
class Header:
    """Headings found: their first and last row, and what each column of the table is called."""

    first: int
    last: int
    labels: dict[int, str]
    """By column, from left to right; rows joined by `/`. A column without a heading is missing."""
    beside: tuple[tuple[int, FilledCell], ...] = ()
    """Row and cell of what stands in these rows and heads nothing: a day, a name, a page, to the right."""

    @property
    def rows(self) -> range:
        """All rows of the heading, counted from 0."""
        return range(self.first, self.last + 1)


class _Lines:
    """The rows of a region without what stands beside the headings in them, each looked at once."""

    def __init__(self, grid: Grid, region: Region) -> None:
        self.grid = grid
        self.region = region
        self._cells: dict[int, list[FilledCell]] = {}

    def cells(self, row: int) -> list[FilledCell]:
        """The cells of a row that may head columns."""
        if row not in self._cells:
            self._cells[row] = headings_in(self.grid, self.region, row)
        return self._cells[row]

    def beside(self, row: int) -> list[FilledCell]:
        """The others, at its end."""
        return self.grid.cells(row, self.region)[len(self.cells(row)) :]


def header_of(grid: Grid, region: Region, main: int, first: int | None = None) -> Header:
    """The whole heading around its main row: parents above, children below."""
    lines = _Lines(grid, region)
    top = main
    lowest = region.top if first is None else first
    while top > lowest and main - top < _MOST_HEADER_ROWS - 2 and _is_parent(lines, top - 1, top):
        top -= 1
    bottom = main
    while bottom < region.bottom and bottom - top < _MOST_HEADER_ROWS - 1 and _is_child(lines, top, bottom):
        bottom += 1
    beside = tuple((row, cell) for row in range(top, bottom + 1) for cell in lines.beside(row))
    return Header(top, bottom, _labels(lines, top, bottom), beside)


def _is_parent(lines: _Lines, row: int, below: int) -> bool:
    cells = lines.cells(row)
    under = lines.cells(below)
    if _are_periods_over(cells, under):
        return True
    if not cells or not are_labels(cells) or all(is_remark(value) for _, value in cells):
        return False
    spans = [(column, lines.grid.span_right(row, column)) for column, _ in cells]
    headed = {column for column, _ in under}
    if any(last > column for column, last in spans):
        whole = any(column <= under[0][0] and last >= under[-1][0] for column, last in spans)
        return (
            not whole
            and not _is_legend(cells, spans, under)
            and all(
                last > column or lines.grid.span_down(row, column) >= below or column not in headed
                for column, last in spans
            )
        )
    # Without merges: several parents, each followed by blanks over its children, and nothing over the first.
    columns = [column for column, _ in cells]
    return (
        len(cells) >= 2
        and columns[0] > under[0][0]
        and all(column in headed and column + 1 in headed and column + 1 not in columns for column in columns)
    )


def _is_legend(cells: list[FilledCell], spans: list[tuple[int, int]], under: list[FilledCell]) -> bool:
    """Whether one long text alone lies over all headings but one: a legend or a title, no group of columns."""
    if len(spans) > 1 or len(heading_of(cells[0][1])) < _SHORTEST_LEGEND:
        return False
    beside = [column for column, _ in under if not spans[0][0] <= column <= spans[0][1]]
    return len(beside) == 1 and len(under) > _FEWEST_BELOW_A_TITLE


def _is_child(lines: _Lines, top: int, bottom: int) -> bool:
    row = bottom + 1
    cells = lines.cells(row)
    reaching = [
        column
        for line in range(top, bottom + 1)
        for column, _ in lines.cells(line)
        if lines.grid.span_down(line, column) >= row
    ]
    if reaching:
        # A merge that reaches down from the headings says so of the whole row, even where days stand in it.
        return not any(column in reaching for column, _ in cells)
    if not cells or all(isinstance(value, str) and unit_of(value) for _, value in cells):
        return False
    if _divide_periods(lines, top, bottom, cells):
        return True
    above = lines.cells(bottom)
    if not above or not are_labels(cells):
        return False
    return _hangs_under_spans(lines, bottom, above, cells) or _hangs_under_blanks(above, cells)


def _hangs_under_spans(lines: _Lines, row: int, above: list[FilledCell], cells: list[FilledCell]) -> bool:
    """Whether each wide parent of `row` has as many different children as columns, and nothing else changes."""
    spans = [(column, lines.grid.span_right(row, column)) for column, _ in above]
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
    blanks = set(range(columns[0], max(above[-1][0], columns[-1]) + 1)) - headed
    return (
        bool(blanks)
        and blanks <= set(columns)
        and columns[0] > above[0][0]
        and all(column in blanks or column + 1 in blanks for column in columns)
    )


def _are_periods_over(cells: list[FilledCell], under: list[FilledCell]) -> bool:
    """Whether a row says years or months over some columns, and beside them only heads what is blank below it."""
    below = dict(under)
    periods = [column for column, value in cells if is_period(value)]
    if not periods or not under or (len(cells) == 1 and not is_period(below.get(periods[0]))):
        return False
    others = [(column, value) for column, value in cells if column not in periods]
    if periods[0] <= under[0][0] or any(column not in below for column in periods):
        return False
    labels = [value for column, value in others if column not in below and isinstance(value, str)]
    return len(labels) == len(others) and (not others or any(map(is_heading_word, labels)))


def _divide_periods(lines: _Lines, top: int, bottom: int, cells: list[FilledCell]) -> bool:
    """Whether a row divides the years or months above it (12月: 1, 2, 3 …; 上, 下) and heads nothing twice.

    What names a record stands further left: such a row leaves that blank, and the records below fill it.
    """
    above = {column: value for row in range(top, bottom + 1) for column, value in lines.cells(row)}
    lowest = min(bottom + _MOST_HEADER_ROWS - 1, lines.region.bottom)
    starts = [lines.grid.cells(row, lines.region)[:1] for row in range(bottom + 2, lowest + 1)]
    is_followed = any(start[0][0] < cells[0][0] for start in starts if start)
    if not above or cells[0][0] <= min(above) or not is_followed:
        return False
    if not all(column not in above or is_period(above[column]) for column, _ in cells):
        return False
    numbers = [value for _, value in cells if type(value) is int]
    return (
        any(column in above for column, _ in cells)
        and all(is_soft(value) or (isinstance(value, str) and is_label(value)) for _, value in cells)
        and (not numbers or _count_from_one(numbers))
    )


def _count_from_one(numbers: list[int]) -> bool:
    """Whether numbers are days or weeks: they begin with 1, and go up until they begin again."""
    return numbers[0] == 1 and all(later > earlier or later == 1 for earlier, later in pairwise(numbers))


def _labels(lines: _Lines, top: int, bottom: int) -> dict[int, str]:
    parts: dict[int, list[str]] = {}
    for row in range(top, bottom + 1):
        cells = lines.cells(row)
        for place, (column, value) in enumerate(cells):
            last = min(lines.grid.span_right(row, column), lines.region.right)
            if last == column and row < bottom:
                last = _reach(lines, row, bottom, column, cells[place + 1 :])
            text = heading_of(value)
            for one in range(column, last + 1):
                line = parts.setdefault(one, [])
                if not line or line[-1] != text:
                    line.append(text)
    return {column: "/".join(parts[column]) for column in sorted(parts)}


def _reach(lines: _Lines, row: int, bottom: int, column: int, after: list[FilledCell]) -> int:
    """How far an unmerged parent reaches: over the columns to its right that only the rows below head."""
    if lines.grid.span_down(row, column) >= bottom:
        return column
    below = {one for line in range(row + 1, bottom + 1) for one, _ in lines.cells(line)}
    covered = {
        one
        for line in range(row, bottom)
        for one, _ in lines.cells(line)
        if lines.grid.span_down(line, one) > line
    }
    if column not in below:
        return column
    limit = after[0][0] - 1 if after else lines.region.right
    last = column
    while last < limit and last + 1 in below and last + 1 not in covered:
        last += 1
    return last
