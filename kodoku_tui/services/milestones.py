"""Moving a group's milestones from state to state, in rounds, and extending their due dates."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from kodoku_tui.domain.clean import clean_text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.milestones import MilestoneKind, MilestoneState, Move, Turn, after_move, turn_of
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.plans import follow_contract
from kodoku_tui.services.register import active_group_of, group_of
from kodoku_tui.store.queries import row, rows
from kodoku_tui.store.unit import Unit


@dataclass(frozen=True, slots=True)
class ExtensionEntry:
    """One extension of a due date: to when, recorded when, by whom, why."""

    to: str
    on: str
    by: str
    reason: str


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
    note: str
    extensions: tuple[ExtensionEntry, ...]


def list_milestones(desk: Desk, number: int | None = None) -> list[MilestoneEntry]:
    """The milestones of one group, or of every active one, in the order of the plan."""
    with desk.reading() as connection:
        group_id = None if number is None else group_of(desk, number)["id"]
        found = rows(connection, "milestones", programme_id=desk.programme["id"], group_id=group_id)
        extensions = _extensions(connection)
    return [_entry(milestone, extensions.get(milestone["id"], ())) for milestone in found]


def move_milestone(
    desk: Desk,
    number: int,
    key: str,
    move: Move,
    *,
    on: date,
    comment: str = "",
    version: int | None = None,
) -> MilestoneState:
    """Hand in, return, accept … a milestone of a group; returns the state it is in then.

    Raises `Refused` when the group is not active, the state does not allow the move, the date lies in the
    future or before the state that stands, or a return has no comment; for a session, whose state follows
    from attendance.
    """
    group = active_group_of(desk, number)
    milestone = _milestone(desk, group["id"], key)
    if milestone["kind"] == MilestoneKind.SESSION and move not in (
        Move.WAIVE,
        Move.NOT_APPLICABLE,
        Move.REOPEN,
    ):
        raise Refused(
            "error.session_by_attendance",
            field="move",
            title=milestone["title"],
            title_en=milestone["title_en"],
        )
    state = after_move(milestone["state"], move)
    if (
        move is Move.PULL_BACK
        and state is MilestoneState.NOT_STARTED
        and _was_returned(desk, milestone["id"])
    ):
        # Taking back a hand-in that followed a return leaves the return standing.
        state = MilestoneState.RETURNED
    comment = clean_text(comment, multiline=True).text.strip()
    _check_date(desk, milestone, on)
    if not comment and move in (Move.RETURN, Move.WAIVE, Move.NOT_APPLICABLE):
        raise Refused("error.reason_empty", field="comment")
    with desk.writing(
        f"unit.milestone.{move.value}",
        number=number,
        name=group["name"],
        title=milestone["title"],
        title_en=milestone["title_en"],
    ) as unit:
        # Without a version of the caller's own, the one that the move was judged by.
        _write_state(unit, milestone, state, on, milestone["version"] if version is None else version)
        _write_round(unit, milestone["id"], move, state, on, comment)
        if comment:
            unit.update("milestone", milestone["id"], {"note": comment})
        if milestone["kind"] == MilestoneKind.CONTRACT:
            follow_contract(unit, group["id"])
    return state


def extend_due(desk: Desk, number: int, key: str, *, to: date, reason: str) -> None:
    """Give a milestone a later due date; the earlier ones stay readable. Also after the date has passed.

    Raises `Refused` for a date not after the one that counts now, a missing reason, or a milestone that is
    no longer open.
    """
    group = active_group_of(desk, number)
    milestone = _milestone(desk, group["id"], key)
    reason = clean_text(reason).text
    if not reason:
        raise Refused("error.reason_empty", field="reason")
    if turn_of(milestone["state"]) is None:
        raise Refused(
            "error.nothing_to_extend",
            title=milestone["title"],
            title_en=milestone["title_en"],
            state=milestone["state"],
        )
    if to.isoformat() <= milestone["due_on"]:
        raise Refused("error.extension_not_later", field="to", date=to, due=milestone["due_on"])
    with desk.writing(
        "unit.milestone.extend",
        number=number,
        name=group["name"],
        title=milestone["title"],
        title_en=milestone["title_en"],
        to=to,
    ) as unit:
        unit.insert(
            "extension",
            milestone_id=milestone["id"],
            extended_to=to.isoformat(),
            recorded_on=desk.today.isoformat(),
            recorded_by=desk.staff,
            reason=reason,
        )


def _milestone(desk: Desk, group_id: int, key: str) -> sqlite3.Row:
    found = row(desk.connection, "milestone", group_id=group_id, key=key)
    if found is None:
        plans = rows(desk.connection, "plan", programme_id=desk.programme["id"])
        keys = ", ".join(plan["key"] for plan in plans)
        raise Refused("error.no_such_milestone", field="key", key=key, keys=keys)
    return found


def _check_date(desk: Desk, milestone: sqlite3.Row, on: date) -> None:
    if on > desk.today:
        raise Refused("error.date_in_future", field="on", date=on)
    if milestone["state_on"] is not None and on.isoformat() < milestone["state_on"]:
        raise Refused("error.before_last_step", field="on", date=on, last=milestone["state_on"])


def _was_returned(desk: Desk, milestone_id: int) -> bool:
    found = desk.connection.execute(
        "SELECT 1 FROM submission_round WHERE milestone_id = ? AND decision = '差戻し'", (milestone_id,)
    )
    return found.fetchone() is not None


def _write_state(unit: Unit, milestone: sqlite3.Row, state: MilestoneState, on: date, version: int) -> None:
    changes: dict[str, str | None] = {"state": state.value, "state_on": on.isoformat()}
    if state is MilestoneState.NOT_STARTED:
        changes |= {"state_on": None, "turn_since": None}
    elif turn_of(state) != turn_of(milestone["state"]):
        changes["turn_since"] = _turn_since(unit, milestone["id"], state, on)
    unit.update("milestone", milestone["id"], changes, version=version)


def _turn_since(unit: Unit, milestone_id: int, state: MilestoneState, on: date) -> str | None:
    if turn_of(state) is None:
        return None
    newest = row(unit.connection, "newest_round", milestone_id=milestone_id)
    if state is MilestoneState.IN_REVIEW and newest is not None:
        # An acceptance pulled back: we have had the document since it was handed in.
        return str(newest["submitted_on"])
    return on.isoformat()


def _write_round(
    unit: Unit, milestone_id: int, move: Move, state: MilestoneState, on: date, comment: str
) -> None:
    newest = row(unit.connection, "newest_round", milestone_id=milestone_id)
    if move is Move.SUBMIT:
        unit.insert(
            "submission_round",
            milestone_id=milestone_id,
            round=newest["round"] + 1 if newest else 1,
            submitted_on=on.isoformat(),
            comment=comment,
        )
        return
    if newest is None:
        return
    decided = {"decided_on": on.isoformat(), "comment": comment or newest["comment"]}
    if move is Move.RETURN:
        unit.update("submission_round", newest["id"], {"decision": "差戻し", **decided})
    elif move is Move.ACCEPT:
        unit.update("submission_round", newest["id"], {"decision": "受理", **decided})
    elif move is Move.PULL_BACK and turn_of(state) is Turn.GROUP:
        unit.update("submission_round", newest["id"], {"decision": "引戻し", **decided})
    elif move is Move.PULL_BACK:
        unit.update("submission_round", newest["id"], {"decision": None, "decided_on": None})


def _extensions(connection: sqlite3.Connection) -> dict[int, tuple[ExtensionEntry, ...]]:
    found: dict[int, tuple[ExtensionEntry, ...]] = {}
    for extension in connection.execute("SELECT * FROM extension ORDER BY id"):
        entry = ExtensionEntry(
            to=extension["extended_to"],
            on=extension["recorded_on"],
            by=extension["recorded_by"],
            reason=extension["reason"],
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
        overdue=milestone["standing"] == "期限超過",
        note=milestone["note"],
        extensions=extensions,
    )
