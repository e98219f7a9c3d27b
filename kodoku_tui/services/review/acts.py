"""What is done for a group while a review is at it: linked to it within the act, so that undo takes both back."""

from __future__ import annotations

import sqlite3
from typing import Any

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.change_log import lines_of
from kodoku_tui.store.unit import Unit

_OF_THE_REVIEW = frozenset({"review", "review_group", "review_act"})
# What these rows refer to is everybody's: no way from a row to its group leads through them.
_OF_ALL = frozenset({"programme", "staff", "milestone_plan", "session", "plan_document", "cost_item"})
# An import of a whole list is no act on the group that shows.
_MOST_ROWS = 2_000


def link_acts(desk: Desk, line_id: int | None) -> None:
    """From now on what is done at this desk for the group of this line of a review is linked to it; None: to none."""
    desk.beside_acts = None if line_id is None else lambda unit: _link(unit, line_id)


def _link(unit: Unit, line_id: int) -> None:
    """Link the act, if it is one on the group. The line may be gone: its review was taken back, the file is another."""
    line = unit.current("review_group", line_id)
    if line is None or unit.changes > _MOST_ROWS or not _is_about(unit, line["group_id"]):
        return
    (uid,) = unit.connection.execute("SELECT uid FROM unit WHERE id = ?", (unit.id,)).fetchone()
    unit.insert("review_act", review_group_id=line_id, unit_uid=uid)


def _is_about(unit: Unit, group_id: int) -> bool:
    group = unit.current("adopted_group", group_id)
    if group is None:
        return False
    about = _About(unit.connection, group_id, group["organization_id"])
    lines = list(lines_of(unit.connection, unit.id))
    # Decisions stand in the minutes as such, and what they became beside them.
    return not any(line.table in _OF_THE_REVIEW for line in lines) and any(
        about.holds(line.table, line.row_id, line.after or line.before or {}) for line in lines
    )


class _About:
    """Whether rows belong to one group: by themselves, or by what they refer to."""

    def __init__(self, connection: sqlite3.Connection, group_id: int, organization_id: int) -> None:
        self._connection = connection
        self._places = {("adopted_group", group_id): True, ("organization", organization_id): True}
        self._parents: dict[str, list[tuple[str, str]]] = {}

    def holds(self, table: str, row_id: int, row: dict[str, Any]) -> bool:
        """Whether the row belongs to the group."""
        place = (table, row_id)
        if place not in self._places:
            self._places[place] = table != "adopted_group" and any(
                self._at(parent, row[column])
                for parent, column in self._parents_of(table)
                if row.get(column) is not None
            )
        return self._places[place]

    def _at(self, table: str, row_id: int) -> bool:
        if (table, row_id) in self._places:
            return self._places[table, row_id]
        found = self._connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).fetchone()
        return found is not None and self.holds(table, row_id, dict(found))

    def _parents_of(self, table: str) -> list[tuple[str, str]]:
        if table not in self._parents:
            self._parents[table] = [
                (reference["table"], reference["from"])
                for reference in self._connection.execute(f"PRAGMA foreign_key_list({table})")
                if reference["table"] not in _OF_ALL | {table}
            ]
        return self._parents[table]
