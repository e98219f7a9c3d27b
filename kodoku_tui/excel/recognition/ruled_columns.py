"""Which column of a table has which rule for entries, and which of its values are none of the choices offered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kodoku_tui.excel.reading.cells import CellValue, cell_name, shown
from kodoku_tui.excel.reading.rules.entry_rules import Choices, EntryRule, RuleKind
from kodoku_tui.excel.reading.rules.found_rules import LAST_ROW, Range
from kodoku_tui.excel.reading.sheets import Sheet
from kodoku_tui.excel.recognition.model import RecognisedTable, Warning

_CHOICES_QUOTED = 5
_LONGEST_VALUE = 40
# Far beyond every sheet of an office: a file that asks for more is told its rules, but not column by column.
_MOST_RANGES_COMPARED = 1_000_000
_MOST_CELLS_COMPARED = 1_000_000


def with_rules(sheet: Sheet, tables: Sequence[RecognisedTable]) -> list[RecognisedTable]:
    """The tables with the rules of their columns, and with warnings about values that are no choice."""
    ranges = sum(len(rule.ranges) for rule in sheet.rules)
    if not ranges or ranges * sum(len(table.columns) for table in tables) > _MOST_RANGES_COMPARED:
        return list(tables)
    left = _MOST_CELLS_COMPARED
    ruled = []
    for table in tables:
        reach = _Reach(table, tables)
        columns = tuple(
            replace(column, rule=rule) if (rule := reach.best(sheet.rules, place)) else column
            for place, column in enumerate(table.columns)
        )
        # Of a file in which rules lie upon rules the values are not compared.
        cells = sum(reach.cells_under(rule) for rule in sheet.rules if _offers_choices(rule))
        warnings = list(_warnings_about(reach, sheet.rules)) if cells <= left else []
        left -= cells
        ruled.append(replace(table, columns=columns, warnings=(*warnings, *table.warnings)))
    return ruled


def rules_left(sheet: Sheet) -> list[Warning]:
    """That a sheet has more rules than are told."""
    if not sheet.rules_left:
        return []
    return [Warning("A1", "rules_left", "inspect.warning_rules_left", {"count": sheet.rules_left})]


class _Reach:
    """Where a table lies: its columns, its records, and the rows below that no other table takes."""

    def __init__(self, table: RecognisedTable, others: Sequence[RecognisedTable]) -> None:
        self.table = table
        self._indexes = [column.index for column in table.columns]
        self._numbers = [record.number - 1 for record in table.records]
        self._top = table.header_rows[-1] if table.header_rows else _first_row(table)
        starts = [
            _first_row(other)
            for other in others
            if other is not table
            and _first_row(other) >= self._top
            and other.span[0] <= table.span[1]
            and table.span[0] <= other.span[1]
        ]
        self._bottom = min(starts, default=LAST_ROW + 1) - 1

    def best(self, rules: Sequence[EntryRule], place: int) -> EntryRule | None:
        """The rule that most rows of a column are under; only below the records counts where no other is."""
        column = self._indexes[place]
        best, most = None, (0, 0)
        for rule in rules:
            of_records = of_all = 0
            for first_row, left, last_row, right in rule.ranges:
                top, bottom = max(first_row, self._top), min(last_row, self._bottom)
                if left <= column <= right and top <= bottom:
                    first, last = self._records_in(top, bottom)
                    of_records += last - first
                    of_all += bottom - top + 1
            if (of_records, of_all) > most:
                best, most = rule, (of_records, of_all)
        return best

    def cells_under(self, rule: EntryRule) -> int:
        """How many cells of records a rule covers."""
        count = 0
        for top, left, bottom, right in rule.ranges:
            first, last = self._records_in(top, bottom)
            count += max(last - first, 0) * len(self._places(left, right))
        return count

    def values(self, covered: Range) -> Iterator[tuple[int, int, CellValue]]:
        """Row, position among the columns and value of each cell of a record that a range covers."""
        top, left, bottom, right = covered
        first, last = self._records_in(top, bottom)
        places = self._places(left, right)
        for at in range(first, last) if places else ():
            record = self.table.records[at]
            for place in places:
                if place not in record.merged:
                    yield record.number - 1, place, record.values[place]

    def _places(self, left: int, right: int) -> range:
        return range(bisect_left(self._indexes, left), bisect_right(self._indexes, right))

    def _records_in(self, top: int, bottom: int) -> tuple[int, int]:
        return bisect_left(self._numbers, top), bisect_right(self._numbers, bottom)


def _first_row(table: RecognisedTable) -> int:
    return (table.header_rows[0] if table.header_rows else table.data_first or 1) - 1


def _offers_choices(rule: EntryRule) -> bool:
    """Whether a rule is a drop-down of which all choices are known."""
    return rule.kind is RuleKind.LIST and bool(rule.choices) and rule.is_whole


def _warnings_about(reach: _Reach, rules: Sequence[EntryRule]) -> Iterator[Warning]:
    table = reach.table
    for rule in rules:
        if not _offers_choices(rule):
            continue
        assert rule.choices
        choices = Choices(rule.choices)
        known: dict[tuple[type, CellValue], bool] = {}
        others: dict[int, list[tuple[int, CellValue]]] = defaultdict(list)
        for covered in rule.ranges:
            for row, place, value in reach.values(covered):
                key = (type(value), value)
                if key not in known:
                    known[key] = choices.hold(value)
                if not known[key]:
                    others[place].append((row, value))
        for place, found in sorted(others.items()):
            row, value = min(found, key=lambda one: one[0])
            column = table.columns[place]
            params = {
                "column": column.header or column.letter,
                "count": len(found),
                "value": shown(value)[:_LONGEST_VALUE],
                "choices": "、".join(rule.choices[:_CHOICES_QUOTED])
                + ("…" if len(rule.choices) > _CHOICES_QUOTED else ""),
            }
            yield Warning(
                cell_name(row, column.index), "not_a_choice", "inspect.warning_not_a_choice", params
            )
