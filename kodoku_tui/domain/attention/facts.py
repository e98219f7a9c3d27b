"""What is known of a group that its terms ask for. What the register lacks as yet gets a field here when it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DutyFact:
    """A hand-in, contract or audit that is not settled, as law 3 judges it today.

    `counts_on` is the day that counts for whoever holds it, `late_after` the last day in time.
    """

    id: int
    key: str
    title: str
    title_en: str
    kind: str
    state: str
    standing: str
    turn: str | None
    act: str | None
    counts_on: date
    late_after: date | None
    turn_since: date | None


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """An open promise with a day. `turn` says who made it."""

    id: int
    title: str
    turn: str
    due_on: date


@dataclass(frozen=True, slots=True)
class ConditionFact:
    """How a group seemed in a check-in."""

    checkin_id: int
    held_on: date
    condition: str


@dataclass(frozen=True, slots=True)
class IssueFact:
    """An open severe issue."""

    id: int
    title: str
    opened_on: date
    has_remedy: bool


@dataclass(frozen=True, slots=True)
class AttendingFact:
    """The group at a session that was its duty, up to today, as law 3 judges it: what is to be done, and until when.

    `followup_id` is the follow-up that was promised and is still open.
    """

    session_id: int
    key: str
    title: str
    title_en: str
    held_on: date
    mark: str
    act: str | None = None
    late_after: date | None = None
    followup_id: int | None = None

    def is_late(self, today: date) -> bool:
        """Whether what is to be done should have been done by now."""
        return self.act is not None and self.late_after is not None and today > self.late_after


@dataclass(frozen=True, slots=True)
class SpendingFact:
    """Whole yen: the budget, and what is known to have been spent; None where nothing was recorded."""

    budget: int
    spent: int | None


@dataclass(frozen=True, slots=True)
class CadenceFact:
    """The check-ins of a group against its cadence."""

    is_overdue: bool
    maximum_on: date
    days_since: int | None


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """One active group as of `today`. `checkins` are the last two, newest first; `attending` is by day."""

    group_id: int
    today: date
    starts_on: date
    work_ends_on: date
    duties: tuple[DutyFact, ...] = ()
    promises: tuple[PromiseFact, ...] = ()
    checkins: tuple[ConditionFact, ...] = ()
    issues: tuple[IssueFact, ...] = ()
    attending: tuple[AttendingFact, ...] = ()
    cadence: CadenceFact | None = None
    spending: SpendingFact | None = None
    first_training_on: date | None = None
    has_government_gap: bool = True
    is_first_time: bool = False
