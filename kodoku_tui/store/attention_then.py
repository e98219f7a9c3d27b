"""Both figures of a group as of a day that has gone: what is known of that day on the day on which it is asked.

The rows of the group are laid into a database in memory, where views of the names of the file's tables show what holds
on the day that `today()` says (`db/queries/then/as_of.sql`). Everything else is asked as it is of today: the same
views, rules, queries, weights and terms. What is dated counts by its day; what is not, as the log says it was at the
end of that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from kodoku_tui.domain.attention.terms import figures_of
from kodoku_tui.store.attention_facts import AttentionFacts, weights_of_programme
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.prepared import prepare_reading
from kodoku_tui.store.queries import query_text, statements
from kodoku_tui.store.row_versions import (
    ALWAYS,
    FOR_GOOD,
    Row,
    Version,
    milestone_versions,
    versions_by_moment,
    versions_since_added,
)
from kodoku_tui.store.stored_days import work_out_all


class Figures(NamedTuple):
    """要注意度 and our own lateness."""

    score: int
    own_lateness: int


_OF_GROUP = "SELECT * FROM {table} WHERE group_id = :group"
_OF_ROWS = "SELECT {table}.* FROM {parent} JOIN {table} ON {table}.{key} = {parent}.id WHERE {parent}.group_id = :group"
# As they are now, beside the rows of the group; what was put off is asked for by its promise.
_AS_NOW = {
    "programme": "SELECT * FROM programme",
    "milestone_plan": "SELECT * FROM milestone_plan WHERE programme_id = :programme",
    "session": "SELECT * FROM session WHERE programme_id = :programme",
    "organization": "SELECT * FROM organization WHERE id = :organization",
    # That anybody was invited to a session says that nobody else was.
    "session_invitation": f"{_OF_GROUP.format(table='session_invitation')}"
    " OR id IN (SELECT min(id) FROM session_invitation GROUP BY session_id)",
    "postponement": _OF_ROWS.format(table="postponement", parent="action", key="action_id"),
}
# Shown by their days.
_DATED = {
    **{
        table: _OF_GROUP.format(table=table)
        for table in ("checkin", "attendance", "action", "linkage", "activity_month")
    },
    **{
        table: _OF_ROWS.format(table=table, parent=parent, key=key)
        for table, parent, key in (
            ("remedy", "issue", "issue_id"),
            ("extension", "milestone", "milestone_id"),
            ("submission_round", "milestone", "milestone_id"),
            ("evidence", "group_cost", "cost_id"),
        )
    },
}
# Shown as they were at the time.
_UNDATED = ("adopted_group", "issue", "group_cost", "milestone")
# Worked out anew for each day, or asked by views for what no term needs.
_EMPTY = (
    *("duty_day", "checkin_day"),
    *("staff", "session_reply", "group_block", "group_prefecture", "group_target", "linkage_level"),
)
_LOOKED_UP_BY = ("id", "group_id", "milestone_id", "issue_id", "cost_id", "action_id", "session_id")


class Then:
    """A group, to be asked about any day.

    Laying out the tables takes longer than filling them: one of these serves a connection for good.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._day = self._asked_on = date.min
        self._memory = sqlite3.connect(
            ":memory:", isolation_level=None, check_same_thread=False, cached_statements=256
        )
        self._memory.row_factory = sqlite3.Row
        self._columns: dict[str, list[str]] = {}
        self._lay_out()

    def take(self, programme: sqlite3.Row, group_id: int, asked_on: date) -> None:
        """This group from now on, as the file tells it, uncommitted rows of the connection included."""
        self._programme = programme
        self._group_id = group_id
        self._asked_on = asked_on
        self._weights = weights_of_programme(self._connection, programme["id"])
        (group,) = self._rows("SELECT * FROM adopted_group WHERE id = :group", group=group_id)
        known = {
            "group": group_id,
            "programme": programme["id"],
            "organization": group["organization_id"],
        }
        self._memory.execute("BEGIN")
        for table, query in _AS_NOW.items():
            self._fill(table, self._rows(query, **known))
        for table, query in _DATED.items():
            self._fill(f"then_{table}", self._rows(query, **known))
        for table, versions in self._versions(group).items():
            self._fill(
                f"then_{table}",
                [one.row | {"valid_from": one.valid_from, "valid_to": one.valid_to} for one in versions],
            )
        self._memory.execute("COMMIT")

    def figures_on(self, day: date) -> Figures | None:
        """Both figures of the group on that day; None where it was not active."""
        self._day = day
        self._memory.execute("BEGIN")
        work_out_all(self._memory, [self._group_id])
        self._memory.execute("COMMIT")
        facts = AttentionFacts(self._memory, self._programme, day)
        for group in facts.groups:
            if group["id"] == self._group_id:
                found = figures_of(facts.of_group(group), self._weights)
                return Figures(found.score, found.own_lateness)
        return None

    def _versions(self, group: Row) -> dict[str, list[Version]]:
        """What is undated, as the log tells it."""
        connection, asked_on = self._connection, self._asked_on
        # What somebody saw on a day is dated, though it stands in the row of the group.
        seen = {"vouchers_seen_on": group["vouchers_seen_on"]}
        of_group = [
            one._replace(row=one.row | seen)
            for one in versions_by_moment(connection, "adopted_group", [group], asked_on)
        ]
        # Whether its organization took part in the year before.
        earlier = self._rows(
            "SELECT * FROM adopted_group WHERE organization_id = :organization AND id <> :group",
            organization=group["organization_id"],
            group=group["id"],
        )
        issues, costs, milestones = (
            self._rows(_OF_GROUP.format(table=table), group=group["id"])
            for table in ("issue", "group_cost", "milestone")
        )
        return {
            "adopted_group": of_group + [Version(ALWAYS, FOR_GOOD, one) for one in earlier],
            "issue": versions_by_moment(connection, "issue", issues, asked_on),
            "group_cost": versions_since_added(connection, "group_cost", costs, asked_on),
            "milestone": milestone_versions(connection, milestones, asked_on),
        }

    def _lay_out(self) -> None:
        for table in (*_AS_NOW, *_EMPTY):
            self._make(table, table)
        for table in _DATED:
            self._make(f"then_{table}", table)
        for table in _UNDATED:
            self._make(f"then_{table}", table, "valid_from", "valid_to")
        for statement in statements(query_text("then/as_of")):
            self._memory.execute(statement)
        self._memory.create_function("asked_on", 0, self._say_asked_on, deterministic=True)
        prepare_reading(self._memory, lambda: self._day)

    def _say_asked_on(self) -> str:
        return self._asked_on.isoformat()

    def _make(self, table: str, source: str, *more: str) -> None:
        found = self._connection.execute(f"SELECT * FROM main.{source} LIMIT 0")
        columns = [*(column[0] for column in found.description), *more]
        self._columns[table] = columns
        self._memory.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        for column in set(_LOOKED_UP_BY).intersection(columns):
            self._memory.execute(f"CREATE INDEX {table}_by_{column} ON {table} ({column})")

    def _fill(self, table: str, found: Iterable[Row]) -> None:
        columns = self._columns[table]
        self._memory.execute(f"DELETE FROM {table}")
        self._memory.executemany(
            f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})",
            ([one.get(column) for column in columns] for one in found),
        )

    def _rows(self, query: str, **params: Any) -> Sequence[Row]:
        return [dict(one) for one in self._connection.execute(query, params)]
