"""Rules for what may be entered in cells (入力規則): drop-downs with their choices, numbers, days, lengths, formulas.

Other people's workbooks carry them; what they say is told, and a value that none of the choices is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kodoku_tui.excel.reading.cells import CellValue, ErrorValue, cell_name, column_name, shown
from kodoku_tui.excel.reading.rules.found_rules import (
    LAST_COLUMN,
    LAST_ROW,
    Range,
)

if TYPE_CHECKING:
    pass

_RANGES_NAMED = 4

WRITTEN_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]*)?(?:E[-+]?[0-9]+)?")
"""A number as a rule or a cell holds it: without separators, in capitals."""


class RuleKind(StrEnum):
    """What a rule asks for, in the words of .xlsx."""

    LIST = "list"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    LENGTH = "textLength"
    FORMULA = "custom"


@dataclass(frozen=True, slots=True)
class EntryRule:
    """One rule and the cells it is for.

    `choices` are those of a drop-down as a person reads them, None where the file does not say them (another
    workbook, a computed range) and for other kinds. `limits` are one or two numbers, days, times or formulas.
    """

    kind: RuleKind
    ranges: tuple[Range, ...]
    choices: tuple[str, ...] | None = None
    source: str = ""
    """Where the choices stand, or the formula: as Excel writes it, without `=`."""
    operator: str = ""
    limits: tuple[str, ...] = ()
    is_whole: bool = True
    """Whether `choices` are all there are: of very many only the first are told."""

    @property
    def cells(self) -> str:
        """The cells as people write them; of many ranges the first few and `…`."""
        named = [_range_name(*one) for one in self.ranges[:_RANGES_NAMED]]
        return "、".join(named) + ("…" if len(self.ranges) > _RANGES_NAMED else "")


def _range_name(top: int, left: int, bottom: int, right: int) -> str:
    if (top, bottom) == (0, LAST_ROW):
        return f"{column_name(left)}:{column_name(right)}"
    if (left, right) == (0, LAST_COLUMN):
        return f"{top + 1}:{bottom + 1}"
    first = cell_name(top, left)
    return first if (top, left) == (bottom, right) else f"{first}:{cell_name(bottom, right)}"


class Choices:
    """The choices of a drop-down, to ask of values whether they are among them."""

    def __init__(self, choices: Iterable[str]) -> None:
        self._folded = {_folded(choice) for choice in choices}
        # Choosing 01 leaves the number 1 in the cell, 50% a half, 4/1 a day.
        self._numbers = {number for one in self._folded if (number := _number_of(one)) is not None}
        self._have_digits = any(letter.isdigit() for one in self._folded for letter in one)

    def hold(self, value: CellValue) -> bool:
        """Whether the value is one of them; what is empty, or an error, is not asked."""
        if value is None or isinstance(value, ErrorValue):
            return True
        text = _folded(shown(value))
        if not text or text in self._folded:
            return True
        if isinstance(value, int | float):
            return value in self._numbers
        return self._have_digits and not isinstance(value, str)


def _folded(text: str) -> str:
    """A choice reduced to what counts when two are compared: widths, spaces and case do not."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _number_of(text: str) -> float | None:
    plain = text.replace(",", "")
    if WRITTEN_NUMBER.fullmatch(plain.removesuffix("%").upper()) is None:
        return None
    number = float(plain.removesuffix("%"))
    return number / 100 if plain.endswith("%") else number
