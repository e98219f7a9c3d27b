"""The register (採択団体一覧) from a workbook: groups that are new, and what is now said of those there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from kodoku_tui.domain.duties.milestones import MilestoneState
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.facts import FACTS, stored_fact
from kodoku_tui.domain.register.facts_entry import FactsEntry
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.bodies import BodiesByName
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.plan.changes import follow_contract
from kodoku_tui.services.intake.columns.layouts import ListLayout
from kodoku_tui.services.intake.groups import GroupFinder
from kodoku_tui.services.intake.model import IntakeRow
from kodoku_tui.services.intake.planners.planner import Planner
from kodoku_tui.services.intake.standing.standing import Origin, edited_cells
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.register import (
    GroupFacts,
    adopt_groups,
    change_facts,
    organization_names,
    set_reading,
)
from kodoku_tui.services.register.staff import staff_named
from kodoku_tui.store.queries import row as first_row
from kodoku_tui.store.unit import Unit

_STAFF = {"main_staff": "main_staff_id", "deputy_staff": "deputy_staff_id"}
_FACTS = {
    "project": "project",
    "targets": "targets_text",
    "area": "area",
    "adopted_last_year": "adopted_last_year",
}
_SELECT = (
    "SELECT adopted_group.*, organization.name, organization.reading, milestone.state AS contract_state,"
    " milestone.state_on AS contracted_on"
    " FROM adopted_group JOIN organization ON organization.id = organization_id"
    " LEFT JOIN milestone_plan ON milestone_plan.programme_id = adopted_group.programme_id AND key = 'contract'"
    " LEFT JOIN milestone ON milestone.group_id = adopted_group.id AND milestone.plan_id = milestone_plan.id"
    " WHERE adopted_group.programme_id = ?"
)


class RosterPlanner(Planner):
    """A group is found by its number, and its name has to be that of the same organization."""

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._by_number = {found["number"]: dict(found) for found in self._read_groups()}
        self._organizations: BodiesByName[int | str] = BodiesByName()
        for name, organization_id in organization_names(self.connection):
            self._organizations.add(name, organization_id)
        self._number_of: dict[int | str, int] = {
            found["organization_id"]: number for number, found in self._by_number.items()
        }
        self._staff_ids = {search_key(name): staff_id for staff_id, name in self._names_of_staff.items()}
        self._retired = {
            search_key(name)
            for (name,) in self.connection.execute("SELECT name FROM staff WHERE is_active = 0")
        }
        self._cell_of_number: dict[int, str] = {}
        self._facts: dict[int, tuple[GroupFacts, ReadRow]] = {}

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        values = read.values
        is_whole = self.required(read, row, *(key for key in ("number", "name", "project") if key in values))
        number, name = values.get("number"), values.get("name")
        if number is not None:
            row.group_no = number
            row.about = f"{number} {name or ''}"
            cell = read.table.cell(read.record, "number")
            first = self._cell_of_number.setdefault(number, cell)
            if first != cell:
                self.complain(
                    read,
                    row,
                    Refused("error.duplicate_number", field="number", number=number, first=first, cell=cell),
                )
        contracted_on = values.get("contracted_on")
        if contracted_on is not None and contracted_on > self.desk.today.isoformat():
            self.complain(
                read, row, Refused("error.date_in_future", field="contracted_on", date=contracted_on)
            )
        self._check_facts(read)
        if row.errors or read.errors or not is_whole or number is None or name is None:
            return
        group = self._by_number.get(number)
        self._check_people(read, group)
        self._check_organization(read, row, group)
        self._note_new_staff(values)
        if group is None:
            facts = GroupFacts(
                number, name, **self._facts_of(values, {}), reading=values.get("reading") or ""
            )
            row.is_new = True
            self._facts[row.position] = facts, read
            return
        if group["reading"] and read.table.has_furigana_for("reading"):
            # Excel wrote down how it was typed; what somebody said or corrected here counts.
            values.pop("reading", None)
        here = self._shown(group)
        row.cells = edited_cells(read, self.columns, here, None, leaves_empty=True)
        row.cells += self._emptied(read, here)
        recorded = group["contract_state"] != MilestoneState.NOT_STARTED
        row.cells = [
            cell
            for cell in row.cells
            if cell.key not in ("number", "name") and not (cell.key == "contracted_on" and recorded)
        ]
        row.write = lambda unit, taken: self._write(unit, group, taken)

    def before_writing(self, unit: Unit, rows: Sequence[IntakeRow]) -> Sequence[IntakeRow]:
        """People and groups that are new, all at once."""
        self._register_people(unit, rows)
        new = [row for row in rows if row.is_new]
        adopted = [
            (
                facts,
                {column: self._staff_of(read.values.get(key)) for key, column in _STAFF.items()}
                | {column.key: stored_fact(column, read.values.get(column.key)) for column in FACTS},
            )
            for facts, read in (self._facts[row.position] for row in new)
        ]
        for row, group_id in zip(new, adopt_groups(unit, self.programme, adopted), strict=True):
            contracted_on = self._facts[row.position][1].values.get("contracted_on")
            if contracted_on is not None:
                _record_contract(unit, group_id, contracted_on)
        return [row for row in rows if not row.is_new]

    def _register_people(self, unit: Unit, rows: Sequence[IntakeRow]) -> None:
        named = [self._facts[row.position][1].values if row.is_new else row.taken for row in rows]
        names = {search_key(name): name for said in named for key in _STAFF if (name := said.get(key))}
        self.new_staff = [name for key, name in names.items() if self._staff_ids[key] == 0]
        for name in self.new_staff:
            # Somebody else may have registered the same person since the rows were worked out.
            known = staff_named(unit.connection, name)
            self._staff_ids[search_key(name)] = unit.insert("staff", name=name) if known is None else known

    def _write(self, unit: Unit, group: Mapping[str, Any], taken: Mapping[str, Any]) -> None:
        if taken.keys() & _FACTS.keys():
            standing = group_of(self.desk, group["number"])
            facts = self._facts_of(taken, standing)
            change_facts(unit, standing, GroupFacts(group["number"], group["name"], **facts))
        if taken.get("reading"):
            set_reading(unit, group["organization_id"], taken["reading"])
        changes = {column: self._staff_of(taken[key]) for key, column in _STAFF.items() if taken.get(key)}
        changes |= {column.key: taken[column.key] for column in FACTS if taken.get(column.key) is not None}
        if changes:
            unit.update("adopted_group", group["id"], changes)
        if taken.get("contracted_on"):
            _record_contract(unit, group["id"], taken["contracted_on"])

    def _facts_of(self, values: Mapping[str, Any], group: Mapping[str, Any] | sqlite3.Row) -> dict[str, Any]:
        """The facts, with what the workbook has no column for left as it stands."""
        known = group.keys()
        standing = {key: group[column] if column in known else "" for key, column in _FACTS.items()}
        facts = {key: values.get(key) if key in values else standing[key] for key in _FACTS}
        return {
            "project": facts["project"] or "",
            "targets": facts["targets"] or "",
            "area": facts["area"] or "",
            "adopted_last_year": bool(facts["adopted_last_year"]),
        }

    def _emptied(self, read: ReadRow, here: Mapping[str, Any]) -> list[Any]:
        """Facts whose cell is empty are no longer so; who is assigned stays."""
        emptied = {
            key: None for key in ("targets", "area", "adopted_last_year") if read.values.get(key) is None
        }
        columns = {key: self.columns[key] for key in emptied if key in read.values}
        return edited_cells(read, columns, here, None, leaves_empty=False)

    def _shown(self, group: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "number": group["number"],
            "name": group["name"],
            "reading": group["reading"],
            "project": group["project"],
            "targets": group["targets_text"],
            "area": group["area"],
            "adopted_last_year": True if group["adopted_last_year"] else None,
            "main_staff": self.staff_name(group["main_staff_id"]),
            "deputy_staff": self.staff_name(group["deputy_staff_id"]),
            "contracted_on": group["contracted_on"],
            **{column.key: group[column.key] for column in FACTS},
        }

    def _check_people(self, read: ReadRow, group: Mapping[str, Any] | None) -> None:
        said = {key: read.values.get(key) for key in _STAFF}
        if not any(said.values()):
            return
        standing = (
            {} if group is None else {key: self.staff_name(group[column]) for key, column in _STAFF.items()}
        )
        for key, name in said.items():
            if name and search_key(name) in self._retired and name != standing.get(key):
                raise Refused("error.staff_retired", field=key, name=name)
        main, deputy = (said[key] or standing.get(key) for key in _STAFF)
        if main and deputy and search_key(main) == search_key(deputy):
            field = "deputy_staff" if said["deputy_staff"] else "main_staff"
            raise Refused("error.main_is_deputy", field=field, number=read.values["number"])

    def _check_facts(self, read: ReadRow) -> None:
        given = {column.key: value for column in FACTS if (value := read.values.get(column.key)) is not None}
        FactsEntry(**given).check(self.desk.today)

    def _check_organization(self, read: ReadRow, row: IntakeRow, group: Mapping[str, Any] | None) -> None:
        number, name = read.values["number"], read.values["name"]
        organizations = self._organizations.named(name)
        if group is not None:
            if group["organization_id"] not in organizations:
                raise Refused("error.number_is_another", field="name", number=number, known=group["name"])
            return
        if not organizations:
            self._remark_another_form(read, row)
            self._organizations.add(name, name)
            organizations = [name]
        other = self._number_of.setdefault(organizations[0], number)
        if other != number:
            raise Refused("error.organization_twice", field="name", number=other)

    def _remark_another_form(self, read: ReadRow, row: IntakeRow) -> None:
        """A body of the name of another that says another legal form is a new one: it is told, to be looked at."""
        numbers = (self._number_of.get(one) for one in self._organizations.alike(read.values["name"]))
        if (number := next((one for one in numbers if one is not None), None)) is not None:
            cell = read.table.cell(read.record, "name")
            row.remarks.append(Said("import.remark_another_form", cell=cell, number=number))

    def _note_new_staff(self, values: Mapping[str, Any]) -> None:
        for key in _STAFF:
            name = values.get(key)
            if name and search_key(name) not in self._staff_ids:
                self._staff_ids[search_key(name)] = 0
                self.new_staff.append(name)

    def _staff_of(self, name: str | None) -> int | None:
        return self._staff_ids[search_key(name)] if name else None

    def _read_groups(self) -> list[sqlite3.Row]:
        return self.connection.execute(_SELECT, (self.programme["id"],)).fetchall()


def _record_contract(unit: Unit, group_id: int, day: str) -> None:
    """Close the duty to contract; what somebody recorded about it already stays as it is."""
    contract = first_row(unit.connection, "duties/milestone", group_id=group_id, key="contract")
    if contract is None or contract["state"] != MilestoneState.NOT_STARTED:
        return
    unit.insert(
        "submission_round",
        milestone_id=contract["id"],
        round=(contract["round"] or 0) + 1,
        submitted_on=day,
        decision=MilestoneState.ACCEPTED.value,
        decided_on=day,
    )
    unit.update("milestone", contract["id"], {"state": MilestoneState.ACCEPTED.value, "state_on": day})
    follow_contract(unit, group_id)
