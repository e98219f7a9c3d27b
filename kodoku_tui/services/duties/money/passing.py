"""Whether a final audit (確定検査) may pass: what is left to check is asked about, whichever act lets it pass."""

from __future__ import annotations

from kodoku_tui.domain.duties.milestones import MilestoneKind, Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.duties.moves import PlannedMove
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.store.queries import rows

AUDIT_DOUBTS = "error.audit_doubts"


class AuditDoubted(Refused):
    """A final audit that passes over what is left to check; the same may be recorded by whoever insists."""

    def __init__(self, doubts: tuple[Said, ...], *, field: str) -> None:
        super().__init__(AUDIT_DOUBTS, field=field, doubts=doubts)
        self.doubts = doubts


def audit_doubts(desk: Desk, number: int) -> tuple[Said, ...]:
    """What is left to check before a final audit of a group can be passed: findings, amounts, what it rests on."""
    money = money_of(desk, number)
    findings = len(money.findings) + sum(len(evidence.findings) for evidence in money.evidence)
    recorded = [item.line for item in money.items if item.line.budget_now or item.line.reported]
    without = sum(line.proper is None for line in recorded)
    doubts = []
    if findings:
        doubts.append(Said("audit.doubt_findings", count=findings))
    if not recorded:
        doubts.append(Said("audit.doubt_no_amounts"))
    elif without:
        doubts.append(Said("audit.doubt_amounts", count=without))
    with desk.reading() as connection:
        doubts += [
            Said("audit.doubt_not_accepted", title=rest["title"], title_en=rest["title_en"])
            for rest in rows(connection, "duties/audit_rests", group_id=group_of(desk, number)["id"])
        ]
    return tuple(doubts)


def checked_to_pass(desk: Desk, planned: PlannedMove, *, insists: bool) -> PlannedMove:
    """A move that may be written: an audit is accepted as one that passed. Raises `AuditDoubted` unless somebody
    `insists`."""
    if not insists and (doubted := doubt_about(desk, planned, field="move")) is not None:
        raise doubted
    return planned


def doubt_about(desk: Desk, planned: PlannedMove, *, field: str) -> AuditDoubted | None:
    """What is to be asked before this move is written, at this field; None where there is nothing to ask."""
    is_passing = planned.milestone["kind"] == MilestoneKind.AUDIT and planned.move is Move.ACCEPT
    doubts = audit_doubts(desk, planned.group["number"]) if is_passing else ()
    return AuditDoubted(doubts, field=field) if doubts else None
