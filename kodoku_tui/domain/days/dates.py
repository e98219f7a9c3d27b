"""Dates as people in a Japanese office write and say them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from kodoku_tui.domain.errors import Refused

FIRST_YEAR = 1926
LAST_YEAR = 2100

# No date anyone writes is longer; a pasted paragraph need not be searched.
_LONGEST_TEXT = 40

# Half a year and a day: beyond it, another year's 2/29 would be nearer than the one found.
_FARTHEST_WITHOUT_YEAR = 184


class Era(NamedTuple):
    """A Japanese era: its name, the letter that abbreviates it, and its first and last day."""

    name: str
    letter: str
    first: date
    last: date


# 元号法 and the cabinet orders of 1989 and 2019; Showa from the day the era was proclaimed.
ERAS = (
    Era("令和", "r", date(2019, 5, 1), date.max),
    Era("平成", "h", date(1989, 1, 8), date(2019, 4, 30)),
    Era("昭和", "s", date(1926, 12, 25), date(1989, 1, 7)),
)
_ERA_OF = {mark: era for era in ERAS for mark in (era.name, era.letter)}

_DAYS_FROM_TODAY = {
    "今日": 0,
    "きょう": 0,
    "本日": 0,
    "today": 0,
    "昨日": -1,
    "きのう": -1,
    "yesterday": -1,
    "一昨日": -2,
    "おととい": -2,
    "明日": 1,
    "あした": 1,
    "あす": 1,
    "tomorrow": 1,
    "明後日": 2,
    "あさって": 2,
    "来週": 7,
}
_WEEKDAYS = "月火水木金土日"

# The months after a fiscal year in which it is closed (出納整理期間): to the end of May.
_CLOSED_BY = (5, 31)


class Direction(StrEnum):
    """Which way a date looks (law 11): what happened, what is to come, or either."""

    PAST = "past"
    FUTURE = "future"
    EITHER = "either"

    def fits(self, day: date, today: date) -> bool:
        """Whether a day lies this way, as seen on `today`, which lies both ways."""
        return day == today or self is Direction.EITHER or (day < today) is (self is Direction.PAST)


# What the minus, slash and full-stop keys give while an input method is on, and the dashes that NFKC leaves.
_SIGNS = str.maketrans(
    {"ー": "-", "−": "-", "‐": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "・": "/", "。": "."}
)

_SPACE_BETWEEN_DIGITS = re.compile(r"[0-9]\s+[0-9]")
_WEEKDAY_IN_BRACKETS = re.compile(
    r"\((?:[月火水木金土日](?:曜日?)?(?:/?[祝振休]日?)?|祝日?|mon|tue|wed|thu|fri|sat|sun)\)$"
)
_WITH_YEAR = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日?)")
_EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WITH_ERA = re.compile(
    r"(令和|平成|昭和|[rhs])([0-9]{1,2}|元)"
    r"(?:([-/.])([0-9]{1,2})\3([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日?)"
)
# 12.1 is left out: a cell that held 12.10 comes out of a workbook as 12.1.
_WITHOUT_YEAR = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})|([0-9]{1,2})月([0-9]{1,2})日?|([0-9]{2})([0-9]{2})")
_DAY_ONLY = re.compile(r"([0-9]{1,2})日?")
_OFFSET = re.compile(r"([+-][0-9]{1,4})(d|日|w|週間?)?")
_WEEKDAY = re.compile(r"(来週の?)?([月火水木金土日])(?:曜日?)?")


def parse_date(
    text: str, *, today: date, year_starts_on: date | None = None, direction: Direction | None = None
) -> date:
    """The day that `text` means to someone who writes it on `today`.

    A month and day without a year lie in the twelve months from `year_starts_on` (the programme year), or
    without that in the year that brings them nearest to today. With a `direction` they mean the nearest day that
    looks this way, of the programme year and the months in which it is closed; where another year's is nearer still,
    that is asked about. A bare day number is a day of this month, a
    weekday is the next one after today, and 来週月曜 is in the next week, which begins on Monday.

    Raises `Refused`: `error.date_unreadable` (also for two dates in one text), `error.date_impossible`
    (2/30), `error.date_outside_era` (R1.4.30), `error.date_outside_years` (not within 1926–2100),
    `error.date_far_off` (with both days that it can mean).
    """
    try:
        day = _read(text, today, year_starts_on, direction) if len(text) <= _LONGEST_TEXT else None
    except ValueError:
        raise Refused("error.date_impossible", field="date", text=text) from None
    except OverflowError:
        raise _outside_years(text) from None
    if day is None:
        raise Refused("error.date_unreadable", field="date", text=text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _outside_years(text)
    return day


def fiscal_year_of(day: date) -> int:
    """The Japanese fiscal year of `day`, which begins on 1 April: 2026-03-31 is in 2025."""
    return day.year if day.month >= 4 else day.year - 1


def era_text(day: date) -> str:
    """`day` as official letters write it: 令和7年12月1日, and 元年 for an era's first year.

    Raises `Refused` (`error.date_outside_years`) before 1926-12-25, where no era is known here.
    """
    for era in ERAS:
        if day >= era.first:
            year = day.year - era.first.year + 1
            return f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    raise _outside_years(day.isoformat())


def _outside_years(text: str) -> Refused:
    return Refused("error.date_outside_years", field="date", text=text, first=FIRST_YEAR, last=LAST_YEAR)


def _read(text: str, today: date, year_starts_on: date | None, direction: Direction | None) -> date | None:
    written = unicodedata.normalize("NFKC", text).translate(_SIGNS).lower()
    # "1 5" closed up would read as the fifteenth.
    if _SPACE_BETWEEN_DIGITS.search(written):
        return None
    written = _WEEKDAY_IN_BRACKETS.sub("", "".join(written.split()))
    return (
        _read_with_year(written)
        or _read_with_era(written, text)
        or _read_without_year(written, text, today, year_starts_on, direction)
        or _read_from_today(written, today)
    )


def _read_with_year(written: str) -> date | None:
    match = _WITH_YEAR.fullmatch(written) or _EIGHT_DIGITS.fullmatch(written)
    if match is None:
        return None
    year, month, day = _numbers(match)
    if year < 1:
        raise OverflowError
    return date(year, month, day)


def _read_with_era(written: str, text: str) -> date | None:
    match = _WITH_ERA.fullmatch(written)
    if match is None:
        return None
    era = _ERA_OF[match[1]]
    year = 1 if match[2] == "元" else int(match[2])
    month, day = _numbers(match)[-2:]
    found = date(era.first.year - 1 + year, month, day)
    if not era.first <= found <= era.last:
        raise Refused("error.date_outside_era", field="date", text=text, era=era.name)
    return found


def _read_without_year(
    written: str, text: str, today: date, year_starts_on: date | None, direction: Direction | None
) -> date | None:
    if match := _WITHOUT_YEAR.fullmatch(written):
        month, day = _numbers(match)
        if year_starts_on is None:
            return _nearest(month, day, today)
        if direction is not None:
            return _looking(month, day, text, today, year_starts_on, direction)
        first_year = year_starts_on.year
        begun = (month, day) >= (year_starts_on.month, year_starts_on.day)
        return date(first_year if begun else first_year + 1, month, day)
    if match := _DAY_ONLY.fullmatch(written):
        return today.replace(day=int(match[1]))
    return None


def _read_from_today(written: str, today: date) -> date | None:
    if written in _DAYS_FROM_TODAY:
        return today + timedelta(days=_DAYS_FROM_TODAY[written])
    if match := _OFFSET.fullmatch(written):
        days_each = 7 if match[2] and match[2][0] in "w週" else 1
        return today + timedelta(days=int(match[1]) * days_each)
    if match := _WEEKDAY.fullmatch(written):
        wanted = _WEEKDAYS.index(match[2])
        if match[1]:
            return today + timedelta(days=7 - today.weekday() + wanted)
        return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    return None


def _looking(
    month: int, day: int, text: str, today: date, year_starts_on: date, direction: Direction
) -> date:
    """The nearest day of the year at hand that looks this way; asks where another year's is nearer."""
    ends_on = date(year_starts_on.year + 1, *_CLOSED_BY)
    of_year = [
        one for one in _in_years_around(month, day, year_starts_on.year) if year_starts_on <= one <= ends_on
    ]
    fitting = [one for one in of_year if direction.fits(one, today)]
    if not of_year:
        raise ValueError
    if not fitting and direction is Direction.PAST:
        # Still to come: whoever takes it says so.
        return min(of_year, key=lambda one: abs(one - today))
    meant = min(fitting or of_year, key=lambda one: abs(one - today))
    anywhere = [one for one in _in_years_around(month, day, today.year) if direction.fits(one, today)]
    other = min(anywhere, key=lambda one: abs(one - today), default=meant)
    if abs(other - today) < abs(meant - today):
        raise Refused("error.date_far_off", field="date", text=text, day=meant, other=other)
    return meant


def _nearest(month: int, day: int, today: date) -> date:
    found = min(_in_years_around(month, day, today.year), key=lambda one: abs(one - today))
    if abs(found - today).days > _FARTHEST_WITHOUT_YEAR:
        raise ValueError
    return found


def _in_years_around(month: int, day: int, year: int) -> Iterator[date]:
    # The coming one first: it wins when both are equally near.
    for candidate in (year + 1, year, year - 1):
        try:
            yield date(candidate, month, day)
        except ValueError:
            continue


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(part) for part in match.groups() if part and part.isdigit()]
