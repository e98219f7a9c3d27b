"""What a group did in a month: how often, for how many people; and how its plan changed on the way."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from kodoku_tui.domain.entry import Entry, Line, Text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.lengths import check_length
from kodoku_tui.domain.words import ChangeKind, Stage

COUNTS = ("times", "people", "visits", "newcomers")
"""回数, 実人数, 延べ人数, 新規: in the order of forms and lists."""

_MOST = 1_000_000
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


class ActivityEntry(Entry):
    """The numbers of one month of one group, planned or actual. What is None stays as it was."""

    group_no: int
    month: str
    stage: Stage = Stage.ACTUAL
    times: int | None = None
    people: int | None = None
    visits: int | None = None
    newcomers: int | None = None

    def check(self, today: date) -> None:
        """Raise `Refused` without any number, for one that can be none, and for what came of a month to come."""
        given = self.counts()
        if not given:
            raise Refused("error.no_numbers", field=COUNTS[0])
        for name, count in given.items():
            if not 0 <= count <= _MOST:
                raise Refused("error.number_out_of_range", field=name, value=count, most=_MOST)
        if self.stage is Stage.ACTUAL and self.month > month_of(today):
            raise Refused("error.month_in_future", field="month", month=self.month)

    def counts(self) -> dict[str, int]:
        """The numbers that are handed in, by their names."""
        return {name: count for name in COUNTS if (count := getattr(self, name)) is not None}


def check_counts(*, people: int | None, visits: int | None, newcomers: int | None) -> None:
    """Raise `Refused` where fewer came in all than different people, or more came newly than came."""
    if people is not None and visits is not None and visits < people:
        raise Refused("error.visits_below_people", field="visits", people=people, visits=visits)
    if people is not None and newcomers is not None and newcomers > people:
        raise Refused("error.newcomers_above_people", field="newcomers", people=people, newcomers=newcomers)


class PlanChangeEntry(Entry):
    """One change of a group's plan or one piece of advice from outside: when, what, and of advice from whom."""

    changed_on: date
    kind: ChangeKind = ChangeKind.COURSE
    note: Text
    adviser: Line = ""

    def check(self, today: date) -> None:
        """Raise `Refused` without words, for a day to come, and for a long name."""
        if not self.note.strip():
            raise Refused("error.note_empty", field="note")
        check_length(self.adviser, field="adviser")
        if self.changed_on > today:
            raise Refused("error.date_in_future", field="changed_on", date=self.changed_on)
