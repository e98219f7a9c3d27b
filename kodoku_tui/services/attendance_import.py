"""Attendance from a file: what it would mark, who in it is not known, and the marks as one unit."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.gatherings import SessionFormat, checked_heads
from kodoku_tui.domain.names import name_key, search_key
from kodoku_tui.domain.participants import Directory, KnownGroup, person_key
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.excel.attendance_file import ListedMark, Participant, read_attendance_file
from kodoku_tui.excel.cell_errors import CellError
from kodoku_tui.excel.meeting_words import mark_word, meeting_words
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.imports import ImportReport
from kodoku_tui.services.register import active_group_of
from kodoku_tui.services.sessions import AttendanceRow, list_attendance, mark_group, session_named
from kodoku_tui.store.queries import rows

NOT_A_GROUP = 0
"""Chosen for somebody who comes for no group: the secretariat, a speaker, the ministry."""


_COLUMN_WORDS = {
    "number": "register.number",
    "group": "register.name",
    "heads": "attendance.heads",
    "mark": "attendance.mark",
}


@dataclass(slots=True)
class Guest:
    """One participant and the group that they count for.

    `number` is None while nobody knows, `NOT_A_GROUP` for one who counts for none. `numbers` are the groups that the
    name or mail could mean: none, one, or the several between which a person has to choose.
    """

    name: str
    mail: str
    sheet: str
    cell: str
    numbers: tuple[int, ...]
    candidates: tuple[int, ...] = ()
    number: int | None = None
    is_staff: bool = False
    was_chosen: bool = False

    @property
    def key(self) -> str:
        """What this participant is known by within the file."""
        return f"{person_key(self.name)}|{self.mail.casefold()}"


@dataclass(frozen=True, slots=True)
class MarkChange:
    """What the file says of one group: the mark that stands and the one to come."""

    number: int
    name: str
    before: str
    after: str
    heads: int | None
    names: str | None
    note: str | None
    standing: AttendanceRow | None

    @property
    def changes(self) -> bool:
        """Whether the mark becomes another one, or heads, names or note do."""
        given = {"heads": self.heads, "names": self.names, "note": self.note}
        return self.before != self.after or any(
            value is not None and value != getattr(self.standing, name, None) for name, value in given.items()
        )

    @property
    def version(self) -> int | None:
        """The version of the mark that was seen; None where there was none on the session's page."""
        return None if self.standing is None else self.standing.version or None


@dataclass(slots=True)
class AttendancePreview:
    """What a file would mark at a session. Nothing is written until `apply_attendance`."""

    session: str
    title: str
    title_en: str
    held_on: str
    file: str
    guests: list[Guest] = field(default_factory=list)
    listed: list[MarkChange] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    lines: int = 0
    not_attended: int = 0
    file_day: date | None = None
    capacity: int | None = None
    group_names: dict[int, str] = field(default_factory=dict)
    standing: dict[int, AttendanceRow] = field(default_factory=dict)

    @property
    def unknown(self) -> list[Guest]:
        """The participants of whom nobody knows where they belong."""
        return [guest for guest in self.guests if guest.number is None]

    @property
    def changes(self) -> list[MarkChange]:
        """What would be marked, by group: from a list as it says, from a meeting whoever was there."""
        if self.listed:
            return self.listed
        by_group: dict[int, list[Guest]] = {}
        for guest in self.guests:
            if guest.number:
                by_group.setdefault(guest.number, []).append(guest)
        return [self._came(number, guests) for number, guests in sorted(by_group.items())]

    @property
    def left_unconfirmed(self) -> list[int]:
        """The groups on the session's page that stay 未確認."""
        marked = {change.number for change in self.changes if change.after != AttendanceMark.UNKNOWN}
        return [
            number
            for number, row in sorted(self.standing.items())
            if row.mark == AttendanceMark.UNKNOWN and number not in marked
        ]

    @property
    def is_of_another_day(self) -> bool:
        """Whether the file says that the meeting was held on another day than the session."""
        return self.file_day is not None and self.file_day.isoformat() != self.held_on

    def choose(self, key: str, number: int | None) -> None:
        """Say to which group a participant belongs; `NOT_A_GROUP` for none, None to leave it open again."""
        for guest in self.guests:
            if guest.key == key:
                guest.number = number
                guest.was_chosen = number is not None

    def _came(self, number: int, guests: list[Guest]) -> MarkChange:
        standing = self.standing.get(number)
        mark = AttendanceMark.UNKNOWN.value if standing is None else standing.mark
        # Who was there in person and is in the list as well (a colleague at home) was there in person.
        stays = mark == AttendanceMark.ON_SITE
        return MarkChange(
            number=number,
            name=self.group_names[number],
            before=mark,
            after=mark if stays else AttendanceMark.ONLINE.value,
            heads=None if stays else len(guests),
            names=None if stays else "、".join(guest.name for guest in guests),
            note=None,
            standing=standing,
        )


def preview_attendance(desk: Desk, key: str, path: Path) -> AttendancePreview:
    """What the file would mark at the session; writes nothing.

    Raises `Refused` for an unknown session, one that has not been held yet, and a file that cannot be read.
    """
    session = session_named(desk, key)
    if session["held_on"] > desk.today.isoformat():
        raise Refused(
            "error.session_not_yet",
            field="session",
            title=session["title"],
            title_en=session["title_en"],
            date=session["held_on"],
        )
    file = read_attendance_file(path)
    with desk.reading() as connection:
        groups = rows(connection, "session_groups", programme_id=desk.programme["id"])
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
        file_day=file.held_on,
        capacity=session["capacity"],
        group_names={group["number"]: group["name"] for group in groups},
        standing=standing,
    )
    known = [_known_group(group) for group in groups]
    if file.marks:
        _take_list(preview, file.marks, known, session["format"])
    else:
        directory = Directory(known)
        preview.guests = [_guest(person, directory, staff) for person in file.people]
    return preview


def apply_attendance(desk: Desk, preview: AttendancePreview) -> int | None:
    """Mark what the preview shows, all in one unit; returns its number, None when nothing changed.

    Whoever is unknown is left out. Raises `StaleVersion` when somebody else marked one of the groups meanwhile.
    """
    session = session_named(desk, preview.session)
    with desk.writing(
        "unit.import_meeting", title=session["title"], title_en=session["title_en"], file=preview.file
    ) as unit:
        for change in preview.changes:
            group = active_group_of(desk, change.number)
            mark_group(unit, session, group, _values_of(change), version=change.version)
        return unit.id if unit.changes else None


def import_attendance(
    desk: Desk,
    key: str,
    path: Path,
    *,
    dry_run: bool = False,
    partial: bool = False,
    chosen: Mapping[str, int] | None = None,
) -> ImportReport:
    """Take a file in without asking anybody; `chosen` gives the group of names that show in it.

    Anybody unknown, and any line that cannot be read, applies nothing unless `partial`; `dry_run` applies nothing.
    The report counts groups: `new` were not marked before. Participants who count for no group are `skipped`.
    """
    preview = preview_attendance(desk, key, path)
    wanted = {person_key(name): number for name, number in (chosen or {}).items()}
    for guest in preview.guests:
        if person_key(guest.name) in wanted:
            number = wanted[person_key(guest.name)]
            if number != NOT_A_GROUP:
                active_group_of(desk, number)
            preview.choose(guest.key, number)
    return report_of(desk, preview, dry_run=dry_run, partial=partial)


def report_of(
    desk: Desk, preview: AttendancePreview, *, dry_run: bool = False, partial: bool = False
) -> ImportReport:
    """Apply a preview, unless there is something to ask, and say what was done as every import says it."""
    errors = [*preview.errors, *map(_asked, preview.unknown)]
    report = ImportReport(rows=preview.lines, errors=errors, rows_with_errors=len(errors))
    report.skipped = preview.not_attended + sum(guest.number == NOT_A_GROUP for guest in preview.guests)
    for change in preview.changes:
        if not change.changes:
            report.unchanged += 1
        elif change.before == AttendanceMark.UNKNOWN:
            report.new += 1
        else:
            report.changed += 1
    if not dry_run and (partial or not errors):
        report.unit = apply_attendance(desk, preview)
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


def _take_list(
    preview: AttendancePreview, marks: Iterable[ListedMark], known: list[KnownGroup], session_format: str
) -> None:
    by_name: dict[str, set[int]] = {}
    for group in known:
        for name in group.names:
            by_name.setdefault(name_key(name), set()).add(group.number)
    seen: set[int] = set()
    for line in marks:
        try:
            change = _change_of(preview, line, by_name, session_format)
            if change is None:
                preview.not_attended += 1
                continue
            if change.number in seen:
                raise Refused("error.group_listed_twice", field="number", number=change.number)
        except Refused as refusal:
            column = refusal.field or "mark"
            value = getattr(line, column, "")
            where = say(_COLUMN_WORDS.get(column, "attendance.mark"))
            preview.errors.append(
                CellError(line.sheet, line.cell(column), where, value, refusal.key, _said(refusal))
            )
            continue
        seen.add(change.number)
        preview.listed.append(change)


def _said(refusal: Refused) -> dict[str, object]:
    """What fills the sentence, with the words to choose from as one text."""
    return {
        name: "、".join(map(say_word, value)) if isinstance(value, tuple) else value
        for name, value in refusal.params.items()
    }


def _change_of(
    preview: AttendancePreview, line: ListedMark, by_name: Mapping[str, set[int]], session_format: str
) -> MarkChange | None:
    """What a line says; None where it says nothing of the mark. Raises `Refused` with the column at fault."""
    number = _number_of(line, by_name, preview.group_names)
    if not line.mark:
        return None
    standing = preview.standing.get(number)
    return MarkChange(
        number=number,
        name=preview.group_names[number],
        before=AttendanceMark.UNKNOWN.value if standing is None else standing.mark,
        after=_mark_meant(line.mark, session_format).value,
        heads=checked_heads(line.heads),
        names=line.names or None,
        note=line.note or None,
        standing=standing,
    )


def _number_of(line: ListedMark, by_name: Mapping[str, set[int]], names: Mapping[int, str]) -> int:
    named = by_name.get(name_key(line.group), set()) if line.group else set()
    written = unicodedata.normalize("NFKC", line.number).strip()
    if written:
        if not re.fullmatch("[0-9]{1,5}", written) or int(written) not in names:
            raise Refused("error.listed_number_unknown", field="number", value=line.number)
        number = int(written)
        if line.group and number not in named:
            raise Refused(
                "error.listed_name_differs",
                field="group",
                value=line.group,
                number=number,
                known=names[number],
            )
        return number
    if len(named) == 1:
        return next(iter(named))
    if named:
        numbers = ", ".join(map(str, sorted(named)))
        raise Refused("error.guest_of_several", field="group", value=line.group, numbers=numbers)
    raise Refused("error.guest_of_nobody", field="group", value=line.group)


def _mark_meant(text: str, session_format: str) -> AttendanceMark:
    meant = meeting_words().marks.get(mark_word(text))
    if meant == "present":
        return AttendanceMark.ONLINE if session_format == SessionFormat.ONLINE else AttendanceMark.ON_SITE
    if meant is None:
        raise Refused(
            "error.not_one_of", field="mark", value=text, choices=tuple(mark.value for mark in AttendanceMark)
        )
    return AttendanceMark(meant)
