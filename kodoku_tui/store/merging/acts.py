"""The acts that came in with another copy, beside the log: who did what there, and what each had changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kodoku_tui.store.change_log import as_json, lines_of
from kodoku_tui.store.merging.sides import Row, Side, Values

_SAID = ("uid", "at", "by", "by_staff_uid", "what_key", "what_params", "moment")

Line = tuple[str, str, str | None, str | None]
"""A change of an act: table, uid of the row, the row before and after."""


def keep_acts(
    connection: sqlite3.Connection, merge: int, ours: Side, theirs: Side, acts: Iterable[int]
) -> None:
    """Write down, as come by the merge of this number, these acts of theirs, and those that a third copy had brought
    to theirs: known there, so known here too."""
    for act in acts:
        found = theirs.connection.execute(
            "SELECT *, taken_back_by IS NOT NULL AS is_taken_back FROM unit WHERE id = ?", (act,)
        ).fetchone()
        _keep(connection, merge, found, _lines(theirs, act))
    known = ours.known_acts()
    for found in theirs.connection.execute(
        "SELECT merged_unit.* FROM merged_unit JOIN unit ON unit.id = merged_unit.merge_unit_id"
        " WHERE unit.taken_back_by IS NULL ORDER BY merged_unit.id"
    ).fetchall():
        if found["uid"] not in known:
            known.add(found["uid"])
            lines = theirs.connection.execute(
                "SELECT table_name, row_uid, before, after FROM merged_change WHERE merged_unit_id = ? ORDER BY id",
                (found["id"],),
            )
            _keep(connection, merge, found, map(tuple, lines.fetchall()))


def _keep(connection: sqlite3.Connection, merge: int, act: Mapping[str, Any], lines: Iterable[Line]) -> None:
    names = ("merge_unit_id", *_SAID, "is_taken_back")
    cursor = connection.execute(
        f"INSERT INTO merged_unit ({', '.join(names)}) VALUES (?{', ?' * (len(names) - 1)})",
        (merge, *(act[name] for name in _SAID), act["is_taken_back"]),
    )
    connection.executemany(
        "INSERT INTO merged_change (merged_unit_id, table_name, row_uid, before, after) VALUES (?, ?, ?, ?, ?)",
        ((cursor.lastrowid, *line) for line in lines),
    )


def _lines(theirs: Side, act: int) -> Iterator[Line]:
    for line in lines_of(theirs.connection, act):
        stands = line.after or line.before or {}
        before, after = (_said(theirs, line.table, values) for values in (line.before, line.after))
        yield line.table, stands["uid"], before, after


def _said(side: Side, table: str, values: Values | None) -> str | None:
    portable = side.portable(table, values)
    if portable is None:
        return None
    return as_json({name: value.uid if isinstance(value, Row) else value for name, value in portable.items()})
