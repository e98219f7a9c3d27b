"""Logging contacts with groups (面談記録) and reading them again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kodoku_tui.services.desk import Desk
from kodoku_tui.services.register import active_group_of, group_of
from kodoku_tui.services.staff import staff_id_of
from kodoku_tui.store.queries import row, rows

if TYPE_CHECKING:
    from kodoku_tui.domain.entries import CheckinEntry


@dataclass(frozen=True, slots=True)
class LoggedCheckin:
    """One contact as it stands in the file; dates are ISO text."""

    id: int
    version: int
    group_no: int
    group: str
    on: str
    channel: str
    staff: str | None
    condition: str
    note: str
    next: str | None


@dataclass(frozen=True, slots=True)
class CheckinDue:
    """When a group is to be heard from next, and whether that is pressing."""

    last_on: str | None
    days_since: int | None
    agreed_on: str | None
    due_on: str
    maximum_on: str
    standing: str


def log_checkin(desk: Desk, entry: CheckinEntry) -> int:
    """Write a contact down; returns its id. Raises `Refused` for what `CheckinEntry.check` refuses."""
    entry.check(desk.today)
    group = active_group_of(desk, entry.group_no)
    with desk.writing(
        "unit.log_checkin", number=entry.group_no, name=group["name"], date=entry.held_on
    ) as unit:
        held_by = entry.staff or desk.staff
        return unit.insert(
            "checkin",
            group_id=group["id"],
            held_on=entry.held_on.isoformat(),
            channel=entry.channel.value,
            staff_id=staff_id_of(unit.connection, held_by) if held_by else None,
            condition=entry.condition.value,
            note=entry.note,
            next_on=entry.next_on.isoformat() if entry.next_on else None,
        )


def correct_checkin(desk: Desk, checkin_id: int, entry: CheckinEntry, *, version: int) -> None:
    """Bring a contact that was written down to what `entry` says; without a name, who held it stays.

    Raises `StaleVersion` when somebody else changed it first.
    """
    entry.check(desk.today)
    group = group_of(desk, entry.group_no)
    with desk.writing(
        "unit.correct_checkin", number=entry.group_no, name=group["name"], date=entry.held_on
    ) as unit:
        changes: dict[str, Any] = {
            "group_id": group["id"],
            "held_on": entry.held_on.isoformat(),
            "channel": entry.channel.value,
            "condition": entry.condition.value,
            "note": entry.note,
            "next_on": entry.next_on.isoformat() if entry.next_on else None,
        }
        if entry.staff:
            changes["staff_id"] = staff_id_of(unit.connection, entry.staff)
        unit.update("checkin", checkin_id, changes, version=version)


def list_checkins(
    desk: Desk, number: int | None = None, *, since: date | None = None, limit: int = -1
) -> list[LoggedCheckin]:
    """Contacts, newest first: of one group or of all."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "checkins",
            programme_id=desk.programme["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
            since=since.isoformat() if since else None,
            limit=limit,
        )
        return [LoggedCheckin(**checkin) for checkin in found]


def checkin_due(desk: Desk, number: int) -> CheckinDue:
    """When this group is to be heard from next (law 4)."""
    with desk.reading() as connection:
        found = row(connection, "checkin_due", group_id=group_of(desk, number)["id"])
        assert found is not None
        return CheckinDue(**found)
