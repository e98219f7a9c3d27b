"""Both figures of groups as of a day that has gone: what is known today of that day.

The rows of the groups are laid into a database in memory, where views of the names of the file's tables show what
holds on the day that `today()` says (`db/queries/then/as_of.sql`). Everything else is asked as it is of today: the same
views, rules, queries and terms. What is dated counts by its day; what is not, as the log says it was at the end of that
day.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from kodoku_tui.domain.attention.terms import figures_of
from kodoku_tui.store.attention_facts import AttentionFacts, weights_of_programme
from kodoku_tui.store.prepared import prepare_reading
from kodoku_tui.store.queries import query_text, rows, statements
from kodoku_tui.store.stored_days import work_out_all

ALWAYS, FOR_GOOD = "0000-01-01", "9999-12-31"

Row = dict[str, Any]


class Version(NamedTuple):
    """A row as it was from one day to another, both included."""

    valid_from: str
    valid_to: str
    row: Row


class WeekFigures(NamedTuple):
    """Both figures of a group on a day."""

    group_id: int
    score: int
    own_lateness: int


# How the rows of some groups are found, and what they are looked up by.
_OF_GROUP = "SELECT * FROM {table} WHERE group_id IN (SELECT value FROM json_each(:groups))"
_COPIED = {
    "programme": ("SELECT * FROM programme", "id"),
    "milestone_plan": ("SELECT * FROM milestone_plan WHERE programme_id = :programme", "id"),
    "session": ("SELECT * FROM session WHERE programme_id = :programme", "id"),
    "organization": (
        "SELECT * FROM organization WHERE id IN (SELECT organization_id FROM adopted_group"
        " WHERE id IN (SELECT value FROM json_each(:groups)))",
        "id",
    ),
    # That anybody was invited to a session says that nobody else was.
    "session_invitation": (
        f"{_OF_GROUP.format(table='session_invitation')}"
        " OR id IN (SELECT min(id) FROM session_invitation GROUP BY session_id)",
        "session_id",
    ),
    "then_checkin": (_OF_GROUP.format(table="checkin"), "group_id"),
    "then_attendance": (_OF_GROUP.format(table="attendance"), "group_id"),
    "then_action": (_OF_GROUP.format(table="action"), "group_id"),
    "then_linkage": (_OF_GROUP.format(table="linkage"), "group_id"),
    "then_activity_month": (_OF_GROUP.format(table="activity_month"), "group_id"),
    "then_remedy": (
        "SELECT remedy.* FROM issue JOIN remedy ON remedy.issue_id = issue.id"
        " WHERE issue.group_id IN (SELECT value FROM json_each(:groups))",
        "issue_id",
    ),
    "then_extension": (
        "SELECT extension.* FROM milestone JOIN extension ON extension.milestone_id = milestone.id"
        " WHERE milestone.group_id IN (SELECT value FROM json_each(:groups))",
        "milestone_id",
    ),
    "then_submission_round": (
        "SELECT submission_round.* FROM milestone"
        " JOIN submission_round ON submission_round.milestone_id = milestone.id"
        " WHERE milestone.group_id IN (SELECT value FROM json_each(:groups))",
        "milestone_id",
    ),
    "then_evidence": (
        "SELECT evidence.* FROM group_cost JOIN evidence ON evidence.cost_id = group_cost.id"
        " WHERE group_cost.group_id IN (SELECT value FROM json_each(:groups))",
        "cost_id",
    ),
    "postponement": (
        "SELECT postponement.* FROM action JOIN postponement ON postponement.action_id = action.id"
        " WHERE action.group_id IN (SELECT value FROM json_each(:groups))",
        "action_id",
    ),
}
_EMPTY = ("staff", "session_reply", "group_block", "group_prefecture", "group_target", "linkage_level")
_BY_DAY = ("adopted_group", "issue", "group_cost", "milestone")
_DAYS = ("duty_day", "checkin_day")


class Then:
    """Some groups of a programme, to be asked about any day.

    Laying out the tables takes longer than filling them: one of these serves a connection for good.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._day = date.min
        self._memory = sqlite3.connect(
            ":memory:", isolation_level=None, check_same_thread=False, cached_statements=256
        )
        self._memory.row_factory = sqlite3.Row
        self._columns: dict[str, list[str]] = {}
        self._lay_out()

    def take(self, programme: sqlite3.Row, group_ids: Sequence[int]) -> None:
        """These groups from now on, as the file tells them, uncommitted rows of the connection included."""
        self._programme = programme
        self._group_ids = list(group_ids)
        self._weights = weights_of_programme(self._connection, programme["id"])
        groups = json.dumps(self._group_ids)
        self._memory.execute("BEGIN")
        for table, (query, _) in _COPIED.items():
            found = self._connection.execute(query, {"groups": groups, "programme": programme["id"]})
            self._fill(table, map(tuple, found))
        for table, versions in _versions_of_all(self._connection, groups):
            columns = self._columns[f"then_{table}"][:-2]
            self._fill(
                f"then_{table}",
                ((*map(one.row.get, columns), one.valid_from, one.valid_to) for one in versions),
            )
        self._memory.execute("COMMIT")

    def figures_on(self, day: date) -> list[WeekFigures]:
        """Both figures of those of the groups that were active on that day."""
        self._day = day
        self._memory.execute("BEGIN")
        work_out_all(self._memory, self._group_ids)
        self._memory.execute("COMMIT")
        facts = AttentionFacts(self._memory, self._programme, day)
        wanted = set(self._group_ids)
        found = [
            (group["id"], figures_of(facts.of_group(group), self._weights))
            for group in facts.groups
            if group["id"] in wanted
        ]
        return [WeekFigures(group_id, one.score, one.own_lateness) for group_id, one in found]

    def _lay_out(self) -> None:
        for table, (_, key) in _COPIED.items():
            self._make(table, table.removeprefix("then_"), key)
        for table in _BY_DAY:
            self._make(f"then_{table}", table, "group_id", ("valid_from", "valid_to"))
        for table in (*_EMPTY, *_DAYS):
            self._make(table, table, "milestone_id")
        for statement in statements(query_text("then/as_of")):
            self._memory.execute(statement)
        prepare_reading(self._memory, lambda: self._day)

    def _make(self, table: str, source: str, key: str, more: Sequence[str] = ()) -> None:
        found = self._connection.execute(f"SELECT * FROM main.{source} LIMIT 0")
        columns = [column[0] for column in found.description] + [*more]
        self._columns[table] = columns
        self._memory.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        for column in {key, "id"} & set(columns):
            self._memory.execute(f"CREATE INDEX {table}_by_{column} ON {table} ({column})")

    def _fill(self, table: str, lines: Iterable[Sequence[Any]]) -> None:
        self._memory.execute(f"DELETE FROM {table}")
        marks = ", ".join("?" * len(self._columns[table]))
        self._memory.executemany(f"INSERT INTO {table} VALUES ({marks})", lines)


def _versions_of_all(connection: sqlite3.Connection, groups: str) -> Iterator[tuple[str, list[Version]]]:
    """The tables of which what is undated is told by the log."""
    of_groups = _rows(
        connection, "SELECT * FROM adopted_group WHERE id IN (SELECT value FROM json_each(?))", groups
    )
    # What somebody saw on a day is dated, though it stands in the row of the group.
    seen = {one["id"]: {"vouchers_seen_on": one["vouchers_seen_on"]} for one in of_groups}
    versions = [
        one._replace(row=one.row | seen[one.row["id"]])
        for one in versions_by_moment(connection, "adopted_group", of_groups)
    ]
    # Whether an organization took part in the year before.
    earlier = _rows(
        connection,
        "SELECT * FROM adopted_group WHERE id NOT IN (SELECT value FROM json_each(?1)) AND organization_id IN"
        " (SELECT organization_id FROM adopted_group WHERE id IN (SELECT value FROM json_each(?1)))",
        groups,
    )
    yield "adopted_group", versions + [Version(ALWAYS, FOR_GOOD, one) for one in earlier]

    def of(table: str) -> list[Row]:
        return _rows(
            connection, f"SELECT * FROM {table} WHERE group_id IN (SELECT value FROM json_each(?))", groups
        )

    yield "issue", versions_by_moment(connection, "issue", of("issue"))
    yield "group_cost", _from_the_first_day(connection, "group_cost", of("group_cost"))
    yield "milestone", _milestones(connection, of("milestone"))


def versions_by_moment(connection: sqlite3.Connection, table: str, standing: Sequence[Row]) -> list[Version]:
    """Each of these rows as it was day by day, by the moments of the acts that stand.

    Before the first act that touched it a row was what it was at first; last it is what it is now.
    """
    told = _told(connection, table, standing)
    return [one for row in standing for one in _by_day(row, told.get(row["id"], ()))]


def _from_the_first_day(connection: sqlite3.Connection, table: str, standing: Sequence[Row]) -> list[Version]:
    """The same for rows that say nothing of the time before they were recorded."""
    ids = json.dumps([row["id"] for row in standing])
    added = {
        one["row_id"]: one["day"] for one in rows(connection, "then/added_on", table_name=table, ids=ids)
    }
    found = versions_by_moment(connection, table, standing)
    return [
        one._replace(valid_from=max(one.valid_from, added[one.row["id"]] or ALWAYS))
        for one in found
        if one.valid_to >= (added[one.row["id"]] or ALWAYS)
    ]


def _milestones(connection: sqlite3.Connection, standing: Sequence[Row]) -> list[Version]:
    """Milestones by the days of their states; the planned day is undated."""
    told = _told(connection, "milestone", standing)
    found = []
    for row in standing:
        steps = told.get(row["id"], ())
        planned = _by_day(row, steps)
        states = _states(row, steps)
        for valid_from, valid_to in _spans({one.valid_from for one in planned} | {day for day, _ in states}):
            plan = next(one.row for one in reversed(planned) if one.valid_from <= valid_from)
            state = next(state for day, state in reversed(states) if day <= valid_from)
            found.append(Version(valid_from, valid_to, row | {"planned_on": plan["planned_on"]} | state))
    return found


_NOT_STARTED: Row = {"state": "未着手", "state_on": None, "turn_since": None}


def _states(row: Row, steps: Sequence[tuple[str, Row]]) -> list[tuple[str, Row]]:
    """The states of a milestone from the day on which each came, oldest first.

    A later act outweighs an earlier one that says the same state, or a later day.
    """
    found: list[tuple[str, Row]] = [(ALWAYS, _NOT_STARTED)]
    for moment_day, step in [*steps, (FOR_GOOD, row)]:
        state = {name: step.get(name) for name in _NOT_STARTED}
        is_said_again = found[-1][1]["state"] == state["state"]
        if state["state_on"] is None and is_said_again:
            continue
        day = state["state_on"] or moment_day
        if is_said_again and len(found) > 1:
            found.pop()
        while len(found) > 1 and found[-1][0] >= day:
            found.pop()
        found.append((day, state))
    return found


def _told(
    connection: sqlite3.Connection, table: str, standing: Sequence[Row]
) -> dict[int, list[tuple[str, Row]]]:
    """What each row was from the day of each act on that changed it; first, from always on, what it was at first."""
    ids = json.dumps([row["id"] for row in standing])
    told: dict[int, list[tuple[str, Row]]] = defaultdict(list)
    for line in rows(connection, "then/log_lines", table_name=table, ids=ids):
        steps = told[line["row_id"]]
        if not steps:
            steps.append((ALWAYS, json.loads(line["before"] or line["after"])))
        if line["stands"] and line["after"] is not None:
            steps.append((line["day"], json.loads(line["after"])))
    return told


def _by_day(row: Row, steps: Sequence[tuple[str, Row]]) -> list[Version]:
    """The last that was said on each day, and up to when it held. Columns of a later schema are as they are now."""
    by_day: dict[str, Row] = {ALWAYS: row}
    newest = ALWAYS
    for day, step in steps:
        # A clock that was set back does not undo what came before.
        newest = max(newest, day)
        by_day[newest] = row | step
    by_day[newest] = row
    return [
        Version(valid_from, valid_to, by_day[valid_from]) for valid_from, valid_to in _spans(by_day.keys())
    ]


def _spans(days: Iterable[str]) -> Iterator[tuple[str, str]]:
    for day, following in pairwise([*sorted(days), ""]):
        yield day, _day_before(following) if following else FOR_GOOD


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day != FOR_GOOD else FOR_GOOD


def _rows(connection: sqlite3.Connection, query: str, *params: Any) -> list[Row]:
    return [dict(one) for one in connection.execute(query, params)]
