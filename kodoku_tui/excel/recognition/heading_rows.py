"""All rows of a heading around its main row, and what each column is called by them."""

from __future__ import annotations

from dataclasses import dataclass

from kodoku_tui.excel.recognition.grid import FilledCell, Grid, Region
from kodoku_tui.excel.recognition.heading_cells import are_labels, is_remark
from kodoku_tui.excel.recognition.words_of_sheets import heading_of, unit_of

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

    @property
    def rows(self) -> range:
        """All rows of the heading, counted from 0."""
        return range(self.first, self.last + 1)


def header_of(grid: Grid, region: Region, main: int, first: int | None = None) -> Header:
    """The whole heading around its main row: parents above, children below."""
    top = main
    lowest = region.top if first is None else first
    while top > lowest and main - top < _MOST_HEADER_ROWS - 2 and _is_parent(grid, region, top - 1, top):
        top -= 1
    bottom = main
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
    if not cells or not are_labels(cells) or all(is_remark(value) for _, value in cells):
        return False
    spans = [(column, grid.span_right(row, column)) for column, _ in cells]
    headed = {column for column, _ in under}
    if any(last > column for column, last in spans):
        whole = any(column <= under[0][0] and last >= under[-1][0] for column, last in spans)
        return (
            not whole
            and not _is_legend(cells, spans, under)
            and all(
                last > column or grid.span_down(row, column) >= below or column not in headed
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
    if (
        not cells
        or not are_labels(cells)
        or all(isinstance(value, str) and unit_of(value) for _, value in cells)
    ):
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
    blanks = set(range(columns[0], max(above[-1][0], columns[-1]) + 1)) - headed
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
