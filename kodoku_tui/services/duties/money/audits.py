"""The record of a final audit (確定検査) and the milestone of that name, which follows it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from kodoku_tui.domain.duties.audits import moves_after_audit
from kodoku_tui.domain.duties.milestones import MilestoneState, Move
from kodoku_tui.domain.duties.money_entries import AuditEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.moves import plan_move, write_move
from kodoku_tui.store.queries import row
from kodoku_tui.store.unit import Unit


@dataclass(frozen=True, slots=True)
class AuditStanding:
    """The milestone of a group that its final audit settles, and how the newest audit ended, if there was one."""

    key: str
    state: str
    on: str | None
    result: str | None


def audit_standing(desk: Desk, group_id: int) -> AuditStanding | None:
    """What the final audit of a group has come to; None where the plan has no audit."""
    with desk.reading() as connection:
        found = row(connection, "duties/audit_standing", group_id=group_id)
    return None if found is None else AuditStanding(**found)


def follow_audit(desk: Desk, unit: Unit, group: sqlite3.Row, entry: AuditEntry) -> MilestoneState | None:
    """Bring the milestone to where the newest audit leaves it, within the unit that records the audit.

    Returns the state that it has come to, None where it stays. Raises `Refused` (`error.before_contract`) for an
    audit before the contract.
    """
    standing = audit_standing(desk, group["id"])
    # Of a group that completed nothing moves any more; one that left after its contract still settles.
    is_over = group["status"] == GroupStatus.COMPLETED
    if standing is None or is_over or standing.on != entry.on.isoformat():
        return None
    state: MilestoneState | None = None
    for move in moves_after_audit(standing.state, entry.result):
        state = _move(desk, unit, group["number"], standing.key, move, entry)
    return state


def _move(desk: Desk, unit: Unit, number: int, key: str, move: Move, entry: AuditEntry) -> MilestoneState:
    before = row(
        unit.connection,
        "duties/milestone_of_group",
        number=number,
        key=key,
        programme_id=desk.programme["id"],
    )
    assert before is not None
    # Something else may have been recorded after the day of the audit; no step goes back behind another.
    on = max(entry.on, date.fromisoformat(before["state_on"])) if before["state_on"] else entry.on
    planned = plan_move(desk, number, key, move, on=on)
    reason = (entry.corrections or entry.findings or entry.result.value) if move is Move.RETURN else ""
    write_move(desk, unit, planned, reason, planned.milestone["version"])
    return planned.state
