"""Rows as they stood when a workbook went out, read back from the change log."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from kodoku_tui.store.old_words import in_words_of_now
from kodoku_tui.store.queries import rows


def rows_then(connection: sqlite3.Connection, table: str, unit_id: int) -> dict[int, dict[str, Any] | None]:
    """The rows of `table` that were changed after unit `unit_id`, by id, as they stood then.

    None for a row that was not there yet. A row that is not among them stands as it stood.
    """
    found = rows(connection, "desk/first_changes_after", table_name=table, unit_id=unit_id)
    return {
        changed["row_id"]: None
        if changed["before"] is None
        else in_words_of_now(table, json.loads(changed["before"]))
        for changed in found
    }


def unit_id_of(connection: sqlite3.Connection, uid: str) -> int | None:
    """The number that an act has in this file; None for one that is not in it."""
    found = connection.execute("SELECT id FROM unit WHERE uid = ?", (uid,)).fetchone()
    return None if found is None else int(found[0])


def ids_by_uid(connection: sqlite3.Connection, table: str) -> dict[str, int]:
    """The id in this file of every row that `table` has or had, by uid."""
    gone = connection.execute(
        "SELECT before ->> 'uid', row_id FROM main.change WHERE table_name = ? AND after IS NULL", (table,)
    )
    standing = connection.execute(f"SELECT uid, id FROM {table}")
    return dict(map(tuple, gone)) | dict(map(tuple, standing))


def file_code(connection: sqlite3.Connection) -> str:
    """Which file this is, as its exports say."""
    (code,) = connection.execute("SELECT code FROM file_identity").fetchone()
    return str(code)
