"""The change log as a person reads it, and taking a unit back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.change_log import LoggedRow, lines_of
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.queries import row, rows
from kodoku_tui.store.stored_days import FileConnection
from kodoku_tui.store.stored_keys import KEY_COLUMNS, renew_keys_of
from kodoku_tui.store.tables import BOOKKEEPING, TableKind, tables_of
from kodoku_tui.store.unit import Unit, writing

# The newest are to be undone first, so it is these that are named.
_LATER_NAMED = 5


MayComeBack = Callable[[sqlite3.Connection, LoggedRow], bool]
"""Whether a row may be again what it was `before`; asked once everything that comes back with it is back."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value before and after; a new row has no `before`, a row taken back has no `after`."""

    table: str
    row_id: int
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class LoggedUnit:
    """One act in the log: when, who, what (catalogue key and what fills it), and whether it was taken back."""

    id: int
    at: str
    by: str
    what_key: str
    what_params: dict[str, Any]
    change_count: int
    is_taken_back: bool
    undoes_unit_id: int | None


def logged_units(connection: sqlite3.Connection, *, limit: int = 200, offset: int = 0) -> list[LoggedUnit]:
    """The units, newest first."""
    return [_unit_of(found) for found in rows(connection, "desk/units", limit=limit, offset=offset)]


@dataclass(frozen=True, slots=True)
class MergedAct:
    """An act that came in with another copy: when and by whom it was done there, what, and whether taken back there."""

    at: str
    by: str
    what_key: str
    what_params: dict[str, Any]
    is_taken_back: bool


def merged_acts(connection: sqlite3.Connection, unit_id: int) -> list[MergedAct]:
    """The acts that a merge brought, in the order in which they were done; none of any other act."""
    found = connection.execute(
        "SELECT at, by, what_key, what_params, is_taken_back FROM merged_unit WHERE merge_unit_id = ?"
        " ORDER BY moment, uid",
        (unit_id,),
    )
    return [MergedAct(at, by, key, json.loads(params), bool(gone)) for at, by, key, params, gone in found]


def changes_of(connection: sqlite3.Connection, unit_id: int) -> list[FieldChange]:
    """What a unit changed, field by field, in the order in which it was written."""
    return [change for logged in lines_of(connection, unit_id) for change in _fields_of(logged)]


def undo(
    connection: FileConnection,
    *,
    at: datetime,
    by: str,
    unit_id: int | None = None,
    may_come_back: MayComeBack = lambda _connection, _logged: True,
) -> tuple[LoggedUnit, Unit]:
    """Take back a unit (the newest that still stands, when none is named), as a unit of its own.

    Rows come back with their uids. Returns the unit that was taken back, and the one that did it. Raises `Refused`
    when there is none, when it was taken back already, or when later changes stand on it; nothing is changed then.
    """
    target = unit_to_undo(connection, unit_id)
    with writing(
        connection,
        at=at,
        by=by,
        what="unit.undo",
        undoes=target.id,
        number=target.id,
    ) as unit:
        lines = list(lines_of(connection, target.id))
        for logged in reversed(lines):
            table, row_id, before = logged.table, logged.row_id, logged.before
            now = unit.current(table, row_id)
            if not _same(table, now, logged.after) or _later(connection, target, table, row_id):
                raise _stands_on(connection, target, table, row_id)
            try:
                unit.restore(table, row_id, now, before)
            except sqlite3.IntegrityError:
                raise _stands_on(connection, target, table, row_id) from None
        for logged in lines:
            if logged.before is not None and not may_come_back(connection, logged):
                raise _stands_on(connection, target, logged.table, logged.row_id)
        renew_keys_of(connection, [(logged.table, logged.row_id) for logged in lines])
        _mark_taken_back(connection, target.id, unit.id)
    return target, unit


def unit_to_undo(connection: sqlite3.Connection, unit_id: int | None = None) -> LoggedUnit:
    """The unit that `undo` would take back; refused for the same reasons, save later changes."""
    if unit_id is None:
        found = row(connection, "desk/unit_to_undo")
        if found is None:
            raise Refused("error.nothing_to_undo")
        return _unit_of(found)
    found = row(connection, "desk/unit", unit=unit_id)
    if found is None:
        raise Refused("error.no_such_unit", number=unit_id)
    target = _unit_of(found)
    if target.what_key in ("unit.begin_programme", "unit.demonstration"):
        raise Refused("error.beginning_stays", number=unit_id)
    if target.is_taken_back:
        raise Refused("error.already_undone", number=unit_id)
    return target


def _mark_taken_back(connection: sqlite3.Connection, target: int | None, by: int | None) -> None:
    """Mark `target` as taken back; what it had taken back itself stands again, and so on to the first act."""
    while target is not None:
        connection.execute("UPDATE unit SET taken_back_by = ? WHERE id = ?", (by, target))
        (undone,) = connection.execute("SELECT undoes_unit_id FROM unit WHERE id = ?", (target,)).fetchone()
        by = target if by is None else None
        target = undone


def _stands_on(connection: sqlite3.Connection, target: LoggedUnit, table: str, row_id: int) -> Refused:
    """The refusal that names the later units that keep `target` from being taken back."""
    later = _later(connection, target, table, row_id)
    for child, column in _references_to(connection, table):
        found_later = rows(
            connection,
            "desk/later_references",
            unit=target.id,
            table_name=child,
            column=column,
            row_id=row_id,
        )
        later |= {found["unit_id"] for found in found_later}
    # A name that has to be the only one may be taken by a row that has nothing else to do with this one.
    later = later or _later(connection, target, table, None)
    numbers = [f"#{number}" for number in sorted(later, reverse=True)]
    more = [] if len(numbers) <= _LATER_NAMED else ["..."]
    return Refused("error.later_changes", number=target.id, later=", ".join(numbers[:_LATER_NAMED] + more))


def _later(connection: sqlite3.Connection, target: LoggedUnit, table: str, row_id: int | None) -> set[int]:
    """The acts after `target` that still stand on a row, or on any row of the table."""
    found = rows(connection, "desk/later_units", unit=target.id, table_name=table, row_id=row_id)
    return {later["unit_id"] for later in found}


def _references_to(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Which columns of which tables refer to rows of `table`."""
    return [
        (child, reference["from"])
        for child in tables_of(TableKind.DATA)
        for reference in connection.execute(f"PRAGMA foreign_key_list({child})")
        if reference["table"] == table
    ]


def _same(table: str, now: Mapping[str, Any] | None, then: Mapping[str, Any] | None) -> bool:
    if now is None or then is None:
        return now is then
    keys = KEY_COLUMNS.get(table, ())
    return all(now[name] == value for name, value in then.items() if name != "version" and name not in keys)


def _fields_of(logged: LoggedRow) -> list[FieldChange]:
    before, after = logged.before or {}, logged.after or {}
    names = [name for name in (after or before) if name not in BOOKKEEPING]
    return [
        FieldChange(logged.table, logged.row_id, name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _unit_of(found: sqlite3.Row) -> LoggedUnit:
    return LoggedUnit(
        id=found["id"],
        at=found["at"],
        by=found["by"],
        what_key=found["what_key"],
        what_params=json.loads(found["what_params"]),
        change_count=found["change_count"],
        is_taken_back=found["taken_back_by"] is not None,
        undoes_unit_id=found["undoes_unit_id"],
    )
