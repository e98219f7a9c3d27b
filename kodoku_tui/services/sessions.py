"""Training sessions and meetings (研修・会議) and who came (出欠)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kodoku_tui.domain.clean import clean_text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.milestones import MilestoneState
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.register import active_group_of, group_of, number_ranges
from kodoku_tui.store.queries import row, rows
from kodoku_tui.store.unit import Unit

if TYPE_CHECKING:
    from kodoku_tui.domain.entries import AttendanceEntry


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """One gathering with how many active groups came, were absent or are not yet marked."""

    id: int
    key: str
    title: str
    title_en: str
    kind: str
    on: str
    is_duty: bool
    present: int
    absent: int
    unknown: int


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One group at one session; `version` 0 while nothing has been marked."""

    session: str
    title: str
    title_en: str
    group_no: int
    group: str
    staff: str | None
    mark: str
    heads: int | None
    names: str
    note: str
    version: int


def list_sessions(desk: Desk) -> list[SessionEntry]:
    """Every session of the programme by date."""
    with desk.reading() as connection:
        return [
            _session_entry(found) for found in rows(connection, "sessions", programme_id=desk.programme["id"])
        ]


def add_session(desk: Desk, key: str, title: str, kind: str, *, on: date) -> int:
    """Announce a gathering that is nobody's duty (勉強会, オンラインサロン …); returns its id."""
    key, title, kind = clean_text(key).text, clean_text(title).text, clean_text(kind).text
    if not re.fullmatch(r"[a-z][a-z0-9_]*", key):
        raise Refused("error.key_unfit", field="key", key=key)
    if not title:
        raise Refused("error.title_empty", field="title")
    with desk.writing("unit.add_session", title=title) as unit:
        if row(unit.connection, "session", programme_id=desk.programme["id"], key=key) is not None:
            raise Refused("error.session_exists", field="key", key=key)
        return unit.insert(
            "session",
            programme_id=desk.programme["id"],
            key=key,
            title=title,
            title_en=title,
            kind=kind,
            held_on=on.isoformat(),
        )


def move_session(desk: Desk, key: str, *, on: date) -> None:
    """Set the day of a session; the milestones of the groups that are to attend it move along."""
    session = session_named(desk, key)
    with desk.writing(
        "unit.move_session", title=session["title"], title_en=session["title_en"], date=on
    ) as unit:
        unit.update("session", session["id"], {"held_on": on.isoformat()}, version=session["version"])
        if session["milestone_plan_id"] is None:
            return
        unit.update(
            "milestone_plan", session["milestone_plan_id"], {"planned_on": on.isoformat(), "rule": None}
        )
        duties = unit.connection.execute(
            "SELECT id, state FROM milestone WHERE plan_id = ?", (session["milestone_plan_id"],)
        )
        for duty in duties.fetchall():
            changes = {"planned_on": on.isoformat()}
            if duty["state"] == MilestoneState.ACCEPTED:
                # Fulfilled by coming: on the day on which the session was really held.
                changes["state_on"] = on.isoformat()
            unit.update("milestone", duty["id"], changes)


def list_attendance(
    desk: Desk, session: str | None = None, *, number: int | None = None
) -> list[AttendanceRow]:
    """Attendance of every active group at a session, or of one group at every session."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "attendance",
            programme_id=desk.programme["id"],
            session_id=None if session is None else session_named(desk, session)["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
        )
        return [AttendanceRow(**attendance) for attendance in found]


def mark_attendance(desk: Desk, entries: Sequence[AttendanceEntry]) -> int | None:
    """Mark groups at one session, all in one unit; the duty to attend is fulfilled or open again accordingly.

    Returns the unit's number, None when nothing changed. Raises `Refused` for an unknown session, a group
    that is not active, or marks before the day of the session; `StaleVersion` for a mark that somebody else
    changed first.
    """
    if not entries:
        return None
    if len({entry.session for entry in entries}) > 1:
        raise ValueError("marks of more than one session")
    for entry in entries:
        entry.check()
    session = session_named(desk, entries[0].session)
    if session["held_on"] > desk.today.isoformat():
        raise Refused(
            "error.session_not_yet",
            field="session",
            title=session["title"],
            title_en=session["title_en"],
            date=session["held_on"],
        )
    numbers = number_ranges([entry.group_no for entry in entries])
    with desk.writing(
        "unit.mark_attendance", title=session["title"], title_en=session["title_en"], groups=numbers
    ) as unit:
        for entry in entries:
            _mark(unit, session, active_group_of(desk, entry.group_no), entry)
        return unit.id if unit.changes else None


def session_named(desk: Desk, key: str) -> sqlite3.Row:
    """The session with this key; raises `Refused` naming the keys there are."""
    found = row(desk.connection, "session", programme_id=desk.programme["id"], key=key)
    if found is None:
        keys = ", ".join(
            session["key"] for session in rows(desk.connection, "sessions", programme_id=desk.programme["id"])
        )
        raise Refused("error.no_such_session", field="session", key=key, keys=keys)
    return found


def write_mark(unit: Unit, session: sqlite3.Row, group: sqlite3.Row, entry: AttendanceEntry) -> None:
    """Mark one group within an act; the duty to attend follows."""
    _mark(unit, session, group, entry)


def _mark(unit: Unit, session: sqlite3.Row, group: sqlite3.Row, entry: AttendanceEntry) -> None:
    given = entry.model_dump(include={"heads", "names", "note"}, exclude_none=True)
    values = {"mark": entry.mark.value} | given
    standing = row(unit.connection, "attendance_mark", session_id=session["id"], group_id=group["id"])
    if standing is None:
        unit.insert("attendance", session_id=session["id"], group_id=group["id"], **values)
    else:
        unit.update("attendance", standing["id"], values, version=entry.version)
    if session["milestone_plan_id"] is not None:
        _fulfil_duty(unit, session, group, entry.mark)


def _fulfil_duty(unit: Unit, session: sqlite3.Row, group: sqlite3.Row, mark: AttendanceMark) -> None:
    duty = row(unit.connection, "duty_to_attend", plan_id=session["milestone_plan_id"], group_id=group["id"])
    if duty is None or duty["state"] in (MilestoneState.WAIVED, MilestoneState.NOT_APPLICABLE):
        return
    if mark.fulfils:
        changes = {"state": MilestoneState.ACCEPTED.value, "state_on": session["held_on"]}
    else:
        changes = {"state": MilestoneState.NOT_STARTED.value, "state_on": None}
    unit.update("milestone", duty["id"], changes)


def _session_entry(found: sqlite3.Row) -> SessionEntry:
    return SessionEntry(
        id=found["id"],
        key=found["key"],
        title=found["title"],
        title_en=found["title_en"],
        kind=found["kind"],
        on=found["held_on"],
        is_duty=found["milestone_plan_id"] is not None,
        present=found["present"],
        absent=found["absent"],
        unknown=found["active_groups"] - found["present"] - found["absent"],
    )
