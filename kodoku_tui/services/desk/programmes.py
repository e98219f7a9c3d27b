"""Beginning a year: a new file with the programme's plan, or one more year in a file that has last year's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kodoku_tui.domain.duties.judgement import FOLLOWUP_DAYS, OPENS_DAYS, RECORDING_DAYS
from kodoku_tui.domain.duties.plan_rules import check_after
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.store.backups import refuse_to_write_to_a_backup
from kodoku_tui.store.connection import create_file, open_file
from kodoku_tui.store.seeds import cost_seed, programme_seed, programme_years
from kodoku_tui.store.stored_days import FileConnection
from kodoku_tui.store.unit import Unit, writing
from kodoku_tui.store.written_files import DATABASE, WrittenPath, is_there


def begin_programme(
    path: Path,
    year: int,
    *,
    clock: Callable[[], datetime],
    wall: Callable[[], datetime] | None = None,
    staff: str = "",
    is_demonstration: bool = False,
    replaces: bool = False,
    plan: Mapping[str, Any] | None = None,
    and_then: Callable[[FileConnection], None] | None = None,
) -> None:
    """Make a new file at `path` with the plan of fiscal year `year` from `db/seeds/programmes`.

    `clock` says which day is today, `wall` when it is really done (by default the same).
    `plan` is taken in place of the one that ships; `and_then` writes what else the file holds when it appears.
    Raises `Refused` when no plan of that year ships, and when something is at `path` already, unless `replaces`.
    """
    refuse_to_write_to_a_backup(path)
    chosen = programme_seed(year) if plan is None else plan
    new_file = WrittenPath(path, ending=DATABASE, database=None, replaces=replaces)
    what = "unit.demonstration" if is_demonstration else "unit.begin_programme"

    def fill(connection: FileConnection) -> None:
        with writing(connection, at=(wall or clock)(), by=staff, what=what, year=year) as unit:
            _write_plan(unit, chosen, is_demonstration)
        if and_then is not None:
            and_then(connection)

    create_file(new_file, fill, today=lambda: clock().date())


def begin_next_programme(
    path: Path,
    year: int,
    *,
    clock: Callable[[], datetime],
    wall: Callable[[], datetime] | None = None,
    staff: str = "",
    from_year: int | None = None,
    from_file: Path | None = None,
) -> Outcome:
    """Add fiscal year `year` to a file that holds an earlier one; organizations, aliases and staff are there already.

    With `from_year` the file at `path` holds it. With `from_file` that file is copied to `path`, where nothing may
    be yet, and the year is added to the copy; when both are the same file it is added there. Raises `Refused` when
    the earlier year is missing, the year stands already, or no plan of it ships.
    """
    seed = programme_seed(year)
    if from_file is None or (is_there(path) and is_there(from_file) and path.samefile(from_file)):
        desk = Desk(path, clock=clock, staff=staff)
        try:
            with desk.reading() as connection:
                return _begun(_add_year(connection, seed, from_year, at=(wall or clock)(), staff=staff))
        finally:
            desk.close()
    new_file = WrittenPath(path, ending=DATABASE, database=None, sources=[from_file])
    source = open_file(from_file, today=lambda: clock().date())
    added: list[Unit] = []

    def fill(connection: FileConnection) -> None:
        source.backup(connection)
        added.append(_add_year(connection, seed, from_year, at=(wall or clock)(), staff=staff))

    try:
        create_file(new_file, fill, today=lambda: clock().date())
    finally:
        source.close()
    return _begun(added[-1])


def years_to_begin() -> list[int]:
    """The fiscal years whose plan ships with the program and rests on a report, oldest first."""
    return [year for year in programme_years() if not programme_seed(year).get("is_draft", False)]


def _add_year(
    connection: FileConnection,
    seed: Mapping[str, Any],
    from_year: int | None,
    *,
    at: datetime,
    staff: str,
) -> Unit:
    year = seed["fiscal_year"]
    with writing(connection, at=at, by=staff, what="unit.begin_next_programme", year=year) as unit:
        found = unit.connection.execute("SELECT fiscal_year, is_demonstration FROM programme").fetchall()
        standing = {programme["fiscal_year"]: bool(programme["is_demonstration"]) for programme in found}
        if year in standing:
            raise Refused("error.year_stands", year=year)
        earlier = [one for one in standing if one < year]
        if not earlier or (from_year is not None and from_year not in earlier):
            years = "、".join(map(str, sorted(standing)))
            raise Refused("error.no_such_year", year=from_year or year - 1, years=years)
        _write_plan(unit, seed, standing[max(earlier)])
    return unit


def _begun(unit: Unit) -> Outcome:
    return Outcome.of(unit, Said("saved.next_year", **unit.params))


def _write_plan(unit: Unit, seed: Mapping[str, Any], is_demonstration: bool) -> None:
    costs = cost_seed()
    check_after({one["key"]: (one["kind"], one.get("after", "")) for one in seed["milestones"]})
    programme_id = unit.insert(
        "programme",
        fiscal_year=seed["fiscal_year"],
        name=seed["name"],
        name_en=seed["name_en"],
        starts_on=seed["starts_on"].isoformat(),
        work_ends_on=seed["work_ends_on"].isoformat(),
        cap_yen=seed["cap_yen"],
        due_soon_days=seed["due_soon_days"],
        opens_days=seed.get("opens_days", OPENS_DAYS),
        recording_days=seed.get("recording_days", RECORDING_DAYS),
        followup_days=seed.get("followup_days", FOLLOWUP_DAYS),
        is_demonstration=int(is_demonstration),
        reallocation_limit_percent=costs.get("reallocation_limit_percent"),
    )
    for position, item in enumerate(costs["items"]):
        unit.insert(
            "cost_item",
            programme_id=programme_id,
            position=position,
            title=item["title"],
            title_en=item["title_en"],
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
            rule=milestone.get("rule"),
            holiday_policy=milestone["holiday_policy"],
            review_days=milestone["review_days"],
            required=int(milestone["required"]),
            is_internal=int(milestone.get("is_internal", False)),
            after_key=milestone.get("after", ""),
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
                is_day_open=int(milestone.get("is_day_open", False)),
                milestone_plan_id=plan_id,
            )
