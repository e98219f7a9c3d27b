"""How a group left, completed and perhaps took part again, readable afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from kodoku_tui.domain.clean import clean_text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.milestones import GroupStatus
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.plan_additions import give_duties
from kodoku_tui.services.register import group_of
from kodoku_tui.store.queries import rows


@dataclass(frozen=True, slots=True)
class StatusStep:
    """One change of a group's status: the day it is dated, why, and when and by whom it was recorded."""

    status: str
    on: str | None
    reason: str
    at: str
    by: str


def reactivate_group(desk: Desk, number: int, *, reason: str) -> None:
    """A group that had withdrawn, was stopped or had completed takes part again (実施中), from today on.

    Its duties stand as they stood, with their dates; what came into the plan meanwhile it gets as well. Raises
    `Refused` without a reason, or for a group that is active.
    """
    reason = clean_text(reason).text
    if not reason:
        raise Refused("error.reason_empty", field="reason")
    group = group_of(desk, number)
    if group["status"] == GroupStatus.ACTIVE:
        raise Refused("error.group_is_active", field="group_no", number=number, name=group["name"])
    with desk.writing("unit.reactivate_group", number=number, name=group["name"]) as unit:
        unit.update(
            "adopted_group",
            group["id"],
            {
                "status": GroupStatus.ACTIVE.value,
                "status_on": desk.today.isoformat(),
                "status_reason": reason,
            },
            version=group["version"],
        )
        give_duties(unit, group["programme_id"], group_id=group["id"])


def status_history(desk: Desk, group_id: int) -> list[StatusStep]:
    """Every change of a group's status that stands, oldest first."""
    return [StatusStep(**step) for step in rows(desk.connection, "status_steps", group_id=group_id)]
