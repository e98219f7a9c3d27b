"""Which groups the newest acts touched, and from which day on what is known of them can have changed by that."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kodoku_tui.store.change_log import LoggedRow, lines_of
from kodoku_tui.store.queries import rows

FROM_THE_START = "0000-01-01"

# More rows than these are not looked at one by one.
_MANY = 1000


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a row of a table leads to its group, and the days from which on it counts.

    `parent` is the table that its `by` refers to, where that is not the group itself. `by_moment`: it also counts from
    the day of the act. `whole`: whoever is added or taken away counts from the start.
    """

    days: tuple[str, ...] = ()
    by: str = "group_id"
    parent: str = ""
    by_moment: bool = False
    whole: bool = False


_VOUCHER_DAYS = ("estimate_on", "order_on", "delivery_on", "invoice_on", "payment_on", "moment")
_RULES = {
    "adopted_group": _Rule(("vouchers_seen_on",), by="id", by_moment=True, whole=True),
    "milestone": _Rule(("state_on",), by_moment=True, whole=True),
    "submission_round": _Rule(("submitted_on", "decided_on"), by="milestone_id", parent="milestone"),
    "extension": _Rule(("recorded_on", "consent_on"), by="milestone_id", parent="milestone"),
    "checkin": _Rule(("held_on",)),
    "issue": _Rule(("opened_on", "closed_on"), by_moment=True),
    "remedy": _Rule(("tried_on",), by="issue_id", parent="issue"),
    "action": _Rule(("due_on", "done_on", "moment")),
    "postponement": _Rule(("postponed_from", "postponed_to", "recorded_on"), by="action_id", parent="action"),
    "linkage": _Rule(("identified_on",)),
    "activity_month": _Rule(("month",)),
    "attendance": _Rule(("held_on",)),
    "session_invitation": _Rule(("held_on",)),
    "group_cost": _Rule(by_moment=True),
    "evidence": _Rule(_VOUCHER_DAYS, by="cost_id", parent="group_cost"),
}
_OF_THE_YEAR = ("programme", "milestone_plan", "session", "attention_weight")


def touched_since(connection: sqlite3.Connection, unit_id: int) -> dict[int, str]:
    """The groups that acts after this one touched, each with the earliest day."""
    acts = rows(connection, "then/acts_since", unit_id=unit_id)
    if sum(act["row_count"] for act in acts) > _MANY:
        return {
            group_id: FROM_THE_START for (group_id,) in connection.execute("SELECT id FROM adopted_group")
        }
    touched: dict[int, str] = {}
    for act in acts:
        for line in lines_of(connection, act["id"]):
            for group_id, day in _of_line(connection, line, act["day"]):
                touched[group_id] = min(day, touched.get(group_id, day))
    return touched


def _of_line(connection: sqlite3.Connection, line: LoggedRow, act_day: str) -> Iterator[tuple[int, str]]:
    sides = [side for side in (line.before, line.after) if side is not None]
    if line.table in _OF_THE_YEAR:
        yield from _whole_year(connection, line, sides)
    elif (rule := _RULES.get(line.table)) is not None:
        day = _day(connection, line, rule, sides, act_day)
        for side in sides:
            group_id = _group(connection, rule, line, side)
            if group_id is not None and day is not None:
                yield group_id, day


def _whole_year(
    connection: sqlite3.Connection, line: LoggedRow, sides: Sequence[dict[str, Any]]
) -> Iterator[tuple[int, str]]:
    for side in sides:
        programme_id = line.row_id if line.table == "programme" else side["programme_id"]
        for (group_id,) in connection.execute(
            "SELECT id FROM adopted_group WHERE programme_id = ?", (programme_id,)
        ):
            yield group_id, FROM_THE_START


def _day(
    connection: sqlite3.Connection,
    line: LoggedRow,
    rule: _Rule,
    sides: Sequence[dict[str, Any]],
    act_day: str,
) -> str | None:
    if rule.whole and len(sides) == 1:
        return FROM_THE_START
    days = [_begins_on(side[name]) for side in sides for name in rule.days if side.get(name)]
    if rule.by_moment:
        days.append(act_day)
    if "held_on" in rule.days and line.table != "checkin":
        days += [
            held_on
            for side in sides
            for (held_on,) in connection.execute(
                "SELECT held_on FROM session WHERE id = ?", (side["session_id"],)
            )
        ]
    return min(days, default=None)


def _begins_on(text: str) -> str:
    """The day of a day, a moment or a month."""
    return f"{text}-01" if len(text) == len("2025-11") else text[:10]


def _group(connection: sqlite3.Connection, rule: _Rule, line: LoggedRow, side: dict[str, Any]) -> int | None:
    if not rule.parent:
        return line.row_id if rule.by == "id" else side[rule.by]
    found = connection.execute(
        f"SELECT group_id FROM {rule.parent} WHERE id = ?", (side[rule.by],)
    ).fetchone()
    return None if found is None else int(found[0])
