"""Rules for what may be entered in cells (入力規則), as they are found in a file: bounded, equal ones together.

Runs in the reading process: only the standard library is imported here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kodoku_tui.excel.reading.signs import LETTERS

MOST_RULES = 500
"""How many different rules of a sheet are told; offices have a dozen."""
MOST_RANGES = 5_000
"""How many ranges of cells all of them cover together."""
LONGEST_FORMULA = 10_000
"""Excel takes 8,192 characters."""
MOST_CHOICES = 2_000
"""How many choices are told of one drop-down."""

NOT_SPELLED = "?"
"""Stands for a formula that is computed in a way that is not looked into."""

LAST_ROW = 1_048_575
LAST_COLUMN = 16_383

# In the order in which the binary formats number them.
OPERATORS = (
    "between",
    "notBetween",
    "equal",
    "notEqual",
    "greaterThan",
    "lessThan",
    "greaterThanOrEqual",
    "lessThanOrEqual",
)
_WITHOUT_LIMITS = ("list", "custom")
_WITH_TWO_LIMITS = ("between", "notBetween")

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""

_RANGE = re.compile(
    r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?(?=\s|$)"
    r"|\$?([A-Z]{1,3}):\$?([A-Z]{1,3})(?=\s|$)"
)


class FoundRule(NamedTuple):
    """One rule. `kind` and `operator` are the words of .xlsx; formulas are as Excel writes them, without `=`.

    `operator` is empty where a rule has no limits or compares in a way that there is not.

    `choices` are those written in the rule itself; None where `first` says in which cells they stand.
    """

    kind: str
    operator: str
    first: str
    second: str
    choices: list[str] | None
    ranges: list[Range]


class RulesFound:
    """Takes the rules of one sheet as they come and puts equal ones together."""

    def __init__(self) -> None:
        self.left = 0
        """How many ranges were left out because there are too many."""
        self._rules: dict[tuple[object, ...], FoundRule] = {}
        self._ends: dict[tuple[int, int, int, int], int] = {}
        self._ranges = 0

    def add(
        self,
        kind: str,
        ranges: Iterable[Range],
        *,
        operator: str = "",
        first: str = "",
        second: str = "",
        choices: list[str] | None = None,
    ) -> None:
        """One rule for some cells; a range right below another of the same rule makes it longer."""
        if kind == "list" and choices is None:
            choices = choices_within(first)
        if kind in _WITHOUT_LIMITS or operator not in OPERATORS:
            operator = ""
        if operator not in _WITH_TWO_LIMITS:
            # Some programs write nought for what there is not.
            second = ""
        key = (kind, operator, first, second, None if choices is None else tuple(choices))
        rule = self._rules.get(key)
        if rule is None:
            if (
                len(self._rules) >= MOST_RULES
                or len(first) > LONGEST_FORMULA
                or len(second) > LONGEST_FORMULA
            ):
                self.left += sum(1 for _ in ranges)
                return
            told = choices and choices[:MOST_CHOICES]
            rule = self._rules[key] = FoundRule(kind, operator, first, second, told, [])
        for one in ranges:
            self._cover(rule, one)

    def told(self) -> list[FoundRule]:
        """The rules that cover something, in their order."""
        return [rule for rule in self._rules.values() if rule.ranges]

    def _cover(self, rule: FoundRule, one: Range) -> None:
        top, left, bottom, right = one
        above = (id(rule), left, right, top - 1)
        at = self._ends.pop(above, None)
        if at is not None:
            rule.ranges[at] = (rule.ranges[at][0], left, bottom, right)
        elif self._ranges >= MOST_RANGES:
            self.left += 1
            return
        else:
            at = len(rule.ranges)
            rule.ranges.append(one)
            self._ranges += 1
        self._ends[id(rule), left, right, bottom] = at


def choices_within(formula: str) -> list[str] | None:
    """The choices that a formula lists itself (`"未着手,提出"`); None where it says where they stand."""
    if len(formula) < 2 or formula[0] != '"' or formula[-1] != '"' or '"' in formula[1:-1].replace('""', ""):
        return None
    return [choice for one in formula[1:-1].replace('""', '"').split(",") if (choice := one.strip())]


def ranges_of(written: str) -> Iterator[Range]:
    """The ranges of a text like `C2:C10 E2 F:F`."""
    for match in _RANGE.finditer(written):
        if match[5]:
            top, bottom = 0, LAST_ROW
            left, right = column_of(match[5]), column_of(match[6])
        else:
            top, left = int(match[2]) - 1, column_of(match[1])
            bottom, right = (int(match[4]) - 1, column_of(match[3])) if match[3] else (top, left)
        if 0 <= top <= bottom and left <= right <= LAST_COLUMN:
            yield top, left, min(bottom, LAST_ROW), right


def column_of(letters: str) -> int:
    """A column by its letters, counted from 0: A is 0, AA is 26."""
    column = 0
    for letter in letters:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return column - 1
