"""The rounds in which a deliverable goes back and forth (提出回), and what is said about each."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from kodoku_tui.domain.duties.milestones import MilestoneState, Move, RoundDecision, Turn, turn_of
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.queries import row, rows
from kodoku_tui.store.unit import Unit

_DECISIONS = {
    Move.ACCEPT: RoundDecision.ACCEPTED,
    Move.RETURN: RoundDecision.RETURNED,
    Move.WAIVE: RoundDecision.WAIVED,
    Move.NOT_APPLICABLE: RoundDecision.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class CommentEntry:
    """One comment on a round: when (ISO date and time), by whom, what."""

    at: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class RoundEntry:
    """One hand-in and how it was decided; dates are ISO text."""

    round: int
    submitted: str
    decision: str | None
    decided: str | None
    comments: tuple[CommentEntry, ...]
    # By when a returned round is to come again (再提出期限).
    again_by: str | None = None


@dataclass(frozen=True, slots=True)
class StepEntry:
    """One change of state: the day it is dated, when and by whom it was recorded, and why."""

    on: str | None
    at: str
    by: str
    before: str
    after: str
    comment: str


def list_rounds(desk: Desk, milestone_id: int) -> list[RoundEntry]:
    """The rounds of a milestone, oldest first, each with its thread."""
    with desk.reading() as connection:
        threads: dict[int, list[CommentEntry]] = {}
        for comment in rows(connection, "duties/round_comments", milestone_id=milestone_id):
            entry = CommentEntry(comment["at"], comment["by"], comment["text"])
            threads.setdefault(comment["round_id"], []).append(entry)
        return [
            RoundEntry(
                round=found["round"],
                submitted=found["submitted_on"],
                decision=found["decision"],
                decided=found["decided_on"],
                comments=tuple(threads.get(found["id"], ())),
                again_by=found["again_by"],
            )
            for found in rows(connection, "duties/rounds", milestone_id=milestone_id)
        ]


def list_steps(desk: Desk, milestone_id: int) -> list[StepEntry]:
    """Every change of state of a milestone that stands, oldest first, whatever act it came from."""
    with desk.reading() as connection:
        return [
            StepEntry(**step)
            for step in rows(connection, "duties/milestone_steps", milestone_id=milestone_id)
        ]


def write_round(
    unit: Unit,
    milestone: sqlite3.Row,
    move: Move,
    state: MilestoneState,
    on: date,
    comment: str,
    *,
    again_by: date | None = None,
) -> int | None:
    """Open or decide the round that a move belongs to; returns its id, None when there is none.

    `again_by` is the day by which a returned round is to be handed in again.
    """
    newest = row(unit.connection, "duties/newest_round", milestone_id=milestone["id"])
    if move is Move.SUBMIT:
        return unit.insert(
            "submission_round",
            milestone_id=milestone["id"],
            round=newest["round"] + 1 if newest else 1,
            submitted_on=on.isoformat(),
            came_from=milestone["state"],
            comment=comment,
        )
    if newest is None or move is Move.SEND:
        return None
    changes: dict[str, str | None] = {}
    decision = _DECISIONS.get(move)
    if move is Move.PULL_BACK:
        if turn_of(milestone["state"]) is Turn.GROUP:
            # Papers were sent and are pulled back: no round stands open.
            return None
        decision = RoundDecision.PULLED_BACK if turn_of(state) is Turn.GROUP else None
        changes = {"decision": None, "decided_on": None}
    elif decision is None or newest["decision"] is not None:
        # Reading, reopening, or waiving what was returned: the round stays as it is.
        return int(newest["id"])
    if decision is not None:
        changes = {"decision": decision.value, "decided_on": on.isoformat()}
        if comment:
            changes["comment"] = comment
        if again_by is not None:
            changes["again_by"] = again_by.isoformat()
    unit.update("submission_round", newest["id"], changes)
    return int(newest["id"])


def write_comment(desk: Desk, unit: Unit, round_id: int, text: str) -> None:
    """Add to the thread of a round."""
    unit.insert(
        "round_comment",
        round_id=round_id,
        at=desk.clock().isoformat(timespec="seconds"),
        by=desk.staff,
        text=text,
    )
