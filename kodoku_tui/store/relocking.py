"""Making of a file the same one with another key, or with none: written beside it, compared, then put in its place."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.connection import APPLICATION_ID
from kodoku_tui.store.copies import facts_of, let_many_write, open_as_it_is
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.passphrases import Key, remember
from kodoku_tui.store.soundness import faults_of
from kodoku_tui.store.written_files import DATABASE, WrittenPath


def relock(path: Path, key: Key | None, *, has_log: bool = True) -> None:
    """Let the file at `path` open with this key from now on (None: with none), and no longer with the one before.

    Raises `Refused` (`error.file_open_elsewhere`) while anybody else has it open, since what they wrote meanwhile
    would be lost, and (`error.copy_fails`) where what was written does not hold what the file holds; each time nothing
    changed. A backup has no log beside it (`has_log`).
    """
    with closing(open_as_it_is(path)) as held:
        (mode,) = held.execute("PRAGMA journal_mode").fetchone()
        _hold_alone(held, path)
        with WrittenPath(path, ending=DATABASE, database=None, replaces=True).being_written() as draft:
            write_with(held, draft, key)
            _compare(held, draft, key)
        remember(path, key)
    if has_log and mode == "wal":
        let_many_write(path)


def write_with(source: sqlite3.Connection, draft: Path, key: Key | None) -> None:
    """Write all that the file of `source` holds to `draft`, a path that nobody else uses, with this key."""
    words = "''" if key is None else key.as_sql
    source.execute(f"ATTACH DATABASE ? AS written KEY {words}", (str(draft),))
    try:
        source.execute("SELECT sqlcipher_export('written')")
        (schema,) = source.execute("PRAGMA main.user_version").fetchone()
        source.execute(f"PRAGMA written.user_version = {schema}")
        source.execute(f"PRAGMA written.application_id = {APPLICATION_ID}")
    finally:
        source.execute("DETACH DATABASE written")


def _hold_alone(connection: sqlite3.Connection, path: Path) -> None:
    # Only without a log beside it can the file give way to another: who is still writing into the log of the one
    # before would write into that of the new one.
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA main.locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise Refused("error.file_open_elsewhere", field="path", path=path) from error
        raise


def _compare(source: sqlite3.Connection, draft: Path, key: Key | None) -> None:
    with closing(sqlite3.connect(draft, isolation_level=None)) as written:
        if key is not None:
            key.lock(written)
        is_whole = not faults_of(written) and facts_of(written) == facts_of(source)
        if not is_whole or _schema_of(written) != _schema_of(source):
            raise Refused("error.copy_fails", path=draft)


def _schema_of(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    found = connection.execute("SELECT type, name, coalesce(sql, '') FROM main.sqlite_master").fetchall()
    return {(kind, name, sql) for kind, name, sql in found}
