"""Which way a date looks, and how far off one is asked about (law 11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum

# Beyond so many months a day that somebody types is more likely a slip than meant.
FAR_OFF_MONTHS = 10

# The months after a fiscal year in which it is closed (出納整理期間): to the end of May.
_CLOSED_BY = (5, 31)


class Direction(StrEnum):
    """What a date is of: what happened, what is to come, either; or a day of the plan, which lies in its year."""

    PAST = "past"
    FUTURE = "future"
    EITHER = "either"
    OF_YEAR = "of_year"

    def fits(self, day: date, today: date) -> bool:
        """Whether a day lies this way, as seen on `today`, which lies every way."""
        if self in (Direction.PAST, Direction.FUTURE):
            return day == today or (day < today) is (self is Direction.PAST)
        return True

    def nearest(self, days: Iterable[date], today: date) -> date | None:
        """Of these days the nearest that lies this way; of two that are equally near the coming one."""
        fitting = [day for day in days if self.fits(day, today)]
        return min(fitting, key=lambda day: (abs(day - today), day < today), default=None)


def nearest_year(
    in_year: Callable[[int], date], today: date, direction: Direction, year_starts_on: date | None
) -> date | None:
    """A day that recurs every year (`in_year`, `ValueError` where a year has none), in the year that is meant.

    That is the nearest one this way; of a day `OF_YEAR` the one in the twelve months from `year_starts_on`.
    """
    if direction is not Direction.OF_YEAR or year_starts_on is None:
        return direction.nearest(_in_years(in_year, (today.year - 1, today.year, today.year + 1)), today)
    ends_before = year_starts_on.replace(year=year_starts_on.year + 1)
    found = _in_years(in_year, (year_starts_on.year, year_starts_on.year + 1))
    return next((day for day in found if year_starts_on <= day < ends_before), None)


def _in_years(in_year: Callable[[int], date], years: Iterable[int]) -> Iterator[date]:
    for year in years:
        try:
            yield in_year(year)
        except ValueError:
            continue


def months_off(day: date, today: date) -> int:
    """How many whole months lie between two days, whichever is the earlier."""
    first, last = sorted((day, today))
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def is_far_off(day: date, today: date) -> bool:
    """Whether a day that somebody types is more than ten months away."""
    months = months_off(day, today)
    return months > FAR_OFF_MONTHS or (months == FAR_OFF_MONTHS and day.day != today.day)


def is_slip(day: date, today: date, direction: Direction, year_starts_on: date) -> bool:
    """Whether a day that somebody types is more likely a slip than meant, and asked about.

    That is one more than ten months away; of the days of the plan one that lies outside its year.
    """
    if direction is Direction.OF_YEAR:
        return is_of_another_year(day, year_starts_on)
    return is_far_off(day, today)


def is_of_another_year(day: date, year_starts_on: date) -> bool:
    """Whether a day lies neither in the programme's year nor in the months in which it is closed."""
    return not year_starts_on <= day <= date(year_starts_on.year + 1, *_CLOSED_BY)
