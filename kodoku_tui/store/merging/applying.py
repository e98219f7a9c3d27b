"""Writing what another copy brings: rows under their own uids, as one unit, and its acts beside the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.merging.comparing import Comparing, Differences
from kodoku_tui.store.merging.shapes import COUNTED_ON, FOLLOWING, WORDS_OF_GROUP
from kodoku_tui.store.merging.sides import Row, Values, rows_referred_to
from kodoku_tui.store.stored_keys import KEY_COLUMNS, renew_keys_of
from kodoku_tui.store.tables import TABLES
from kodoku_tui.store.unit import Unit


class Applying:
    """Writes the differences of two copies to ours, within one unit."""

    def __init__(self, comparing: Comparing, unit: Unit) -> None:
        self._comparing = comparing
        self._ours = comparing.ours
        self._unit = unit
        self._written: list[tuple[str, int]] = []
        self.renumbered: list[tuple[Row, str, Any, Any]] = []
        """Rows whose number was taken here: the column, the number that they had, the one that they got."""

    def write(self, steps: Iterable[Differences]) -> None:
        """All of it; references are looked at when everything is there."""
        steps = list(steps)
        self._unit.connection.execute("PRAGMA defer_foreign_keys = ON")
        new = {row: values for each in steps for row, values in each.new.items()}
        order = list(TABLES)
        _as_the_file_lets_them(
            [
                *(partial(self._take_away, row) for each in steps for row in each.removed),
                *(
                    partial(self._take_in, row, new[row])
                    for row in sorted(new, key=lambda one: order.index(one.table))
                ),
                *(
                    partial(self._change, row, changes)
                    for each in steps
                    for row, changes in each.changed.items()
                ),
            ]
        )
        renew_keys_of(self._unit.connection, self._written)
        for group in {group for each in steps for group in each.touched_groups}:
            self._follow(group)

    def _take_away(self, row: Row) -> None:
        if (row_id := self._ours.id_of(row)) is not None:
            self._unit.remove(row.table, row_id)

    def _take_in(self, row: Row, values: Values) -> None:
        theirs = self._comparing.theirs.raw(row)
        own = {"uid": row.uid}
        if theirs is not None and TABLES[row.table].has_moment:
            own["moment"] = theirs["moment"]
        # Until it is worked out, the name stands for its key: no key may be empty.
        keys = dict.fromkeys(KEY_COLUMNS.get(row.table, ()), values.get("name", ""))
        local = {**keys, **self._local(values), **own}
        counted = self._counted_on(row, local)
        with self._told_what_is_missing(row, values):
            row_id = self._unit.take_in(row.table, local | counted)
        self._written.append((row.table, row_id))
        self.renumbered += [(row, name, local[name], number) for name, number in counted.items()]

    def _change(self, row: Row, changes: Values) -> None:
        if (row_id := self._ours.id_of(row)) is not None:
            with self._told_what_is_missing(row, changes):
                self._unit.update(row.table, row_id, self._local(changes))
            self._written.append((row.table, row_id))

    @contextmanager
    def _told_what_is_missing(self, row: Row, values: Values) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError:
            for target in rows_referred_to(values):
                if self._ours.id_of(target) is None:
                    raise Refused(
                        "error.merge_reference", of_table=row.table, target_table=target.table
                    ) from None
            raise

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

    def _counted_on(self, row: Row, local: Values) -> dict[str, int]:
        """The next number where the own one is taken here; nothing where it is free, or the table has none."""
        if row.table not in COUNTED_ON:
            return {}
        within, name = COUNTED_ON[row.table]
        connection = self._unit.connection
        taken = connection.execute(
            f"SELECT 1 FROM {row.table} WHERE {within} = ? AND {name} = ?", (local[within], local[name])
        ).fetchone()
        if taken is None:
            return {}
        (last,) = connection.execute(
            f"SELECT max({name}) FROM {row.table} WHERE {within} = ?", (local[within],)
        ).fetchone()
        return {name: last + 1}

    def _local(self, values: Values) -> dict[str, Any]:
        """A row with the ids of our file."""
        return {
            name: self._ours.id_of(value) if isinstance(value, Row) else value
            for name, value in values.items()
        }


def _as_the_file_lets_them(writes: list[Callable[[], None]]) -> None:
    """One after another; what stands in the way of another first makes room, in whatever order it was done there.

    Of a first contact that was changed the old one steps down before the new one comes, of money that was moved the
    budget is raised before.
    """
    while writes:
        waiting = []
        for write in writes:
            try:
                write()
            except (sqlite3.IntegrityError, Refused) as error:
                waiting.append(write)
                reason = error
        if len(waiting) == len(writes):
            raise reason
        writes = waiting


def _sayings(rows: Iterable[Values]) -> set[tuple[Any, ...]]:
    """What rows say, without what each copy calls them and their group by."""
    return {tuple(value for name, value in row.items() if name not in ("id", "group_id")) for row in rows}
