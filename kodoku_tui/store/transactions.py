"""Giving up a transaction."""

from __future__ import annotations

from kodoku_tui.store.engine import sqlite3


def roll_back(connection: sqlite3.Connection) -> None:
    """Take back what was not committed. SQLite has done so by itself where the disk was full or failed."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
