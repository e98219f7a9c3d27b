"""The log beside the file: bringing what stands in it into the file itself, and how large it may stay."""

from __future__ import annotations

from pathlib import Path

from kodoku_tui.store.beginning import is_still_there
from kodoku_tui.store.engine import sqlite3

LOG_BYTES = 4 * 1024 * 1024
"""A log that everything was brought in from is cut to this; it grows on while somebody reads an earlier moment."""


def bring_in(connection: sqlite3.Connection) -> None:
    """Bring in what stands in the log, as far as nobody reads an earlier moment, and empty it; waits for nobody.

    Nothing where another file lies there by now, under which the log lies too: it would go into the one without a
    name. Raises SQLite's errors where the file cannot be written.
    """
    if not is_still_there(connection):
        return
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")


def log_of(path: Path) -> Path:
    """Where the log of a file lies."""
    return Path(f"{path}-wal")


def log_bytes(path: Path) -> int:
    """How large it is; 0 without one."""
    try:
        return log_of(path).stat().st_size
    except OSError:
        return 0
