"""Taking a workbook in, as one unit: any of the lists that the desk knows, or all that it holds."""

from __future__ import annotations

from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.resources import resource_folder
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.maps import ColumnMap, keep_map
from kodoku_tui.services.intake.copies import copied_sheets
from kodoku_tui.services.intake.model import ImportReport
from kodoku_tui.services.intake.sources import AUTO, find_maps, open_file
from kodoku_tui.services.intake.workbook_plan import WorkbookPlan

__all__ = [
    "AUTO",
    "ImportReport",
    "import_list",
    "import_roster",
    "keep_columns",
    "plan_import",
    "shipped_register",
]


def shipped_register() -> Path:
    """The register of the 96 groups of FY2025 that ships with the program."""
    return resource_folder("imports") / "rosters" / "r7_adopted_groups.xlsx"


def import_roster(
    desk: Desk,
    path: Path,
    *,
    sheet: str | None = None,
    profile: str | None = None,
    dry_run: bool = False,
    partial: bool = False,
) -> ImportReport:
    """Bring the register to what the workbook says; groups that it does not name stay as they are.

    Any error applies nothing unless `partial`; `dry_run` applies nothing at all. Raises `Refused` for a file
    that cannot be read as a register.
    """
    return import_list(desk, "roster", path, sheet=sheet, profile=profile, dry_run=dry_run, partial=partial)


def import_list(
    desk: Desk,
    list_name: str,
    path: Path,
    *,
    sheet: str | None = None,
    profile: str | None = None,
    dry_run: bool = False,
    partial: bool = False,
) -> ImportReport:
    """Take in what a workbook says as the list `list_name`, or all lists that it holds for certain (`auto`).

    What the workbook does not name stays as it is. Raises `Refused` for a file that cannot be read as that list.
    """
    plan = plan_import(desk, list_name, path, sheet=sheet, profile=profile)
    return plan.apply(partial=partial, dry_run=dry_run)


def keep_columns(desk: Desk, found: ColumnMap) -> None:
    """Remember which columns are which, for every later table of this shape."""
    with desk.writing("unit.keep_column_map") as unit:
        keep_map(unit, found)


def plan_import(
    desk: Desk,
    list_name: str,
    path: Path,
    *,
    sheet: str | None = None,
    profile: str | None = None,
    insists: bool = False,
) -> WorkbookPlan:
    """What a workbook comes to, with nothing written yet.

    For `auto` every list that it holds for certain, for the issues their remedies too. Days of another year are errors
    unless somebody `insists`. Raises `Refused` for a file that cannot be read so, and (`error.copied_sheets`) where one
    sheet is an edited copy of another and no `sheet` is named.
    """
    opened = open_file(path)
    maps = find_maps(desk, opened, list_name, sheet=sheet, profile=profile)
    if sheet is None and (sheets := copied_sheets(opened, maps)):
        one, other = sheets
        raise Refused("error.copied_sheets", field="sheet", one=one, other=other)
    plan = WorkbookPlan(desk, maps, opened, insists=insists)
    plan.work_out()
    return plan
