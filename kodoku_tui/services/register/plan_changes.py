"""How a group's plan changed on its way (軌道修正), and what experts from outside advised (専門家助言)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.store.queries import rows

if TYPE_CHECKING:
    from kodoku_tui.domain.register.activity_entries import PlanChangeEntry


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One change or piece of advice as it stands in the file; `changed_on` is ISO text."""

    id: int
    version: int
    group_no: int
    group: str
    changed_on: str
    kind: str
    note: str
    adviser: str


def add_plan_change(desk: Desk, number: int, entry: PlanChangeEntry) -> Outcome:
    """Write one down. Raises `Refused` as `PlanChangeEntry.check`."""
    entry.check(desk.today)
    group = group_of(desk, number)
    with desk.writing(
        "unit.add_plan_change", number=number, name=group["name"], state=entry.kind.value
    ) as unit:
        row_id = unit.insert("plan_change", group_id=group["id"], **_columns_of(entry))
    return Outcome.of(unit, _saved(group, entry), row_id=row_id)


def change_plan_change(desk: Desk, change_id: int, entry: PlanChangeEntry, *, version: int) -> Outcome:
    """Correct one. Raises `StaleVersion` when somebody else changed it first."""
    entry.check(desk.today)
    known = plan_change_of(desk, change_id)
    group = group_of(desk, known.group_no)
    with desk.writing("unit.change_plan_change", number=known.group_no, state=entry.kind.value) as unit:
        unit.update("plan_change", change_id, _columns_of(entry), version=version)
    return Outcome.of(unit, _saved(group, entry), row_id=change_id)


def hide_plan_change(desk: Desk, change_id: int) -> Outcome:
    """Withdraw one from view."""
    known = plan_change_of(desk, change_id)
    with desk.writing("unit.hide_plan_change", number=known.group_no, state=known.kind) as unit:
        unit.update("plan_change", change_id, {"is_hidden": 1}, version=known.version)
    return Outcome.of(unit, Said("saved.hidden"), row_id=change_id)


def list_plan_changes(desk: Desk, number: int | None = None) -> list[PlanChange]:
    """Those of one group, or of all that have not left, newest first."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "register/plan_changes",
            programme_id=desk.programme["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
        )
        return [PlanChange(**one) for one in found]


def plan_change_of(desk: Desk, change_id: int) -> PlanChange:
    """One that shows; raises `Refused` where there is none."""
    with desk.reading() as connection:
        whose = connection.execute(
            "SELECT number FROM adopted_group JOIN plan_change ON group_id = adopted_group.id"
            " WHERE plan_change.id = ? AND programme_id = ?",
            (change_id, desk.programme["id"]),
        ).fetchone()
        found = [] if whose is None else list_plan_changes(desk, whose["number"])
    for one in found:
        if one.id == change_id:
            return one
    raise Refused("error.no_such_plan_change", field="change", number=change_id)


def _columns_of(entry: PlanChangeEntry) -> dict[str, Any]:
    return {
        "changed_on": entry.changed_on.isoformat(),
        "change_kind": entry.kind.value,
        "note": entry.note,
        "adviser": entry.adviser,
    }


def _saved(group: sqlite3.Row, entry: PlanChangeEntry) -> Said:
    return Said("saved.plan_change", group=f"{group['number']} {group['name']}", state=entry.kind.value)
