"""The list of what was erased from this file: who, when, why, how far it came; never the words.

It stands outside the log, since it is about the log too. Whoever was stopped on the way is told by it; a copy of before
can be brought to the same by it, as far as records go.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from kodoku_tui.store.erasing import erase_records
from kodoku_tui.store.uids import new_uid

Records = dict[str, list[str]]
"""Uids of records, by table."""

_COLUMNS = "at, by, reason, kind, rows, mark, state, places, uid"


class State(StrEnum):
    """How far an erasure came."""

    BEGUN = "begun"
    """The words may still stand in the file, in backups or in drafts."""

    WRITTEN = "written"
    """They stand nowhere any more but perhaps in what is free in the file or in the log beside it."""

    DONE = "done"


@dataclass(frozen=True, slots=True)
class Erasure:
    """One of them. `uid` is its own in every copy."""

    at: str
    by: str
    reason: str
    kind: str
    rows: str
    mark: str
    state: State
    places: int
    uid: str

    @property
    def records(self) -> Records:
        """The records that were emptied."""
        found: Records = defaultdict(list)
        for table, uid in json.loads(self.rows):
            found[table].append(uid)
        return found

    @classmethod
    def begun(cls, at: datetime, by: str, reason: str, kind: str, records: Records | None = None) -> Erasure:
        """A new one, not in any file yet."""
        rows = [[table, uid] for table, uids in (records or {}).items() for uid in uids]
        moment = at.isoformat(timespec="seconds")
        return cls(moment, by, reason, kind, json.dumps(rows), "", State.BEGUN, 0, new_uid())


def erasures_in(connection: sqlite3.Connection) -> list[Erasure]:
    """All of a file, oldest first; none in one of an older program."""
    if not _has_a_list(connection):
        return []
    found = connection.execute(f"SELECT {_COLUMNS} FROM main.erasure ORDER BY id").fetchall()
    return [
        Erasure(at, by, reason, kind, records, mark, State(state), places, uid)
        for at, by, reason, kind, records, mark, state, places, uid in found
    ]


def _has_a_list(connection: sqlite3.Connection) -> bool:
    """Whether the file is not of a program that erased nothing yet."""
    found = connection.execute("SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = 'erasure'")
    return found.fetchone() is not None


def unfinished_in(connection: sqlite3.Connection) -> list[Erasure]:
    """Those that were stopped on the way."""
    return [one for one in erasures_in(connection) if one.state is not State.DONE]


def write_down(connection: sqlite3.Connection, erasure: Erasure) -> None:
    """Let the file know of it, where it does not; nothing in a file of an older program."""
    if not _has_a_list(connection):
        return
    connection.execute(
        f"INSERT OR IGNORE INTO main.erasure ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            erasure.at,
            erasure.by,
            erasure.reason,
            erasure.kind,
            erasure.rows,
            erasure.mark,
            erasure.state,
            erasure.places,
            erasure.uid,
        ),
    )


def set_state(connection: sqlite3.Connection, uid: str, state: State) -> None:
    """How far it came now."""
    connection.execute("UPDATE main.erasure SET state = ? WHERE uid = ?", (state, uid))


def ids_of(connection: sqlite3.Connection, records: Records) -> dict[str, list[int]]:
    """The ids that these records have in a file; what is not in it has none, also in one from before uids."""
    found: dict[str, list[int]] = {}
    for table, uids in records.items():
        there = [one[1] for one in connection.execute(f"PRAGMA main.table_info({table})")]
        if "uid" in there:
            marks = json.dumps(uids)
            rows = connection.execute(
                f"SELECT id FROM main.{table} WHERE uid IN (SELECT value FROM json_each(?))", (marks,)
            )
            found[table] = [row_id for (row_id,) in rows.fetchall()]
            # A record that is taken back stands in the log alone.
            gone = connection.execute(
                "SELECT DISTINCT row_id FROM main.change WHERE table_name = ? AND after IS NULL"
                " AND json_extract(before, '$.uid') IN (SELECT value FROM json_each(?))",
                (table, marks),
            )
            found[table] += [row_id for (row_id,) in gone.fetchall() if row_id not in found[table]]
    return found


def carry_over(connection: sqlite3.Connection, known: Iterable[Erasure]) -> list[Erasure]:
    """Bring a copy of before to what was erased since: records are emptied, words are told as not erased there.

    Within a transaction of the caller. Returns those that the copy did not know.
    """
    there = {one.uid for one in erasures_in(connection)}
    missing = [one for one in known if one.uid not in there]
    for one in missing:
        if one.records:
            erase_records(connection, ids_of(connection, one.records))
        write_down(connection, one if one.records else replace(one, state=State.BEGUN))
    return missing
