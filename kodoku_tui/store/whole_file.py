"""The file as a whole: the tables that a book takes along, and putting all rows of another file into an empty one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.beginning import begin_writing
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.migrations import MIGRATION_SET
from kodoku_tui.store.tables import TableKind, tables_of
from kodoku_tui.store.transactions import roll_back


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """A column of a table; `kind` is INTEGER, REAL or TEXT."""

    name: str
    kind: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table, and its columns in their order."""

    name: str
    columns: tuple[ColumnShape, ...]


def tables_of_a_book(connection: sqlite3.Connection) -> tuple[TableShape, ...]:
    """Every table that a book takes along, as this file has it: data, the change log, the file's identity.

    What follows from the data is none; a file of an older program lacks some.
    """
    there = {
        name for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
    }
    kinds = (TableKind.DATA, TableKind.LOG, TableKind.IDENTITY)
    return tuple(_shape(connection, name) for name in tables_of(*kinds) if name in there)


def newest_migration(connection: sqlite3.Connection) -> str:
    """The schema of the file, named by its newest migration."""
    (newest,) = connection.execute(
        "SELECT max(name) FROM _sqlite_migrations WHERE migration_set = ?", (MIGRATION_SET,)
    ).fetchone()
    return str(newest)


def last_ids(connection: sqlite3.Connection) -> dict[str, int]:
    """By table: the highest id that was ever given, which may be that of a row that is gone."""
    return {
        found["name"]: found["seq"] for found in connection.execute("SELECT name, seq FROM sqlite_sequence")
    }


def has_data(connection: sqlite3.Connection) -> bool:
    """Whether anybody has written to the file."""
    return any(
        connection.execute(f"SELECT 1 FROM main.{name} LIMIT 1").fetchone() is not None
        for name in tables_of(TableKind.DATA, TableKind.LOG)
    )


def fill_whole(
    connection: sqlite3.Connection,
    contents: Mapping[str, Sequence[Mapping[str, Any]]],
    ids: Mapping[str, int],
) -> None:
    """Give an empty file these rows and no others, with `ids` as the highest ids ever given; all or nothing.

    The rules that hold an act to its limits are for acts: they are set aside meanwhile, since rows come in no
    order in time. Raises `Refused` for a row that the table does not take (`error.book_row`) and for one that
    refers to a row that is not there (`error.book_reference`).
    """
    begin_writing(connection)
    try:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        with _without_limits(connection):
            for table in tables_of_a_book(connection):
                connection.execute(f"DELETE FROM main.{table.name}")
            for name, rows in contents.items():
                for row in rows:
                    _insert(connection, name, row)
        _set_last_ids(connection, ids)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise Refused("error.book_reference", table=broken[0], row=broken[1], target=broken[2])
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def _shape(connection: sqlite3.Connection, name: str) -> TableShape:
    columns = connection.execute(f"PRAGMA main.table_info({name})").fetchall()
    return TableShape(
        name,
        tuple(
            ColumnShape(found["name"], found["type"], bool(found["notnull"] or found["pk"]))
            for found in columns
        ),
    )


def _insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" for _ in row)
    try:
        connection.execute(f"INSERT INTO main.{table} ({names}) VALUES ({marks})", tuple(row.values()))
    except (sqlite3.IntegrityError, OverflowError) as error:
        raise Refused("error.book_row", table=table, row=row.get("id"), reason=str(error)) from error


def _set_last_ids(connection: sqlite3.Connection, ids: Mapping[str, int]) -> None:
    for name, last in ids.items():
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))


@contextmanager
def _without_limits(connection: sqlite3.Connection) -> Iterator[None]:
    limits = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND instr(sql, 'RAISE(') > 0"
    ).fetchall()
    for limit in limits:
        connection.execute(f"DROP TRIGGER {limit['name']}")
    yield
    for limit in limits:
        connection.execute(limit["sql"])
