"""The lines of the change log: one for each row that an act changed, one for many rows that it added together.

Rows added by one statement are logged a hundred to a line, with what is the same in all of them said once: writing as
many lines as rows took longer than writing the rows. SQL reads them a row at a time (`change` on a connection of
the program, `logged_change` in the file), acts that are taken back or shown through `lines_of`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kodoku_tui.store.old_words import in_words_of_now

_ROWS_OF_A_LINE = 100

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LoggedRow:
    """One row that an act changed, whole: as it was `before` (None: not there) and `after` (None: taken away)."""

    table: str
    row_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def last_id(connection: sqlite3.Connection, table: str) -> int:
    """The highest id that a table ever gave."""
    (last,) = connection.execute(
        f"SELECT max(coalesce((SELECT seq FROM main.sqlite_sequence WHERE name = '{table}'), 0),"
        f" coalesce((SELECT max(id) FROM main.{table}), 0))"
    ).fetchone()
    return int(last)


def log_change(
    connection: sqlite3.Connection,
    unit_id: int,
    table: str,
    row_id: int,
    before: Row | None,
    after: Row | None,
) -> None:
    """Write down one row before and after."""
    connection.execute(
        "INSERT INTO main.change (unit_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
        (unit_id, table, row_id, as_json(before), as_json(after)),
    )


def log_added(
    connection: sqlite3.Connection, unit_id: int, table: str, ids: range, names: Sequence[str]
) -> None:
    """Write down rows that were just added under these ids with the columns `names`, as they stand in the file.

    What was not given is the column's default, and that is the same in every row.
    """
    if not ids:
        return
    columns = [found["name"] for found in connection.execute(f"PRAGMA main.table_info({table})")]
    whole_row = ", ".join(f"'{name}', {name}" for name in columns)
    names_given = json.dumps(list(names))
    before = last_id(connection, "change") - ids.start + 1
    lasts = [*range(ids.start + _ROWS_OF_A_LINE - 1, ids.stop - 1, _ROWS_OF_A_LINE), ids.stop - 1]
    firsts = range(ids.start, ids.stop, _ROWS_OF_A_LINE)
    connection.executemany(
        "INSERT INTO main.change (id, unit_id, table_name, row_id, last_row_id, common, after)"
        " SELECT :last + :before, :unit_id, :table, :first, :last,"
        f" (SELECT json_object('row', json_object({whole_row}), 'names', json(:names)) FROM {table}"
        " WHERE id = :first),"
        f" json_group_array(json_array({', '.join(names)})) FROM {table} WHERE id BETWEEN :first AND :last",
        (
            {
                "unit_id": unit_id,
                "table": table,
                "first": first,
                "last": last,
                "before": before,
                "names": names_given,
            }
            for first, last in zip(firsts, lasts, strict=True)
        ),
    )


def lines_of(connection: sqlite3.Connection, unit_id: int) -> Iterator[LoggedRow]:
    """The rows that an act changed, in the order in which it did."""
    found = connection.execute("SELECT * FROM main.change WHERE unit_id = ? ORDER BY id", (unit_id,))
    yield from rows_of_lines(found.fetchall())


def rows_of_lines(lines: Iterable[sqlite3.Row]) -> Iterator[LoggedRow]:
    """The rows that these lines of `main.change` are of, in their order."""
    for line in lines:
        if line["last_row_id"] is None:
            yield LoggedRow(
                line["table_name"], line["row_id"], _row_of(line, "before"), _row_of(line, "after")
            )
        else:
            yield from _added(line)


def _added(line: sqlite3.Row) -> Iterator[LoggedRow]:
    common = json.loads(line["common"])
    for row_id, values in enumerate(json.loads(line["after"]), start=line["row_id"]):
        after = common["row"] | {"id": row_id} | dict(zip(common["names"], values, strict=True))
        yield LoggedRow(line["table_name"], row_id, None, in_words_of_now(line["table_name"], after))


def as_json(values: Row | None) -> str | None:
    """A row as the log keeps it."""
    return None if values is None else json.dumps(values, ensure_ascii=False, default=str)


def _row_of(line: sqlite3.Row, when: str) -> dict[str, Any] | None:
    return None if line[when] is None else in_words_of_now(line["table_name"], json.loads(line[when]))
