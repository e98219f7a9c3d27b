"""SQL of more than a line, kept as files under `db/queries` and run by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Any

from kodoku_tui.resources import resource_folder


@cache
def query_text(name: str) -> str:
    """The text of `db/queries/NAME.sql`; a name may begin with a folder (`views/groups`)."""
    return (resource_folder("db") / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def rows(connection: sqlite3.Connection, name: str, /, **params: Any) -> list[sqlite3.Row]:
    """All rows of the named query."""
    return connection.execute(query_text(name), params).fetchall()


def row(connection: sqlite3.Connection, name: str, /, **params: Any) -> sqlite3.Row | None:
    """The first row of the named query, or None."""
    found: sqlite3.Row | None = connection.execute(query_text(name), params).fetchone()
    return found


def statements(script: str) -> Iterator[str]:
    """The single statements of a SQL script.

    `executescript` would commit the transaction that the caller holds, so scripts run one statement at a time.
    """
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
    if pending.strip():
        yield pending.strip()
