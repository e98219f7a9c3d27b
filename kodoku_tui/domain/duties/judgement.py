"""Whose move it is (手番), what is to be done, from which day, and after which day it is late: law 3 as one table.

Nothing here depends on today: `judged` says what holds on any day, `standing_on` and `turn_on` compare days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from kodoku_tui.domain.days.closed_days import business_day_after
from kodoku_tui.domain.duties.milestones import MilestoneKind, MilestoneState, Standing, Turn
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import AttendanceMark

JUDGEMENT_VERSION = 4
"""Rises with every change of what this module says of the same facts: what files keep of it is then worked out anew."""

OPENS_DAYS = 30
"""So many days before its due date a hand-in becomes the group's move, unless the programme says otherwise."""

AGAIN_DAYS = 7
"""So many working days after a return it is to be handed in again (再提出期限), unless another day is said."""

RECORDING_DAYS = 3
"""So many working days after a session its attendance is to be recorded, unless the programme says otherwise."""

FOLLOWUP_DAYS = 7
"""So many working days after a session an absence is to be followed up, unless the programme says otherwise."""

AUDIT_DAYS = 10
"""So many working days an audit may take once what it rests on is in, unless the plan says otherwise."""


class Act(StrEnum):
    """What is to be done next for a duty."""

    SEND = "send"
    SEND_BACK = "send_back"
    CONCLUDE = "conclude"
    HAND_IN = "hand_in"
    HAND_IN_AGAIN = "hand_in_again"
    REVIEW = "review"
    ATTENDANCE = "attendance"
    FOLLOWUP = "followup"
    AUDIT = "audit"
    CORRECT = "correct"
    CONSENT = "consent"


class FollowUps(StrEnum):
    """What has become of the promises that follow an absence."""

    NONE = "none"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """What the file says of one duty of one group. What a kind does not have stays as it is here.

    `due_on` is the effective due date (law 2), for a session the day on which the group is to come; of one whose day is
    not fixed yet (`is_day_open`) it stands for its month, and nothing follows from it. `since` is the
    day from which the stored state has been held by whom holds it. `again_on` is the 再提出期限 said with a return,
    `consent_asked_on` the day of an extension that still lacks the ministry's consent. `rests_on` names the duty that
    has to be in first; `rest_state` and `rest_in_on` are its state and the day of its newest hand-in. `was_contracted`
    is asked of a group that left: whether its contract was concluded; `is_settlement` says whether the duty is one that
    such a contract leaves behind (`SETTLEMENT`).
    """

    kind: MilestoneKind
    state: MilestoneState
    due_on: date
    group_status: GroupStatus = GroupStatus.ACTIVE
    is_internal: bool = False
    programme_starts_on: date | None = None
    opens_days: int = OPENS_DAYS
    review_days: int = 7
    recording_days: int = RECORDING_DAYS
    followup_days: int = FOLLOWUP_DAYS
    since: date | None = None
    again_on: date | None = None
    consent_asked_on: date | None = None
    mark: AttendanceMark = AttendanceMark.UNKNOWN
    is_day_open: bool = False
    followups: FollowUps = FollowUps.NONE
    followup_due_on: date | None = None
    rests_on: str = ""
    rest_state: MilestoneState | None = None
    rest_in_on: date | None = None
    was_contracted: bool = False
    is_settlement: bool = False

    @property
    def ended_by_leaving(self) -> bool:
        """Whether the group left (辞退, 中止) and owes this no more: after its contract all but the settlement."""
        return self.group_status.has_left and not (self.was_contracted and self.is_settlement)

    @property
    def waits(self) -> bool:
        """Whether what it rests on is still to come, or was returned."""
        return bool(self.rests_on) and self.rest_state in _NOT_IN


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whose move a duty is and what follows from that. Before `opens_on` it is nobody's; after `late_after` it is late.

    `due_on` is the day that counts for whoever holds it. `ends_as` is how it stands for good, None while anything is to
    be done. `since` is the day from which the move is counted, `waits_for` the keys of duties that have to come first.
    """

    holder: Turn | None = None
    act: Act | None = None
    opens_on: date | None = None
    due_on: date | None = None
    late_after: date | None = None
    since: date | None = None
    waits_for: tuple[str, ...] = ()
    ends_as: Standing | None = None

    @property
    def is_settled(self) -> bool:
        """Whether nobody has anything to do for it any more."""
        return self.ends_as is not None


class Case(StrEnum):
    """What tells two lines of the table apart that are of one kind and state."""

    ANY = "in any case"
    LEFT = "the group left, and had no contract or this is no part of its settlement"
    CONSENT = "its extension waits for the ministry's consent"
    WAITS = "what it rests on is not in, or was returned"
    INTERNAL = "a check of our own"
    DAY_OPEN = "its day is not fixed yet"
    UNKNOWN = "attendance is not recorded"
    MISSED = "absent, and no follow-up is done"
    FOLLOWED_UP = "absent, and followed up"


class Day(StrEnum):
    """A day of the table."""

    NONE = "no day"
    PROGRAMME_STARTS = "the day on which the programme starts"
    OPENS = "the programme's days (30) before its due date"
    SINCE = "the day from which it has been held"
    DUE = "its due date; for a session its day"
    AGAIN = "the day said with the return, else 7 working days after it"
    REVIEWED = "the review days after the hand-in"
    RECORDED = "the programme's working days (3) after the session"
    FOLLOWED_UP = "the follow-up's own day, else the programme's working days (7) after the session"
    RESTED = "the day on which what it rests on came in, else the days before its due date"
    AUDITED = "the later of its due date and the review days (working days) after it became ours"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of law 3: of which kind, state and case, whose move it is to do what, from when, and when it is late."""

    kind: MilestoneKind
    states: tuple[MilestoneState, ...]
    case: Case
    holder: Turn | None
    act: Act | None
    opens: Day
    due: Day
    late: Day
    ends_as: Standing | None = None


_CONTRACT, _SESSION = MilestoneKind.CONTRACT, MilestoneKind.SESSION
_HAND_IN, _AUDIT = MilestoneKind.DELIVERABLE, MilestoneKind.AUDIT
_NOT_STARTED, _SENT, _RETURNED = MilestoneState.NOT_STARTED, MilestoneState.SENT, MilestoneState.RETURNED
_NOT_IN = (_NOT_STARTED, _SENT, _RETURNED)
_WITH_US = (MilestoneState.SUBMITTED, MilestoneState.IN_REVIEW)
_GROUP, _OURS, _MINISTRY = Turn.GROUP, Turn.SECRETARIAT, Turn.MINISTRY
_DONE, _NOBODYS = Standing.DONE, Standing.NONE
_EVERY = tuple(MilestoneState)

# Law 3, line by line; of the lines that fit the first holds. What is accepted is done, what was waived or does not
# apply is nobody's, in every kind. A group that left before its contract owes nothing; one that left after it
# (契約解除) still hands in its reports and is audited, by the lines that hold for all.
TABLE: tuple[Line, ...] = (
    # kind, states, case, whose move, to do what, from which day, by which day, late after which day
    Line(_CONTRACT, _EVERY, Case.LEFT, None, None, Day.NONE, Day.NONE, Day.NONE, _NOBODYS),
    Line(_SESSION, _EVERY, Case.LEFT, None, None, Day.NONE, Day.NONE, Day.NONE, _NOBODYS),
    Line(_HAND_IN, _EVERY, Case.LEFT, None, None, Day.NONE, Day.NONE, Day.NONE, _NOBODYS),
    Line(_AUDIT, _EVERY, Case.LEFT, None, None, Day.NONE, Day.NONE, Day.NONE, _NOBODYS),
    Line(_CONTRACT, _NOT_IN, Case.CONSENT, _MINISTRY, Act.CONSENT, Day.NONE, Day.DUE, Day.NONE),
    Line(_CONTRACT, (_NOT_STARTED,), Case.ANY, _OURS, Act.SEND, Day.PROGRAMME_STARTS, Day.DUE, Day.DUE),
    Line(_CONTRACT, (_SENT,), Case.ANY, _GROUP, Act.SEND_BACK, Day.SINCE, Day.DUE, Day.DUE),
    Line(_CONTRACT, _WITH_US, Case.ANY, _OURS, Act.CONCLUDE, Day.SINCE, Day.DUE, Day.DUE),
    Line(_CONTRACT, (_RETURNED,), Case.ANY, _GROUP, Act.HAND_IN_AGAIN, Day.SINCE, Day.AGAIN, Day.AGAIN),
    Line(_HAND_IN, _NOT_IN, Case.CONSENT, _MINISTRY, Act.CONSENT, Day.NONE, Day.DUE, Day.NONE),
    Line(_HAND_IN, (_NOT_STARTED,), Case.WAITS, None, Act.HAND_IN, Day.NONE, Day.DUE, Day.NONE),
    Line(_HAND_IN, (_NOT_STARTED,), Case.INTERNAL, _GROUP, Act.HAND_IN, Day.OPENS, Day.DUE, Day.NONE),
    Line(_HAND_IN, (_NOT_STARTED,), Case.ANY, _GROUP, Act.HAND_IN, Day.OPENS, Day.DUE, Day.DUE),
    Line(_HAND_IN, _WITH_US, Case.ANY, _OURS, Act.REVIEW, Day.SINCE, Day.REVIEWED, Day.REVIEWED),
    Line(_HAND_IN, (_RETURNED,), Case.INTERNAL, _GROUP, Act.HAND_IN_AGAIN, Day.SINCE, Day.AGAIN, Day.NONE),
    Line(_HAND_IN, (_RETURNED,), Case.ANY, _GROUP, Act.HAND_IN_AGAIN, Day.SINCE, Day.AGAIN, Day.AGAIN),
    Line(_SESSION, (_NOT_STARTED,), Case.DAY_OPEN, None, None, Day.NONE, Day.NONE, Day.NONE),
    Line(_SESSION, (_NOT_STARTED,), Case.UNKNOWN, _OURS, Act.ATTENDANCE, Day.DUE, Day.DUE, Day.RECORDED),
    Line(
        _SESSION, (_NOT_STARTED,), Case.MISSED, _OURS, Act.FOLLOWUP, Day.DUE, Day.FOLLOWED_UP, Day.FOLLOWED_UP
    ),
    Line(_SESSION, (_NOT_STARTED,), Case.FOLLOWED_UP, None, None, Day.NONE, Day.NONE, Day.NONE, _DONE),
    Line(_AUDIT, _NOT_IN, Case.CONSENT, _MINISTRY, Act.CONSENT, Day.NONE, Day.DUE, Day.NONE),
    Line(_AUDIT, (_NOT_STARTED, *_WITH_US), Case.WAITS, None, Act.AUDIT, Day.NONE, Day.DUE, Day.NONE),
    Line(_AUDIT, (_NOT_STARTED, *_WITH_US), Case.INTERNAL, _OURS, Act.AUDIT, Day.RESTED, Day.DUE, Day.NONE),
    Line(_AUDIT, (_NOT_STARTED, *_WITH_US), Case.ANY, _OURS, Act.AUDIT, Day.RESTED, Day.AUDITED, Day.AUDITED),
    Line(_AUDIT, (_RETURNED,), Case.INTERNAL, _GROUP, Act.CORRECT, Day.SINCE, Day.AGAIN, Day.NONE),
    Line(_AUDIT, (_RETURNED,), Case.ANY, _GROUP, Act.CORRECT, Day.SINCE, Day.AGAIN, Day.AGAIN),
)


def judged(facts: DutyFacts) -> Judgement:
    """Whose move a duty is, from when, and after which day it is late (law 3)."""
    if facts.ended_by_leaving:
        return Judgement(ends_as=line_of(facts).ends_as)
    if facts.state is MilestoneState.ACCEPTED:
        return Judgement(ends_as=Standing.DONE)
    is_over = facts.group_status is GroupStatus.COMPLETED
    if facts.state in (MilestoneState.WAIVED, MilestoneState.NOT_APPLICABLE):
        return Judgement(ends_as=Standing.NONE)
    line = line_of(facts)
    if line.ends_as is not None or is_over:
        return Judgement(ends_as=line.ends_as or Standing.NONE)
    opens_on = _DAYS[line.opens](facts)
    return Judgement(
        holder=line.holder,
        act=line.act,
        opens_on=opens_on,
        due_on=_DAYS[line.due](facts),
        late_after=_DAYS[line.late](facts),
        since=facts.consent_asked_on if line.act is Act.CONSENT else opens_on,
        waits_for=(facts.rests_on,) if line.case is Case.WAITS else (),
    )


def line_of(facts: DutyFacts) -> Line:
    """The line of the table that holds for an open duty. A state that its kind never has is read as 未着手."""
    for line in TABLE:
        if line.kind is facts.kind and facts.state in line.states and _CASES[line.case](facts):
            return line
    return line_of(replace(facts, state=_NOT_STARTED))


def turn_on(judgement: Judgement, today: date) -> Turn | None:
    """Whose move it is on `today`: nobody's before it opens."""
    is_open = judgement.opens_on is None or today >= judgement.opens_on
    return judgement.holder if is_open else None


def standing_on(judgement: Judgement, today: date, soon_days: int) -> Standing:
    """How a duty stands on `today`. The day after which it is late is itself never late.

    `soon_days` counts from today and includes the last day.
    """
    if judgement.ends_as is not None:
        return judgement.ends_as
    if judgement.waits_for:
        return Standing.WAITS_FOR
    turn = turn_on(judgement, today)
    if turn is Turn.MINISTRY:
        return Standing.MINISTRY
    is_late = judgement.late_after is not None and today > judgement.late_after
    if turn is Turn.SECRETARIAT:
        if not is_late:
            return Standing.WAITING
        return Standing.REVIEW_LATE if judgement.act is Act.REVIEW else Standing.OURS_LATE
    if turn is Turn.GROUP and is_late:
        return Standing.OVERDUE
    is_soon = judgement.due_on is not None and (judgement.due_on - today).days <= soon_days
    return Standing.DUE_SOON if is_soon else Standing.OPEN


def again_by(returned_on: date) -> date:
    """By when something is to be handed in again that was returned on this day, unless another day is said."""
    return working_days_after(returned_on, AGAIN_DAYS)


def followup_by(session_on: date, own_day: date | None, working_days: int) -> date:
    """By when an absence is followed up: the follow-up's own day, else so many working days after the session."""
    return own_day or working_days_after(session_on, working_days)


def working_days_after(day: date, count: int) -> date:
    """The `count`-th open day after `day`; `day` itself for none."""
    for _ in range(count):
        day = business_day_after(day)
    return day


def _audited(facts: DutyFacts) -> date:
    ours_on = _rested(facts)
    return (
        facts.due_on if ours_on is None else max(facts.due_on, working_days_after(ours_on, facts.review_days))
    )


def _rested(facts: DutyFacts) -> date | None:
    """Since when an audit has been ours: since what it rests on was in, or since we said so, whichever came last."""
    if not facts.rests_on or facts.rest_in_on is None:
        return facts.since or (None if facts.state in _WITH_US else _opens(facts))
    return max(facts.since or facts.rest_in_on, facts.rest_in_on)


def _opens(facts: DutyFacts) -> date:
    opens_on = facts.due_on - timedelta(days=facts.opens_days)
    return opens_on if facts.rest_in_on is None or not facts.rests_on else max(opens_on, facts.rest_in_on)


def _again(facts: DutyFacts) -> date:
    if facts.again_on is not None:
        return facts.again_on
    return facts.due_on if facts.since is None else again_by(facts.since)


_CASES: Mapping[Case, Callable[[DutyFacts], bool]] = MappingProxyType(
    {
        Case.ANY: lambda _: True,
        Case.LEFT: lambda facts: facts.ended_by_leaving,
        Case.CONSENT: lambda facts: facts.consent_asked_on is not None,
        Case.WAITS: lambda facts: facts.waits,
        Case.INTERNAL: lambda facts: facts.is_internal,
        Case.DAY_OPEN: lambda facts: facts.is_day_open and facts.mark is AttendanceMark.UNKNOWN,
        Case.UNKNOWN: lambda facts: facts.mark is AttendanceMark.UNKNOWN,
        Case.MISSED: lambda facts: facts.followups is not FollowUps.DONE,
        Case.FOLLOWED_UP: lambda _: True,
    }
)

_DAYS: Mapping[Day, Callable[[DutyFacts], date | None]] = MappingProxyType(
    {
        Day.NONE: lambda _: None,
        Day.PROGRAMME_STARTS: lambda facts: facts.programme_starts_on,
        Day.OPENS: _opens,
        Day.SINCE: lambda facts: facts.since,
        Day.DUE: lambda facts: facts.due_on,
        Day.AGAIN: _again,
        Day.REVIEWED: lambda facts: (
            None if facts.since is None else facts.since + timedelta(days=facts.review_days)
        ),
        Day.RECORDED: lambda facts: working_days_after(facts.due_on, facts.recording_days),
        Day.FOLLOWED_UP: lambda facts: followup_by(facts.due_on, facts.followup_due_on, facts.followup_days),
        Day.RESTED: _rested,
        Day.AUDITED: _audited,
    }
)
