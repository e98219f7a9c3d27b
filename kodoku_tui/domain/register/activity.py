"""What a group did in a month: how often, for how many people; and how its plan changed on the way."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from kodoku_tui.domain.errors import Refused

COUNTS = ("times", "people", "visits", "newcomers")
"""回数, 実人数, 延べ人数, 新規: in the order of forms and lists."""

_MONTH = re.compile(r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*月?")


def parse_month(text: str, *, today: date, year_starts_on: date) -> str:
    """The month meant, as 2025-11: 2025-11, 2025年11月, 11月, 先月, 今月. Without a year one of the programme's year.

    Raises `Refused` (`error.not_a_month`) for anything else.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    if written in ("今月", "this month"):
        return month_of(today)
    if written in ("先月", "last month"):
        return month_before(today)
    match = _MONTH.fullmatch(written)
    if match is None or not 1 <= int(match[2]) <= 12:
        raise Refused("error.not_a_month", field="month", value=text)
    month = int(match[2])
    if match[1] is not None:
        return f"{int(match[1]):04}-{month:02}"
    year = year_starts_on.year + (month < year_starts_on.month)
    return f"{year:04}-{month:02}"


def month_of(day: date) -> str:
    """The month in which a day lies."""
    return day.isoformat()[:7]


def month_before(day: date) -> str:
    """The month before the one in which a day lies: of it one writes down what came."""
    return month_of(date.fromordinal(day.replace(day=1).toordinal() - 1))


def check_counts(*, people: int | None, visits: int | None, newcomers: int | None) -> None:
    """Raise `Refused` where fewer came in all than different people, or more came newly than came."""
    if people is not None and visits is not None and visits < people:
        raise Refused("error.visits_below_people", field="visits", people=people, visits=visits)
    if people is not None and newcomers is not None and newcomers > people:
        raise Refused("error.newcomers_above_people", field="newcomers", people=people, newcomers=newcomers)
