"""The one write path: begin immediate, check the version, write, log before and after, commit.

It alone gives rows their uids, and their moments where their order counts. What was taken away comes back with those
that it had.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.attention_weeks import keep_weeks
from kodoku_tui.store.beginning import begin_writing
from kodoku_tui.store.change_log import as_json, last_id, log_added, log_change
from kodoku_tui.store.cut_off import refuse_a_file_that_was_cut
from kodoku_tui.store.moments import Moments
from kodoku_tui.store.stored_days import FileConnection
from kodoku_tui.store.tables import TABLES, TableKind
from kodoku_tui.store.transactions import roll_back
from kodoku_tui.store.uids import new_uid, new_uids

Values = Mapping[str, Any]

# SQLite takes 32,766 at most.
_VALUES_OF_A_STATEMENT = 8_000


class StaleVersion(Refused):
    """Somebody else changed the row since it was read; `mine` was not written, `theirs` stands in the file."""

    def __init__(self, table: str, row_id: int, mine: Values, theirs: Values, version: int) -> None:
        super().__init__("error.stale", mine=dict(mine), theirs=dict(theirs))
        self.table = table
        self.row_id = row_id
        self.mine = dict(mine)
        self.theirs = dict(theirs)
        self.version = version


class Unit:
    """One act of one person: every row that it inserts, updates or deletes is logged under its number.

    `what` and `params` are the sentence that the log shows, `changes` how many rows were written so far.
    """

    def __init__(
        self, connection: FileConnection, unit_id: int, what: str, params: Values, moments: Moments
    ) -> None:
        self.connection = connection
        self.id = unit_id
        self.what = what
        self.params = params
        self.changes = 0
        self._moments = moments

    def insert(self, table: str, **values: Any) -> int:
        """Add a row and return its id."""
        values |= {name: one for name, (one,) in self._own_columns(table, 1).items()}
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        cursor = self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
        row_id = int(cursor.lastrowid or 0)
        self._log(table, row_id, None, self.current(table, row_id))
        return row_id

    def take_in(self, table: str, values: Values) -> int:
        """Add a row of another copy as it is called there: with its uid and its moment; its id here."""
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        cursor = self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", dict(values))
        row_id = int(cursor.lastrowid or 0)
        self._log(table, row_id, None, self.current(table, row_id))
        return row_id

    def insert_many(self, table: str, rows: Sequence[Values]) -> range:
        """Add rows that all have the same columns; their ids, one after another. Far quicker than one by one."""
        if not rows:
            return range(0)
        first = last_id(self.connection, table) + 1
        ids = range(first, first + len(rows))
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        columns |= self._own_columns(table, len(rows))
        self._insert_with_ids(table, ids, columns)
        self._log_added(table, ids, [*columns])
        return ids

    def insert_selected(self, table: str, columns: Mapping[str, str], source: str, params: Values) -> range:
        """Add what a query finds, in its order, as rows; their ids, one after another. Quicker than `insert_many`.

        `columns` says what stands in each column of the table (SQL), `source` is the query from its FROM on.
        """
        if TABLES[table].has_moment:
            # SQLite may work out what stands in a row before it puts the rows in order, moments among it.
            found = self.connection.execute(f"SELECT {', '.join(columns.values())} {source}", params)
            return self.insert_many(table, [dict(zip(columns, line, strict=True)) for line in found])
        (count,) = self.connection.execute(f"SELECT count(*) {source}", params).fetchone()
        uids = iter(self._own_columns(table, count)["uid"])
        self.connection.create_function("next_uid", 0, lambda: next(uids))
        columns = {**columns, "uid": "next_uid()"}
        first = last_id(self.connection, table) + 1
        ids = range(first, first + count)
        self.connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} {source}",
            params,
        )
        self._log_added(table, ids, [*columns])
        return ids

    def update(self, table: str, row_id: int, changes: Values, *, version: int | None = None) -> bool:
        """Change fields of a row; True when any value really differs.

        `version` is the one that the person saw. Raises `StaleVersion` when the row has a newer one.
        """
        before = self.current(table, row_id)
        if before is None:
            raise Refused("error.row_gone")
        if version is not None and before["version"] != version:
            theirs = {name: before[name] for name in changes}
            raise StaleVersion(table, row_id, changes, theirs, before["version"])
        changed = {name: value for name, value in changes.items() if before[name] != value}
        if not changed:
            return False
        if "version" in before:
            changed["version"] = before["version"] + 1
        self._write(table, row_id, changed)
        self._log(table, row_id, before, before | changed)
        return True

    def remove(self, table: str, row_id: int) -> None:
        """Take away a row that follows from others (a derived tag); what people wrote is hidden, not removed."""
        self.restore(table, row_id, self.current(table, row_id), None)

    def restore(self, table: str, row_id: int, now: Values | None, then: Values | None) -> None:
        """Put a row back to what it was `then` (None: it did not exist), from what it is `now`."""
        if then is None:
            self.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        elif now is None:
            names = ", ".join(then)
            marks = ", ".join(f":{name}" for name in then)
            self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", dict(then))
        else:
            # The version goes on counting: whoever read the row before the undo must notice.
            then = dict(then) | ({"version": now["version"] + 1} if "version" in now else {})
            self._write(table, row_id, then)
        self._log(table, row_id, now, then)

    def current(self, table: str, row_id: int) -> dict[str, Any] | None:
        """The row as it stands in the file."""
        row = self.connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).fetchone()
        return dict(row) if row else None

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of the act that is left out as a whole when it is refused; the rest of the act goes on."""
        changes = self.changes
        self.connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            # SQLite has given up the whole act where the disk was full or failed.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK TO part")
                self.connection.execute("RELEASE part")
            self.changes = changes
            raise
        self.connection.execute("RELEASE part")

    def _own_columns(self, table: str, count: int) -> dict[str, list[str]]:
        """What the program itself says of new rows: the uid of each, and its moment where the table has one."""
        known = TABLES[table]
        if known.kind is not TableKind.DATA:
            raise ValueError(f"{table} holds no data")
        own = {"uid": new_uids(count)}
        if known.has_moment:
            own["moment"] = [self._moments.take() for _ in range(count)]
        return own

    def _insert_with_ids(self, table: str, ids: range, columns: Mapping[str, Sequence[Any]]) -> None:
        """Many rows by one statement: each statement by itself would look up and write the table's last id."""
        row_marks = f"(?{', ?' * len(columns)})"
        rows_at_once = max(1, min(len(ids), _VALUES_OF_A_STATEMENT // (len(columns) + 1)))
        insert = f"INSERT INTO {table} (id, {', '.join(columns)}) VALUES "
        lines = list(zip(ids, *columns.values(), strict=True))
        whole = len(lines) - len(lines) % rows_at_once
        self.connection.executemany(
            insert + ", ".join([row_marks] * rows_at_once),
            (
                list(chain.from_iterable(lines[first : first + rows_at_once]))
                for first in range(0, whole, rows_at_once)
            ),
        )
        self.connection.executemany(insert + row_marks, lines[whole:])

    def _write(self, table: str, row_id: int, values: Values) -> None:
        assignments = ", ".join(f"{name} = :{name}" for name in values)
        self.connection.execute(
            f"UPDATE {table} SET {assignments} WHERE id = :row_id", dict(values) | {"row_id": row_id}
        )

    def _log_added(self, table: str, ids: range, names: Sequence[str]) -> None:
        self.changes += len(ids)
        log_added(self.connection, self.id, table, ids, names)

    def _log(self, table: str, row_id: int, before: Values | None, after: Values | None) -> None:
        self.changes += 1
        log_change(self.connection, self.id, table, row_id, before, after)


@contextmanager
def writing(
    connection: FileConnection,
    *,
    at: datetime,
    by: str,
    what: str,
    undoes: int | None = None,
    **params: Any,
) -> Iterator[Unit]:
    """Write as one named unit: all of it is committed at the end, or nothing when anything is refused.

    `what` is the catalogue key of the sentence that the log shows, `params` fill it. A unit that changed
    nothing leaves no trace. Raises `Refused` for a file of which a part is gone.
    """
    begin_writing(connection)
    try:
        refuse_a_file_that_was_cut(connection)
        connection.work_out_days()
        (last,) = connection.execute("SELECT max(moment) FROM unit").fetchone()
        moments = Moments(at, last)
        cursor = connection.execute(
            "INSERT INTO unit (at, by, by_staff_uid, what_key, what_params, undoes_unit_id, moment, uid)"
            " VALUES (:at, :by, (SELECT uid FROM staff WHERE name = :by GROUP BY name HAVING count(*) = 1),"
            " :what, :params, :undoes, :moment, :uid)",
            {
                "at": at.isoformat(timespec="seconds"),
                "by": by,
                "what": what,
                "params": as_json(params),
                "undoes": undoes,
                "moment": moments.take(),
                "uid": new_uid(),
            },
        )
        unit = Unit(connection, int(cursor.lastrowid or 0), what, params, moments)
        yield unit
        # It comes after what it wrote, so that the next one comes after that too.
        connection.execute("UPDATE unit SET moment = ? WHERE id = ?", (moments.take(), unit.id))
        if unit.changes:
            connection.work_out_days()
            keep_weeks(connection, unit.id)
        connection.execute("COMMIT" if unit.changes else "ROLLBACK")
    except BaseException:
        roll_back(connection)
        raise
