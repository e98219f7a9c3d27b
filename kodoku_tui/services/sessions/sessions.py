"""Sessions (研修・会議) and who came (出欠)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kodoku_tui.domain.duties.milestones import MilestoneState
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.sessions.attending import attendance_rate, is_signal
from kodoku_tui.domain.sessions.replies import Difference, difference
from kodoku_tui.domain.sessions.sessions import was_held
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import group_of, group_on
from kodoku_tui.services.sessions.announcements import (
    SessionFacts,
    add_session,
    change_session,
    move_session,
    session_named,
)
from kodoku_tui.store.queries import row, rows
from kodoku_tui.store.unit import Unit

if TYPE_CHECKING:
    from kodoku_tui.domain.sessions.entries import AttendanceEntry


# What is said of a session is written in `announcements`; whoever works with sessions finds all of it here.
__all__ = [
    "AttendanceRow",
    "AttendanceStanding",
    "SessionEntry",
    "SessionFacts",
    "add_session",
    "attendance_of",
    "attendance_standings",
    "change_session",
    "left_unconfirmed",
    "list_attendance",
    "list_sessions",
    "mark_attendance",
    "mark_group",
    "move_session",
    "number_of_mark",
    "session_entry",
    "session_named",
    "session_of_mark",
    "session_of_milestone",
    "standing_of",
    "told_unconfirmed",
    "unconfirmed_numbers",
]


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """One session with how many active groups came, were absent or are not yet marked.

    `invited` is None where nobody is: a duty of all, or open to all. `rate` is in percent of the expected
    (`attendance_rate`), None before the day and where nobody was expected. `survey_mean` is of `survey_count` scores.
    """

    id: int
    version: int
    key: str
    title: str
    title_en: str
    kind: str
    on: str
    starts_at: str | None
    place: str
    format: str
    capacity: int | None
    is_duty: bool
    invited: int | None
    expected: int
    present: int
    absent: int
    unknown: int
    rate: float | None
    survey_mean: float | None
    survey_count: int
    is_past: bool
    # What the groups said before the day: of those on the page, the last of those that are to come.
    coming: int = 0
    not_coming: int = 0
    unanswered: int = 0
    reply_by: str | None = None
    # Only the month of `on` is known.
    is_day_open: bool = False

    @property
    def has_replies(self) -> bool:
        """Whether anybody replied."""
        return bool(self.coming or self.not_coming)

    @property
    def over(self) -> int:
        """How many more are invited than there is room for."""
        return max(0, (self.invited or 0) - self.capacity) if self.capacity else 0


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One group at one session; `version` 0 while nothing has been marked. `on` is the session's day, ISO text.

    `group_uid` is the group itself, whatever its number comes to mean.
    """

    session: str
    title: str
    title_en: str
    group_no: int
    group: str
    group_uid: str
    staff: str | None
    mark: str
    heads: int | None
    names: str
    note: str
    version: int
    on: str
    is_invited: bool
    is_expected: bool
    followups: str
    reply: str
    reply_version: int
    # How the group left since, where it did: nobody asks any more whether it came.
    left_as: str | None = None
    is_day_open: bool = False

    def is_to_come(self, today: date) -> bool:
        """Whether the session is still to come for it: what it said before the day tells, not yet whether it came."""
        return self.left_as is None and not was_held(self.on, self.is_day_open, today)

    @property
    def difference(self) -> Difference | None:
        """How it did otherwise than it had said."""
        return difference(self.reply, self.mark)


def list_sessions(desk: Desk) -> list[SessionEntry]:
    """Every session of the programme by date."""
    with desk.reading() as connection:
        return [
            _session_entry(found, desk.today)
            for found in rows(connection, "sessions/sessions", programme_id=desk.programme["id"])
        ]


def session_entry(desk: Desk, key: str) -> SessionEntry:
    """One session with its counts; raises `Refused` for a key that does not exist."""
    session_named(desk, key)
    return next(each for each in list_sessions(desk) if each.key == key)


def list_attendance(
    desk: Desk, session: str | None = None, *, number: int | None = None
) -> list[AttendanceRow]:
    """Attendance at a session of every active group, of the invited where there are any; or of one group everywhere."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "sessions/attendance",
            programme_id=desk.programme["id"],
            session_id=None if session is None else session_named(desk, session)["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
        )
        return [_attendance_row(attendance) for attendance in found]


def attendance_of(desk: Desk, session: str, number: int) -> AttendanceRow:
    """One group at one session; raises `Refused` for a group that is not on the session's page."""
    found = list_attendance(desk, session, number=number)
    if not found:
        held, group = session_named(desk, session), group_of(desk, number)
        raise Refused(
            "error.not_on_attendance",
            field="group_no",
            number=number,
            name=group["name"],
            title=held["title"],
            title_en=held["title_en"],
        )
    return found[0]


def session_of_milestone(desk: Desk, key: str) -> str:
    """The key of the session at which the duty to attend of this key is fulfilled."""
    with desk.reading() as connection:
        found = row(connection, "sessions/session_of_milestone", programme_id=desk.programme["id"], key=key)
    if found is None:
        raise Refused("error.row_gone")
    return str(found["key"])


def session_of_mark(desk: Desk, attendance_id: int) -> str:
    """The key of the session that a mark is about."""
    with desk.reading() as connection:
        found = row(connection, "sessions/session_of_mark", attendance_id=attendance_id)
    if found is None:
        raise Refused("error.row_gone")
    return str(found["key"])


def number_of_mark(desk: Desk, attendance_id: int) -> int:
    """The number of the group that a mark is about."""
    with desk.reading() as connection:
        found = row(connection, "sessions/session_of_mark", attendance_id=attendance_id)
    if found is None:
        raise Refused("error.row_gone")
    return int(found["group_no"])


def mark_attendance(desk: Desk, entries: Sequence[AttendanceEntry]) -> Outcome:
    """Mark groups at one session, all in one unit; the duty to attend is fulfilled or open again accordingly.

    A session before a group left can be marked after it. Raises `Refused` for an unknown session, a group that had left
    or completed by its day, or marks before the day of the session;
    `StaleVersion` for a mark that somebody else changed first, `ValueError` for marks that are not of one session.
    """
    if len({entry.session for entry in entries}) != 1:
        raise ValueError("marks that are not of one session")
    for entry in entries:
        entry.check()
    session = session_named(desk, entries[0].session)
    if (too_early := not_yet(session, desk.today, field="session")) is not None:
        raise too_early
    numbers = number_ranges([entry.group_no for entry in entries])
    held_on = date.fromisoformat(session["held_on"])
    with desk.writing(
        "unit.mark_attendance", title=session["title"], title_en=session["title_en"], groups=numbers
    ) as unit:
        for entry in entries:
            group = group_on(desk, entry.group_no, held_on, field="group_no")
            write_mark(unit, session, group, entry)
    if len(entries) == 1:
        mark, words = entries[0].mark, f"{group['number']} {group['name']}"
        return Outcome.of(unit, Said("saved.attendance_of", group=words, mark=mark), row_id=group["id"])
    counts = Counter(entry.mark for entry in entries)
    if len(counts) == 1:
        return Outcome.of(unit, Said("saved.attendance", count=len(entries), mark=entries[0].mark))
    each = tuple(Said("saved.marks_of", mark=mark, count=count) for mark, count in counts.items())
    return Outcome.of(unit, Said("saved.marks", marks=each))


def unconfirmed_numbers(rows: Iterable[AttendanceRow], *, without: Container[int] = ()) -> list[int]:
    """The groups of a session's page for which nobody has said whether they came, those in `without` left out."""
    return [
        row.group_no
        for row in rows
        if row.mark == AttendanceMark.UNKNOWN and row.left_as is None and row.group_no not in without
    ]


def told_unconfirmed(numbers: Sequence[int]) -> Said:
    """That these groups are not marked while others are."""
    return Said("warning.left_unconfirmed", count=len(numbers), numbers=number_ranges(numbers))


def left_unconfirmed(session: SessionEntry, rows: Sequence[AttendanceRow], today: date) -> Said | None:
    """What to say when somebody stops marking: who is left, once others are marked and all of the page were to come.

    None before the day of the session, and where it is open to all and nobody is invited.
    """
    left = unconfirmed_numbers(rows)
    is_for_all = session.is_duty or bool(session.invited)
    was_marked = len(left) < len(rows)
    is_over = was_held(session.on, session.is_day_open, today)
    return told_unconfirmed(left) if left and was_marked and is_for_all and is_over else None


def not_yet(
    session: Mapping[str, Any] | sqlite3.Row, today: date, *, field: str | None = None
) -> Refused | None:
    """Why nobody can be marked before the day of a session, nor while it is not fixed; None from its day on."""
    if was_held(session["held_on"], session["is_day_open"], today):
        return None
    titles = {"title": session["title"], "title_en": session["title_en"]}
    if session["is_day_open"]:
        return Refused("error.session_day_open", field=field, open_month=session["held_on"], **titles)
    return Refused("error.session_not_yet", field=field, date=session["held_on"], **titles)


def mark_group(
    unit: Unit,
    session: Mapping[str, Any] | sqlite3.Row,
    group: Mapping[str, Any] | sqlite3.Row,
    values: Mapping[str, Any],
    *,
    version: int | None = None,
) -> bool:
    """Write the mark of one group (`values`: mark, heads, names, note) and what follows for its duty to attend.

    True when anything differs. Raises `StaleVersion` when the mark has a newer version than the one given.
    """
    before = unit.changes
    standing = row(
        unit.connection, "sessions/attendance_mark", session_id=session["id"], group_id=group["id"]
    )
    if standing is None:
        unit.insert("attendance", session_id=session["id"], group_id=group["id"], **values)
    else:
        unit.update("attendance", standing["id"], values, version=version)
    if session["milestone_plan_id"] is not None:
        _fulfil_duty(unit, session, group, AttendanceMark(values["mark"]))
    return unit.changes > before


def write_mark(unit: Unit, session: sqlite3.Row, group: sqlite3.Row, entry: AttendanceEntry) -> None:
    """Mark one group within an act as the entry says; the duty to attend follows."""
    given = entry.model_dump(include={"heads", "names", "note"}, exclude_none=True)
    mark_group(unit, session, group, {"mark": entry.mark.value} | given, version=entry.version)


def _fulfil_duty(
    unit: Unit,
    session: Mapping[str, Any] | sqlite3.Row,
    group: Mapping[str, Any] | sqlite3.Row,
    mark: AttendanceMark,
) -> None:
    duty = row(
        unit.connection, "sessions/duty_to_attend", plan_id=session["milestone_plan_id"], group_id=group["id"]
    )
    if duty is None or duty["state"] in (MilestoneState.WAIVED, MilestoneState.NOT_APPLICABLE):
        return
    if mark.fulfils:
        changes = {"state": MilestoneState.ACCEPTED.value, "state_on": session["held_on"]}
    else:
        changes = {"state": MilestoneState.NOT_STARTED.value, "state_on": None}
    unit.update("milestone", duty["id"], changes)


def _attendance_row(found: sqlite3.Row) -> AttendanceRow:
    values = dict(found)
    return AttendanceRow(
        **{name: value for name, value in values.items() if name in AttendanceRow.__slots__}
        | {
            "on": values["held_on"],
            "is_invited": bool(values["is_invited"]),
            "is_expected": bool(values["is_expected"]),
            "is_day_open": bool(values["is_day_open"]),
            "followups": values["followups"] or "",
        }
    )


def _session_entry(found: sqlite3.Row, today: date) -> SessionEntry:
    from kodoku_tui.domain.sessions.attending import mean_score

    is_over = was_held(found["held_on"], found["is_day_open"], today)
    is_marked = (found["present"] or 0) + (found["absent"] or 0) > 0
    return SessionEntry(
        id=found["id"],
        version=found["version"],
        key=found["key"],
        title=found["title"],
        title_en=found["title_en"],
        kind=found["kind"],
        on=found["held_on"],
        starts_at=found["starts_at"],
        place=found["place"],
        format=found["format"],
        capacity=found["capacity"],
        is_duty=found["milestone_plan_id"] is not None,
        invited=found["invited"] or None,
        expected=found["expected"] or 0,
        present=found["present"] or 0,
        absent=found["absent"] or 0,
        unknown=found["unknown"] or 0,
        rate=_rate_of(found) if is_over and is_marked else None,
        survey_mean=mean_score(found["survey_total"] or 0, found["survey_scores"] or 0),
        survey_count=found["survey_scores"] or 0,
        is_past=not found["is_day_open"] and found["held_on"] < today.isoformat(),
        coming=found["coming"] or 0,
        not_coming=found["not_coming"] or 0,
        unanswered=found["unanswered"] or 0,
        reply_by=found["reply_by"],
        is_day_open=bool(found["is_day_open"]),
    )


def _rate_of(found: sqlite3.Row) -> float | None:
    # Open to all and nobody invited: whoever came was not expected, and a share of them would say nothing.
    if found["milestone_plan_id"] is None and not found["invited"]:
        return None
    return attendance_rate(found["present"], found["expected"])


@dataclass(frozen=True, slots=True)
class AttendanceStanding:
    """How one group comes to sessions: the rate in percent of where it was expected, and absences in a row."""

    rate: float | None
    came: int
    expected: int
    absences: int

    @property
    def is_signal(self) -> bool:
        """Whether it was absent so often in a row that somebody should ask."""
        return is_signal(self.absences)


def attendance_standings(desk: Desk) -> dict[int, AttendanceStanding]:
    """How each group of the year comes to the sessions held so far, by its number.

    Expected are its duties, what it was invited to, and where it was marked; see `attendance_rate` and
    `absences_in_a_row`.
    """
    with desk.reading() as connection:
        found = rows(connection, "sessions/attendance_standings", programme_id=desk.programme["id"])
        return {
            each["number"]: AttendanceStanding(
                rate=attendance_rate(each["came"], each["expected"]),
                came=each["came"],
                expected=each["expected"],
                absences=each["absences"],
            )
            for each in found
        }


def standing_of(desk: Desk, number: int) -> AttendanceStanding:
    """As `attendance_standings`, of one group; raises `Refused` for a number that does not exist."""
    group_of(desk, number)
    return attendance_standings(desk)[number]
