"""Logging contacts with groups (面談記録) and reading them again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from kodoku_tui.domain.checkins.cadence import CheckinStanding
from kodoku_tui.domain.checkins.fields import RecordedCheckin, noun_of
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.services.checkins.note_promises import (
    NoteOfCheckin,
    hide_promises,
    read_promises,
    rewrite_promises,
    unread_of,
    write_promises,
)
from kodoku_tui.services.checkins.readers_of_notes import before_it_goes_out, named_readers, seen_by_all
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.contacts import contact_ids
from kodoku_tui.services.register.finding import group_of, group_on
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.store.queries import row, rows
from kodoku_tui.store.unit import Unit

if TYPE_CHECKING:
    from sqlite3 import Row

    from kodoku_tui.domain.checkins.entries import CheckinEntry


_RECORDED = tuple(field.name for field in fields(RecordedCheckin) if field.name != "is_withheld")


@dataclass(frozen=True, slots=True)
class CheckinDue:
    """When a group is to be heard from next, and whether that is pressing."""

    last_on: str | None
    days_since: int | None
    agreed_on: str | None
    due_on: str
    maximum_on: str
    standing: str


def log_checkin(desk: Desk, entry: CheckinEntry) -> Outcome:
    """Write a contact down, with new names as contacts and the promises of its note.

    One before a withdrawal can be written down after it. Raises `Refused` for what `CheckinEntry.check` refuses, and
    for a contact after the day on which the group left or completed.
    """
    entry.check(desk.today)
    group = group_on(desk, entry.group_no, entry.held_on, field="held_on")
    promises = read_promises(desk, entry.note, entry.held_on)
    held_by = entry.staff or desk.staff
    named = named_readers(desk, entry, held_by)
    with desk.writing(
        f"unit.log_{noun_of(entry.channel)}", number=entry.group_no, name=group["name"], date=entry.held_on
    ) as unit:
        staff_id = staff_id_of(unit.connection, held_by, with_retired=True) if held_by else None
        values = {**entry.values(), "named": named}
        checkin_id = unit.insert("checkin", group_id=group["id"], staff_id=staff_id, **values)
        write_participants(unit, checkin_id, group["organization_id"], entry.participants)
        note = NoteOfCheckin(checkin_id, group["id"], staff_id, promises)
        write_promises(unit, note, held_on=entry.held_on)
    key = f"saved.{noun_of(entry.channel)}" if entry.answer is None else "saved.attempt"
    saved = Said(key, group=f"{entry.group_no} {group['name']}")
    warnings = [*before_it_goes_out(desk, entry), *seen_by_all(entry, len(promises)), *unread_of(promises)]
    return _outcome(desk, unit, saved, checkin_id, entry, promises=len(promises), unread=warnings)


def correct_checkin(desk: Desk, checkin_id: int, entry: CheckinEntry, *, version: int) -> Outcome:
    """Bring a contact that was written down to what `entry` says; without a name, who held it stays.

    The promises of the note follow what changed in it. Raises `StaleVersion` when somebody else changed it first, and
    `Refused` for another day or group as `log_checkin` does.
    """
    entry.check(desk.today)
    before = checkin_to_change(desk, checkin_id)
    named = named_readers(desk, entry, entry.staff or before.staff)
    is_as_before = (entry.group_no, entry.held_on.isoformat()) == (before.group_no, before.held_on)
    group = (
        group_of(desk, entry.group_no)
        if is_as_before
        else group_on(desk, entry.group_no, entry.held_on, field="held_on")
    )
    promises_before = read_promises(desk, before.note, date.fromisoformat(before.held_on))
    promises = read_promises(desk, entry.note, entry.held_on)
    with desk.writing(
        f"unit.correct_{noun_of(entry.channel)}",
        number=entry.group_no,
        name=group["name"],
        date=entry.held_on,
    ) as unit:
        changes = {"group_id": group["id"], **entry.values(), "named": named}
        if entry.staff:
            changes["staff_id"] = staff_id_of(unit.connection, entry.staff, with_retired=True)
        unit.update("checkin", checkin_id, changes, version=version)
        write_participants(unit, checkin_id, group["organization_id"], entry.participants)
        now = unit.current("checkin", checkin_id)
        assert now is not None
        note = NoteOfCheckin(checkin_id, group["id"], now["staff_id"], promises)
        new, gone = rewrite_promises(unit, promises_before, note, today=desk.today)
    key = f"saved.{noun_of(entry.channel)}_corrected"
    saved = Said(key, group=f"{entry.group_no} {group['name']}", date=entry.held_on)
    warnings = [
        *before_it_goes_out(desk, entry),
        *seen_by_all(entry, new),
        *unread_of(promises),
        *_gone(gone),
    ]
    return _outcome(desk, unit, saved, checkin_id, entry, promises=new, unread=warnings)


def _gone(titles: Sequence[str]) -> list[Said]:
    """That promises went with their lines: whoever shortens a note may not mean to give them up."""
    if not titles:
        return []
    return [Said("warning.promises_gone", count=len(titles), title=titles[0])]


def hide_checkin(desk: Desk, checkin_id: int) -> Outcome:
    """Withdraw a contact from view, and with it the promises of its note; it counts for no cadence then.

    Raises `Refused` as `checkin_to_change` does.
    """
    checkin = checkin_to_change(desk, checkin_id)
    with desk.writing(
        f"unit.hide_{noun_of(checkin.channel)}",
        number=checkin.group_no,
        name=checkin.group,
        date=checkin.held_on,
    ) as unit:
        unit.update("checkin", checkin_id, {"is_hidden": 1}, version=checkin.version)
        hide_promises(unit, checkin_id)
    return Outcome.of(unit, Said("saved.hidden"), row_id=checkin_id)


def checkin_of(desk: Desk, checkin_id: int) -> RecordedCheckin:
    """One contact; raises `Refused` when there is none, or it was withdrawn from view."""
    found = _read(desk, checkin_id=checkin_id)
    if not found:
        raise Refused("error.checkin_unknown", field="checkin", number=checkin_id)
    return found[0]


def checkin_to_change(desk: Desk, checkin_id: int) -> RecordedCheckin:
    """As `checkin_of`; raises `Refused` (`error.note_limited`) also where its note is for others."""
    found = checkin_of(desk, checkin_id)
    if found.is_withheld:
        raise Refused("error.note_limited", field="checkin", note=found.note)
    return found


def list_checkins(
    desk: Desk,
    number: int | None = None,
    *,
    since: date | None = None,
    limit: int = -1,
    only_answered: bool = False,
) -> list[RecordedCheckin]:
    """Contacts, newest first: of one group or of all, with the attempts that nobody answered unless `only_answered`."""
    return _read(desk, number=number, since=since, limit=limit, only_answered=only_answered)


def checkin_due(desk: Desk, number: int) -> CheckinDue:
    """When this group is to be heard from next (law 4)."""
    with desk.reading() as connection:
        found = row(connection, "checkins/checkin_due", group_id=group_of(desk, number)["id"])
        assert found is not None
        return CheckinDue(**found)


def _read(
    desk: Desk,
    *,
    number: int | None = None,
    checkin_id: int | None = None,
    since: date | None = None,
    limit: int = -1,
    only_answered: bool = False,
) -> list[RecordedCheckin]:
    with desk.reading() as connection:
        found = rows(
            connection,
            "checkins/checkins",
            programme_id=desk.programme["id"],
            checkin_id=checkin_id,
            group_id=None if number is None else group_of(desk, number)["id"],
            since=since.isoformat() if since else None,
            only_answered=int(only_answered),
            limit=limit,
        )
        return [_as_read(desk, checkin) for checkin in found]


def _as_read(desk: Desk, found: Row) -> RecordedCheckin:
    """A contact as whoever sits at the desk reads it."""
    told = {name: found[name] for name in _RECORDED}
    told["participants"] = json.loads(found["participants"])
    note = desk.note_as_read(found["note"], found["reader"], found["named"], found["staff"])
    return RecordedCheckin(**told | {"note": note}, is_withheld=note is not found["note"])


def _outcome(
    desk: Desk,
    unit: Unit,
    saved: Said,
    checkin_id: int,
    entry: CheckinEntry,
    *,
    promises: int,
    unread: list[Said],
) -> Outcome:
    """With when the group is to be heard from next, and why an agreed date does not say so."""
    due = checkin_due(desk, entry.group_no)
    if due.standing == CheckinStanding.NONE:
        return Outcome.of(unit, saved, row_id=checkin_id, promises=promises, warnings=tuple(unread))
    warnings = [*unread]
    newest = next(iter(list_checkins(desk, entry.group_no, limit=1, only_answered=True)), None)
    if entry.next_on is not None and newest is not None and newest.id != checkin_id:
        warnings.append(
            Said("warning.next_not_counted", agreed=entry.next_on, newer=date.fromisoformat(newest.held_on))
        )
    elif entry.next_on is not None and entry.next_on.isoformat() > due.maximum_on:
        maximum = date.fromisoformat(due.maximum_on)
        warnings.append(Said("warning.next_beyond_maximum", agreed=entry.next_on, maximum=maximum))
    return Outcome.of(
        unit,
        saved,
        row_id=checkin_id,
        next_due=date.fromisoformat(due.due_on),
        promises=promises,
        warnings=tuple(warnings),
    )


def write_participants(unit: Unit, checkin_id: int, organization_id: int, names: Sequence[str]) -> None:
    """Bring those who took part to these names; whoever is withdrawn from view stays where they were named."""
    took_part = unit.connection.execute(
        "SELECT checkin_contact.id, contact_id, name FROM checkin_contact"
        " JOIN contact ON contact.id = contact_id WHERE checkin_id = ?"
        " ORDER BY checkin_contact.moment, checkin_contact.uid",
        (checkin_id,),
    ).fetchall()
    if [one["name"] for one in took_part] == list(names):
        return
    named = {one["name"]: one["contact_id"] for one in took_part}
    new = contact_ids(unit, organization_id, [name for name in names if name not in named])
    wanted = [named[name] for name in dict.fromkeys(names) if name in named] + new
    for one in took_part:
        if one["contact_id"] not in wanted:
            unit.remove("checkin_contact", one["id"])
    known = {one["contact_id"] for one in took_part}
    for contact_id in wanted:
        if contact_id not in known:
            unit.insert("checkin_contact", checkin_id=checkin_id, contact_id=contact_id)
