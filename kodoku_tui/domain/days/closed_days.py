"""Days on which offices are closed, and what a due date does when it falls on one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class HolidayPolicy(StrEnum):
    """What a due date does when it falls on a closed day."""

    KEEP = "据置"
    BEFORE = "前営業日"
    AFTER = "翌営業日"


@lru_cache(maxsize=8192)
def is_closed(day: date) -> bool:
    """Whether public offices are closed on `day`: Saturday, Sunday, a national holiday or 12/29–1/3.

    行政機関の休日に関する法律 第1条; national holidays as jpholiday knows them, including 振替休日 and
    国民の休日. For years whose equinoxes are not yet proclaimed they are the astronomical forecast.
    """
    return day.weekday() >= _SATURDAY or _is_year_end(day) or _national_holidays()(day)


def business_day_before(day: date) -> date:
    """The last open day strictly before `day`."""
    day -= _ONE_DAY
    while is_closed(day):
        day -= _ONE_DAY
    return day


def business_day_after(day: date) -> date:
    """The first open day strictly after `day`."""
    day += _ONE_DAY
    while is_closed(day):
        day += _ONE_DAY
    return day


def apply_policy(day: date, policy: HolidayPolicy | str) -> date:
    """`day` itself when it is open or the policy is 据置, else the nearest open day that the policy names.

    Raises `ValueError` for a word that is no policy.
    """
    policy = HolidayPolicy(policy)
    if policy is HolidayPolicy.KEEP or not is_closed(day):
        return day
    return business_day_before(day) if policy is HolidayPolicy.BEFORE else business_day_after(day)


def holiday_name(day: date) -> str | None:
    """What the national holiday on `day` is called in Japanese, None when it is none."""
    import jpholiday

    name: str | None = jpholiday.is_holiday_name(day)
    return name


def _is_year_end(day: date) -> bool:
    return (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)


@lru_cache(maxsize=1)
def _national_holidays() -> Callable[[date], bool]:
    # Imported when first asked: the app's first frame must not wait for the calendar of holidays.
    import jpholiday

    return jpholiday.is_holiday
