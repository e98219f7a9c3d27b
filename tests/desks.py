"""What the tests of the file and of the acts share: a desk on a given day, and a file as plain data."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.tables import TableKind, tables_of

MONDAY_IN_DECEMBER = date(2025, 12, 15)
ROSTER = Path(__file__).parent.parent / "imports" / "rosters" / "r7_adopted_groups.xlsx"
HEADINGS = ["番号", "団体名", "取組名", "取組対象", "活動地域", "R6採択"]

Table = list[dict[str, Any]]


@contextmanager
def desk_on_copy(file: Path, folder: Path, *, staff: str = "") -> Iterator[Desk]:
    """A desk on a copy of `file`, on the morning of Monday 2025-12-15."""
    path = folder / "台帳.kodoku"
    shutil.copy(file, path)
    desk = Desk(path, clock=morning_of(MONDAY_IN_DECEMBER), staff=staff)
    try:
        yield desk
    finally:
        desk.close()


class morning_of:  # noqa: N801 - reads as a word: clock=morning_of(day)
    """A clock that stands at ten in the morning of a day."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return datetime.combine(self.day, time(10))


def go_to(desk: Desk, day: date) -> None:
    """Let it be the morning of `day` at this desk."""
    desk.clock = morning_of(day)


def data_of(connection: sqlite3.Connection) -> dict[str, Table]:
    """Every row of every data table without its version."""
    return {name: _rows(connection, name) for name in data_tables(connection)}


def data_tables(connection: sqlite3.Connection) -> list[str]:
    """The tables that hold what people recorded, as far as the file has them."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return sorted(there.intersection(tables_of(TableKind.DATA)))


def write_roster(path: Path, *rows: list[object], headings: list[str] | None = None) -> Path:
    """A workbook with a register of these rows."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("名簿")
    day = book.add_format({"num_format": "yyyy/mm/dd"})
    first: list[object] = [*(headings or HEADINGS)]
    for row_number, row in enumerate([first, *rows]):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(row_number, column, value, day)
            else:
                sheet.write(row_number, column, value)
    book.close()
    return path


def _rows(connection: sqlite3.Connection, table: str) -> Table:
    found = connection.execute(f"SELECT * FROM {table} ORDER BY id")
    return [{name: row[name] for name in row.keys() if name != "version"} for row in found]  # noqa: SIM118
