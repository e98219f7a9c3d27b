"""Whether a file is whole whose last program ended without leaving it, or that somebody put in another one's place.

A log that a dead program left is normal, and SQLite plays it into the file. Where somebody laid another file under it
by hand, the same makes a mixture. So the file is looked at before anything is played in, by a connection that cannot
write: a file that fails stays as it is, its log beside it, and what was laid there can still be taken.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.log_size import log_bytes, log_of
from kodoku_tui.store.migrations import pending_migrations
from kodoku_tui.store.passphrases import unlocked

_LOCKS = Path("/proc/locks")
# Whoever has a file open with SQLite reads these bytes far behind its end locked.
_FIRST_LOCKED = "1073741826"


def refuse_unsound(path: Path, *, is_another: bool) -> None:
    """Raise `Refused` (`error.unsound`) where the last program left its log and the file is not whole with it.

    `is_another` where it is known to lie in the place of one that was open: then it is looked at in any case, and one
    without a log is refused as `error.damaged`. Costs nothing to speak of but after such an end.
    """
    log = log_of(path)
    if not is_another and (not log_bytes(path) or _is_open_elsewhere(path)):
        return
    if Path(f"{path}-journal").exists() and not log_bytes(path):
        # Only who may write can take back what its program did not finish; SQLite does it, whoever asks first.
        return
    if _fails(path, log):
        raise Refused("error.unsound" if log_bytes(path) else "error.damaged", path=path, log=log.name)


def faults_of(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with the file itself, in its own words; empty for a whole one.

    Raises SQLite's errors where it could not be looked at, such as one that others hold.
    """
    try:
        found = [str(line) for (line,) in connection.execute("PRAGMA main.integrity_check(20)")]
    except sqlite3.DatabaseError as error:
        if _is_damage(error):
            return [str(error)]
        raise
    return [] if found == ["ok"] else found


def _fails(path: Path, log: Path) -> bool:
    try:
        with closing(_reading(path, alone=False)) as connection:
            if faults_of(connection):
                return True
            return _was_touched_after(path, log) and _is_a_mixture(connection, path)
    except sqlite3.DatabaseError as error:
        if _is_damage(error):
            return True
        raise


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether it tells of the file, and not of who holds it or of the disk."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    # An error of the statement: tables that it names are not there, or not to be read.
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def _is_a_mixture(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether rows differ from what was logged of them only where the log of the dead program lies over the file."""
    from kodoku_tui.store.log_check import log_faults

    if pending_migrations(connection) or next(log_faults(connection), None) is None:
        return False
    try:
        with closing(_reading(path, alone=True)) as file_alone:
            return not faults_of(file_alone) and next(log_faults(file_alone), None) is None
    except sqlite3.DatabaseError:
        # By itself it is not whole: nobody laid a whole one there.
        return False


def _was_touched_after(path: Path, log: Path) -> bool:
    return log_bytes(path) > 0 and path.stat().st_ctime_ns > log.stat().st_mtime_ns


def _reading(path: Path, *, alone: bool) -> sqlite3.Connection:
    """It writes nothing, and leaves the log where it lies. `alone`: without what stands in the log."""
    address = f"file:{quote(str(path))}?mode=ro{'&immutable=1' if alone else ''}"
    connection = unlocked(path, lambda: sqlite3.connect(address, uri=True, isolation_level=None))
    connection.row_factory = sqlite3.Row
    return connection


def _is_open_elsewhere(path: Path) -> bool:
    """Whether a program works on it, this one included: then the log is not left over. No where one cannot know."""
    try:
        lines = _LOCKS.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    inode = str(path.stat().st_ino)
    return any(
        fields[-2] == _FIRST_LOCKED and fields[-3].rpartition(":")[2] == inode
        for line in lines
        if len(fields := line.split()) > 4
    )
