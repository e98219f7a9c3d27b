"""What is known of a group that its terms ask for. What the register lacks as yet gets a field here when it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DutyFact:
    """A hand-in, contract or audit that is not settled, as law 3 judges it today.

    `counts_on` is the day that counts for whoever holds it, `late_after` the last day in time; `returns` says how often
    it was sent back.
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
    returns: int = 0


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
class Pace:
    """Whole percent: how much of the budget was spent, and how much of the time has gone."""

    spent: int
    elapsed: int

    def behind(self, least_percent: float) -> float:
        """By how many points less was spent than this share of the time that has gone; below zero is none."""
        return self.elapsed * least_percent / 100 - self.spent


@dataclass(frozen=True, slots=True)
class AttemptFact:
    """A contact that nobody answered."""

    checkin_id: int
    held_on: date


@dataclass(frozen=True, slots=True)
class MonthFact:
    """How often a group planned to do something in a month (2025-11) and did, and how many came newly.

    None is not recorded.
    """

    month: str
    planned: int | None = None
    times: int | None = None
    newcomers: int | None = None


@dataclass(frozen=True, slots=True)
class KnownFact:
    """What people said of a group; None where nobody did. `settlers` is how many there can settle its money."""

    settlers: int | None = None
    own_clerk: bool | None = None
    first_public_money: bool | None = None
    staff_count: int | None = None
    founded_year: int | None = None


@dataclass(frozen=True, slots=True)
class CadenceFact:
    """The check-ins of a group against its cadence."""

    is_overdue: bool
    maximum_on: date
    days_since: int | None


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """One active group as of `today`. `checkins` are the last two, newest first; `attending` is by day.

    `attempts` are those since it was last reached, `contract_on` the day of its contract, `has_vouchers` whether one
    was seen or recorded.
    """

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
    known: KnownFact = KnownFact()
    attempts: tuple[AttemptFact, ...] = ()
    months: tuple[MonthFact, ...] = ()
    contract_on: date | None = None
    has_vouchers: bool = False

    @property
    def pace(self) -> Pace | None:
        """How its spending keeps up with the calendar; None where nobody knows what was spent."""
        spending, whole = self.spending, (self.work_ends_on - self.starts_on).days
        if spending is None or spending.spent is None or spending.budget <= 0 or whole <= 0:
            return None
        elapsed = min(100, max(0, (self.today - self.starts_on).days) * 100 // whole)
        return Pace(spending.spent * 100 // spending.budget, elapsed)
