"""Opening the SQLite file, and saying in a sentence why it cannot be opened or written."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import quote

from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.attention_weeks import forget_all_weeks
from kodoku_tui.store.beginning import Opened, begin_writing, identity_of
from kodoku_tui.store.engine import CAN_ENCRYPT, sqlite3
from kodoku_tui.store.functions import NoteAsRead, withhold
from kodoku_tui.store.log_size import LOG_BYTES
from kodoku_tui.store.migrations import migrate, migration_after, pending_migrations
from kodoku_tui.store.passphrases import Key, lock_as, may_be_locked, remember, unlocked
from kodoku_tui.store.places import is_shared, refuse_many_where_one_can, refuse_new_on_share
from kodoku_tui.store.prepared import prepare_reading
from kodoku_tui.store.soundness import refuse_unsound
from kodoku_tui.store.stored_days import FileConnection
from kodoku_tui.store.stored_keys import renew_keys
from kodoku_tui.store.transactions import roll_back
from kodoku_tui.store.written_files import WrittenPath

# "KODO" as four bytes: marks a file as ours, so that another program's database is never touched.
APPLICATION_ID = 0x4B4F444F
BUSY_SECONDS = 5.0


def open_file(
    path: Path,
    *,
    today: Callable[[], date],
    note_as_read: NoteAsRead = withhold,
    before_migrating: Callable[[FileConnection], None] | None = None,
    is_another: bool = False,
) -> FileConnection:
    """Open an existing file, brought to this program's schema, with the rules of the domain as SQL functions.

    `note_as_read` says what whoever reads sees of a note, asked anew by each query.
    `before_migrating` is called with a file of an older program, as it is; what it raises leaves it so. `is_another`:
    it lies in the place of one that was open. Raises `Refused` for a missing file, a file that is no database, another
    program's database, a newer schema, one that is not whole with the log that a dead program left (`soundness.py`),
    one that many write to where other computers may reach it (`places.py`).
    """
    check_there(path)
    opened = Opened(path, identity_of(path))
    with sentences_for_sqlite(path):
        refuse_many_where_one_can(path)
        if _mode_for(path) == "rw":
            refuse_unsound(path, is_another=is_another)
        connection = _connect(path)
        try:
            check_owner(connection, path)
            is_of_before = bool(pending_migrations(connection))
            if is_of_before:
                if before_migrating is not None:
                    before_migrating(connection)
                migrate(connection)
            connection.opened = opened
            _prepare(connection, today, note_as_read)
            if is_of_before:
                _store_days(connection)
                forget_all_weeks(connection)
            connection.newly_met = renew_keys(connection)
            connection.keeps_weeks = True
        except BaseException:
            connection.close()
            raise
    return connection


def connect_to_look(
    path: Path, backup: Path, *, today: Callable[[], date], note_as_read: NoteAsRead = withhold
) -> FileConnection:
    """A connection to a file that nobody writes to, of this program's schema, for a look into `backup`."""
    with sentences_for_sqlite(backup):
        connection = _connect(path, mode="ro&immutable=1")
        connection.opened = Opened(backup, identity_of(backup), is_look=True)
        _prepare(connection, today, note_as_read)
    return connection


def open_copy(
    connection: FileConnection, *, today: Callable[[], date], note_as_read: NoteAsRead = withhold
) -> FileConnection:
    """The file of `connection` as it is now, in memory, with the rules of the domain; its weeks are not kept on."""
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False, factory=FileConnection)
    try:
        lock_as(copy, connection)
        connection.backup(copy)
        copy.row_factory = sqlite3.Row
        copy.execute("PRAGMA foreign_keys = ON")
        copy.execute("PRAGMA temp_store = MEMORY")
        _prepare(copy, today, note_as_read)
    except BaseException:
        copy.close()
        raise
    return copy


def create_file(
    path: WrittenPath,
    fill: Callable[[FileConnection], None],
    *,
    today: Callable[[], date],
    schema: str | None = None,
    key: Key | None = None,
) -> None:
    """Make a new file at `path` and let `fill` write its first contents; it appears whole or not at all.

    `schema` names the newest migration that the contents know: what came after is done to them once they are
    in. With a `key` nobody opens it without its passphrase. Raises `Refused` as `WrittenPath` does, also when
    somebody made such a file in the meantime, and where other computers may reach it.
    """
    refuse_new_on_share(path.path)
    with sentences_for_sqlite(path.path), path.being_written() as draft:
        draft.touch()
        connection = _connect(draft, key)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            if schema is None:
                migrate(connection)
                _prepare(connection, today)
                fill(connection)
            else:
                migrate(connection, stop_before=migration_after(schema))
                fill(connection)
                migrate(connection)
                _prepare(connection, today)
            _store_days(connection)
            renew_keys(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


@contextmanager
def sentences_for_sqlite(path: Path | str) -> Iterator[None]:
    """Turn SQLite's own errors into refusals that a person can act on."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        key = {
            sqlite3.SQLITE_BUSY: "error.locked",
            sqlite3.SQLITE_LOCKED: "error.locked",
            sqlite3.SQLITE_READONLY: "error.read_only",
            sqlite3.SQLITE_CANTOPEN: "error.cannot_open",
            sqlite3.SQLITE_NOTADB: "error.not_a_database",
            sqlite3.SQLITE_CORRUPT: "error.damaged",
            sqlite3.SQLITE_FULL: "error.disk_full",
            sqlite3.SQLITE_IOERR: "error.disk_trouble",
        }.get(code)
        if key is None:
            raise
        if key == "error.not_a_database" and not CAN_ENCRYPT and may_be_locked(Path(path)):
            key = "error.not_a_database_here"
        raise Refused(key, path=path) from error


def check_there(path: Path) -> None:
    """Refuse what is no file, or empty. Whether it is a database SQLite says at the first look into it.

    The file must not be opened and closed by hand: closing it takes away every lock that this process has on it, and
    the next program that leaves the file would clear away the log to which this one goes on writing.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise Refused("error.file_missing", path=path) from None
    except OSError as error:
        raise Refused("error.cannot_open", path=path) from error
    if stat.S_ISDIR(found.st_mode) or found.st_size == 0:
        raise Refused("error.not_a_database", path=path)


def _connect(path: Path, key: Key | None = None, *, mode: str = "") -> FileConnection:
    def connect() -> FileConnection:
        return sqlite3.connect(
            f"file:{quote(str(path))}?mode={mode or _mode_for(path)}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=FileConnection,
        )

    connection = unlocked(path, connect) if key is None else connect()
    if key is not None:
        key.lock(connection)
        remember(path, key)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")
    # What is worked out beside the file stays out of every folder.
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _mode_for(path: Path) -> str:
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return "rw"
    # Without a log beside it nobody is writing, and only `immutable` needs no log of its own. With one, the
    # newest changes stand in it, and `immutable` would not look there. Where one writes at a time there never is one.
    return "ro" if Path(f"{path}-wal").exists() or is_shared(path) else "ro&immutable=1"


def check_owner(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `Refused` (`error.other_program`) for a database that is not ours."""
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    if owner != APPLICATION_ID:
        raise Refused("error.other_program", path=path)


def _prepare(
    connection: FileConnection, today: Callable[[], date], note_as_read: NoteAsRead = withhold
) -> None:
    prepare_reading(connection, today, note_as_read)
    connection.keep_days()


def store_days_anew(connection: FileConnection) -> None:
    """Let nobody rely on the days that are stored, and store them anew. Raises as `begin_writing` does."""
    _store_days(connection, forgets=True)


def _store_days(connection: FileConnection, *, forgets: bool = False) -> None:
    begin_writing(connection)
    try:
        if forgets:
            connection.execute("DELETE FROM main.stored_days")
        connection.work_out_days()
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise
