"""Attendance from a file: what it would mark, who in it is not known, and the marks as one unit."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kodoku_tui.domain.said import Said
from kodoku_tui.domain.sessions.participants import Directory, KnownGroup, person_key
from kodoku_tui.domain.sessions.replies import SessionDifference
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.excel.reading.attendance_file import Participant, read_attendance_file
from kodoku_tui.excel.reading.cell_errors import CellError
from kodoku_tui.excel.reading.cells import row_of
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.identity import HeldGroups
from kodoku_tui.services.intake.attendance.account import account_of_attendance, state_of
from kodoku_tui.services.intake.attendance.lists import take_list
from kodoku_tui.services.intake.attendance.preview import NOT_A_GROUP, AttendancePreview, Guest, MarkChange
from kodoku_tui.services.intake.imports import ImportReport
from kodoku_tui.services.intake.model import RowState
from kodoku_tui.services.keeping.backups import back_up_before_import
from kodoku_tui.services.register.contacts import remember_contact
from kodoku_tui.services.register.finding import group_of, group_on
from kodoku_tui.services.sessions.replies import told_difference_numbers
from kodoku_tui.services.sessions.sessions import (
    list_attendance,
    mark_group,
    not_yet,
    session_named,
    told_unconfirmed,
)
from kodoku_tui.store.queries import rows


def preview_attendance(desk: Desk, key: str, path: Path) -> AttendancePreview:
    """What the file would mark at the session; writes nothing.

    Raises `Refused` for an unknown session, one that has not been held yet, and a file that cannot be read.
    """
    session = session_named(desk, key)
    if (too_early := not_yet(session, desk.today, field="session")) is not None:
        raise too_early
    file = read_attendance_file(path)
    with desk.reading() as connection:
        groups = rows(
            connection,
            "sessions/session_groups",
            programme_id=desk.programme["id"],
            held_on=session["held_on"],
        )
        staff = {search_key(name) for (name,) in connection.execute("SELECT name FROM staff")}
    standing = {each.group_no: each for each in list_attendance(desk, key)}
    preview = AttendancePreview(
        session=key,
        title=session["title"],
        title_en=session["title_en"],
        held_on=session["held_on"],
        file=path.name,
        lines=file.lines,
        not_attended=file.not_attended,
        file_days=file.held_on,
        capacity=session["capacity"],
        group_names={group["number"]: group["name"] for group in groups},
        group_uids={group["number"]: group["uid"] for group in groups},
        standing=standing,
        filled=file.filled,
        left=file.left,
    )
    known = [_known_group(group) for group in groups]
    if file.marks:
        take_list(preview, file.marks, known, session["format"])
    else:
        directory = Directory(known)
        preview.guests = [_guest(person, directory, staff) for person in file.people]
    return preview


def apply_attendance(desk: Desk, preview: AttendancePreview) -> Outcome:
    """Mark what the preview shows, all in one unit.

    Whoever is unknown is left out; whoever is to be remembered becomes a contact of their group. Raises
    `StaleVersion` when somebody else marked one of the groups meanwhile, `Refused` where a number has come to mean
    another group.
    """
    session = session_named(desk, preview.session)
    numbers = {change.number for change in preview.changes} | {one.number or 0 for one in preview.remembered}
    back_up_before_import(desk)
    with (
        HeldGroups(desk, preview.group_uids).only(sorted(numbers)).held(),
        desk.writing(
            "unit.import_meeting", title=session["title"], title_en=session["title_en"], file=preview.file
        ) as unit,
    ):
        held_on = date.fromisoformat(session["held_on"])
        for change in preview.changes:
            group = group_on(desk, change.number, held_on, field="number")
            mark_group(unit, session, group, _values_of(change), version=change.version)
        for guest in preview.remembered:
            organization_id = group_of(desk, guest.number or 0)["organization_id"]
            remember_contact(unit, organization_id, guest.name, guest.mail)
    remembered, left = len(preview.remembered), preview.left_unconfirmed
    return Outcome.of(
        unit,
        Said("saved.attendance_import", count=sum(change.changes for change in preview.changes)),
        followed=(
            *((Said("saved.contacts_remembered", count=remembered),) if remembered else ()),
            *told_difference_numbers(preview.differences),
        ),
        warnings=(told_unconfirmed(left),) if left else (),
        unchanged=Said("attendance_import.unchanged"),
        is_of_many=True,
    )


def import_attendance(
    desk: Desk,
    key: str,
    path: Path,
    *,
    dry_run: bool = False,
    partial: bool = False,
    chosen: Mapping[str, int] | None = None,
    remember: bool = False,
) -> ImportReport:
    """Take a file in without asking anybody; `chosen` gives the group of names that show in it.

    With `remember` these become contacts of their groups, and are known the next time.

    Anybody unknown, and any line that cannot be read, applies nothing unless `partial`; `dry_run` applies nothing.
    The report counts groups: `new` were not marked before. Participants who count for no group are `skipped`.
    """
    preview = preview_attendance(desk, key, path)
    wanted = {person_key(name): number for name, number in (chosen or {}).items()}
    for guest in preview.guests:
        if person_key(guest.name) in wanted:
            number = wanted[person_key(guest.name)]
            if number != NOT_A_GROUP:
                group_on(desk, number, date.fromisoformat(preview.held_on), field="number")
            preview.choose(guest.key, number)
            preview.remember(guest.key, wanted=remember)
    return report_of(desk, preview, dry_run=dry_run, partial=partial)


def report_of(
    desk: Desk, preview: AttendancePreview, *, dry_run: bool = False, partial: bool = False
) -> ImportReport:
    """Apply a preview, unless there is something to ask, and say what was done as every import says it."""
    errors = [*preview.errors, *map(_asked, preview.unknown)]
    report = ImportReport(rows=preview.lines, errors=errors, rows_with_errors=len(errors))
    report.differences = [
        (number, SessionDifference(preview.session, preview.title, preview.title_en, told))
        for number, told in preview.differences
    ]
    if preview.other_day is not None:
        first = preview.guests[0]
        report.remarks = [(first.sheet, row_of(first.cell), preview.other_day)]
    report.skipped = preview.not_attended + sum(guest.number == NOT_A_GROUP for guest in preview.guests)
    states = Counter(state_of(change) for change in preview.changes)
    report.new, report.changed = states[RowState.NEW], states[RowState.CHANGED]
    report.unchanged = states[RowState.UNCHANGED]
    report.account = account_of_attendance(preview)
    if not dry_run and (partial or not errors):
        report.unit = apply_attendance(desk, preview).unit
    return report


def _values_of(change: MarkChange) -> dict[str, Any]:
    given = {"heads": change.heads, "names": change.names, "note": change.note}
    return {"mark": change.after} | {name: value for name, value in given.items() if value is not None}


def _known_group(group: sqlite3.Row) -> KnownGroup:
    contacts = json.loads(group["contacts"])
    return KnownGroup(
        number=group["number"],
        names=(group["name"], *json.loads(group["aliases"])),
        people=tuple(contact["name"] for contact in contacts),
        mails=tuple(contact["mail"] for contact in contacts if contact["mail"]),
    )


def _guest(person: Participant, directory: Directory, staff: set[str]) -> Guest:
    numbers = directory.groups_of(person.name, person.mail)
    is_staff = not numbers and _is_staff(person.name, staff)
    is_certain = len(numbers) == 1
    return Guest(
        name=person.name,
        mail=person.mail,
        sheet=person.sheet,
        cell=person.cell,
        numbers=numbers,
        candidates=() if is_certain or is_staff else directory.candidates(person.name, person.mail),
        number=numbers[0] if is_certain else NOT_A_GROUP if is_staff else None,
        is_staff=is_staff,
        places=tuple(person.places),
    )


def _is_staff(name: str, staff: set[str]) -> bool:
    """Whether somebody of the secretariat is meant: by the whole name, or with what they add in brackets."""
    before_brackets = re.split(r"[(（\[【@＠/／]", name, maxsplit=1)[0]
    return search_key(name) in staff or search_key(before_brackets) in staff


def _asked(guest: Guest) -> CellError:
    params: dict[str, object] = {"value": guest.name}
    key = "error.guest_of_nobody"
    if len(guest.numbers) > 1:
        key = "error.guest_of_several"
        params["numbers"] = ", ".join(map(str, guest.numbers))
    return CellError(guest.sheet, guest.cell, say("attendance_import.guest"), guest.name, key, params)
