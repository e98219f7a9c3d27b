"""Finding the group that is meant, and what is refused of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus, may_be_written_down
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.queries import row


def group_of(desk: Desk, number: int) -> sqlite3.Row:
    """The group with this number in the desk's programme; raises `Refused` when there is none."""
    found = row(desk.connection, "register/group_by_number", programme_id=desk.programme["id"], number=number)
    if found is None:
        raise Refused("error.no_such_group", field="group_no", number=number)
    return found


def active_group_of(desk: Desk, number: int) -> sqlite3.Row:
    """As `group_of`; raises `Refused` for a group that is no longer accompanied."""
    found = group_of(desk, number)
    if found["status"] != GroupStatus.ACTIVE:
        raise Refused(
            "error.group_not_active",
            field="group_no",
            number=number,
            name=found["name"],
            status=found["status"],
            date=found["status_on"],
        )
    return found


def group_on(desk: Desk, number: int, on: date, *, field: str) -> sqlite3.Row:
    """As `group_of`, for what happened on a day; raises `Refused` for a day after the group left or completed."""
    found = group_of(desk, number)
    if not may_be_written_down(found["status"], ended_on(found), on):
        raise Refused(
            "error.after_ending",
            field=field,
            number=number,
            name=found["name"],
            status=found["status"],
            date=found["status_on"],
        )
    return found


def ended_on(group: Mapping[str, Any] | sqlite3.Row) -> date | None:
    """The day on which a group left or completed; None of one that is still at work."""
    return None if GroupStatus(group["status"]).is_at_work else date.fromisoformat(group["status_on"])


def closing(group: Mapping[str, Any] | sqlite3.Row, on: date) -> dict[str, str]:
    """What an act of this day says of itself where its group had left or completed by then: part of its unit."""
    ended = ended_on(group)
    return {} if ended is None or on <= ended else {"after_ending": group["status"]}


def said_after_ending(group: Mapping[str, Any] | sqlite3.Row) -> tuple[Said, ...]:
    """What marks an act of a group that left or completed as one that closes what was left; nothing of others."""
    day = ended_on(group)
    return () if day is None else (Said("saved.after_ending", status=group["status"], date=day),)


def check_after_contract(desk: Desk, group_id: int, on: date, *, field: str = "on") -> None:
    """Raise `Refused` for a day before the group's contract was concluded: nothing of the year lies before it."""
    concluded = row(desk.connection, "duties/contract_of", group_id=group_id)
    if concluded is not None and on.isoformat() < concluded["contract_on"]:
        raise Refused("error.before_contract", field=field, date=on, contract=concluded["contract_on"])
