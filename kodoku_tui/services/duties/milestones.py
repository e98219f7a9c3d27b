"""Moving a group's milestones from state to state, in rounds, and extending their due dates."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from kodoku_tui.domain.days.closed_days import is_closed
from kodoku_tui.domain.duties.milestones import (
    LATE,
    MilestoneKind,
    MilestoneState,
    Move,
    Standing,
    shown_duty,
    shown_state,
)
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.duties.money.passing import checked_to_pass
from kodoku_tui.services.duties.moves import (
    NO_CONSENT,
    Consent,
    closed_days,
    comment_for,
    consent_missing,
    extension_doubts,
    plan_extension,
    plan_move,
    reason_for_extension,
    write_extension,
    write_move,
)
from kodoku_tui.services.register.finding import closing, group_of, said_after_ending
from kodoku_tui.store.queries import rows


@dataclass(frozen=True, slots=True)
class ExtensionEntry:
    """One extension of a due date: to when, recorded when, by whom, why; who asked, who approved, and the ministry."""

    to: str
    on: str
    by: str
    reason: str
    asked_by: str = ""
    approved_by: str = ""
    consent_on: str | None = None


@dataclass(frozen=True, slots=True)
class MilestoneEntry:
    """A milestone of one group as of today; dates are ISO text."""

    id: int
    version: int
    group_no: int
    group: str
    key: str
    title: str
    title_en: str
    kind: str
    planned: str
    due: str
    state: str
    state_on: str | None
    standing: str
    round: int
    turn: str | None
    days_in_turn: int | None
    overdue: bool
    # Law 2: a due date that is left on a closed day (据置) comes with a warning while it is open.
    due_on_closed_day: bool
    note: str
    extensions: tuple[ExtensionEntry, ...]
    # The day that counts for whoever holds it (再提出期限 …), from when it is anybody's move, and the last day in time.
    counts_on: str
    opens_on: str | None
    late_after: str | None
    act: str | None
    waits_for: tuple[str, ...]
    is_settled: bool
    mark: str | None = None
    first_submitted: str | None = None
    # Of a session: `due` only stands for its month, the day is not fixed yet.
    is_day_open: bool = False

    @property
    def word(self) -> str:
        """The state as people read it: a contract is 返送 and 締結済, a duty to attend 出席 or 欠席・フォロー済."""
        return shown_duty(self.state, self.kind, mark=self.mark, standing=self.standing).value

    @property
    def is_late(self) -> bool:
        """Whether it is late, at the group or with us."""
        return self.standing in LATE

    @property
    def was_on_time(self) -> bool | None:
        """Whether its first hand-in came on or before its due date (期限内提出); None before there is one."""
        return None if self.first_submitted is None else self.first_submitted <= self.due

    @property
    def turn_says_something(self) -> bool:
        """Whether it is worth saying whose move it is: not of a duty far off that nobody has begun."""
        is_far_off = self.state == MilestoneState.NOT_STARTED and self.standing == Standing.OPEN
        return self.turn is not None and not is_far_off


def list_milestones(desk: Desk, number: int | None = None) -> list[MilestoneEntry]:
    """The milestones of one group, or of every active one, in the order of the plan."""
    with desk.reading() as connection:
        group_id = None if number is None else group_of(desk, number)["id"]
        found = rows(connection, "duties/milestones", programme_id=desk.programme["id"], group_id=group_id)
        extensions = _extensions(connection)
    return [_entry(milestone, extensions.get(milestone["id"], ())) for milestone in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Outcome):
    """A move, with the state that the milestone is in now."""

    state: MilestoneState


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(Outcome):
    """An extension, with the day that counts from now on."""

    due: date


def move_milestone(
    desk: Desk,
    number: int,
    key: str,
    move: Move,
    *,
    on: date,
    comment: str = "",
    again_by: date | None = None,
    version: int | None = None,
    insists: bool = False,
) -> Moved:
    """Hand in, return, accept … a milestone of a group.

    `again_by` is the day by which a return is to come again, seven working days later where none is said. Raises
    `Refused` when the group is not active, the state does not allow the move, the date lies in the
    future or before the state that stands, or a return has no comment; for a session, whose state follows
    from attendance; `AuditDoubted` for an audit that passes over what is left to check, unless the person `insists`.
    """
    planned = checked_to_pass(
        desk, plan_move(desk, number, key, move, on=on, again_by=again_by), insists=insists
    )
    comment = comment_for(move, comment)
    milestone = planned.milestone
    family = "contract" if milestone["kind"] == MilestoneKind.CONTRACT else "milestone"
    with desk.writing(
        f"unit.{family}.{move.value}",
        number=number,
        name=planned.group["name"],
        title=milestone["title"],
        title_en=milestone["title_en"],
        comment=comment,
        **closing(planned.group, on),
    ) as unit:
        # Without a version of the caller's own, the one that the move was judged by.
        write_move(desk, unit, planned, comment, milestone["version"] if version is None else version)
    saved = Said(
        "saved.milestone",
        group=f"{number} {planned.group['name']}",
        title=milestone["title"],
        title_en=milestone["title_en"],
        state=shown_state(planned.state, milestone["kind"]),
    )
    followed = () if planned.again_by is None else (Said("saved.again_by", day=planned.again_by),)
    if closing(planned.group, on):
        followed = (*followed, *said_after_ending(planned.group))
    return Moved.of(unit, saved, row_id=milestone["id"], state=planned.state, followed=followed)


def preview_extension(
    desk: Desk, number: int, key: str, *, to: date, consent: Consent = NO_CONSENT
) -> tuple[Said, ...]:
    """What to ask about before `extend_due`: a day past the end of the work. Writes nothing; raises as it does."""
    return extension_doubts(desk, plan_extension(desk, number, key, to=to, consent=consent, may_correct=True))


def extend_due(
    desk: Desk, number: int, key: str, *, to: date, reason: str, consent: Consent = NO_CONSENT
) -> Extended:
    """Give a milestone a later due date; the earlier ones stay readable. Also after the date has passed.

    The day that counts from now on is `to`, moved by the milestone's holiday policy. An extension that stands may be
    corrected to an earlier day, not before the planned one, or be given the consent that it lacks. Raises `Refused`
    where the day is otherwise not after the one that counts now or lies past the fiscal year, for a missing reason, or
    a milestone that is no longer open.
    """
    reason = reason_for_extension(reason)
    planned = plan_extension(desk, number, key, to=to, consent=consent, may_correct=True)
    milestone = planned.milestone
    with desk.writing(
        "unit.milestone.correct_extension" if planned.is_correction else "unit.milestone.extend",
        number=number,
        name=planned.group["name"],
        title=milestone["title"],
        title_en=milestone["title_en"],
        to=to,
    ) as unit:
        write_extension(desk, unit, planned, reason)
    saved = Said(
        "saved.extension_corrected" if planned.is_correction else "saved.extension",
        group=f"{number} {planned.group['name']}",
        title=milestone["title"],
        title_en=milestone["title_en"],
        to=planned.due,
    )
    return Extended.of(
        unit,
        saved,
        row_id=milestone["id"],
        due=planned.due,
        warnings=(*closed_days(planned.due), *consent_missing(desk, planned)),
    )


def _extensions(connection: sqlite3.Connection) -> dict[int, tuple[ExtensionEntry, ...]]:
    found: dict[int, tuple[ExtensionEntry, ...]] = {}
    for extension in connection.execute("SELECT * FROM extension ORDER BY moment, uid"):
        entry = ExtensionEntry(
            to=extension["extended_to"],
            on=extension["recorded_on"],
            by=extension["recorded_by"],
            reason=extension["reason"],
            asked_by=extension["asked_by"],
            approved_by=extension["approved_by"],
            consent_on=extension["consent_on"],
        )
        found[extension["milestone_id"]] = (*found.get(extension["milestone_id"], ()), entry)
    return found


def _entry(milestone: sqlite3.Row, extensions: tuple[ExtensionEntry, ...]) -> MilestoneEntry:
    return MilestoneEntry(
        id=milestone["id"],
        version=milestone["version"],
        group_no=milestone["number"],
        group=milestone["group_name"],
        key=milestone["key"],
        title=milestone["title"],
        title_en=milestone["title_en"],
        kind=milestone["kind"],
        planned=milestone["planned_on"],
        due=milestone["due_on"],
        state=milestone["state"],
        state_on=milestone["state_on"],
        standing=milestone["standing"],
        round=milestone["round"] or 0,
        turn=milestone["turn"],
        days_in_turn=milestone["days_in_turn"],
        overdue=milestone["standing"] == Standing.OVERDUE,
        due_on_closed_day=not milestone["is_settled"]
        and not milestone["is_day_open"]
        and is_closed(date.fromisoformat(milestone["due_on"])),
        note=milestone["note"],
        extensions=extensions,
        counts_on=milestone["counts_on"],
        opens_on=milestone["opens_on"],
        late_after=milestone["late_after"],
        act=milestone["act"],
        waits_for=tuple(filter(None, (milestone["waits_for"] or "").split(","))),
        is_settled=bool(milestone["is_settled"]),
        mark=milestone["mark"],
        first_submitted=milestone["first_submitted"],
        is_day_open=bool(milestone["is_day_open"]),
    )
