"""What follows an absence (資料送付, 録画視聴, 個別補講): a promise of ours for each group that did not come."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from kodoku_tui.domain.days.closed_days import business_day_after, is_closed
from kodoku_tui.domain.duties.milestones import Turn
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.sessions.attending import ABSENT
from kodoku_tui.domain.sessions.sessions import FollowUp
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import active_group_of
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.services.sessions.sessions import list_attendance, mark_group, session_named
from kodoku_tui.store.queries import row
from kodoku_tui.store.unit import Unit

# Soon enough to be of use, long enough to be kept.
_DAYS = 14


def followup_due(today: date) -> date:
    """By when an absence is followed up unless somebody says otherwise: two weeks on, on an open day."""
    due = today + timedelta(days=_DAYS)
    return business_day_after(due) if is_closed(due) else due


def absent_numbers(desk: Desk, key: str) -> list[int]:
    """The groups that are marked absent from a session."""
    return [each.group_no for each in list_attendance(desk, key) if each.mark in ABSENT]


def add_followups(
    desk: Desk,
    key: str,
    numbers: Sequence[int],
    what: FollowUp,
    *,
    due_on: date | None = None,
    staff: str = "",
) -> Outcome:
    """Promise a follow-up to groups that were absent, all in one unit.

    It falls to `staff`, else to each group's main staff member, else to whoever writes. A group for which the same
    is promised already, or was done, is passed over. Raises `Refused` for a group that was not marked absent.
    """
    session = session_named(desk, key)
    title = f"{what.value}: {session['title']}"
    due = due_on or followup_due(desk.today)
    with desk.writing(
        "unit.add_followups",
        title=session["title"],
        title_en=session["title_en"],
        state=what.value,
        groups=number_ranges(list(dict.fromkeys(numbers))),
    ) as unit:
        own = staff_id_of(unit.connection, staff or desk.staff) if staff or desk.staff else None
        for number in dict.fromkeys(numbers):
            group = active_group_of(desk, number)
            _check_absent(unit, session, group)
            known = unit.connection.execute(
                "SELECT 1 FROM action WHERE session_id = ? AND group_id = ? AND followup = ? AND is_hidden = 0",
                (session["id"], group["id"], what.value),
            ).fetchone()
            if known is not None:
                continue
            unit.insert(
                "action",
                group_id=group["id"],
                session_id=session["id"],
                followup=what.value,
                title=title,
                turn=Turn.SECRETARIAT.value,
                staff_id=own if staff else group["main_staff_id"] or own,
                due_on=due.isoformat(),
            )
    return Outcome.of(
        unit,
        Said("saved.followups", count=unit.changes, what=what),
        unchanged=Said("followup.known", what=what),
    )


def followed_up(unit: Unit, action: sqlite3.Row) -> None:
    """What a follow-up that is done leads to: a recording that was watched becomes the mark of the absent group."""
    if action["followup"] != FollowUp.RECORDING or action["session_id"] is None:
        return
    session = unit.current("session", action["session_id"])
    group = unit.current("adopted_group", action["group_id"])
    standing = row(
        unit.connection,
        "sessions/attendance_mark",
        session_id=action["session_id"],
        group_id=action["group_id"],
    )
    if session is not None and group is not None and standing is not None and standing["mark"] in ABSENT:
        mark_group(unit, session, group, {"mark": AttendanceMark.RECORDING.value})


def _check_absent(unit: Unit, session: sqlite3.Row, group: sqlite3.Row) -> None:
    standing = row(
        unit.connection, "sessions/attendance_mark", session_id=session["id"], group_id=group["id"]
    )
    mark = AttendanceMark.UNKNOWN.value if standing is None else standing["mark"]
    if mark not in ABSENT:
        raise Refused(
            "error.not_absent",
            field="group_no",
            number=group["number"],
            name=group["name"],
            title=session["title"],
            title_en=session["title_en"],
            state=mark,
        )
