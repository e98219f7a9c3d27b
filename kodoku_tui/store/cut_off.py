"""Noticing that an open file was cut off: copied over by hand while it was open, emptied by a disk that filled.

SQLite answers from what it remembers of the file, and takes what is written on top of nothing.
"""

from __future__ import annotations

from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.engine import sqlite3

_HEADER_OF_A_FRAME = 24


def refuse_a_file_that_was_cut(connection: sqlite3.Connection) -> None:
    """Raise `Refused` (`error.damaged`) where pages lie neither in the file nor in the log beside it.

    To be asked within a transaction that has written nothing yet. Only sizes are looked at.
    """
    name = connection.execute("PRAGMA database_list").fetchone()[2]
    if not name:
        return
    (pages,) = connection.execute("PRAGMA main.page_count").fetchone()
    (size,) = connection.execute("PRAGMA main.page_size").fetchone()
    lacking = pages - _bytes_of(Path(name)) // size
    if lacking * (size + _HEADER_OF_A_FRAME) > _bytes_of(Path(f"{name}-wal")):
        raise Refused("error.damaged", path=Path(name))


def _bytes_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
