"""A region as its tables from top to bottom, and the lines around them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kodoku_tui.excel.recognition.found import FoundRegion, FoundTable, notes_of
from kodoku_tui.excel.recognition.grid import Grid, Region
from kodoku_tui.excel.recognition.headers import find_header
from kodoku_tui.excel.recognition.heading_cells import is_remark, is_unticked
from kodoku_tui.excel.recognition.heading_rows import header_of
from kodoku_tui.excel.recognition.model import SkipReason
from kodoku_tui.excel.recognition.row_reader import RowReader
from kodoku_tui.excel.recognition.vocabulary import plain
from kodoku_tui.excel.recognition.words_of_sheets import heading_of, is_note, unit_above

_LONGEST_TITLE = 80


def read_region(grid: Grid, region: Region) -> FoundRegion:
    """Tell the rows of a region apart; every filled cell ends up in exactly one place."""
    found = FoundRegion()
    readers: list[tuple[int, RowReader]] = []
    row: int | None = region.top
    heading: int | None = None
    while row is not None and row <= region.bottom:
        header = find_header(grid, region, row) if heading is None else header_of(grid, region, heading, row)
        if header is None:
            row = _read_without_header(grid, region, row, found)
            continue
        table = FoundTable(region, header)
        found.tables.append(table)
        for beside, cell in header.beside:
            table.notes += notes_of([cell], beside)
        reader = RowReader(grid, region, table, [one for _, one in readers])
        following = reader.read()
        readers.append((row, reader))
        _take_lines_above(grid, replace(region, top=row, bottom=header.first - 1), reader)
        row, heading = following, reader.next_heading if following is not None else None
    _give_back_records(grid, found, readers)
    return found


def _take_lines_above(grid: Grid, lines: Region, reader: RowReader) -> None:
    """What stands above the headings of a table: notes, its title, and records that somebody put there."""
    notes = []
    title = ""
    for row in grid.filled_rows(lines):
        cells = grid.cells(row, lines)
        if reader.likeness.holds(cells, is_above=True):
            reader.take_record(row)
            continue
        notes += notes_of(cells, row)
        text = cells[0][1]
        if len(cells) == 1 and isinstance(text, str) and _can_be_title(text):
            # The nearest one: above it stand the numbers of forms.
            title = heading_of(text)
    reader.table.notes[:0] = notes
    reader.table.title = reader.table.title or title


def _give_back_records(grid: Grid, found: FoundRegion, readers: list[tuple[int, RowReader]]) -> None:
    """A record above a heading looks like a heading of its own until the records below are known."""
    for (first, reader), (after, below) in pairwise(readers):
        table = reader.table
        assert table.header is not None
        again = [one.number - 1 for one in table.skipped if one.reason is SkipReason.REPEATED_HEADER]
        rows = [*table.header.rows, *table.records, *again]
        if len(table.header.rows) == 1 and all(
            below.likeness.holds(grid.cells(row, table.region), is_above=True) for row in rows
        ):
            found.tables.remove(table)
            _take_lines_above(grid, replace(table.region, top=first, bottom=after - 1), below)


def _can_be_title(text: str) -> bool:
    bare = plain(text)
    return not (
        is_note(text)
        or is_remark(text)
        or unit_above(text)
        or bare.endswith("。")
        or len(bare) > _LONGEST_TITLE
    )


def _read_without_header(grid: Grid, region: Region, first: int, found: FoundRegion) -> int | None:
    """Lines without headings below them: a table of bare data, or notes of what stands above."""
    rows = list(grid.filled_rows(region, first))
    wide = {row for row in rows if len(grid.cells(row, region)) >= 2 and not _is_unticked(grid, region, row)}
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


def _is_unticked(grid: Grid, region: Region, row: int) -> bool:
    """Whether a line holds only what boxes to tick on a form say before anybody ticked them."""
    return all(is_unticked(value) for _, value in grid.cells(row, region))
