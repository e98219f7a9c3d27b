"""Writing what another copy brings: rows under their own uids, as one unit, and its acts beside the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kodoku_tui.store.change_log import as_json, lines_of
from kodoku_tui.store.merging.comparing import Comparing, Differences
from kodoku_tui.store.merging.shapes import COUNTED_ON, FOLLOWING, WORDS_OF_GROUP
from kodoku_tui.store.merging.sides import Row, Side, Values
from kodoku_tui.store.stored_keys import KEY_COLUMNS, renew_keys_of
from kodoku_tui.store.tables import TABLES
from kodoku_tui.store.unit import Unit


class Applying:
    """Writes the differences of two copies to ours, within one unit."""

    def __init__(self, comparing: Comparing, unit: Unit) -> None:
        self._comparing = comparing
        self._ours = comparing.ours
        self._unit = unit
        self.renumbered: list[tuple[Row, str, Any, Any]] = []
        """Rows whose number was taken here: the column, the number that they had, the one that they got."""

    def write(self, steps: Iterable[Differences]) -> None:
        """All of it; references are looked at when everything is there."""
        steps = list(steps)
        self._unit.connection.execute("PRAGMA defer_foreign_keys = ON")
        written: list[tuple[str, int]] = []
        for each in steps:
            for row in each.removed:
                if (row_id := self._ours.id_of(row)) is not None:
                    self._unit.remove(row.table, row_id)
        new = {row: values for each in steps for row, values in each.new.items()}
        order = list(TABLES)
        for row in sorted(new, key=lambda one: order.index(one.table)):
            written.append((row.table, self._take_in(row, new[row])))
        for each in steps:
            for row, changes in each.changed.items():
                if (row_id := self._ours.id_of(row)) is not None:
                    self._unit.update(row.table, row_id, self._local(changes))
                    written.append((row.table, row_id))
        renew_keys_of(self._unit.connection, written)
        for group in {group for each in steps for group in each.touched_groups}:
            self._follow(group)

    def keep_acts(self, acts: Iterable[int]) -> int:
        """Write down their acts with what each changed; how many."""
        theirs = self._comparing.theirs
        connection = self._unit.connection
        count = 0
        for act in acts:
            found = theirs.connection.execute("SELECT * FROM unit WHERE id = ?", (act,)).fetchone()
            cursor = connection.execute(
                "INSERT INTO merged_unit (merge_unit_id, uid, at, by, by_staff_uid, what_key, what_params, moment,"
                " is_taken_back) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    self._unit.id,
                    found["uid"],
                    found["at"],
                    found["by"],
                    found["by_staff_uid"],
                    found["what_key"],
                    found["what_params"],
                    found["moment"],
                    found["taken_back_by"] is not None,
                ),
            )
            for line in lines_of(theirs.connection, act):
                stands = line.after or line.before or {}
                connection.execute(
                    "INSERT INTO merged_change (merged_unit_id, table_name, row_uid, before, after)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (
                        cursor.lastrowid,
                        line.table,
                        stands["uid"],
                        _said(theirs, line.table, line.before),
                        _said(theirs, line.table, line.after),
                    ),
                )
            count += 1
        self._keep_those_that_came_to_them()
        return count

    def _keep_those_that_came_to_them(self) -> None:
        """Acts of a third copy that theirs had brought in before: known there, so known here too."""
        connection = self._unit.connection
        known = self._ours.known_acts()
        found = self._comparing.theirs.connection.execute(
            "SELECT merged_unit.* FROM merged_unit JOIN unit ON unit.id = merged_unit.merge_unit_id"
            " WHERE unit.taken_back_by IS NULL ORDER BY merged_unit.id"
        ).fetchall()
        for act in found:
            if act["uid"] in known:
                continue
            known.add(act["uid"])
            cursor = connection.execute(
                "INSERT INTO merged_unit (merge_unit_id, uid, at, by, by_staff_uid, what_key, what_params, moment,"
                " is_taken_back) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    self._unit.id,
                    *(
                        act[name]
                        for name in ("uid", "at", "by", "by_staff_uid", "what_key", "what_params", "moment")
                    ),
                    act["is_taken_back"],
                ),
            )
            lines = self._comparing.theirs.connection.execute(
                "SELECT table_name, row_uid, before, after FROM merged_change WHERE merged_unit_id = ? ORDER BY id",
                (act["id"],),
            ).fetchall()
            connection.executemany(
                "INSERT INTO merged_change (merged_unit_id, table_name, row_uid, before, after) VALUES (?, ?, ?, ?, ?)",
                [(cursor.lastrowid, *line) for line in lines],
            )

    def _take_in(self, row: Row, values: Values) -> int:
        theirs = self._comparing.theirs.raw(row)
        own = {"uid": row.uid}
        if theirs is not None and TABLES[row.table].has_moment:
            own["moment"] = theirs["moment"]
        keys = dict.fromkeys(KEY_COLUMNS.get(row.table, ()), "")
        local = {**keys, **self._local(values), **own}
        if row.table in COUNTED_ON:
            self._count_on(row, local)
        if row.table == "contact":
            self._leave_the_first_contact(local)
        return self._unit.take_in(row.table, local)

    def _follow(self, group: Row) -> None:
        """The tags of a group as theirs has them, where its words are as theirs has them."""
        ours, theirs = self._ours, self._comparing.theirs
        here, there = ours.raw(group), theirs.raw(group)
        if here is None or there is None or any(here[name] != there[name] for name in WORDS_OF_GROUP):
            return
        for table in FOLLOWING:
            standing = ours.rows_of(table, "group_id", here["id"])
            coming = theirs.rows_of(table, "group_id", there["id"])
            if _sayings(standing) == _sayings(coming):
                continue
            for found in standing:
                self._unit.remove(table, found["id"])
            for found in coming:
                self._unit.take_in(table, {**found, "group_id": here["id"], "id": None})

    def _count_on(self, row: Row, local: dict[str, Any]) -> None:
        within, name = COUNTED_ON[row.table]
        connection = self._unit.connection
        taken = connection.execute(
            f"SELECT 1 FROM {row.table} WHERE {within} = ? AND {name} = ?", (local[within], local[name])
        ).fetchone()
        if taken is not None:
            (last,) = connection.execute(
                f"SELECT max({name}) FROM {row.table} WHERE {within} = ?", (local[within],)
            ).fetchone()
            self.renumbered.append((row, name, local[name], last + 1))
            local[name] = last + 1

    def _leave_the_first_contact(self, local: dict[str, Any]) -> None:
        """A body has one first contact: the one that ours has."""
        taken = self._unit.connection.execute(
            "SELECT 1 FROM contact WHERE organization_id = ? AND is_primary = 1 AND is_hidden = 0",
            (local["organization_id"],),
        ).fetchone()
        if taken is not None:
            local["is_primary"] = 0

    def _local(self, values: Values) -> dict[str, Any]:
        """A row with the ids of our file."""
        return {
            name: self._ours.id_of(value) if isinstance(value, Row) else value
            for name, value in values.items()
        }


def _sayings(rows: Iterable[Values]) -> set[tuple[Any, ...]]:
    """What rows say, without what each copy calls them and their group by."""
    return {tuple(value for name, value in row.items() if name not in ("id", "group_id")) for row in rows}


def _said(side: Side, table: str, values: Values | None) -> str | None:
    portable = side.portable(table, values)
    if portable is None:
        return None
    return as_json({name: value.uid if isinstance(value, Row) else value for name, value in portable.items()})
