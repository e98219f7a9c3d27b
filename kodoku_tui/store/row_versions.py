"""Rows as they were from one day to another, as the log tells it by the moments of the acts that stand."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from kodoku_tui.domain.duties.milestones import MilestoneState
from kodoku_tui.store.old_words import in_words_of_now
from kodoku_tui.store.queries import rows

ALWAYS, FOR_GOOD = "0000-01-01", "9999-12-31"

Row = dict[str, Any]


class Version(NamedTuple):
    """A row as it was from one day to another, both included."""

    valid_from: str
    valid_to: str
    row: Row


class Step(NamedTuple):
    """A row as it was from the day of an act on."""

    day: str
    row: Row


def versions_by_moment(
    connection: sqlite3.Connection, table: str, standing: Sequence[Row], asked_on: date
) -> list[Version]:
    """Each of these rows as it was day by day.

    Before the first act that touched it a row was what it was at first; last it is what it is now.
    """
    told = _told(connection, table, standing, asked_on)
    return [one for row in standing for one in _by_day(row, told[row["id"]])]


def versions_since_added(
    connection: sqlite3.Connection, table: str, standing: Sequence[Row], asked_on: date
) -> list[Version]:
    """The same for rows that say nothing of the time before they were recorded."""
    ids = json.dumps([row["id"] for row in standing])
    found = rows(connection, "then/added_on", table_name=table, ids=ids, asked_on=asked_on.isoformat())
    added = {one["row_id"]: one["day"] or ALWAYS for one in found}
    return [
        one._replace(valid_from=max(one.valid_from, added[one.row["id"]]))
        for one in versions_by_moment(connection, table, standing, asked_on)
        if one.valid_to >= added[one.row["id"]]
    ]


def milestone_versions(
    connection: sqlite3.Connection, standing: Sequence[Row], asked_on: date
) -> list[Version]:
    """Milestones by the days of their states; the planned day is undated."""
    told = _told(connection, "milestone", standing, asked_on)
    found = []
    for row in standing:
        planned = _by_day(row, told[row["id"]])
        states = _states(row, told[row["id"]])
        for valid_from, valid_to in _spans({one.valid_from for one in planned} | {one.day for one in states}):
            plan = next(one.row for one in reversed(planned) if one.valid_from <= valid_from)
            state = next(one.row for one in reversed(states) if one.day <= valid_from)
            found.append(Version(valid_from, valid_to, row | {"planned_on": plan["planned_on"]} | state))
    return found


_NOT_STARTED: Row = {"state": MilestoneState.NOT_STARTED.value, "state_on": None, "turn_since": None}


def _states(row: Row, steps: Sequence[Step]) -> list[Step]:
    """The states of a milestone from the day on which each came, oldest first.

    A later act outweighs an earlier one that says the same state, or a later day.
    """
    found = [Step(ALWAYS, _NOT_STARTED)]
    for act_day, step in [*steps, Step(FOR_GOOD, row)]:
        state = {name: step.get(name) for name in _NOT_STARTED}
        is_said_again = found[-1].row["state"] == state["state"]
        if state["state_on"] is None and is_said_again:
            continue
        day = state["state_on"] or act_day
        if is_said_again and len(found) > 1:
            found.pop()
        while len(found) > 1 and found[-1].day >= day:
            found.pop()
        found.append(Step(day, state))
    return found


def _told(
    connection: sqlite3.Connection, table: str, standing: Sequence[Row], asked_on: date
) -> dict[int, list[Step]]:
    """What each row was from the day of each act on that changed it; first, from always on, what it was at first."""
    ids = json.dumps([row["id"] for row in standing])
    told: dict[int, list[Step]] = defaultdict(list)
    for line in rows(connection, "then/log_lines", table_name=table, ids=ids, asked_on=asked_on.isoformat()):
        steps = told[line["row_id"]]
        if not steps:
            steps.append(Step(ALWAYS, _row_of(table, line["before"] or line["after"])))
        if line["stands"] and line["after"] is not None:
            steps.append(Step(line["day"], _row_of(table, line["after"])))
    return told


def _row_of(table: str, logged: str) -> Row:
    return in_words_of_now(table, json.loads(logged)) or {}


def _by_day(row: Row, steps: Sequence[Step]) -> list[Version]:
    """The last that was said on each day, and up to when it held. Columns of a later schema are as they are now."""
    by_day: dict[str, Row] = {ALWAYS: row}
    newest = ALWAYS
    for day, step in steps:
        # A clock that was set back does not undo what came before.
        newest = max(newest, day)
        by_day[newest] = row | step
    by_day[newest] = row
    return [Version(valid_from, valid_to, by_day[valid_from]) for valid_from, valid_to in _spans(by_day)]


def _spans(days: Iterable[str]) -> Iterator[tuple[str, str]]:
    """From each day to the one before the next."""
    for day, following in pairwise([*sorted(days), ""]):
        yield day, _day_before(following) if following else FOR_GOOD


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day != FOR_GOOD else FOR_GOOD
