"""Whole copies of the file: made beside work that goes on, checked before they count, laid back as one write.

A copy is made by SQLite's own means, which see one moment of the file whatever others write. It holds no log of its
own beside it, so that it can be carried away as one file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.connection import APPLICATION_ID, BUSY_SECONDS
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.passphrases import lock_as, unlocked
from kodoku_tui.store.places import is_shared
from kodoku_tui.store.rows_then import file_code
from kodoku_tui.store.soundness import faults_of
from kodoku_tui.store.tables import TableKind, tables_of
from kodoku_tui.store.transactions import roll_back

# So many pages between two looks at whether to stop.
_PAGES_AT_ONCE = 1_000
# So many are surely kept in memory and not yet in the file.
_PAGES_IN_MEMORY = 100
_TRIES = 3

Going = Callable[[int, int], None]
"""Told how many pages are done, of how many. Whatever it raises ends the copying, with nothing left of it."""


@dataclass(frozen=True, slots=True)
class NewestAct:
    """The last act that a file holds: when, by whom, and the sentence of the log."""

    at: str
    by: str
    what_key: str
    what_params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file holds: which file it is (`code`, '' in one of before), its rows by table, its last act."""

    code: str
    rows: Mapping[str, int]
    newest: NewestAct | None


def facts_of(connection: sqlite3.Connection) -> FileFacts:
    """What the file of this connection holds."""
    there = {
        name for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
    }
    kinds = (TableKind.DATA, TableKind.LOG)
    rows = {
        name: int(connection.execute(f"SELECT count(*) FROM main.{name}").fetchone()[0])
        for name in tables_of(*kinds)
        if name in there
    }
    newest = None
    if "unit" in there:
        found = connection.execute(
            "SELECT at, by, what_key, what_params FROM main.unit ORDER BY id DESC LIMIT 1"
        ).fetchone()
        newest = None if found is None else NewestAct(found[0], found[1], found[2], json.loads(found[3]))
    return FileFacts(file_code(connection) if "file_identity" in there else "", rows, newest)


def copy_to(source: sqlite3.Connection, draft: Path, *, going: Going | None = None) -> FileFacts:
    """Copy the file of `source` to `draft`, a path that nobody else uses, and check the copy; what it holds.

    Raises `Refused` (`error.copy_fails`) for a copy that is not whole, (`error.damaged`) where the file itself is
    not, and SQLite's errors.
    """
    copy = sqlite3.connect(draft, isolation_level=None)
    try:
        lock_as(copy, source)
        with _moment_of(source):
            source.backup(copy, pages=_PAGES_AT_ONCE, progress=_told(going))
            facts = facts_of(source)
        # Whatever takes the copy away takes one file.
        copy.execute("PRAGMA journal_mode = DELETE")
        if faults_of(copy):
            raise Refused(
                "error.copy_fails" if not faults_of(source) else "error.damaged", path=path_of(source)
            )
        if facts_of(copy) != facts:
            raise Refused("error.copy_fails", path=path_of(source))
        return facts
    finally:
        copy.close()


def path_of(connection: sqlite3.Connection) -> Path:
    """Where the file of a connection lies."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def look_at(path: Path) -> FileFacts:
    """What a file that lies somewhere holds; nothing is written to it or beside it.

    Raises `Refused` for what is no file of ours, and for one that is damaged.
    """
    connection = open_to_read(path)
    try:
        return facts_of(connection)
    finally:
        connection.close()


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that only reads, to a file that may be of an older program.

    Raises `Refused` (`error.backup_missing`, `error.not_a_backup`) for what is no file of ours, and SQLite's errors
    where others hold it.
    """
    if not path.is_file():
        raise Refused("error.backup_missing", field="path", path=path)
    # Without a log beside it nobody writes to it, and nothing needs to be put beside it; where one writes at a time
    # there is none, and nothing is put there either.
    has_log = Path(f"{path}-wal").exists() or Path(f"{path}-journal").exists()
    is_alone = not has_log and not is_shared(path)
    address = f"file:{quote(str(path))}?mode=ro{'&immutable=1' if is_alone else ''}"
    connection: sqlite3.Connection | None = None
    try:
        connection = unlocked(path, lambda: sqlite3.connect(address, uri=True, isolation_level=None))
        (owner,) = connection.execute("PRAGMA application_id").fetchone()
        if owner != APPLICATION_ID:
            raise Refused("error.not_a_backup", field="path", path=path)
        connection.execute("SELECT count(*) FROM sqlite_master")
    except BaseException as error:
        if connection is not None:
            connection.close()
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_CORRUPT:
            raise Refused("error.damaged_backup", field="path", path=path) from error
        if (
            isinstance(error, sqlite3.DatabaseError)
            and code != sqlite3.SQLITE_BUSY
            and not _is_of_the_disk(error)
        ):
            raise Refused("error.not_a_backup", field="path", path=path) from error
        raise
    return connection


def is_of_another_program(path: Path) -> bool:
    """Whether a database lies there that is not ours; no for what is none, damaged, or opens with no passphrase."""
    try:
        with closing(
            unlocked(path, lambda: sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True))
        ) as connection:
            (owner,) = connection.execute("PRAGMA application_id").fetchone()
            return bool(owner != APPLICATION_ID)
    except (sqlite3.DatabaseError, Refused):
        return False


def open_as_it_is(path: Path) -> sqlite3.Connection:
    """A connection that writes to a file of ours, of whatever program."""
    return unlocked(
        path,
        lambda: sqlite3.connect(
            f"file:{quote(str(path))}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        ),
    )


def let_many_write(path: Path) -> None:
    """Give a copy the log beside it that lets several work on it at once, where that can be."""
    if is_shared(path):
        return
    with closing(open_as_it_is(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def make_clean(path: Path) -> bool:
    """Write the file anew without free pages, and empty the log beside it; no where others stood in the way.

    Raises SQLite's errors. The program's own connections have views in the place of tables, which VACUUM takes for
    tables.
    """
    with closing(open_as_it_is(path)) as connection:
        connection.execute("PRAGMA temp_store = MEMORY")
        try:
            connection.execute("VACUUM")
            (is_busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return False
            raise
    return not is_busy


def lay_over(
    copy: sqlite3.Connection,
    live: sqlite3.Connection,
    before: Callable[[], None],
    *,
    going: Going | None = None,
) -> None:
    """Make the file of `live` hold what `copy` holds, as one write that others see whole or not at all.

    `before` is called first, to keep what the file holds now; where somebody writes between that and the first page,
    it is called again. Raises `Refused` (`error.locked`) where others go on writing.
    """
    (pages,) = copy.execute("PRAGMA page_count").fetchone()
    # The first step takes the lock, and must not be the last: it is looked at in between.
    (mode,) = live.execute("PRAGMA journal_mode").fetchone()
    keeps_a_log = mode == "wal"
    at_once = max(1, min(_PAGES_AT_ONCE if keeps_a_log else _PAGES_IN_MEMORY, pages - 1))
    for _ in range(_TRIES):
        watch = sqlite3.connect(path_of(live), isolation_level=None)
        try:
            lock_as(watch, live)
            looking = _LookingOnce(path_of(live), watch if keeps_a_log else None, going)
            before()
            copy.backup(live, pages=at_once, progress=looking)
        except _WrittenMeanwhile:
            continue
        finally:
            watch.close()
        # It is done; what stands in the log counts as much.
        with suppress(sqlite3.Error):
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    raise Refused("error.locked", path=path_of(live))


class _WrittenMeanwhile(Exception):
    """What was kept is no longer what the file holds."""


class _LookingOnce:
    """Looks, once the file is held, whether others wrote to it since this was made."""

    def __init__(self, path: Path, watch: sqlite3.Connection | None, going: Going | None) -> None:
        self._path = path
        self._watch = watch
        self._going = going
        self._version = self._version_now()
        self._has_looked = False

    def __call__(self, _status: int, remaining: int, total: int) -> None:
        if total == 0:
            # No page yet: somebody else holds the file, longer than one waits for it.
            raise Refused("error.locked", path=self._path)
        if not self._has_looked:
            self._has_looked = True
            if self._version_now() != self._version:
                raise _WrittenMeanwhile
        if self._going is not None:
            self._going(total - remaining, total)

    def _version_now(self) -> int:
        if self._watch is None:
            # Where one writes at a time nobody else may even look by now; what was written shows in the file itself.
            return self._path.stat().st_mtime_ns
        (version,) = self._watch.execute("PRAGMA data_version").fetchone()
        return int(version)


@contextmanager
def _moment_of(connection: sqlite3.Connection) -> Iterator[None]:
    """Whatever is read within it is of one moment of the file."""
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT count(*) FROM main.sqlite_master").fetchone()
        yield
    finally:
        roll_back(connection)


def _is_of_the_disk(error: sqlite3.Error) -> bool:
    """Whether it tells of the disk and not of what lies on it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def _told(going: Going | None) -> Callable[[int, int, int], None] | None:
    if going is None:
        return None
    return lambda _status, remaining, total: going(total - remaining, total)
