"""What a move or an extension of one milestone comes to before it is written, and writing it.

One act may make one of them or, in bulk, many: both plan and write through here.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from kodoku_tui.domain.days.closed_days import is_closed
from kodoku_tui.domain.duties.judgement import again_by as usual_again_by
from kodoku_tui.domain.duties.milestones import (
    MOVES_WITH_A_REASON,
    NEVER_WAIVED,
    MilestoneKind,
    MilestoneState,
    Move,
    after_move,
    effective_due,
    shown_state,
)
from kodoku_tui.domain.duties.turns import turn_since_after
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.plan.changes import follow_contract
from kodoku_tui.services.duties.rounds import write_comment, write_round
from kodoku_tui.services.register.finding import active_group_of, check_after_contract, group_of, group_on
from kodoku_tui.store.queries import row, rows
from kodoku_tui.store.unit import Unit


@dataclass(frozen=True, slots=True)
class PlannedMove:
    """A move that may be made: of which group and milestone, on which day, to which state.

    `again_by` is the day by which a return is to be handed in again (再提出期限), None for every other move.
    """

    group: sqlite3.Row
    milestone: sqlite3.Row
    move: Move
    on: date
    state: MilestoneState
    again_by: date | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """Who asked for another day, who approved it, and the day of the ministry's consent; nothing where nobody said."""

    asked_by: str = ""
    approved_by: str = ""
    consent_on: date | None = None


NO_CONSENT = Consent()


@dataclass(frozen=True, slots=True)
class PlannedExtension:
    """An extension that may be recorded: to which day, and the due date (`due`) that it leads to from the one before.

    `is_past_work`: it goes past the end of the work.
    """

    group: sqlite3.Row
    milestone: sqlite3.Row
    to: date
    due: date
    before: date
    consent: Consent = NO_CONSENT
    is_past_work: bool = False

    @property
    def lacks_consent(self) -> bool:
        """Whether it goes past the end of the work, and the ministry has not agreed yet."""
        return self.is_past_work and self.consent.consent_on is None

    @property
    def is_correction(self) -> bool:
        """Whether it leads to an earlier day than the extension before it."""
        return self.due < self.before


class ExtensionDoubted(Refused):
    """An extension past the end of the work that is asked about; the same is recorded where somebody insists."""

    def __init__(self, doubts: tuple[Said, ...]) -> None:
        super().__init__("error.extension_doubts", field="to", doubts=doubts)


def closed_days(*days: date) -> tuple[Said, ...]:
    """What one should know of due days: those on which offices are closed, each once."""
    return tuple(Said("warning.closed_day", day=day) for day in sorted(set(days)) if is_closed(day))


def milestone_of(desk: Desk, group_id: int, key: str) -> sqlite3.Row:
    """The milestone of a group as of today; raises `Refused` naming the keys there are."""
    found = row(desk.connection, "duties/milestone", group_id=group_id, key=key)
    if found is None:
        plans = rows(desk.connection, "duties/plan", programme_id=desk.programme["id"])
        keys = ", ".join(plan["key"] for plan in plans)
        raise Refused("error.no_such_milestone", field="key", key=key, keys=keys)
    return found


def comment_for(move: Move, comment: str) -> str:
    """What is said with a move, cleaned; raises `Refused` where a return or waiver says nothing."""
    comment = clean_text(comment, multiline=True).text.strip()
    if not comment and move in MOVES_WITH_A_REASON:
        raise Refused("error.reason_empty", field="comment")
    return comment


def plan_move(
    desk: Desk, number: int, key: str, move: Move, *, on: date, again_by: date | None = None
) -> PlannedMove:
    """The move as it would be made now, with nothing written; raises `Refused` as `move_milestone` does."""
    group, milestone = group_and_duty(desk, number, key, on)
    if move is Move.WAIVE and key in NEVER_WAIVED:
        raise Refused(
            "error.never_waived", field="move", title=milestone["title"], title_en=milestone["title_en"]
        )
    may_be_set = (Move.WAIVE, Move.NOT_APPLICABLE, Move.REOPEN)
    if milestone["kind"] == MilestoneKind.SESSION and move not in may_be_set:
        raise Refused(
            "error.session_by_attendance",
            field="move",
            title=milestone["title"],
            title_en=milestone["title_en"],
        )
    newest = row(desk.connection, "duties/newest_round", milestone_id=milestone["id"])
    state = after_move(
        milestone["state"],
        move,
        kind=milestone["kind"],
        came_from=newest["came_from"] if newest else MilestoneState.NOT_STARTED,
    )
    if move is Move.REOPEN:
        attended = row(desk.connection, "sessions/duty_attended", milestone_id=milestone["id"])
        if attended is not None and AttendanceMark(attended["mark"]).fulfils:
            # The duty had been fulfilled by coming: the waiver is taken away, the attendance stands.
            return PlannedMove(
                group,
                milestone,
                move,
                date.fromisoformat(attended["held_on"]),
                MilestoneState.ACCEPTED,
            )
    _check_date(desk, milestone, move, on)
    return PlannedMove(group, milestone, move, on, state, _again_by(move, on, again_by))


def write_move(desk: Desk, unit: Unit, planned: PlannedMove, comment: str, version: int) -> None:
    """Write a planned move: the state, its round, and what was said on the round's thread."""
    milestone, move, state, on = planned.milestone, planned.move, planned.state, planned.on
    newest = row(unit.connection, "duties/newest_round", milestone_id=milestone["id"])
    since = turn_since_after(
        move,
        before=MilestoneState(milestone["state"]),
        after=state,
        on=on,
        since=_day(milestone["turn_since"]),
        handed_in_on=_day(newest["submitted_on"]) if newest else None,
    )
    changes: dict[str, str | None] = {
        "state": state.value,
        "state_on": None if state is MilestoneState.NOT_STARTED else on.isoformat(),
        "turn_since": since.isoformat() if since else None,
    }
    if comment:
        changes["note"] = comment
    unit.update("milestone", milestone["id"], changes, version=version)
    round_id = write_round(unit, milestone, move, state, on, comment, again_by=planned.again_by)
    if comment and round_id is not None:
        write_comment(desk, unit, round_id, comment)
    if milestone["kind"] == MilestoneKind.CONTRACT:
        follow_contract(unit, planned.group["id"])


def reason_for_extension(reason: str) -> str:
    """Why a date is put off, cleaned; raises `Refused` where nothing is said."""
    reason = clean_text(reason).text
    if not reason:
        raise Refused("error.reason_empty", field="reason")
    return reason


def plan_extension(
    desk: Desk,
    number: int,
    key: str,
    *,
    to: date,
    consent: Consent = NO_CONSENT,
    may_correct: bool = False,
) -> PlannedExtension:
    """The extension as it would be recorded now; raises `Refused` as `extend_due` does.

    With `may_correct` it may lead to an earlier day than the extension that stands, not before the planned one.
    """
    group, milestone = group_and_duty(desk, number, key)
    if milestone["is_settled"]:
        raise Refused(
            "error.nothing_to_extend",
            field="key",
            title=milestone["title"],
            title_en=milestone["title_en"],
            state=shown_state(milestone["state"], milestone["kind"]),
        )
    # Put off to a Saturday, with 前営業日, a Friday stays the same Friday.
    due = effective_due(date.fromisoformat(milestone["planned_on"]), to, milestone["holiday_policy"])
    # What was returned counts by the day said with the return.
    before = date.fromisoformat(
        milestone["counts_on" if milestone["state"] == MilestoneState.RETURNED else "due_on"]
    )
    is_agreed_now = consent.consent_on is not None and milestone["consent_asked_on"] is not None
    if due < before or (due == before and not is_agreed_now):
        first = effective_due(date.fromisoformat(milestone["planned_on"]), None, milestone["holiday_policy"])
        is_extended = milestone["due_on"] != first.isoformat()
        if due == before or not (may_correct and is_extended and due >= first):
            raise Refused("error.extension_not_later", field="to", date=due, due=before)
    year_ends_on = date(desk.programme["fiscal_year"] + 1, 3, 31)
    if max(to, due) > year_ends_on:
        raise Refused("error.extension_past_year", field="to", date=max(to, due), end=year_ends_on)
    if consent.consent_on is not None and consent.consent_on > desk.today:
        raise Refused("error.date_in_future", field="consent_on", date=consent.consent_on)
    is_past_work = (
        milestone["kind"] != MilestoneKind.SESSION and to.isoformat() > desk.programme["work_ends_on"]
    )
    return PlannedExtension(
        group,
        milestone,
        to,
        due,
        before,
        Consent(clean_text(consent.asked_by).text, clean_text(consent.approved_by).text, consent.consent_on),
        is_past_work=is_past_work,
    )


def write_extension(desk: Desk, unit: Unit, planned: PlannedExtension, reason: str) -> None:
    """Add the extension to those there are; what was returned has until then to come again."""
    consent = planned.consent
    unit.insert(
        "extension",
        milestone_id=planned.milestone["id"],
        extended_to=planned.to.isoformat(),
        recorded_on=desk.today.isoformat(),
        recorded_by=desk.staff,
        reason=reason,
        asked_by=consent.asked_by,
        approved_by=consent.approved_by,
        consent_on=consent.consent_on.isoformat() if consent.consent_on else None,
    )
    if planned.milestone["state"] == MilestoneState.RETURNED:
        newest = row(unit.connection, "duties/newest_round", milestone_id=planned.milestone["id"])
        if newest is not None:
            unit.update("submission_round", newest["id"], {"again_by": planned.due.isoformat()})


def consent_missing(desk: Desk, *planned: PlannedExtension) -> tuple[Said, ...]:
    """What one should know of extensions past the end of the work to which the ministry has not agreed yet."""
    if not any(one.lacks_consent for one in planned):
        return ()
    return (Said("warning.consent_missing", day=date.fromisoformat(desk.programme["work_ends_on"])),)


def extension_doubts(desk: Desk, *planned: PlannedExtension) -> tuple[Said, ...]:
    """What to ask about before extensions past the end of the work: the ministry has not agreed, or did so late."""
    end = date.fromisoformat(desk.programme["work_ends_on"])
    doubts = []
    if any(one.lacks_consent for one in planned):
        doubts.append(Said("extension.doubt_no_consent", day=end))
    late = {
        one.consent.consent_on
        for one in planned
        if one.is_past_work and one.consent.consent_on is not None and one.consent.consent_on > end
    }
    doubts += [Said("extension.doubt_late_consent", day=end, consent=day) for day in sorted(late)]
    return tuple(doubts)


def group_and_duty(
    desk: Desk, number: int, key: str, on: date | None = None
) -> tuple[sqlite3.Row, sqlite3.Row]:
    """The group and its duty, if anything can be done with it.

    Of a group that left: what it still owes on any day, and otherwise what happened (`on`) up to its leaving; of one
    that completed the latter. Raises `Refused` for all else.
    """
    group = group_of(desk, number)
    milestone = milestone_of(desk, group["id"], key)
    has_left = GroupStatus(group["status"]).has_left
    if not (has_left and milestone["is_owed"]):
        group = active_group_of(desk, number) if on is None else group_on(desk, number, on, field="on")
    return group, milestone


def _again_by(move: Move, on: date, said: date | None) -> date | None:
    """By when a return is to be handed in again; refused where the day is not after the return."""
    if move is not Move.RETURN:
        return None
    if said is not None and said <= on:
        raise Refused("error.again_before_return", field="again_by", date=said, on=on)
    return said or usual_again_by(on)


def _check_date(desk: Desk, milestone: sqlite3.Row, move: Move, on: date) -> None:
    if on > desk.today:
        raise Refused("error.date_in_future", field="on", date=on)
    if milestone["state_on"] is not None and on.isoformat() < milestone["state_on"]:
        raise Refused("error.before_last_step", field="on", date=on, last=milestone["state_on"])
    if move is Move.SUBMIT:
        check_after_contract(desk, milestone["group_id"], on)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
