"""The log held against the tables: every row is as the last line about it says, and no row is missing.

What another program wrote past the log is found so, and what a migration moved on purpose is not told.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from kodoku_tui.store.change_log import rows_of_lines
from kodoku_tui.store.stored_keys import KEY_COLUMNS
from kodoku_tui.store.tables import BOOKKEEPING, TableKind, tables_of

# What a migration moved on purpose, from what was logged to what stands now (0035). Keys follow from names.
_MOVED = {("milestone_plan", "review_days"): (7, 10)}
_FOLLOW_FROM_OTHERS = frozenset({*BOOKKEEPING, *chain.from_iterable(KEY_COLUMNS.values())})

# So many rows of a table are held at once.
_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class LogFault:
    """A row that is not as the log says. `field` is '' where the row is missing, or there against the log."""

    table: str
    row_id: int
    field: str
    logged: Any
    stands: Any


def log_faults(connection: sqlite3.Connection) -> Iterator[LogFault]:
    """Rows that differ from what was last logged of them, table by table."""
    for table in tables_of(TableKind.DATA):
        (last,) = connection.execute(
            f"SELECT max(coalesce((SELECT max(id) FROM main.{table}), 0),"
            " coalesce((SELECT max(coalesce(last_row_id, row_id)) FROM main.change WHERE table_name = ?), 0))",
            (table,),
        ).fetchone()
        for first in range(1, last + 1, _ROWS_AT_ONCE):
            yield from _faults_among(connection, table, first, first + _ROWS_AT_ONCE - 1)


def _faults_among(connection: sqlite3.Connection, table: str, first: int, last: int) -> Iterator[LogFault]:
    logged = {
        line.row_id: line.after
        for line in rows_of_lines(
            connection.execute(
                "SELECT * FROM main.change WHERE table_name = ? AND row_id BETWEEN ? AND ?"
                " AND last_row_id IS NULL"
                " UNION ALL SELECT * FROM main.change INDEXED BY change_of_many"
                " WHERE table_name = ? AND last_row_id >= ? AND row_id <= ? AND last_row_id IS NOT NULL"
                " ORDER BY id",
                (table, first, last, table, first, last),
            )
        )
        if first <= line.row_id <= last
    }
    found = connection.execute(f"SELECT * FROM main.{table} WHERE id BETWEEN ? AND ?", (first, last))
    stands = {row["id"]: dict(row) for row in found}
    for row_id in sorted(logged.keys() | stands.keys()):
        yield from _faults_of(table, row_id, logged.get(row_id), stands.get(row_id))


def _faults_of(
    table: str, row_id: int, logged: dict[str, Any] | None, stands: dict[str, Any] | None
) -> Iterator[LogFault]:
    if logged is None and stands is None:
        return
    if logged is None or stands is None:
        yield LogFault(table, row_id, "", None, None)
        return
    for name, value in logged.items():
        if name not in stands or name in _FOLLOW_FROM_OTHERS or stands[name] == value:
            continue
        if _MOVED.get((table, name)) != (value, stands[name]):
            yield LogFault(table, row_id, name, value, stands[name])
