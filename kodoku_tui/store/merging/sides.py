"""One of the two copies: its rows by uid, in a form that means the same in both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from kodoku_tui.store.change_log import lines_of
from kodoku_tui.store.merging.shapes import PART_OF, WHOLES
from kodoku_tui.store.rows_then import ids_by_uid
from kodoku_tui.store.stored_days import FileConnection
from kodoku_tui.store.stored_keys import KEY_COLUMNS

Values = Mapping[str, Any]
"""A row by its columns, without what each copy keeps for itself; where it refers to another row stands a `Row`."""

_OF_ALL_GROUPS = ("programme", "staff", "organization", "milestone_plan", "session", "cost_item", "review")

_OF_THE_COPY = ("id", "version", "moment", "uid")


class Row(NamedTuple):
    """A row, whichever copy it lies in."""

    table: str
    uid: str


@dataclass(slots=True)
class Touched:
    """What acts that the other copy does not know did to a row: how it was before the first (None: not there)."""

    before: Values | None


class Side:
    """A copy, read; nothing is written through it."""

    def __init__(self, connection: FileConnection) -> None:
        self.connection = connection
        self.ids = cache(self._ids)
        self.references = cache(self._references)
        self._uids: dict[str, dict[int, str]] = {}

    def known_acts(self) -> set[str]:
        """The uids of all acts that this copy knows: its own, and those that came in by a merge that stands."""
        return {
            uid
            for (uid,) in self.connection.execute(
                "SELECT uid FROM unit UNION ALL SELECT merged_unit.uid FROM merged_unit"
                " JOIN unit ON unit.id = merged_unit.merge_unit_id WHERE unit.taken_back_by IS NULL"
            )
        }

    def own_acts_unknown_to(self, known: set[str]) -> list[int]:
        """The numbers of the acts done in this copy that are not among `known`, oldest first."""
        found = self.connection.execute("SELECT id, uid FROM unit ORDER BY id").fetchall()
        return [unit_id for unit_id, uid in found if uid not in known]

    def touched_by(self, units: Iterable[int]) -> dict[Row, Touched]:
        """The rows that these acts changed, in the order in which they did first."""
        touched: dict[Row, Touched] = {}
        for unit_id in units:
            for line in lines_of(self.connection, unit_id):
                stands = line.after or line.before or {}
                touched.setdefault(
                    Row(line.table, stands["uid"]), Touched(self.portable(line.table, line.before))
                )
        return touched

    def row(self, row: Row) -> Values | None:
        """The row as it stands; None where it does not."""
        found = self.raw(row)
        return None if found is None else self.portable(row.table, found)

    def raw(self, row: Row) -> dict[str, Any] | None:
        """The row as it stands in this file, ids and all."""
        found = self.connection.execute(f"SELECT * FROM {row.table} WHERE uid = ?", (row.uid,)).fetchone()
        return None if found is None else dict(found)

    def portable(self, table: str, values: Values | None) -> Values | None:
        """A row of this file in the form that means the same in both copies."""
        if values is None:
            return None
        left_out = {*_OF_THE_COPY, *KEY_COLUMNS.get(table, ())}
        references = self.references(table)
        return {
            name: self._row_of(references[name], value) if name in references and value is not None else value
            for name, value in values.items()
            if name not in left_out
        }

    def whole_of(self, row: Row, values: Values | None) -> Row | None:
        """The whole that a row with these values belongs to; None where it is one by itself."""
        while row.table in PART_OF and values is not None:
            _, column = PART_OF[row.table]
            above = values.get(column)
            if above is None:
                return None
            row, values = above, self.row(above)
        return row if row.table in WHOLES else None

    def group_of(self, row: Row) -> dict[str, Any] | None:
        """The group that a row is of, by whatever it refers to; None where it is of none."""
        steps, seen = [row], {row}
        while steps:
            step = steps.pop(0)
            values = self.row(step)
            if step.table == "adopted_group":
                return self.raw(step)
            for above in rows_referred_to(values or {}):
                if above not in seen and above.table not in _OF_ALL_GROUPS:
                    seen.add(above)
                    steps.append(above)
        return None

    def members_of(self, whole: Row) -> dict[Row, Values]:
        """The rows of a whole as they stand, itself first."""
        top = self.row(whole)
        found = {} if top is None else {whole: top}
        waiting = [whole]
        while waiting:
            above = waiting.pop()
            for table, (parent, column) in PART_OF.items():
                if parent != above.table or (above_id := self.id_of(above)) is None:
                    continue
                for part in self.rows_of(table, column, above_id):
                    member = Row(table, part["uid"])
                    found[member] = self.portable(table, part) or {}
                    waiting.append(member)
        return found

    def rows_of(self, table: str, column: str, row_id: int | None) -> list[dict[str, Any]]:
        """The rows of a table that refer to a row by this column, as they stand in this file."""
        found = self.connection.execute(f"SELECT * FROM {table} WHERE {column} = ? ORDER BY id", (row_id,))
        return [dict(part) for part in found.fetchall()]

    def id_of(self, row: Row) -> int | None:
        """The id of a row that stands in this file."""
        found = self.connection.execute(f"SELECT id FROM {row.table} WHERE uid = ?", (row.uid,)).fetchone()
        return None if found is None else int(found[0])

    def _references(self, table: str) -> dict[str, str]:
        """By column: the table whose rows it refers to."""
        return {
            found["from"]: found["table"]
            for found in self.connection.execute(f"PRAGMA main.foreign_key_list({table})").fetchall()
        }

    def _ids(self, table: str) -> dict[str, int]:
        return ids_by_uid(self.connection, table)

    def _row_of(self, table: str, row_id: int) -> Row:
        known = self._uids.get(table)
        if known is None:
            known = self._uids[table] = {number: uid for uid, number in self.ids(table).items()}
        return Row(table, known[row_id])


def rows_referred_to(values: Values) -> Iterator[Row]:
    """The rows that a row refers to."""
    return (value for value in values.values() if isinstance(value, Row))
