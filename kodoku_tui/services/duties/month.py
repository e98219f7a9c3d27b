"""The calendar of due dates: what falls due on each day, and which sessions are held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from kodoku_tui.domain.days.closed_days import holiday_name, is_closed
from kodoku_tui.domain.duties.milestones import LATE, Standing
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.queries import rows

_SETTLED = (Standing.DONE, Standing.NONE)


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing on one day; dates are ISO text. A session (`what` session) has no group and no state."""

    on_day: str
    what: str
    key: str
    title: str
    title_en: str
    kind: str
    state: str | None
    state_on: str | None
    standing: str | None
    mark: str | None
    group_no: int | None
    group_name: str | None
    staff: str | None

    @property
    def is_settled(self) -> bool:
        """Whether nobody has anything to do for it any more."""
        return self.standing in _SETTLED

    @property
    def is_late(self) -> bool:
        """Whether it is late, at the group or with us."""
        return self.standing in LATE


@dataclass(frozen=True, slots=True)
class DayEntry:
    """All that falls due on a day under one title: how many groups, how many of them still open, how many late.

    A session counts as one and is never open: the duties to attend that stand out have an entry of their own.
    """

    what: str
    title: str
    title_en: str
    count: int
    open: int
    late: int


def duties_between(desk: Desk, first: date, last: date) -> list[Duty]:
    """What falls due from `first` to `last`, both included, by day and in the order of the plan."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "duties/month",
            programme_id=desk.programme["id"],
            first_on=first.isoformat(),
            last_on=last.isoformat(),
        )
        return [Duty(**{name: line[name] for name in line.keys() if name != "position"}) for line in found]  # noqa: SIM118


def entries_by_day(duties: Sequence[Duty]) -> dict[date, list[DayEntry]]:
    """The duties counted by day and title, sessions first."""
    days: dict[date, list[DayEntry]] = {}
    for (on_day, _, _), lines in groupby(duties, key=lambda duty: (duty.on_day, duty.what, duty.key)):
        found = list(lines)
        entry = DayEntry(
            what=found[0].what,
            title=found[0].title,
            title_en=found[0].title_en,
            count=len(found),
            open=sum(duty.what == "milestone" and not duty.is_settled for duty in found),
            late=sum(duty.is_late for duty in found),
        )
        days.setdefault(date.fromisoformat(on_day), []).append(entry)
    return days


def closed_days_between(first: date, last: date) -> dict[date, str]:
    """The days on which offices are closed, with the name of the national holiday, empty for any other reason."""
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return {day: holiday_name(day) or "" for day in days if is_closed(day)}
