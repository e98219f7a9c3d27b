"""Attendance as it stands and stood, and writing what an edited mark says: for the grid and for the status list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.sessions.replies import SessionDifference, difference
from kodoku_tui.domain.words import AttendanceMark, Reply
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.layouts import SESSION, ListLayout
from kodoku_tui.services.intake.groups import KnownGroup
from kodoku_tui.services.intake.model import CellChange
from kodoku_tui.services.intake.standing.standing import Origin, StandingRows
from kodoku_tui.services.register.finding import group_on
from kodoku_tui.services.sessions.sessions import not_yet, session_named, write_mark
from kodoku_tui.store.unit import Unit

_SELECT = "SELECT attendance.* FROM attendance JOIN session ON session.id = session_id WHERE programme_id = ?"
_REPLIES = (
    "SELECT session_reply.* FROM session_reply JOIN session ON session.id = session_id WHERE programme_id = ?"
)
_NOBODY_KNOWS = AttendanceMark.UNKNOWN.value


class StandingMarks:
    """The mark of every group at the sessions that the layout has columns for."""

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin) -> None:
        self._desk = desk
        self._rows = StandingRows(desk.connection, "attendance", origin, _SELECT, desk.programme["id"])
        self._ids = {
            (found["group_id"], found["session_id"]): row_id for row_id, found in self._rows.now.items()
        }
        self._sessions = {
            column.key: session_named(desk, column.key.removeprefix(SESSION)) for column in layout.sessions
        }
        self._replies = {
            (found["group_id"], found["session_id"]): Reply(found["reply"])
            for found in desk.connection.execute(_REPLIES, (desk.programme["id"],))
        }
        # Where nobody was asked for a reply, nobody did otherwise.
        self._asked = {
            session_id for (_, session_id), reply in self._replies.items() if reply is not Reply.UNANSWERED
        }

    def shown(self, group: KnownGroup) -> dict[str, Any]:
        """The marks by column; None where nobody knows."""
        return self._marks(group, then=False)

    def shown_then(self, group: KnownGroup) -> dict[str, Any]:
        """The marks that the export showed."""
        return self._marks(group, then=True)

    def edited(self, group: KnownGroup, cells: Sequence[CellChange]) -> list[CellChange]:
        """The cells without those that say 未確認 where nothing is known anyway; a mark unlike the reply tells so.

        Raises `Refused` (`error.session_not_yet`) for a mark at a session that is still to come.
        """
        left = []
        for cell in cells:
            if cell.key in self._sessions:
                if (cell.workbook or _NOBODY_KNOWS) == (cell.here or _NOBODY_KNOWS):
                    continue
                self._check_held(cell.key)
                cell.differs = self._difference(group, cell)
            left.append(cell)
        return left

    def fulfils(self, taken: Mapping[str, Any]) -> frozenset[int]:
        """The plans whose duty to attend is done by marks that are among what is taken."""
        return frozenset(
            session["milestone_plan_id"]
            for key, session in self._sessions.items()
            if taken.get(key) and AttendanceMark(taken[key]).fulfils
        )

    def write(self, unit: Unit, group: KnownGroup, taken: Mapping[str, Any]) -> None:
        """Set the marks that are among what is taken."""
        marks = {key: mark for key, mark in taken.items() if key in self._sessions}
        if not marks:
            return
        for key, mark in marks.items():
            session = self._sessions[key]
            held_on = date.fromisoformat(session["held_on"])
            standing = group_on(self._desk, group.number, held_on, field="group_no")
            row_id = self._ids.get((group.id, session["id"]))
            entry = AttendanceEntry(
                session=session["key"],
                group_no=group.number,
                mark=AttendanceMark(mark or _NOBODY_KNOWS),
                # A mark that somebody set meanwhile is not there unseen.
                version=0 if row_id is None else self._rows.now[row_id]["version"],
            )
            write_mark(unit, session, standing, entry)

    def _difference(self, group: KnownGroup, cell: CellChange) -> SessionDifference | None:
        session = self._sessions[cell.key]
        if session["id"] not in self._asked:
            return None
        reply = self._replies.get((group.id, session["id"]), Reply.UNANSWERED)
        told = difference(reply, str(cell.workbook or _NOBODY_KNOWS))
        if told is None:
            return None
        return SessionDifference(session["key"], session["title"], session["title_en"], told)

    def _check_held(self, key: str) -> None:
        session = self._sessions[key]
        if (too_early := not_yet(session, self._desk.today, field=key)) is not None:
            raise too_early

    def _marks(self, group: KnownGroup, *, then: bool) -> dict[str, Any]:
        marks: dict[str, Any] = {}
        for key, session in self._sessions.items():
            row_id = self._ids.get((group.id, session["id"]))
            if row_id is None:
                marks[key] = None
                continue
            found = self._rows.then(row_id) if then else self._rows.now[row_id]
            mark = (found or {}).get("mark")
            marks[key] = None if mark == _NOBODY_KNOWS else mark
        return marks
