"""A group leaves, completes and perhaps takes part again, readable afterwards."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.duties.plan.additions import give_duties
from kodoku_tui.services.register.finding import active_group_of, check_after_contract, group_of
from kodoku_tui.store.queries import rows


@dataclass(frozen=True, slots=True)
class StatusStep:
    """One change of a group's status: the day it is dated, why, and when and by whom it was recorded."""

    status: str
    on: str | None
    reason: str
    at: str
    by: str
    moment: str


def end_group(
    desk: Desk,
    number: int,
    status: GroupStatus,
    *,
    on: date,
    reason: str,
    leaves_open: bool = False,
    version: int | None = None,
) -> Outcome:
    """A group withdraws (辞退), is stopped (中止) or completes (完了); its record and history stay (law 5).

    What is open stays readable as it was, but is in no list any more. Raises `Refused` without a reason
    (except for a completion with nothing open), for a date in the future or before the contract, a group that has
    ended already, or a completion while required milestones are open, unless `leaves_open`.
    """
    reason = clean_text(reason).text
    if not reason and (leaves_open or status is not GroupStatus.COMPLETED):
        raise Refused("error.reason_empty", field="reason")
    group, left = judge_ending(desk, number, status, on=on, leaves_open=leaves_open)
    what = "unit.complete_with_open" if left else "unit.end_group"
    with desk.writing(what, number=number, status=status.value, name=group["name"], titles=left) as unit:
        unit.update(
            "adopted_group",
            group["id"],
            {"status": status.value, "status_on": on.isoformat(), "status_reason": reason},
            version=group["version"] if version is None else version,
        )
    saved = Said("saved.ended", group=f"{number} {group['name']}", status=status)
    return Outcome.of(unit, saved, row_id=group["id"])


def judge_ending(
    desk: Desk, number: int, status: GroupStatus, *, on: date, leaves_open: bool = False
) -> tuple[sqlite3.Row, str]:
    """The group that may end this way and the titles of what it leaves open; raises `Refused` as `end_group` does."""
    if on > desk.today:
        raise Refused("error.date_in_future", field="on", date=on)
    group = active_group_of(desk, number)
    check_after_contract(desk, group["id"], on)
    left = _open_duties(desk, group["id"]) if status is GroupStatus.COMPLETED else ""
    if left and not leaves_open:
        raise Refused("error.duties_open", field="status", number=number, name=group["name"], titles=left)
    return group, left


def _open_duties(desk: Desk, group_id: int) -> str:
    return "、".join(duty["title"] for duty in rows(desk.connection, "duties/open_duties", group_id=group_id))


def reactivate_group(desk: Desk, number: int, *, reason: str) -> Outcome:
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
    return Outcome.of(unit, Said("saved.reactivated", group=f"{number} {group['name']}"), row_id=group["id"])


def status_history(desk: Desk, group_id: int) -> list[StatusStep]:
    """Every change of a group's status that stands, oldest first."""
    return [StatusStep(**step) for step in rows(desk.connection, "register/status_steps", group_id=group_id)]
