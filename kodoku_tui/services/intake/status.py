"""A status list (状況一覧) that a colleague edited: who accompanies a group, and what its project is called.

Everything else on it follows from what is recorded elsewhere, and is not taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.list_reading import ReadRow
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.intake.columns import ListLayout
from kodoku_tui.services.intake.groups import GroupFinder
from kodoku_tui.services.intake.model import IntakeRow, Remark
from kodoku_tui.services.intake.planner import Planner
from kodoku_tui.services.intake.standing import Origin, StandingRows, edited_cells
from kodoku_tui.services.register import GroupFacts, change_facts, group_of
from kodoku_tui.store.unit import Unit

_SELECT = "SELECT * FROM adopted_group WHERE programme_id = ?"
_STAFF = {"staff": "main_staff_id", "deputy": "deputy_staff_id"}


class StatusPlanner(Planner):
    """A line is found by its row key, else by the group's number and name."""

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._rows = StandingRows(self.connection, "adopted_group", origin, _SELECT, self.programme["id"])
        self._first_line: dict[int, int] = {}

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        group = self.keyed_group_of(read, row)
        if (first := self._first_line.setdefault(group.id, row.row)) != row.row:
            row.remarks.append(Remark("import.remark_twice", {"row": first}))
            self.skip(row, "twice")
            return
        self.settle_staff(read, *_STAFF)
        found = self._rows.now[group.id]
        here = self._shown(found)
        then = self._rows.then(group.id)
        exported = None if then is None else self._shown(then)
        leaves_empty = self.key_of(read) is None
        row.cells = edited_cells(read, self.columns, here, exported, leaves_empty=leaves_empty)
        self.drop_naming(row)
        if row.cells:
            self._changes({cell.key: cell.workbook for cell in row.cells}, found)
        row.write = lambda unit, taken: self._write(unit, found, taken)

    def _changes(self, taken: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, int | None]:
        """Who is assigned instead; raises `Refused` for people who are not registered or are both at once."""
        if "project" in taken and not taken["project"]:
            raise Refused("error.cell_empty", field="project", column=self.layout.column("project").title)
        changes = {
            _STAFF[key]: self.staff_id(taken[key], field=key) if taken[key] else None
            for key in _STAFF
            if key in taken
        }
        planned = {name: found[name] for name in _STAFF.values()} | changes
        if planned["main_staff_id"] is not None and planned["main_staff_id"] == planned["deputy_staff_id"]:
            field = "deputy" if "deputy" in taken else "staff"
            raise Refused("error.main_is_deputy", field=field, number=found["number"])
        return changes

    def _write(self, unit: Unit, found: Mapping[str, Any], taken: Mapping[str, Any]) -> None:
        changes = self._changes(taken, found)
        if changes:
            unit.update("adopted_group", found["id"], changes, version=found["version"])
        if "project" in taken:
            group = group_of(self.desk, found["number"])
            facts = GroupFacts(
                group["number"],
                group["name"],
                taken["project"],
                group["targets_text"],
                group["area"],
                bool(group["adopted_last_year"]),
            )
            change_facts(unit, group, facts)

    def _shown(self, found: Mapping[str, Any]) -> dict[str, Any]:
        if not found:
            return {}
        return {
            "project": found["project"],
            "staff": self.staff_name(found["main_staff_id"]),
            "deputy": self.staff_name(found["deputy_staff_id"]),
        }
