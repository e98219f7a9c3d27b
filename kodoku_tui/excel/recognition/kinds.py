"""What the cells of a column hold, by their meaning."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import lru_cache

from kodoku_tui.domain.dates import parse_date
from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.cells import CellValue, ErrorValue
from kodoku_tui.excel.recognition.model import ColumnKind

# Free text may hold a number or a day here and there; anything else among numbers or days is told as mixed.
_OTHERS_AMONG_TEXT = 0.25

_TRUE_MARKS = frozenset(
    ("○", "◯", "〇", "◎", "✓", "✔", "☑", "レ", "●", "済", "有", "あり", "有り", "はい", "true", "yes")
)
_FALSE_MARKS = frozenset(("×", "✕", "✖", "✗", "未", "無", "なし", "無し", "いいえ", "false", "no", "☐", "□"))
_MARKS = _TRUE_MARKS | _FALSE_MARKS
_BLANK_SIGNS = frozenset("-ー―–—−‐…")
_INTEGER = re.compile(
    r"[¥\\]?[-+−▲△]?[¥\\]?(?:[0-9]{1,3}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:千円|百万円|万円|円|人|名|件|回|団体|歳|%)?"
)
_NEGATIVE_IN_BRACKETS = re.compile(r"\((?:[0-9]{1,3}(?:,[0-9]{3})+|[1-9][0-9]*)\)円?")
_DECIMAL = re.compile(r"[-+−▲△]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]+%?")
_HAS_DIGIT_OR_FIRST = re.compile(r"[0-9元]")
_DATE_WORDS = re.compile(r"日|期限|期日|date|due", re.IGNORECASE)
_EIGHT_DIGITS = range(19_260_101, 21_010_101)
_DAY_NUMBERS = range(20_000, 60_001)
_ANY_DAY = date(2025, 7, 1)
_ANY_YEAR = date(2025, 4, 1)
_LONGEST_DATE = 40


def kind_of_column(values: Iterable[CellValue], header: str = "") -> ColumnKind:
    """The kind of a column by its filled cells; `header` decides whether 45809 or 20250601 can be a day."""
    counts: Counter[ColumnKind] = Counter()
    numbers: list[int] = []
    for value in values:
        kind = kind_of(value)
        counts[kind] += 1
        if kind is ColumnKind.INTEGER and type(value) is int:
            numbers.append(value)
    counts.pop(ColumnKind.EMPTY, None)
    if not counts:
        return ColumnKind.EMPTY
    if numbers and _DATE_WORDS.search(header) and all(_is_day_number(number) for number in numbers):
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
    plain = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    if not plain or plain in _BLANK_SIGNS:
        return ColumnKind.EMPTY
    if plain in _MARKS or text.strip() in _MARKS:
        return ColumnKind.BOOLEAN
    if len(plain) > _LONGEST_DATE or not _HAS_DIGIT_OR_FIRST.search(plain):
        return ColumnKind.TEXT
    if _INTEGER.fullmatch(plain) or _NEGATIVE_IN_BRACKETS.fullmatch(plain):
        eight = plain.isdecimal() and int(plain) in _EIGHT_DIGITS
        return ColumnKind.DATE if eight and _is_day(plain) else ColumnKind.INTEGER
    if _DECIMAL.fullmatch(plain):
        return ColumnKind.DECIMAL
    return ColumnKind.DATE if not plain.isdecimal() and _is_day(text) else ColumnKind.TEXT


@lru_cache(maxsize=65_536)
def _is_day(text: str) -> bool:
    if text.strip()[:1] in "+-":
        return False
    try:
        return parse_date(text, today=_ANY_DAY, year_starts_on=_ANY_YEAR) == parse_date(
            text, today=date(2025, 9, 3), year_starts_on=_ANY_YEAR
        )
    except Refused:
        return False


def _is_day_number(number: int) -> bool:
    return number in _DAY_NUMBERS or (number in _EIGHT_DIGITS and _is_day(str(number)))
