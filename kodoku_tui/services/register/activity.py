"""What groups planned for each month and what came of it (活動実績)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.activity import COUNTS, check_counts
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.words import Stage
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.store.queries import rows

if TYPE_CHECKING:
    from kodoku_tui.domain.register.activity_entries import ActivityEntry


@dataclass(frozen=True, slots=True)
class Counts:
    """How often, how many different people, how many visits, how many of them new; None is not recorded."""

    times: int | None
    people: int | None
    visits: int | None
    newcomers: int | None


@dataclass(frozen=True, slots=True)
class ActivityMonth:
    """One month (2025-11) of one group: what was planned and what came of it, as far as either is recorded."""

    group_no: int
    group: str
    month: str
    planned: Counts | None
    actual: Counts | None


def record_activity(desk: Desk, entry: ActivityEntry) -> Outcome:
    """Write down the numbers of a month; what the month has already and is not handed in stays.

    Raises `Refused` as `ActivityEntry.check` and `check_counts`, and for a month after a group had left.
    """
    entry.check(desk.today)
    group = group_of(desk, entry.group_no)
    _check_taking_part(group, entry.month)
    with desk.writing(
        "unit.record_activity",
        number=entry.group_no,
        name=group["name"],
        month=entry.month,
        state=entry.stage.value,
    ) as unit:
        found = unit.connection.execute(
            "SELECT * FROM activity_month WHERE group_id = ? AND month = ? AND stage = ?",
            (group["id"], entry.month, entry.stage.value),
        ).fetchone()
        planned = ({} if found is None else {name: found[name] for name in COUNTS}) | entry.counts()
        check_counts(**{name: planned.get(name) for name in COUNTS if name != "times"})
        if found is None:
            row_id = unit.insert(
                "activity_month",
                group_id=group["id"],
                month=entry.month,
                stage=entry.stage.value,
                **entry.counts(),
            )
        else:
            row_id = found["id"]
            unit.update("activity_month", row_id, entry.counts(), version=found["version"])
    saved = Said(
        "saved.activity",
        group=f"{entry.group_no} {group['name']}",
        month=entry.month,
        state=entry.stage.value,
    )
    return Outcome.of(unit, saved, row_id=row_id)


def list_activity(desk: Desk, number: int | None = None) -> list[ActivityMonth]:
    """The months of one group, or of all that have not left, by group and month."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "register/activity",
            programme_id=desk.programme["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
        )
    months: dict[tuple[int, str], dict[str, sqlite3.Row]] = {}
    for one in found:
        months.setdefault((one["group_no"], one["month"]), {})[one["stage"]] = one
    return [
        ActivityMonth(
            group_no,
            next(iter(stages.values()))["group"],
            month,
            _counts(stages.get(Stage.PLANNED.value)),
            _counts(stages.get(Stage.ACTUAL.value)),
        )
        for (group_no, month), stages in months.items()
    ]


def _counts(found: sqlite3.Row | None) -> Counts | None:
    return None if found is None else Counts(*(found[name] for name in COUNTS))


def _check_taking_part(group: sqlite3.Row, month: str) -> None:
    """Nothing was done in a month after a group had left; what it did before can be written down later."""
    has_left = group["status"] in (GroupStatus.WITHDRAWN, GroupStatus.STOPPED)
    if has_left and month > group["status_on"][:7]:
        raise Refused(
            "error.group_not_active",
            field="month",
            number=group["number"],
            name=group["name"],
            status=group["status"],
            date=group["status_on"],
        )
