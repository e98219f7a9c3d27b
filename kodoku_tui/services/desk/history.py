"""What was done, and taking it back."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.names import name_key, search_key
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.store import history
from kodoku_tui.store.change_log import LoggedRow
from kodoku_tui.store.history import FieldChange, LoggedUnit, MergedAct

__all__ = [
    "FieldChange",
    "LoggedUnit",
    "MergedAct",
    "Undone",
    "changes_of",
    "count_units",
    "list_units",
    "merged_acts",
    "undo",
    "unit_to_undo",
]


def list_units(desk: Desk, *, limit: int = 200, offset: int = 0) -> list[LoggedUnit]:
    """The acts on this file, newest first."""
    with desk.reading() as connection:
        return history.logged_units(connection, limit=limit, offset=offset)


def count_units(desk: Desk) -> int:
    """How many acts there are on this file."""
    with desk.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM unit").fetchone()[0])


def changes_of(desk: Desk, unit_id: int) -> list[FieldChange]:
    """What one act changed, field by field."""
    with desk.reading() as connection:
        return history.changes_of(connection, unit_id)


def merged_acts(desk: Desk, unit_id: int) -> list[MergedAct]:
    """The acts of another copy that this one brought in; none where it is no merge."""
    with desk.reading() as connection:
        return history.merged_acts(connection, unit_id)


def unit_to_undo(desk: Desk, unit_id: int | None = None) -> LoggedUnit:
    """The act that `undo` would take back."""
    with desk.reading() as connection:
        return history.unit_to_undo(connection, unit_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone(Outcome):
    """An act that took another one back; taking `unit` back brings that one back."""

    taken_back: LoggedUnit


def undo(desk: Desk, unit_id: int | None = None) -> Undone:
    """Take back an act, by default the newest that still stands.

    Raises `Refused` when there is none, when it was taken back already or later changes stand on it; also where none
    is named and the newest was somebody else's: on a file that several work on it may have come just now, and another
    one is meant.
    """
    with desk.reading() as connection:
        desk.refuse_another_file(connection)
        if unit_id is None:
            newest = history.unit_to_undo(connection)
            if newest.by and desk.staff and newest.by != desk.staff:
                raise Refused("error.undo_of_another", number=newest.id, by=newest.by)
            unit_id = newest.id
        taken_back, unit = history.undo(
            connection, at=desk.moment_of_act, by=desk.staff, unit_id=unit_id, may_come_back=_has_a_free_name
        )
    saved = Said("undo.done", what=Said(taken_back.what_key, **taken_back.what_params))
    return Undone.of(unit, saved, taken_back=taken_back)


def _has_a_free_name(connection: sqlite3.Connection, logged: LoggedRow) -> bool:
    """Whether nobody took the name of a person or an organization meanwhile: acts give a name to one only."""
    before, after = logged.before or {}, logged.after or {}
    if logged.table == "saved_view" and not before["is_hidden"]:
        others = connection.execute(
            "SELECT 1 FROM saved_view WHERE name_key = ? AND is_hidden = 0 AND id <> ?",
            (search_key(before["name"]), logged.row_id),
        )
        return (before["name"], 0) == (after.get("name"), after.get("is_hidden")) or others.fetchone() is None
    if logged.table not in ("staff", "organization") or before["name"] == after.get("name"):
        return True
    if logged.table == "organization":
        others = connection.execute(
            "SELECT 1 FROM organization WHERE name_key = ? AND id <> ?",
            (name_key(before["name"]), logged.row_id),
        )
        return others.fetchone() is None
    names = connection.execute("SELECT name FROM staff WHERE id <> ?", (logged.row_id,))
    return search_key(before["name"]) not in {search_key(name) for (name,) in names}
