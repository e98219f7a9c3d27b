"""Taking the register in from a workbook, as one unit."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.milestones import MilestoneState
from kodoku_tui.domain.names import search_key
from kodoku_tui.excel.cell_errors import CellError
from kodoku_tui.excel.roster import RosterReading, RosterRow, SkippedRow, read_roster
from kodoku_tui.resources import resource_folder
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.plans import follow_contract
from kodoku_tui.services.register import (
    GroupFacts,
    adopt_group,
    change_facts,
    organization_named,
)
from kodoku_tui.services.staff import staff_named
from kodoku_tui.store.queries import row as first_row
from kodoku_tui.store.unit import Unit


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do. `rows` is new + changed + unchanged + skipped + rows with errors.

    `unit` is the number under which it can be taken back; None when nothing was written.
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    rows_with_errors: int = 0
    errors: list[CellError] = field(default_factory=list)
    skipped_rows: list[SkippedRow] = field(default_factory=list)
    removed_characters: int = 0
    new_staff: list[str] = field(default_factory=list)
    unit: int | None = None


class _NotApplied(Exception):
    """Leaves the unit without writing it."""


def shipped_register() -> Path:
    """The register of the 96 groups of FY2025 that ships with the program."""
    return resource_folder("imports") / "rosters" / "r7_adopted_groups.xlsx"


def import_roster(
    desk: Desk,
    path: Path,
    *,
    sheet: str | None = None,
    profile: str = "roster",
    dry_run: bool = False,
    partial: bool = False,
) -> ImportReport:
    """Bring the register to what the workbook says; groups that it does not name stay as they are.

    Any error applies nothing unless `partial`; `dry_run` applies nothing at all. Raises `Refused` for a file
    that cannot be read as a register.
    """
    profiles = sorted(found.stem for found in (resource_folder("imports") / "profiles").glob("*.toml"))
    if profile not in profiles:
        raise Refused("error.no_such_profile", field="profile", profile=profile, profiles="、".join(profiles))
    programme = desk.programme
    reading = read_roster(
        path,
        sheet=sheet,
        today=desk.today,
        year_starts_on=date(programme["fiscal_year"], 4, 1),
        profile=profile,
    )
    report = ImportReport(
        rows=reading.row_count,
        skipped=len(reading.skipped),
        skipped_rows=list(reading.skipped),
        rows_with_errors=reading.rows_with_errors,
        errors=list(reading.errors),
        removed_characters=reading.removed_characters,
    )
    try:
        with desk.writing("unit.import_roster", file=path.name) as unit:
            for entry in reading.rows:
                _take(unit, programme, reading, entry, report)
            if dry_run or (report.errors and not partial):
                raise _NotApplied
            report.unit = unit.id if unit.changes else None
    except _NotApplied:
        pass
    return report


def _take(
    unit: Unit, programme: sqlite3.Row, reading: RosterReading, entry: RosterRow, report: ImportReport
) -> None:
    group = first_row(unit.connection, "group_by_number", programme_id=programme["id"], number=entry.number)
    error = _conflict(unit, programme, reading, entry, group)
    if error is not None:
        report.errors.append(error)
        report.rows_with_errors += 1
        return
    facts = GroupFacts(
        number=entry.number,
        name=entry.name,
        project=entry.project,
        targets=entry.targets,
        area=entry.area,
        adopted_last_year=entry.adopted_last_year,
    )
    before = unit.changes
    if group is None:
        group_id = adopt_group(unit, programme, facts)
        _assign(unit, group_id, entry, report)
        _record_contract(unit, group_id, entry.contracted_on)
        report.new += 1
        return
    change_facts(unit, group, _known(facts, group, reading))
    _assign(unit, group["id"], entry, report)
    _record_contract(unit, group["id"], entry.contracted_on)
    if unit.changes > before:
        report.changed += 1
    else:
        report.unchanged += 1


def _known(facts: GroupFacts, group: sqlite3.Row, reading: RosterReading) -> GroupFacts:
    """The facts with what the workbook has no column for left as it stands."""
    standing: Mapping[str, Any] = {
        "targets": group["targets_text"],
        "area": group["area"],
        "adopted_last_year": bool(group["adopted_last_year"]),
    }
    kept = {name: value for name, value in standing.items() if name not in reading.columns}
    return GroupFacts(
        number=facts.number,
        name=facts.name,
        project=facts.project,
        targets=kept.get("targets", facts.targets),
        area=kept.get("area", facts.area),
        adopted_last_year=kept.get("adopted_last_year", facts.adopted_last_year),
    )


def _conflict(
    unit: Unit,
    programme: sqlite3.Row,
    reading: RosterReading,
    entry: RosterRow,
    group: sqlite3.Row | None,
) -> CellError | None:
    """What the file says against a row, though every cell of it could be read."""
    main = entry.main_staff or (group["main_staff"] if group else None)
    deputy = entry.deputy_staff or (group["deputy_staff"] if group else None)
    if main and deputy and search_key(main) == search_key(deputy):
        column = "deputy_staff" if entry.deputy_staff else "main_staff"
        return reading.error_at(entry, column, "error.main_is_deputy", number=entry.number)
    organization_id = organization_named(unit, entry.name)
    if group is not None:
        if organization_id == group["organization_id"]:
            return None
        return reading.error_at(
            entry, "name", "error.number_is_another", number=entry.number, known=group["name"]
        )
    if organization_id is None:
        return None
    other = unit.connection.execute(
        "SELECT number FROM adopted_group WHERE programme_id = ? AND organization_id = ?",
        (programme["id"], organization_id),
    ).fetchone()
    if other is None:
        return None
    return reading.error_at(entry, "name", "error.organization_twice", number=other["number"])


def _assign(unit: Unit, group_id: int, entry: RosterRow, report: ImportReport) -> None:
    """Give the group the staff that the workbook names; an empty cell leaves who is assigned."""
    changes = {}
    for column, name in (("main_staff_id", entry.main_staff), ("deputy_staff_id", entry.deputy_staff)):
        if name:
            staff_id = staff_named(unit.connection, name)
            if staff_id is None:
                staff_id = unit.insert("staff", name=name)
                report.new_staff.append(name)
            changes[column] = staff_id
    if changes:
        unit.update("adopted_group", group_id, changes)


def _record_contract(unit: Unit, group_id: int, contracted_on: date | None) -> None:
    """Close the duty to contract; what somebody recorded about it already stays as it is."""
    if contracted_on is None:
        return
    contract = first_row(unit.connection, "milestone", group_id=group_id, key="contract")
    if contract is None or contract["state"] != MilestoneState.NOT_STARTED:
        return
    day = contracted_on.isoformat()
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
