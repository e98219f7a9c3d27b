"""Attendance (出欠) from a grid: one line a group, one column a session."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.layouts import ListLayout
from kodoku_tui.services.intake.groups import GroupFinder, KnownGroup, refuse_inactive
from kodoku_tui.services.intake.identity import Identity, Name
from kodoku_tui.services.intake.model import IntakeRow
from kodoku_tui.services.intake.planners.planner import Planner
from kodoku_tui.services.intake.standing.marks import StandingMarks
from kodoku_tui.services.intake.standing.standing import Origin, edited_cells


class AttendancePlanner(Planner):
    """An empty cell says nothing, except where it was emptied since it went out: then nobody knows any more."""

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._marks = StandingMarks(desk, layout, origin)

    def identities(self) -> Mapping[int, Identity]:
        return {
            group.id: Identity((Name(group.id),), f"{group.number} {group.name}", partial(self._both, group))
            for group in self.finder.groups
        }

    def _both(self, group: KnownGroup) -> list[Mapping[str, Any]]:
        return [self._marks.shown(group), self._marks.shown_then(group)]

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        group = self.keyed_group_of(read, row)
        if self.comes_again(read, row, group.id):
            return
        # A form goes out empty and without row keys: what is empty there says nothing.
        is_known = self.key_of(read) is not None and self.origin.unit_id is not None
        exported = self._marks.shown_then(group) if is_known else None
        row.cells = edited_cells(
            read, self.columns, self._marks.shown(group), exported, leaves_empty=not is_known
        )
        self.drop_naming(row)
        row.cells = self._marks.edited(group, row.cells)
        if row.cells:
            refuse_inactive(group)
        row.write = lambda unit, taken: self._marks.write(unit, group, taken)
