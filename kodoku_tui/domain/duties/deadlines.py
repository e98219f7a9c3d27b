"""The days of a year that stand in a calendar: what is due from whom, and the sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day: a duty of one group, or a session, which has no group.

    `uid` names the same duty or session in every export; `revision` never falls and rises with every change.
    A duty that is no longer open stays, so that a calendar that took it in earlier learns of it, and so does a session
    whose day is not fixed (any more), which is not open either.
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
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class DeadlineCalendar:
    """The calendar of a programme as of a moment (local time)."""

    programme: str
    is_demonstration: bool
    as_of: datetime
    deadlines: tuple[Deadline, ...]
