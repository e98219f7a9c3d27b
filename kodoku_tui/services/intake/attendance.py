"""Attendance (出欠) from a grid: one line a group, one column a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.entries import AttendanceEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.excel.list_reading import ReadRow
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.intake.columns import SESSION, ListLayout
from kodoku_tui.services.intake.groups import GroupFinder, KnownGroup, refuse_inactive
from kodoku_tui.services.intake.model import IntakeRow, Remark
from kodoku_tui.services.intake.planner import Planner
from kodoku_tui.services.intake.standing import Origin, StandingRows, edited_cells
from kodoku_tui.services.register import active_group_of
from kodoku_tui.services.sessions import session_named, write_mark
from kodoku_tui.store.unit import Unit

_SELECT = "SELECT attendance.* FROM attendance JOIN session ON session.id = session_id WHERE programme_id = ?"
_NOBODY_KNOWS = AttendanceMark.UNKNOWN.value


class AttendancePlanner(Planner):
    """An empty cell says nothing, except where it was emptied since it went out: then nobody knows any more."""

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._rows = StandingRows(self.connection, "attendance", origin, _SELECT, self.programme["id"])
        self._ids = {
            (found["group_id"], found["session_id"]): row_id for row_id, found in self._rows.now.items()
        }
        self._sessions = {
            column.key: session_named(desk, column.key.removeprefix(SESSION)) for column in layout.sessions
        }
        self._first_line: dict[int, int] = {}

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        group = self._found(read, row)
        if (first := self._first_line.setdefault(group.id, row.row)) != row.row:
            row.remarks.append(Remark("import.remark_twice", {"row": first}))
            self.skip(row, "twice")
            return
        here, exported = self._marks(group, then=False), self._marks(group, then=True)
        # A form goes out empty and without row keys: what is empty there says nothing.
        is_keyed = self.key_of(read) is not None
        is_known = is_keyed and self.origin.unit_id is not None
        row.cells = edited_cells(
            read, self.columns, here, exported if is_known else None, leaves_empty=not is_known
        )
        self.drop_naming(row)
        row.cells = [
            cell for cell in row.cells if (cell.workbook or _NOBODY_KNOWS) != (cell.here or _NOBODY_KNOWS)
        ]
        for cell in row.cells:
            session = self._sessions[cell.key]
            if session["held_on"] > self.desk.today.isoformat():
                raise Refused(
                    "error.session_not_yet",
                    field=cell.key,
                    title=session["title"],
                    title_en=session["title_en"],
                    date=session["held_on"],
                )
        if row.cells:
            refuse_inactive(group)
        row.write = lambda unit, taken: self._write(unit, group, taken)

    def _found(self, read: ReadRow, row: IntakeRow) -> KnownGroup:
        row_id = self.key_of(read)
        if row_id is None or row_id not in self.finder.by_id:
            return self.group_of(read, row, active=False)
        group = self.finder.by_id[row_id]
        self.say_group(row, group)
        self.same_group(read, group.number)
        return group

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

    def _write(self, unit: Unit, group: KnownGroup, taken: Mapping[str, Any]) -> None:
        standing = active_group_of(self.desk, group.number)
        for key, mark in taken.items():
            session = self._sessions[key]
            row_id = self._ids.get((group.id, session["id"]))
            entry = AttendanceEntry(
                session=session["key"],
                group_no=group.number,
                mark=AttendanceMark(mark or _NOBODY_KNOWS),
                version=None if row_id is None else self._rows.now[row_id]["version"],
            )
            write_mark(unit, session, standing, entry)
