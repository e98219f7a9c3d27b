"""Tables beside each other: where blank columns part two tables, and where they only space one out."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.headings import plain_heading
from kodoku_tui.excel.recognition.grid import Grid, Region
from kodoku_tui.excel.recognition.headers import find_header
from kodoku_tui.excel.recognition.heading_rows import Header
from kodoku_tui.excel.recognition.likeness import Likeness
from kodoku_tui.excel.recognition.vocabulary import vocabulary
from kodoku_tui.excel.recognition.words_of_sheets import is_heading_word, is_note, is_number_like, is_total

_SAMPLED_RECORDS = 30


def regions_of(grid: Grid) -> list[Region]:
    """The sheet as regions that each hold tables below each other only, from top left to bottom right."""
    whole = grid.whole()
    if whole is None:
        return []
    parts = _parted(grid, whole)
    regions = parts if len(parts) > 1 else _parted_in_bands(grid, whole)
    return [part for region in regions for part in _touching(grid, region)]


def _touching(grid: Grid, region: Region) -> list[Region]:
    """Tables that touch side by side, told by the column that counts their rows: each begins with its own."""
    header = find_header(grid, region)
    if header is None:
        return [region]
    first = min(header.labels)
    name = plain_heading(header.labels[first])
    starts = [column for column, label in header.labels.items() if plain_heading(label) == name]
    lefts = [region.left, *starts[1:]]
    rights = [*(start - 1 for start in starts[1:]), region.right]
    widths = [
        sum(left <= column <= right for column in header.labels)
        for left, right in zip(lefts, rights, strict=True)
    ]
    if len(starts) < 2 or name not in vocabulary().id_headings or min(widths) < 2:
        return [region]
    rows = {row: dict(grid.cells(row, region)) for row in grid.filled_rows(region, header.last + 1)}
    is_one_block = list(rows) == list(range(header.last + 1, header.last + 1 + len(rows)))
    if not is_one_block or not all(_counts_on([row.get(start) for row in rows.values()]) for start in starts):
        return [region]
    return [replace(region, left=left, right=right) for left, right in zip(lefts, rights, strict=True)]


def _counts_on(values: list[CellValue]) -> bool:
    """Whether a column counts its rows, from whatever number on, and then ends; below may stand notes and totals."""
    values = [None if isinstance(one, str) and (is_total(one) or is_note(one)) else one for one in values]
    numbers = [value for value in values if value is not None]
    count = len(numbers)
    begins = numbers[0] if numbers else None
    return (
        isinstance(begins, int)
        and numbers == list(range(begins, begins + count))
        and values[:count] == numbers
    )


def _parted_in_bands(grid: Grid, whole: Region) -> list[Region]:
    regions: list[Region] = []
    joined: Region | None = None
    for band, parts in _bands_with_parts(grid, whole):
        if len(parts) > 1:
            if joined:
                regions.append(joined)
            joined = None
            regions += parts
        else:
            joined = replace(joined or band, bottom=band.bottom)
    if joined:
        regions.append(joined)
    return regions


def _bands_with_parts(grid: Grid, whole: Region) -> list[tuple[Region, list[Region]]]:
    """The rows between blank ones, each with what blank columns part it into.

    Rows that are like the records of a table above or below have blank columns only where they hold nothing.
    """
    bands = [Region(top, bottom, whole.left, whole.right) for top, bottom in _bands(grid, whole)]
    parted = [_parted(grid, band) if band.bottom > band.top else [band] for band in bands]
    if all(len(parts) == 1 for parts in parted):
        return list(zip(bands, parted, strict=True))
    tables = [
        (band.top, likeness)
        for band, parts in zip(bands, parted, strict=True)
        if len(parts) == 1 and (likeness := _likeness_of(grid, band)) is not None
    ]
    return [
        (band, [band] if len(parts) > 1 and _are_records(grid, band, tables) else parts)
        for band, parts in zip(bands, parted, strict=True)
    ]


def _likeness_of(grid: Grid, band: Region) -> Likeness | None:
    header = find_header(grid, band)
    if header is None:
        return None
    rows = (row for row in grid.filled_rows(band, header.last + 1) if len(grid.cells(row, band)) > 1)
    records = list(islice(rows, _SAMPLED_RECORDS))
    return Likeness(grid, band, header, records) if records else None


def _are_records(grid: Grid, band: Region, tables: list[tuple[int, Likeness]]) -> bool:
    rows = [grid.cells(row, band) for row in islice(grid.filled_rows(band), _SAMPLED_RECORDS)]
    return any(
        all(likeness.holds(cells, is_above=top > band.top) for cells in rows) for top, likeness in tables
    )


def _bands(grid: Grid, region: Region) -> list[tuple[int, int]]:
    bands: list[tuple[int, int]] = []
    for row in grid.filled_rows(region):
        if bands and bands[-1][1] == row - 1:
            bands[-1] = (bands[-1][0], row)
        else:
            bands.append((row, row))
    return bands


def _parted(grid: Grid, region: Region) -> list[Region]:
    width = region.right - region.left + 1
    if any(len(grid.cells(row, region)) == width for row in grid.filled_rows(region)):
        # A row without a gap leaves no blank column.
        return [region]
    counts = grid.columns_filled(region)
    parts: list[Region] = []
    for left, right in _column_runs(grid, region, sorted(counts)):
        part = Region(region.top, region.bottom, left, right)
        if parts and not _are_separate(grid, parts[-1], part):
            parts[-1] = Region(region.top, region.bottom, parts[-1].left, right)
        else:
            parts.append(part)
    return parts


def _column_runs(grid: Grid, region: Region, columns: list[int]) -> list[tuple[int, int]]:
    """Runs of filled columns; a heading merged over a blank column of its own table bridges it."""
    bridged = {
        column
        for top, left, bottom, right in grid.limits.over(grid.merges)
        if region.top <= top <= region.bottom and len(grid.cells(top, region)) > 1
        for column in range(left, min(right, region.right) + 1)
    }
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and all(one in bridged for one in range(runs[-1][1] + 1, column)):
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _are_separate(grid: Grid, left: Region, right: Region) -> bool:
    if left.left == left.right or right.left == right.right:
        return False
    first, second = find_header(grid, left), find_header(grid, right)
    if first is None or second is None or _heads_nothing(grid, right, second):
        return False
    gap = right.left - left.right - 1
    if gap == 1 and _goes_on(grid, left, right, first, second):
        return False
    return (
        gap >= 2
        or first.first != second.first
        or bool(_keys(first) & _keys(second))
        or _has_own_title(grid, right, second)
        or _last_record(grid, right) > _last_record(grid, left)
    )


def _goes_on(grid: Grid, left: Region, right: Region, first: Header, second: Header) -> bool:
    """Whether the right part only counts for the rows of the left: headed under the same rows, as long, all numbers."""
    if first.last != second.last or first.first >= second.first or _keys(first) & _keys(second):
        return False
    return _last_record(grid, left) == _last_record(grid, right) and all(
        is_number_like(value) if isinstance(value, str) else not isinstance(value, bool)
        for row in grid.filled_rows(right, second.last + 1)
        for _, value in grid.cells(row, right)
    )


def _heads_nothing(grid: Grid, region: Region, header: Header) -> bool:
    """Whether a line without anything below it stands there that is no headings either: a record written beside."""
    words = sum(map(is_heading_word, header.labels.values()))
    return _last_record(grid, region) <= header.last and words * 2 < len(header.labels)


def _keys(header: Header) -> set[str]:
    return {plain_heading(label) for label in header.labels.values()}


def _has_own_title(grid: Grid, region: Region, header: Header) -> bool:
    return header.first > region.top and len(grid.cells(header.first - 1, region)) == 1


def _last_record(grid: Grid, region: Region) -> int:
    """The last row with at least two filled cells."""
    rows = (row for row in grid.filled_rows(region) if len(grid.cells(row, region)) > 1)
    return max(rows, default=region.top)
