"""Beginning a year: a new file with the programme's plan."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kodoku_tui.store.connection import create_file
from kodoku_tui.store.seeds import programme_seed, programme_years
from kodoku_tui.store.unit import Unit, writing


def begin_programme(
    path: Path,
    year: int,
    *,
    clock: Callable[[], datetime],
    staff: str = "",
    is_demonstration: bool = False,
    plan: Mapping[str, Any] | None = None,
    and_then: Callable[[sqlite3.Connection], None] | None = None,
) -> None:
    """Make a new file at `path` with the plan of fiscal year `year` from `db/seeds/programmes`.

    `plan` is taken in place of the one that ships; `and_then` writes what else the file holds when it appears.
    Raises `Refused` when something is at `path` already or no plan of that year ships.
    """
    chosen = programme_seed(year) if plan is None else plan
    what = "unit.demonstration" if is_demonstration else "unit.begin_programme"

    def fill(connection: sqlite3.Connection) -> None:
        with writing(connection, at=clock(), by=staff, what=what, year=year) as unit:
            _write_plan(unit, chosen, is_demonstration)
        if and_then is not None:
            and_then(connection)

    create_file(path, fill, today=lambda: clock().date())


def years_to_begin() -> list[int]:
    """The fiscal years whose plan ships with the program, oldest first."""
    return programme_years()


def _write_plan(unit: Unit, seed: Mapping[str, Any], is_demonstration: bool) -> None:
    programme_id = unit.insert(
        "programme",
        fiscal_year=seed["fiscal_year"],
        name=seed["name"],
        name_en=seed["name_en"],
        starts_on=seed["starts_on"].isoformat(),
        work_ends_on=seed["work_ends_on"].isoformat(),
        cap_yen=seed["cap_yen"],
        due_soon_days=seed["due_soon_days"],
        is_demonstration=int(is_demonstration),
    )
    for position, milestone in enumerate(seed["milestones"]):
        plan_id = unit.insert(
            "milestone_plan",
            programme_id=programme_id,
            key=milestone["key"],
            position=position,
            title=milestone["title"],
            title_en=milestone["title_en"],
            kind=milestone["kind"],
            planned_on=milestone["planned_on"].isoformat(),
        )
        for place, document in enumerate(milestone.get("documents", ())):
            unit.insert("plan_document", plan_id=plan_id, position=place, **document)
        if milestone["kind"] == "session":
            unit.insert(
                "session",
                programme_id=programme_id,
                key=milestone["key"],
                title=milestone["title"],
                title_en=milestone["title_en"],
                kind=milestone["session_kind"],
                held_on=milestone["planned_on"].isoformat(),
                milestone_plan_id=plan_id,
            )
