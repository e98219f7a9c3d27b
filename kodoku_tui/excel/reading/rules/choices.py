"""The choices and limits of rules for entries, looked up in the cells of the workbook that holds the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from kodoku_tui.excel.reading.cells import shown
from kodoku_tui.excel.reading.rules.found_rules import (
    MOST_CHOICES,
    NOT_SPELLED,
    FoundRule,
    Range,
    ranges_of,
)

if TYPE_CHECKING:
    from kodoku_tui.excel.reading.sheets import Sheet
from kodoku_tui.excel.reading.rules.entry_rules import WRITTEN_NUMBER, EntryRule, RuleKind

# A list of choices is short; so much of a sheet is looked through for all drop-downs of a workbook together.
_MOST_CELLS_LOOKED_AT = 500_000

_REFERENCE = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([^'!\[\]:*?/\\()]+))!)?(\$?[A-Z]*\$?[0-9]*(?::\$?[A-Z]*\$?[0-9]*)?)"
)

_MOVES_DOWN = re.compile(r"(?<![$0-9])[0-9]")

_MOVES_ACROSS = re.compile(r"(?<![$A-Z])[A-Z]")


_DATE_FORMULA = re.compile(r"DATE\(\s*([0-9]{4})\s*,\s*([0-9]{1,2})\s*,\s*([0-9]{1,2})\s*\)", re.IGNORECASE)

_DAY_NOUGHT = date(1899, 12, 30)

_MINUTES = 24 * 60


def rules_of(heads: Sequence[Mapping[str, Any]], sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets with their rules, as the reading process found them, and the choices looked up in their cells."""
    lookup = _Lookup(sheets)
    return [
        replace(
            sheet,
            rules=tuple(lookup.rule(sheet, FoundRule(*found)) for found in head["rules"]),
            rules_left=head["rules_left"],
        )
        if head["rules"]
        else sheet
        for head, sheet in zip(heads, sheets, strict=True)
    ]


class _Lookup:
    """Finds the choices of drop-downs in the cells of the workbook."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = {sheet.name.casefold(): sheet for sheet in sheets}
        self._found: dict[tuple[str, Range], tuple[tuple[str, ...], bool] | None] = {}
        self._left = _MOST_CELLS_LOOKED_AT

    def rule(self, sheet: Sheet, found: FoundRule) -> EntryRule:
        """A rule with its choices or limits."""
        kind = RuleKind(found.kind) if found.kind in set(RuleKind) else RuleKind.FORMULA
        by_column = sorted(found.ranges, key=lambda one: (one[1], one[0]))
        ranges = tuple((top, left, bottom, right) for top, left, bottom, right in by_column)
        source = found.first.removeprefix("=").strip()
        if kind is RuleKind.LIST:
            if found.choices is not None:
                choices = tuple(dict.fromkeys(found.choices))
                return EntryRule(kind, ranges, choices, is_whole=len(found.choices) < MOST_CHOICES)
            standing = self._standing(sheet, source, ranges)
            if standing is None:
                return EntryRule(kind, ranges, source=source.removeprefix(NOT_SPELLED))
            return EntryRule(kind, ranges, standing[0], source=source, is_whole=standing[1])
        if kind is RuleKind.FORMULA:
            return EntryRule(kind, ranges, source=source.removeprefix(NOT_SPELLED))
        limits = tuple(_limit(kind, one) for one in (found.first, found.second) if one)
        return EntryRule(kind, ranges, operator=found.operator, limits=limits)

    def _standing(
        self, sheet: Sheet, source: str, ranges: Iterable[Range]
    ) -> tuple[tuple[str, ...], bool] | None:
        place = _place_of(source, ranges)
        if place is None:
            return None
        name, cells = place
        elsewhere = self._sheets.get(name.casefold()) if name else sheet
        if elsewhere is None:
            return None
        key = (elsewhere.name, cells)
        if key not in self._found:
            self._found[key] = self._choices_in(elsewhere, cells)
        return self._found[key]

    def _choices_in(self, sheet: Sheet, cells: Range) -> tuple[tuple[str, ...], bool] | None:
        choices: dict[str, None] = {}
        top, left, bottom, right = cells
        for row in range(max(top, sheet.first_row), min(bottom + 1, sheet.first_row + len(sheet.rows))):
            line = sheet.rows[row - sheet.first_row]
            part = line[max(left - sheet.first_column, 0) : max(right + 1 - sheet.first_column, 0)]
            self._left -= len(part) + 1
            if self._left < 0:
                return None
            choices.update((shown(value), None) for value in part if value is not None and shown(value))
            if len(choices) > MOST_CHOICES:
                return tuple(choices)[:MOST_CHOICES], False
        return tuple(choices), True


def _place_of(source: str, ranges: Iterable[Range]) -> tuple[str, Range] | None:
    """Sheet and cells that a formula names; None for what is computed or moves along with the cell."""
    match = _REFERENCE.fullmatch(source)
    if match is None or not match[3]:
        return None
    cells = next(ranges_of(match[3]), None)
    if cells is None:
        return None
    spans = list(ranges)
    moves = _MOVES_DOWN.search(match[3]) and {one[0] for one in spans} | {one[2] for one in spans}
    across = _MOVES_ACROSS.search(match[3]) and {one[1] for one in spans} | {one[3] for one in spans}
    if any(places and len(places) > 1 for places in (moves, across)):
        return None
    return (match[1] or "").replace("''", "'") or match[2] or "", cells


def _limit(kind: RuleKind, written: str) -> str:
    """A limit as people write it: days as 2025/04/01, times as 09:30, whole numbers without a point."""
    written = written.removeprefix("=").strip().removeprefix("+")
    if kind is RuleKind.DATE and (called := _DATE_FORMULA.fullmatch(written)):
        year, month, day = map(int, called.groups())
        return f"{year}/{month:02}/{day:02}"
    if WRITTEN_NUMBER.fullmatch(written) is None:
        return written.strip('"') or NOT_SPELLED
    number = float(written)
    try:
        if kind is RuleKind.DATE:
            return f"{_DAY_NOUGHT + timedelta(days=int(number)):%Y/%m/%d}"
        if kind is RuleKind.TIME and 0 <= number <= 1:
            minutes = round(number * _MINUTES)
            return f"{minutes // 60:02}:{minutes % 60:02}"
    except (OverflowError, ValueError):
        return written
    return f"{number:.15g}"
