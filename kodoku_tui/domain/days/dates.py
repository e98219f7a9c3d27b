"""Dates as people in a Japanese office write and say them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

from kodoku_tui.domain.days.direction import Direction, is_far_off, is_of_another_year, nearest_year
from kodoku_tui.domain.days.eras import ERA_OF, FIRST_YEAR, LAST_YEAR, day_of_era, outside_years
from kodoku_tui.domain.days.spoken_days import read_spoken
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.numbers import with_digits

# No date anyone writes is longer; a pasted paragraph need not be searched.
_LONGEST_TEXT = 40

# Half a year and a day: beyond it, another year's 2/29 would be nearer than the one found.
_FARTHEST_WITHOUT_YEAR = 184

_THIS_CENTURY = 2000
_ERA_OF_TODAY = "令和"

# What the minus, slash and full-stop keys give while an input method is on, and the dashes that NFKC leaves.
_SIGNS = str.maketrans(
    {"ー": "-", "−": "-", "‐": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "・": "/", "。": "."}
)

_SPACE_BETWEEN_DIGITS = re.compile(r"[0-9]\s+[0-9]")
_WEEKDAY_IN_BRACKETS = re.compile(
    r"\((?:[月火水木金土日](?:曜日?)?(?:/?[祝振休]日?)?|祝日?|mon|tue|wed|thu|fri|sat|sun)\)$"
)
_KANJI_NUMBER = re.compile(r"[〇零一二三四五六七八九十]+(?=[年月日週かヶヵカケ箇個])")
_MONTH_AND_DAY = r"(?:([-/.])([0-9]{1,2})\{0}([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日?)"
_WITH_YEAR = re.compile(r"([0-9]{4})" + _MONTH_AND_DAY.replace("{0}", "2"))
_EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WITH_ERA = re.compile(rf"({'|'.join(ERA_OF)})([0-9]{{1,2}}|元)" + _MONTH_AND_DAY.replace("{0}", "3"))
_SHORT_YEAR = re.compile(r"([0-9]{1,2})" + _MONTH_AND_DAY.replace("{0}", "2"))
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
# 12.1 is left out: a cell that held 12.10 comes out of a workbook as 12.1.
_WITHOUT_YEAR = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})|([0-9]{1,2})月([0-9]{1,2})日?|([0-9]{2})([0-9]{2})")


def parse_date(
    text: str,
    *,
    today: date,
    direction: Direction = Direction.EITHER,
    year_starts_on: date | None = None,
) -> date:
    """The day that `text` means to someone who writes it on `today`.

    A month and day without a year mean the nearest day that looks the way of the field; a day `OF_YEAR` the one in the
    twelve months from `year_starts_on`. What is said from today is read as `read_spoken` tells. A year of two digits
    (25/9/1, 7.12.1) and one that stands last (12/31/2025) are read where one reading alone lies in the programme's
    year, or, where that is not given, near today.

    Raises `Refused`: `error.date_unreadable` (also for two dates in one text), `error.date_impossible`
    (2/30), `error.date_outside_era` (R1.4.30), `error.date_outside_years` (not within 1926–2100),
    `error.date_several` (with two days that it can mean).
    """
    return _parse(
        text,
        lambda written: (
            _read_written(written, text, today, direction, year_starts_on)
            or read_spoken(written, today, direction, year_starts_on)
        ),
    )


def parse_written_date(text: str, *, today: date, direction: Direction, year_starts_on: date) -> date:
    """As `parse_date`, of what was written nobody knows when: what counts from today (昨日, 15日, 金曜) is refused."""
    return _parse(text, lambda written: _read_written(written, text, today, direction, year_starts_on))


def fiscal_year_of(day: date) -> int:
    """The Japanese fiscal year of `day`, which begins on 1 April: 2026-03-31 is in 2025."""
    return day.year if day.month >= 4 else day.year - 1


def _parse(text: str, read: Callable[[str], date | None]) -> date:
    try:
        written = _one_form(text) if len(text) <= _LONGEST_TEXT else None
        day = None if written is None else read(written)
    except ValueError:
        raise Refused("error.date_impossible", field="date", text=text) from None
    except OverflowError:
        raise outside_years(text) from None
    if day is None:
        raise Refused("error.date_unreadable", field="date", text=text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise outside_years(text)
    return day


def _one_form(text: str) -> str | None:
    """The text without what people write in different ways; None where closing it up would join two numbers."""
    written = unicodedata.normalize("NFKC", text).translate(_SIGNS).lower()
    # "1 5" closed up would read as the fifteenth.
    if _SPACE_BETWEEN_DIGITS.search(written):
        return None
    written = _WEEKDAY_IN_BRACKETS.sub("", "".join(written.split()))
    return _KANJI_NUMBER.sub(lambda found: with_digits(found[0]), written)


def _read_written(
    written: str, text: str, today: date, direction: Direction, year_starts_on: date | None
) -> date | None:
    return (
        _read_with_year(written)
        or _read_with_era(written, text)
        or _read_in_one_way(written, text, today, year_starts_on)
        or _read_without_year(written, today, direction, year_starts_on)
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
    year = 1 if match[2] == "元" else int(match[2])
    month, day = _numbers(match)[-2:]
    return day_of_era(match[1], year, month, day, text=text)


def _read_in_one_way(written: str, text: str, today: date, year_starts_on: date | None) -> date | None:
    """A day whose parts can stand in several orders, where one of the readings is the only one that is likely."""
    if match := _SHORT_YEAR.fullmatch(written):
        readings = list(_of_short_year(*_numbers(match)))
    elif match := _YEAR_LAST.fullmatch(written):
        first, second, year = _numbers(match)
        readings = [*_as_day(year, first, second), *_as_day(year, second, first)]
    else:
        return None
    possible = sorted(set(readings))
    if year_starts_on is None:
        likely = [day for day in possible if not is_far_off(day, today)]
    else:
        likely = [day for day in possible if not is_of_another_year(day, year_starts_on)]
    found = likely or possible
    if not found:
        raise ValueError
    if len(found) > 1:
        raise Refused("error.date_several", field="date", text=text, day=found[0], other=found[1])
    return found[0]


def _of_short_year(first: int, second: int, third: int) -> Iterator[date]:
    """25/9/1 as a year of this century, 7.12.1 as one of the era, 12/31/25 as Americans write."""
    yield from _as_day(_THIS_CENTURY + first, second, third)
    with suppress(Refused, ValueError):
        yield day_of_era(_ERA_OF_TODAY, first, second, third, text="")
    yield from _as_day(_THIS_CENTURY + third, first, second)


def _as_day(year: int, month: int, day: int) -> Iterator[date]:
    with suppress(ValueError):
        yield date(year, month, day)


def _read_without_year(
    written: str, today: date, direction: Direction, year_starts_on: date | None
) -> date | None:
    match = _WITHOUT_YEAR.fullmatch(written)
    if match is None:
        return None
    month, day = _numbers(match)
    found = nearest_year(lambda year: date(year, month, day), today, direction, year_starts_on)
    looks_either_way = direction is Direction.EITHER
    if found is None or (looks_either_way and abs(found - today).days > _FARTHEST_WITHOUT_YEAR):
        raise ValueError
    return found


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(part) for part in match.groups() if part and part.isdigit()]
