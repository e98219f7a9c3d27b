"""Paths that have passed the gate, for the tests of what is written there."""

from __future__ import annotations

from pathlib import Path

from kodoku_tui.store.written_files import DATABASE, WORKBOOK, WrittenPath


def workbook_at(path: Path) -> WrittenPath:
    """Where a workbook may go, in place of an earlier one."""
    return WrittenPath(path, ending=WORKBOOK, database=None, replaces=True)


def database_at(path: Path) -> WrittenPath:
    """Where a new file of ours may go."""
    return WrittenPath(path, ending=DATABASE, database=None)
