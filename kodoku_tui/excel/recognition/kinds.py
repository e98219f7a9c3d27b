"""What the cells of a column hold, by their meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import lru_cache

from kodoku_tui.domain.days.dates import parse_written_date
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.days.eras import ERAS
from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.reading.cells import CellValue, ErrorValue
from kodoku_tui.excel.reading.limits import Limits
from kodoku_tui.excel.recognition.model import ColumnKind
from kodoku_tui.excel.recognition.vocabulary import plain, vocabulary

# Free text may hold a number or a day here and there; anything else among numbers or days is told as mixed.
_OTHERS_AMONG_TEXT = 0.25

_BLANK_SIGNS = frozenset("-ー―–—−‐…")
_GROUPED = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|0|[1-9][0-9]*)"
_INTEGER = re.compile(rf"[¥\\]?[-+−▲△]?[¥\\]?{_GROUPED}|[¥\\]?\({_GROUPED}\)")
_DECIMAL = re.compile(r"[-+−▲△]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]+%?")
_HAS_DIGIT_OR_FIRST = re.compile(r"[\d元]")
_BEGINS_A_VALUE = re.compile(
    rf"[¥\\(+−▲△-]{{0,3}}[0-9]|(?:{'|'.join(f'{era.name}|{era.letter}' for era in ERAS)})[0-9元]"
)
_FIRST_OF_A_VALUE = frozenset("0123456789¥\\(+−▲△-" + "".join(f"{era.name[0]}{era.letter}" for era in ERAS))
_LONGEST_MARK = 6
_EIGHT_DIGITS = range(19_260_101, 21_010_101)
_DAY_NUMBERS = range(20_000, 60_001)
_ANY_DAY = date(2025, 7, 1)
_ANY_YEAR = date(2025, 4, 1)
_LONGEST_DATE = 40


def kind_of_column(values: Iterable[CellValue], header: str = "", limits: Limits | None = None) -> ColumnKind:
    """The kind of a column by its filled cells; `header` decides whether 45809 or 20250601 can be a day."""
    counts: Counter[ColumnKind] = Counter()
    numbers: set[int] = set()
    # A type goes with its value: 1, 1.0 and True are one key otherwise.
    counted = Counter((type(value), value) for value in values).items()
    for (type_of_value, value), count in limits.over(counted) if limits else counted:
        counts[kind_of(value)] += count
        if type_of_value is int:
            numbers.add(value)  # type: ignore[arg-type]
    counts.pop(ColumnKind.EMPTY, None)
    if not counts:
        return ColumnKind.EMPTY
    if (
        numbers
        and vocabulary().date_heading.search(plain(header))
        and all(_is_day_number(number) for number in numbers)
    ):
        counts[ColumnKind.DATE] += counts.pop(ColumnKind.INTEGER)
    if counts.keys() == {ColumnKind.INTEGER, ColumnKind.DECIMAL}:
        return ColumnKind.DECIMAL
    kind, most = counts.most_common(1)[0]
    others = sum(counts.values()) - most
    if others == 0 or (kind is ColumnKind.TEXT and others <= _OTHERS_AMONG_TEXT * most):
        return kind
    return ColumnKind.MIXED


def kind_of(value: CellValue) -> ColumnKind:
    """What one cell holds; signs for nothing (－, …) and errors are empty."""
    match value:
        case None | ErrorValue():
            return ColumnKind.EMPTY
        case str():
            return _kind_of_text(value)
        case bool():
            return ColumnKind.BOOLEAN
        case int():
            return ColumnKind.INTEGER
        case float():
            return ColumnKind.DECIMAL
        case time() | timedelta():
            return ColumnKind.TEXT
        case date():
            return ColumnKind.DATE
    return ColumnKind.TEXT


@lru_cache(maxsize=65_536)
def _kind_of_text(text: str) -> ColumnKind:
    if len(text) > _LONGEST_MARK and (
        len(text) > _LONGEST_DATE
        or not _HAS_DIGIT_OR_FIRST.search(text)
        or not _may_begin_a_value(text.lstrip()[:1])
    ):
        return ColumnKind.TEXT
    bare = plain(text)
    if not bare or bare in _BLANK_SIGNS:
        return ColumnKind.EMPTY
    if bare in vocabulary().marks or text.strip() in vocabulary().marks:
        return ColumnKind.BOOLEAN
    if not _BEGINS_A_VALUE.match(bare):
        return ColumnKind.TEXT
    number = vocabulary().trailing_unit.sub("", bare)
    if _INTEGER.fullmatch(number):
        eight = bare.isdecimal() and int(bare) in _EIGHT_DIGITS
        return ColumnKind.DATE if eight and _is_day(bare) else ColumnKind.INTEGER
    if _DECIMAL.fullmatch(number):
        return ColumnKind.DECIMAL
    return ColumnKind.DATE if not bare.isdecimal() and _is_day(text) else ColumnKind.TEXT


@lru_cache(maxsize=4096)
def _may_begin_a_value(character: str) -> bool:
    """Whether a value can begin so; most texts with a number in them begin with a letter, which says all of them."""
    bare = plain(character)
    return not bare or bare[0] in _FIRST_OF_A_VALUE


@lru_cache(maxsize=65_536)
def _is_day(text: str) -> bool:
    try:
        parse_written_date(text, today=_ANY_DAY, direction=Direction.OF_YEAR, year_starts_on=_ANY_YEAR)
    except Refused:
        return False
    return True


def _is_day_number(number: int) -> bool:
    return number in _DAY_NUMBERS or (number in _EIGHT_DIGITS and _is_day(str(number)))
