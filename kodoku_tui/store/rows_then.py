"""Rows as they stood when a workbook went out, read back from the change log."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from kodoku_tui.store.queries import rows


def rows_then(connection: sqlite3.Connection, table: str, unit_id: int) -> dict[int, dict[str, Any] | None]:
    """The rows of `table` that were changed after unit `unit_id`, by id, as they stood then.

    None for a row that was not there yet. A row that is not among them stands as it stood.
    """
    found = rows(connection, "desk/first_changes_after", table_name=table, unit_id=unit_id)
    return {
        changed["row_id"]: None if changed["before"] is None else json.loads(changed["before"])
        for changed in found
    }


def newest_unit(connection: sqlite3.Connection) -> int:
    """The number of the newest act; 0 in a file without any."""
    (newest,) = connection.execute("SELECT coalesce(max(id), 0) FROM unit").fetchone()
    return int(newest)


def file_code(connection: sqlite3.Connection) -> str:
    """Which file this is, as its exports say."""
    (code,) = connection.execute("SELECT code FROM file_identity").fetchone()
    return str(code)
