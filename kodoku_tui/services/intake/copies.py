"""Sheets of which one is a copy of another: which of them counts is asked, for no record may stand twice."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from kodoku_tui.domain.exports.exchange import stamp_of
from kodoku_tui.domain.exports.intake_lists import NAMING_COLUMNS
from kodoku_tui.excel.reading.cells import is_blank, shown
from kodoku_tui.excel.recognition import RecognisedTable
from kodoku_tui.locale import LANGUAGES, sentence
from kodoku_tui.services.intake.columns.maps import NAMES_OF_A_GROUP, ColumnMap
from kodoku_tui.services.intake.sources import OpenFile

_Line = Mapping[str, str]

# With the group they tell which record a line is of, without a key.
_PLACES = ("item", "milestone")


def copied_sheets(opened: OpenFile, maps: Sequence[ColumnMap], left: Collection[str] = ()) -> tuple[str, ...]:
    """Two sheets that tell of the same records, and not the same of them, where one of them is taken in; else none.

    Lines are of one record by their row key; without keys a sheet is a copy where half of its lines stand in the
    other and each of the two has lines of its own. Hidden sheets and those that are `left` already are not asked about.
    """
    taken = {table.sheet for found in maps for table in found.tables}
    by_key = _lines_by_key(opened, left)
    for one, other in combinations(by_key, 2):
        common = by_key[one].keys() & by_key[other].keys()
        if taken & {one, other} and any(by_key[one][key] != by_key[other][key] for key in common):
            return one, other
    plain = _plain_lines(maps)
    for (kind, one), (other_kind, other) in combinations(plain, 2):
        if kind == other_kind and one != other and _is_edited_copy(plain[kind, one], plain[kind, other]):
            return one, other
    return ()


def without_sheets(maps: Sequence[ColumnMap], sheets: Sequence[str]) -> list[ColumnMap]:
    """The same without the tables of these sheets; what is of no other sheet falls away."""
    left = []
    for found in maps:
        tables = tuple(table for table in found.of_one_shape if table.sheet not in sheets)
        blocks = tuple(block for block in found.blocks if block.table.sheet not in sheets)
        if tables:
            left.append(replace(found, of_one_shape=tables, blocks=blocks))
    return left


def _lines_by_key(opened: OpenFile, left: Collection[str]) -> dict[str, dict[str, _Line]]:
    """By sheet that shows, and by row key: what stands in the line under which heading."""
    unasked = {*left, *(sheet.name for sheet in opened.workbook.sheets if sheet.hidden)}
    found: dict[str, dict[str, _Line]] = {}
    places = _headings_of(_PLACES)
    names = [*_headings_of(NAMES_OF_A_GROUP), *places]
    for table in opened.workbook.tables:
        place = next((at for at, one in enumerate(table.columns) if stamp_of(one.header) is not None), None)
        if place is None or table.sheet in unasked:
            continue
        lines = found.setdefault(table.sheet, {})
        for record in table.records:
            line = _filled(table, record.values)
            if not is_blank(record.values[place]):
                lines[shown(record.values[place])] = line
            elif any(heading in line for heading in places):
                # An item under which nothing is recorded so far has no key.
                lines["\x1f".join(line.get(heading, "") for heading in names)] = line
    return found


def _headings_of(keys: Collection[str]) -> list[str]:
    said = (sentence(f"heading.{key}", tongue) for tongue in LANGUAGES for key in keys)
    return [heading for heading in said if heading is not None]


def _filled(table: RecognisedTable, values: Sequence[object]) -> _Line:
    return {
        column.header: shown(value)  # type: ignore[arg-type]
        for column, value in zip(table.columns, values, strict=True)
        if column.header and not is_blank(value)  # type: ignore[arg-type]
    }


def _plain_lines(maps: Sequence[ColumnMap]) -> dict[tuple[str, str], list[_Line]]:
    """By list and sheet: the lines that record something, by the columns of the list."""
    found: dict[tuple[str, str], list[_Line]] = {}
    for one in maps:
        for mapped in one.mapped():
            lines = found.setdefault((one.layout.kind.name, mapped.table.sheet), [])
            for record in mapped.table.records:
                line = {
                    key: shown(record.values[at])
                    for key, at in mapped.positions.items()
                    if not is_blank(record.values[at])
                }
                if line.keys() - NAMING_COLUMNS:
                    lines.append(line)
    return found


def _is_edited_copy(one: Sequence[_Line], other: Sequence[_Line]) -> bool:
    columns = {key for line in one for key in line} & {key for line in other for key in line}
    ours, theirs = set(_as_told(one, columns)), set(_as_told(other, columns))
    common = len(ours & theirs)
    return common > 0 and 2 * common >= min(len(ours), len(theirs)) and common < min(len(ours), len(theirs))


def _as_told(lines: Sequence[_Line], columns: set[str]) -> Iterator[Hashable]:
    for line in lines:
        yield frozenset((key, value) for key, value in line.items() if key in columns)
