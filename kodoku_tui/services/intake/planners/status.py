"""A status list (状況一覧) that a colleague edited: project, staff, states and dates of milestones, attendance.

Everything else on it follows from what is recorded elsewhere, and is not taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.layouts import ListLayout
from kodoku_tui.services.intake.groups import GroupFinder, KnownGroup
from kodoku_tui.services.intake.identity import Identity, Name
from kodoku_tui.services.intake.model import IntakeRow
from kodoku_tui.services.intake.planners.planner import Planner
from kodoku_tui.services.intake.planners.status_milestones import StatusMilestones
from kodoku_tui.services.intake.standing.marks import StandingMarks
from kodoku_tui.services.intake.standing.standing import Origin, StandingRows, edited_cells
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.register import GroupFacts, change_facts
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.store.unit import Unit

_SELECT = "SELECT * FROM adopted_group WHERE programme_id = ?"
_STAFF = {"staff": "main_staff_id", "deputy": "deputy_staff_id"}


class StatusPlanner(Planner):
    """A line is found by its row key, else by the group's number and name."""

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._rows = StandingRows(self.connection, "adopted_group", origin, _SELECT, self.programme["id"])
        self._milestones = StatusMilestones(desk, layout, origin, finder)
        self._marks = StandingMarks(desk, layout, origin)

    def identities(self) -> Mapping[int, Identity]:
        return {
            group.id: Identity((Name(group.id),), f"{group.number} {group.name}", partial(self._both, group))
            for group in self.finder.groups
        }

    def _both(self, group: KnownGroup) -> list[Mapping[str, Any]]:
        then = self._rows.then(group.id)
        here = self._everything(group, self._rows.now[group.id])
        return [here] if not then else [here, self._everything_then(group, then)]

    def _everything(self, group: KnownGroup, found: Mapping[str, Any]) -> dict[str, Any]:
        return self._shown(found) | self._milestones.shown(group) | self._marks.shown(group)

    def _everything_then(self, group: KnownGroup, then: Mapping[str, Any]) -> dict[str, Any]:
        return self._shown(then) | self._milestones.shown_then(group) | self._marks.shown_then(group)

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        group = self.keyed_group_of(read, row)
        if self.comes_again(read, row, group.id):
            return
        self.settle_staff(read, *_STAFF)
        leaves_empty = self.key_of(read) is None
        self._milestones.settle(read, group)
        found, then = self._rows.now[group.id], self._rows.then(group.id)
        here = self._everything(group, found)
        exported = None
        if then is not None and not leaves_empty:
            exported = self._everything_then(group, then)
        row.cells = edited_cells(read, self.columns, here, exported, leaves_empty=leaves_empty)
        self.drop_naming(row)
        row.cells = self._marks.edited(group, row.cells)
        self._milestones.drop_what_no_act_changes(row)
        if row.cells:
            taken = {cell.key: cell.workbook for cell in row.cells}
            self._changes(taken, found)
            row.doubts += self._milestones.check(group, taken, self._marks.fulfils(taken))
        row.write = lambda unit, taken: self._write(unit, group, found, taken)

    def _changes(self, taken: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, int | None]:
        """Who is assigned instead; raises `Refused` for people who are not registered or are both at once."""
        if "project" in taken and not taken["project"]:
            raise Refused("error.cell_empty", field="project", column=self.layout.column("project").title)
        changes = {
            _STAFF[key]: staff_id_of(self.connection, taken[key], field=key) if taken[key] else None
            for key in _STAFF
            if key in taken
        }
        planned = {name: found[name] for name in _STAFF.values()} | changes
        if planned["main_staff_id"] is not None and planned["main_staff_id"] == planned["deputy_staff_id"]:
            field = "deputy" if "deputy" in taken else "staff"
            raise Refused("error.main_is_deputy", field=field, number=found["number"])
        return changes

    def _write(
        self, unit: Unit, group: KnownGroup, found: Mapping[str, Any], taken: Mapping[str, Any]
    ) -> None:
        changes = self._changes(taken, found)
        if changes:
            unit.update("adopted_group", found["id"], changes, version=found["version"])
        if "project" in taken:
            standing = group_of(self.desk, found["number"])
            facts = GroupFacts(
                standing["number"],
                standing["name"],
                taken["project"],
                standing["targets_text"],
                standing["area"],
                bool(standing["adopted_last_year"]),
            )
            change_facts(unit, standing, facts)
        self._marks.write(unit, group, taken)
        self._milestones.write(unit, group, taken, self._marks.fulfils(taken))

    def _shown(self, found: Mapping[str, Any]) -> dict[str, Any]:
        if not found:
            return {}
        return {
            "project": found["project"],
            "staff": self.staff_name(found["main_staff_id"]),
            "deputy": self.staff_name(found["deputy_staff_id"]),
        }
