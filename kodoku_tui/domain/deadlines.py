"""The days of a year that stand in a calendar: what is due from whom, and the sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day: a duty of one group that is still open, or a session, which has no group.

    `uid` names the same duty or session in every export; `revision` never falls and rises with every change.
    """

    uid: str
    day: date
    title: str
    kind: str
    revision: int
    group_no: int | None = None
    group: str = ""
    state: str = ""
    staff: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineCalendar:
    """The calendar of a programme as of a moment (local time)."""

    programme: str
    is_demonstration: bool
    as_of: datetime
    deadlines: tuple[Deadline, ...]
