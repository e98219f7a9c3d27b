"""Where every writing begins, and what is looked at once nobody else can write: is it still the file that was opened?

A file that lost its name would take what is written with it; one that a newer program brought on is no longer as
this one knows it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.migrations import MIGRATION_SET, migration_files, pending_migrations
from kodoku_tui.store.transactions import roll_back

Identity = tuple[int, int]
"""What tells a file from another one that takes its name."""


class Opened(NamedTuple):
    """The file that a connection was opened on, by its name and by itself; whether it is a backup to be looked into."""

    path: Path
    identity: Identity | None
    is_look: bool = False


def identity_of(path: Path) -> Identity | None:
    """Which file lies there now; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_still_there(connection: sqlite3.Connection) -> bool:
    """Whether the file that the connection was opened on, to write to it, lies under its name."""
    opened: Opened | None = getattr(connection, "opened", None)
    return opened is None or (not opened.is_look and opened.identity == identity_of(opened.path))


def begin_writing(connection: sqlite3.Connection) -> None:
    """Begin a transaction that nobody else can write within. A file that is being made, or in memory, is just begun.

    Raises `Refused`, with nothing begun, where another file lies there now (`error.file_replaced`) or another program
    changed its tables (`error.migrated_meanwhile`, `error.older_meanwhile`), and for a backup that is looked into
    (`error.only_a_look`); SQLite's errors where others hold it.
    """
    opened: Opened | None = getattr(connection, "opened", None)
    if opened is not None and opened.is_look:
        raise Refused("error.only_a_look", path=opened.path, name=opened.path.name)
    connection.execute("BEGIN IMMEDIATE")
    if opened is None:
        return
    try:
        if not is_still_there(connection):
            raise Refused("error.file_replaced", path=opened.path)
        refuse_other_tables(connection, opened.path)
    except BaseException:
        roll_back(connection)
        raise


def refuse_other_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `Refused` where the file has not the tables that this program knows, since it was opened."""
    (newest,) = connection.execute(
        "SELECT max(name) FROM main._sqlite_migrations WHERE migration_set = ?", (MIGRATION_SET,)
    ).fetchone()
    if newest == migration_files()[-1].stem:
        return
    try:
        is_older = bool(pending_migrations(connection))
    except Refused:
        raise Refused("error.migrated_meanwhile", path=path, newest=newest) from None
    if is_older:
        raise Refused("error.older_meanwhile", path=path)
