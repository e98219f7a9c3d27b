"""Which groups an act touched, and from which day on what is known of them can have changed by that.

Rather too much than too little: a row counts from the earliest day that it names, or from the day of the act where
that comes first; what many groups stand on counts for all, from the start. So a new column or table needs no word here.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from kodoku_tui.store.change_log import LoggedRow, lines_of

FROM_THE_START = "0000-01-01"

# More rows than these are not looked at one by one.
_MANY = 1000

_OF_MANY_GROUPS = frozenset(
    {"programme", "milestone_plan", "session", "session_invitation", "attention_weight"}
)
# The rows that lead to the group of a row that does not name it.
_LEADS_OVER = {
    "milestone_id": "milestone",
    "issue_id": "issue",
    "action_id": "action",
    "cost_id": "group_cost",
}
_DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}\b")


def touched_by(connection: sqlite3.Connection, unit_id: int) -> dict[int, str] | None:
    """The ids of the groups that this act touched, each with the day from which on; None where all are, for good."""
    act = connection.execute(
        "SELECT min(date(at), today()) AS day, undoes_unit_id IS NOT NULL AS is_undo,"
        " (SELECT sum(coalesce(last_row_id - row_id + 1, 1)) FROM main.change WHERE unit_id = unit.id) AS changes"
        " FROM unit WHERE id = ?",
        (unit_id,),
    ).fetchone()
    if (act["changes"] or 0) > _MANY:
        return None
    touched: dict[int, str] = {}
    for line in lines_of(connection, unit_id):
        if _is_of_many_groups(line):
            return None
        # What is taken back never was: it does not count from the day of the undo.
        day = FROM_THE_START if act["is_undo"] else _from_day(connection, line, act["day"])
        for group_id in _groups_of(connection, line):
            touched[group_id] = min(day, touched.get(group_id, day))
    return touched


def _is_of_many_groups(line: LoggedRow) -> bool:
    if line.table != "adopted_group":
        return line.table in _OF_MANY_GROUPS
    # Whether an organization took part tells of its other years.
    return (
        line.before is None
        or line.after is None
        or line.before["organization_id"] != line.after["organization_id"]
    )


def _groups_of(connection: sqlite3.Connection, line: LoggedRow) -> Iterator[int]:
    for row in _sides(line):
        if line.table == "adopted_group":
            yield line.row_id
        elif "group_id" in row:
            if row["group_id"] is not None:
                yield row["group_id"]
        else:
            yield from _over_others(connection, row)


def _over_others(connection: sqlite3.Connection, row: dict[str, Any]) -> Iterator[int]:
    """What it belongs to; where that was taken away as well, its own line says the group."""
    for column in _LEADS_OVER.keys() & row.keys():
        for (group_id,) in connection.execute(
            f"SELECT group_id FROM {_LEADS_OVER[column]} WHERE id = ?", (row[column],)
        ):
            yield group_id


def _from_day(connection: sqlite3.Connection, line: LoggedRow, act_day: str) -> str:
    if line.table == "milestone" and (line.before is None or line.after is None):
        return FROM_THE_START
    days = [act_day]
    for row in _told_anew(line):
        # A month without a day comes before each of its days.
        days += [one[:10] for one in row.values() if isinstance(one, str) and _DAY_OR_MONTH.match(one)]
        days += [
            held_on
            for (held_on,) in connection.execute(
                "SELECT held_on FROM session WHERE id = ?", (row.get("session_id"),)
            )
        ]
    return min(days)


def _told_anew(line: LoggedRow) -> list[dict[str, Any]]:
    """The days of a row belong to all of it; those of a group each to itself, and nothing else of it is dated."""
    sides = _sides(line)
    if line.table != "adopted_group" or len(sides) == 1:
        return sides
    before, after = sides
    differing = {name for name in after if before.get(name) != after[name]}
    return [{name: side[name] for name in differing & side.keys()} for side in sides]


def _sides(line: LoggedRow) -> list[dict[str, Any]]:
    return [side for side in (line.before, line.after) if side is not None]
