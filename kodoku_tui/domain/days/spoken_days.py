"""Days as people say them: from today (3日前), by the week (先週金曜), by the month (12月末)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from kodoku_tui.domain.days.direction import Direction, nearest_year

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
    "一昨々日": -3,
    "一昨昨日": -3,
    "さきおととい": -3,
    "明日": 1,
    "あした": 1,
    "あす": 1,
    "tomorrow": 1,
    "明後日": 2,
    "あさって": 2,
    "明々後日": 3,
    "明明後日": 3,
    "しあさって": 3,
    "来週": 7,
    "翌週": 7,
    "再来週": 14,
    "翌々週": 14,
    "先週": -7,
    "先々週": -14,
}
# How many weeks or months are between this one and the one that is said.
_FROM_THIS = {"先々": -2, "先": -1, "前": -1, "今": 0, "この": 0, "来": 1, "翌": 1, "再来": 2, "翌々": 2}
_NEXT_TIME = {"次", "今度"}
_LAST_TIME = {"前", "この前", "こないだ"}
_WEEKDAYS = "月火水木金土日"
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENGLISH_WEEKS = {"last": -1, "this": 0, "next": 1}

_WHICH = "|".join(sorted(_FROM_THIS, key=len, reverse=True))
_TIME_OF_IT = "|".join(sorted(_NEXT_TIME | _LAST_TIME, key=len, reverse=True))
_WEEKDAY = re.compile(rf"(?:({_WHICH})週の?|({_TIME_OF_IT})の?)?([月火水木金土日])(?:曜日?)?")
_ENGLISH_WEEKDAY = re.compile(
    r"(last|this|next)?(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?"
)
_OFFSET = re.compile(r"([+-][0-9]{1,4})(d|日|w|週間?)?")
_AGO = re.compile(r"([0-9]{1,4})(日|週間?|[かヶヵカケ箇個]月間?)(前|まえ|後|あと|以内)")
_ENGLISH_AGO = re.compile(r"([0-9]{1,4})(day|week|month)s?(ago|later)|in([0-9]{1,4})(day|week|month)s?")
_OF_MONTH = re.compile(rf"({_WHICH})月の?(?:(末日?|中|いっぱい)|(初め|はじめ|頭|初日)|([0-9]{{1,2}})日?)")
_END_OF_MONTH = re.compile(r"(?:([0-9]{1,2})月)?の?(?:月末|末日|末)日?|([0-9]{1,2})月中")
_ENDS_OF_YEARS = {"年末": (12, 31), "年内": (12, 31), "年度末": (3, 31), "年度内": (3, 31)}
_DAY_ONLY = re.compile(r"([0-9]{1,2})日?")

# A day of the month that looks the other way is last month's or next month's; where these are too short, beyond.
_MONTHS_AROUND = range(-2, 3)


def read_spoken(written: str, today: date, direction: Direction, year_starts_on: date | None) -> date | None:
    """The day that is said, as whoever says it on `today` means it; None where no such form is read.

    A weekday alone is the next one after today, where only the past fits the last one (today counts). 月末 is this
    month's, where only the past fits the last one that has come; a bare day number is of this month, or of the nearest
    in which it lies the way of the field. 来週 is this weekday of it, 来月 alone no day. Weeks begin on Monday.

    Raises `ValueError` for a day that no calendar has, `OverflowError` for a year that none has.
    """
    if written in _DAYS_FROM_TODAY:
        return today + timedelta(days=_DAYS_FROM_TODAY[written])
    return (
        _by_counting(written, today)
        or _by_the_week(written, today, direction)
        or _by_the_month(written, today, direction, year_starts_on)
    )


def _by_counting(written: str, today: date) -> date | None:
    if match := _OFFSET.fullmatch(written):
        days_each = 7 if match[2] and match[2][0] in "w週" else 1
        return today + timedelta(days=int(match[1]) * days_each)
    if match := _AGO.fullmatch(written):
        return _counted(today, int(match[1]), match[2][0], is_back=match[3] in ("前", "まえ"))
    if match := _ENGLISH_AGO.fullmatch(written):
        count, unit = match[1] or match[4], match[2] or match[5]
        return _counted(today, int(count), unit[0], is_back=match[3] == "ago")
    return None


def _counted(today: date, count: int, unit: str, *, is_back: bool) -> date:
    count = -count if is_back else count
    if unit in "日d":
        return today + timedelta(days=count)
    if unit in "週w":
        return today + timedelta(days=7 * count)
    year, month = _month_at(today, count)
    return date(year, month, min(today.day, _days_of(year, month)))


def _by_the_week(written: str, today: date, direction: Direction) -> date | None:
    if match := _WEEKDAY.fullmatch(written):
        wanted, weeks = _WEEKDAYS.index(match[3]), _FROM_THIS.get(match[1])
        if match[2]:
            # 次の金曜 and この前の金曜 say which way they look; today is neither.
            direction = Direction.PAST if match[2] in _LAST_TIME else Direction.FUTURE
            today = today - timedelta(days=1) if match[2] in _LAST_TIME else today
    elif match := _ENGLISH_WEEKDAY.fullmatch(written):
        wanted, weeks = _ENGLISH_WEEKDAYS.index(match[2]), _ENGLISH_WEEKS.get(match[1])
    else:
        return None
    if weeks is not None:
        return today + timedelta(days=7 * weeks + wanted - today.weekday())
    if direction is Direction.PAST:
        return today - timedelta(days=(today.weekday() - wanted) % 7)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _by_the_month(
    written: str, today: date, direction: Direction, year_starts_on: date | None
) -> date | None:
    if match := _OF_MONTH.fullmatch(written):
        year, month = _month_at(today, _FROM_THIS[match[1]])
        last = _days_of(year, month)
        if match[2]:
            return date(year, month, last)
        if match[3]:
            return date(year, month, 1)
        return date(year, month, int(match[4]))
    if written in _ENDS_OF_YEARS:
        month, day = _ENDS_OF_YEARS[written]
        return nearest_year(lambda year: date(year, month, day), today, direction, year_starts_on)
    if match := _END_OF_MONTH.fullmatch(written):
        if named := match[1] or match[2]:
            month = int(named)
            # A month that no year has must be told, not passed over.
            _days_of(today.year, month)
            return nearest_year(
                lambda year: date(year, month, _days_of(year, month)), today, direction, year_starts_on
            )
        way = Direction.PAST if direction is Direction.PAST else Direction.FUTURE
        return way.nearest(_in_months_around(today, None), today)
    if match := _DAY_ONLY.fullmatch(written):
        day = int(match[1])
        if direction not in (Direction.PAST, Direction.FUTURE):
            return today.replace(day=day)
        found = direction.nearest(_in_months_around(today, day), today)
        if found is None:
            raise ValueError
        return found
    return None


def _in_months_around(today: date, day: int | None) -> Iterator[date]:
    """This day of the months around, or their last one."""
    for step in _MONTHS_AROUND:
        year, month = _month_at(today, step)
        last = _days_of(year, month)
        if day is None or 1 <= day <= last:
            yield date(year, month, day or last)


def _month_at(today: date, step: int) -> tuple[int, int]:
    months = today.year * 12 + today.month - 1 + step
    return months // 12, months % 12 + 1


def _days_of(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return calendar.monthrange(year, month)[1]
