"""What groups set out to reach (成果指標), and how far they have come."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.linkages.indicators import INDICATORS_AT_MOST
from kodoku_tui.domain.linkages.progress import Progress, progress_of, say_number, told_progress
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import active_group_of, group_of
from kodoku_tui.store.queries import rows

if TYPE_CHECKING:
    import sqlite3

    from kodoku_tui.domain.linkages.indicators import IndicatorEntry


@dataclass(frozen=True, slots=True)
class Actual:
    """One measured value; `on` is ISO text."""

    on: str
    value: float
    note: str


@dataclass(frozen=True, slots=True)
class RecordedIndicator:
    """One indicator of one group with what was measured up to today, oldest first."""

    id: int
    version: int
    group_no: int
    group: str
    position: int
    name: str
    unit: str
    baseline: float | None
    target: float | None
    narrative: str
    actuals: tuple[Actual, ...]

    @property
    def progress(self) -> Progress:
        """How far the newest actual has come."""
        return progress_of(self.baseline, self.target, self.actuals[-1].value if self.actuals else None)


def set_indicator(desk: Desk, entry: IndicatorEntry, *, version: int | None = None) -> Outcome:
    """Set the first, second or third indicator of a group. A new one needs a name."""
    entry.check()
    group = active_group_of(desk, entry.group_no)
    known = _indicator_at(desk, group["id"], entry.position)
    name = entry.name or (known["name"] if known is not None else "")
    if not name:
        raise Refused("error.name_empty", field="name")
    given = {
        "name": entry.name,
        "unit": entry.unit,
        "baseline": entry.baseline,
        "target": entry.target,
        "narrative": entry.narrative,
    }
    columns = {column: value for column, value in given.items() if value is not None}
    with desk.writing("unit.set_indicator", number=entry.group_no, name=group["name"], title=name) as unit:
        if known is None:
            row_id = unit.insert("indicator", group_id=group["id"], position=entry.position, **columns)
        else:
            row_id = known["id"]
            unit.update(
                "indicator", row_id, columns, version=known["version"] if version is None else version
            )
    saved = Said("saved.indicator", group=f"{entry.group_no} {group['name']}", name=name)
    return Outcome.of(unit, saved, row_id=row_id)


def record_actual(
    desk: Desk, number: int, position: int, *, on: date, value: float, note: str = ""
) -> Outcome:
    """Record what was measured on a day; a second value of the same day takes the place of the first."""
    group = active_group_of(desk, number)
    known = _indicator_at(desk, group["id"], position)
    if known is None:
        raise Refused("error.no_such_indicator", field="position", number=number, position=position)
    if on > desk.today:
        raise Refused("error.date_in_future", field="on", date=on)
    if not math.isfinite(value):
        raise Refused("error.not_a_decimal", field="value", value=value)
    note = clean_text(note, multiline=True).text
    with desk.writing("unit.record_actual", number=number, name=group["name"], title=known["name"]) as unit:
        found = unit.connection.execute(
            "SELECT id, version FROM indicator_actual WHERE indicator_id = ? AND measured_on = ?",
            (known["id"], on.isoformat()),
        ).fetchone()
        if found is None:
            unit.insert(
                "indicator_actual",
                indicator_id=known["id"],
                measured_on=on.isoformat(),
                value=value,
                note=note,
            )
        else:
            unit.update(
                "indicator_actual", found["id"], {"value": value, "note": note}, version=found["version"]
            )
    now = next(one for one in list_indicators(desk, number) if one.position == position)
    saved = Said(
        "saved.actual",
        group=f"{number} {group['name']}",
        name=now.name,
        value=f"{say_number(value)}{now.unit}",
        progress=told_progress(now.progress, now.target, now.unit),
    )
    return Outcome.of(unit, saved, row_id=now.id)


def list_indicators(desk: Desk, number: int | None = None) -> list[RecordedIndicator]:
    """The indicators of one group, or of all that take part."""
    with desk.reading() as connection:
        asked = {
            "programme_id": desk.programme["id"],
            "group_id": None if number is None else group_of(desk, number)["id"],
        }
        measured: dict[int, list[Actual]] = defaultdict(list)
        for one in rows(connection, "linkages/indicator_actuals", **asked):
            measured[one["indicator_id"]].append(Actual(one["on"], one["value"], one["note"]))
        return [
            RecordedIndicator(**found, actuals=tuple(measured[found["id"]]))
            for found in rows(connection, "linkages/indicators", **asked)
        ]


def next_position(desk: Desk, number: int) -> int:
    """The place of the next indicator of a group; raises `Refused` when it has all that it can have."""
    taken = {indicator.position for indicator in list_indicators(desk, number)}
    for position in range(1, INDICATORS_AT_MOST + 1):
        if position not in taken:
            return position
    raise Refused("error.indicators_at_most", field="position", count=INDICATORS_AT_MOST)


def _indicator_at(desk: Desk, group_id: int, position: int) -> sqlite3.Row | None:
    found: sqlite3.Row | None = desk.connection.execute(
        "SELECT * FROM indicator WHERE group_id = ? AND position = ?", (group_id, position)
    ).fetchone()
    return found
