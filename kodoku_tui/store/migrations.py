"""Numbered SQL files brought to the file through `sqlite_utils.Migrations`, each in its own savepoint."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kodoku_tui.domain.errors import Refused
from kodoku_tui.resources import resource_folder
from kodoku_tui.store.queries import statements
from kodoku_tui.store.transactions import roll_back

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

MIGRATION_SET = "kodoku"


@cache
def migration_files() -> tuple[Path, ...]:
    """The migrations that this program knows, oldest first."""
    return tuple(sorted((resource_folder("db") / "migrations").glob("[0-9]*.sql")))


def pending_migrations(connection: sqlite3.Connection) -> list[Path]:
    """Which migrations the file still lacks.

    Raises `Refused` when the file has migrations that this program does not know: a newer program wrote it.
    """
    has_table = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
    ).fetchone()
    applied: set[str] = set()
    if has_table:
        found = connection.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (MIGRATION_SET,)
        )
        applied = {name for (name,) in found}
    known = {path.stem for path in migration_files()}
    if applied - known:
        raise Refused("error.newer_schema", newest=max(applied - known))
    return [path for path in migration_files() if path.stem not in applied]


def migration_after(name: str) -> str | None:
    """The migration that follows the one of this name; None after the newest."""
    return next((path.stem for path in migration_files() if path.stem > name), None)


def migrate(connection: sqlite3.Connection, *, stop_before: str | None = None) -> None:
    """Bring the file to this program's schema; all of it or nothing.

    The outer `BEGIN IMMEDIATE` lets only one of two programs that open an old file at once do the work.
    """
    from sqlite_utils import Database, Migrations

    migrations = Migrations(MIGRATION_SET)
    for path in migration_files():
        _register(migrations, path)
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(connection), stop_before=stop_before)
    except BaseException:
        roll_back(connection)
        raise
    connection.execute("COMMIT")


def run_migration(connection: sqlite3.Connection, name: str) -> None:
    """What one migration says, once more: to make a table anew that follows from others and was dropped."""
    (path,) = (path for path in migration_files() if path.stem == name)
    _run(connection, path)


def _register(migrations: Migrations, path: Path) -> None:
    @migrations(name=path.stem)
    def apply(database: Database) -> None:
        _run(database.conn, path)


def _run(connection: sqlite3.Connection, path: Path) -> None:
    for statement in statements(path.read_text(encoding="utf-8")):
        connection.execute(statement)
