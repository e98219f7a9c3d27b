"""What a cell means where a number, a mark, a date or a text is expected."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from kodoku_tui.domain.days.dates import parse_date, parse_written_date
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.days.eras import FIRST_YEAR, LAST_YEAR
from kodoku_tui.domain.days.times import Span, parse_span
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.corporate_numbers import is_corporate_number
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.excel.reading.cells import UNCALCULATED, CellValue, ErrorValue, shown
from kodoku_tui.excel.reading.dates_in_cells import day_and_time, has_two_dates

LARGEST_NUMBER = 999_999

# A dot before three noughts may part thousands.
_NOUGHT = re.compile(r"0+(?:\.0+)?")
_POSITIVE = re.compile(r"0*([1-9][0-9]{0,5})(?:\.(?:0{1,2}|0{4,}))?|([1-9][0-9]{0,2},[0-9]{3})(?:\.0+)?")
# No.12, #12, 第12号, 12番, (12), 12.
_OF_A_NUMBER = re.compile(r"(?:no[.:]?|#|第)?([0-9,.]*?[0-9])(?:番号?|号|\.)?|\(([0-9]+)\)", re.IGNORECASE)
_OF_A_COUNT = re.compile(r"([0-9,.]+)(?:人|名|年)")
_YES = frozenset(
    (*"○◯〇●◎✓✔☑レ有1y", "有り", "あり", "採択", "該当", "はい", "true", "yes", "済", "済み", "完了")
)
_NO = frozenset(
    (*"×✕✖✗x-ー―–—−無0n", "無し", "なし", "非該当", "いいえ", "false", "no", "未", "未済", "未完了")
)
_SIGNS_FOR_NOTHING = re.compile("[-ー―–—−‐‒─━/]+|[.・]{3,}")
_PARTLY = frozenset("△▲")

# A plain number in a date column is the day number of a cell that lost its date format (1954 to 2064).
_DAY_NUMBERS = range(20_000, 60_001)
_DAY_ZERO = date(1899, 12, 30)
_EIGHT_DIGITS = range(19_260_101, 21_010_101)

# 03-1234-5678 and 090-1234-5678 as numbers.
_DIGITS_WITHOUT_NOUGHT = (9, 10)


def text_of(value: CellValue) -> str:
    """The cell as text on one line. Raises `Refused` (`error.cell_error`, `error.cell_uncalculated`)."""
    if isinstance(value, ErrorValue):
        key = "error.cell_uncalculated" if value.code == UNCALCULATED else "error.cell_error"
        raise Refused(key, value=value.code)
    return clean_text(value if isinstance(value, str) else shown(value)).text


def positive_number_of(value: CellValue, *, is_name: bool = False, may_be_nought: bool = False) -> int:
    """A whole number from 1 (or 0) to 999,999, also in full-width digits or as 12.0.

    A number by which something goes (`is_name`) may say so: No.12, 12番, 第12号; one that counts of what: 5名, 2010年.
    Raises `Refused`: `error.cell_number`, and what `text_of` raises.
    """
    if type(value) is int and 0 < value <= LARGEST_NUMBER:
        return value
    text = text_of(value)
    written = "".join(unicodedata.normalize("NFKC", text).split())
    if about := (_OF_A_NUMBER if is_name else _OF_A_COUNT).fullmatch(written):
        written = next(filter(None, about.groups()))
    if may_be_nought and _NOUGHT.fullmatch(written):
        return 0
    match = _POSITIVE.fullmatch(written)
    if match is None:
        raise Refused("error.cell_number", value=text, largest=LARGEST_NUMBER)
    return int(match[1] or match[2].replace(",", ""))


def says_nothing(text: str, *, also: frozenset[str] = frozenset()) -> bool:
    """Whether a cell holds a sign for nothing (―, －, /) or one of these words, folded, instead."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    return _SIGNS_FOR_NOTHING.fullmatch(plain) is not None or plain in also


def mark_of(value: CellValue) -> bool:
    """Whether a cell is marked: ○ and its kin, an empty cell not.

    Raises `Refused`: `error.cell_mark` (`error.cell_mark_partly` for △), and what `text_of` raises.
    """
    text = text_of(value)
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").casefold()
    if plain in _PARTLY:
        raise Refused("error.cell_mark_partly", value=text)
    if not plain or plain in _NO:
        return False
    if plain in _YES:
        return True
    raise Refused("error.cell_mark", value=text)


class Moment(NamedTuple):
    """The day in a cell, and the time of day that stands beside it: midnight, as programs write it, is none."""

    day: date
    at: Span | None = None


def moment_of(value: CellValue, *, today: date, direction: Direction, year_starts_on: date) -> Moment | None:
    """The day in a cell; None for an empty one. Without a year it is the nearest that looks the way of its column.

    Text that counts from today (昨日, a bare 15日) is refused: in a workbook nobody knows from which day.
    Raises `Refused`: `error.cell_date`, `error.cell_two_dates`, the other reasons of `parse_date`, and what
    `text_of` raises.
    """
    text = text_of(value)
    if isinstance(value, date):
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise Refused("error.date_outside_years", text=text, first=FIRST_YEAR, last=LAST_YEAR)
        if isinstance(value, datetime):
            return Moment(value.date(), _unless_midnight(Span(to_the_minute(value.time()))))
        return Moment(value)
    if isinstance(value, str):
        if has_two_dates(text):
            raise Refused("error.cell_two_dates", value=text)
        return _moment_of_text(text, today, direction, year_starts_on) if text else None
    if value is None:
        return None
    if isinstance(value, float) and int(value) in _DAY_NUMBERS:
        # The day number of a cell that held a time of day, too.
        return Moment(_DAY_ZERO + timedelta(days=int(value)), _unless_midnight(Span(time_of_fraction(value))))
    if isinstance(value, int) and value in _DAY_NUMBERS:
        return Moment(_DAY_ZERO + timedelta(days=value))
    if isinstance(value, int) and value in _EIGHT_DIGITS:
        return Moment(parse_date(text, today=today))
    raise Refused("error.cell_date", value=text)


def span_of(value: CellValue) -> Span:
    """A time of day, and until when where that is said.

    Raises `Refused` (`error.cell_time`), also for what counts hours (24:00, 25:30), and what `text_of` raises.
    """
    text = text_of(value)
    match value:
        case datetime() if value.year >= FIRST_YEAR:
            return Span(to_the_minute(value.time()))
        case time():
            return Span(to_the_minute(value))
        case timedelta() if timedelta() <= value < timedelta(days=1):
            return Span(time_of_fraction(value / timedelta(days=1)))
        case float() if 0 <= value < 1 or int(value) in _DAY_NUMBERS:
            return Span(time_of_fraction(value))
        case int() | str():
            with suppress(Refused):
                return parse_span(text)
    raise Refused("error.cell_time", value=text)


def to_the_minute(moment: time) -> time:
    """A time of day without its seconds; what falls short of a minute by less than one is that minute."""
    seconds = moment.hour * 3600 + moment.minute * 60 + round(moment.second + moment.microsecond / 1e6)
    return _time_of_minutes(seconds // 60)


def time_of_fraction(days: float) -> time:
    """The time of day that the part of a number of days behind the point says."""
    return _time_of_minutes(round(days % 1 * 24 * 60))


def _time_of_minutes(minutes: int) -> time:
    minutes = min(minutes, 24 * 60 - 1)
    return time(minutes // 60, minutes % 60)


def _unless_midnight(span: Span) -> Span | None:
    return None if span == Span(time()) else span


def phone_of(value: CellValue) -> str:
    """A telephone number as text; the nought in front that a number cell has lost is put back.

    Raises what `text_of` raises.
    """
    text = text_of(value)
    if isinstance(value, int) and not isinstance(value, bool) and len(text) in _DIGITS_WITHOUT_NOUGHT:
        return f"0{text}"
    return text


def corporate_number_of(value: CellValue) -> str | None:
    """A 法人番号 as its thirteen digits; None for an empty cell.

    Raises `Refused`: `error.cell_corporate_number` where the check digit is wrong or digits are lost (as Excel
    loses them beyond the fifteenth, or shows 1.23E+12), and what `text_of` raises.
    """
    text = text_of(value)
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))
    if not digits:
        return None
    if not is_corporate_number(digits):
        raise Refused("error.cell_corporate_number", value=text)
    return digits


def _moment_of_text(text: str, today: date, direction: Direction, year_starts_on: date) -> Moment:
    day, at = day_and_time(text) or (text, None)
    try:
        found = parse_written_date(day, today=today, direction=direction, year_starts_on=year_starts_on)
    except Refused as refused:
        if refused.key != "error.date_unreadable":
            raise
        # That sentence offers 昨日 and +14.
        raise Refused("error.cell_date", value=text) from None
    return Moment(found, None if at is None else _unless_midnight(at))
