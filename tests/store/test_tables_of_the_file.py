"""One list says of every table what it is, and whoever goes through the tables goes by it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import changes_of, list_units
from kodoku_tui.services.exports.books import export_book, import_book
from kodoku_tui.services.exports.exports import tell_nobody
from kodoku_tui.store import tables
from kodoku_tui.store.connection import open_file
from kodoku_tui.store.tables import BOOKKEEPING, TABLES, Table, TableKind, tables_of
from tests.desks import MONDAY_IN_DECEMBER, data_of, morning_of
from tests.written import workbook_at


def columns_of(desk: Desk, table: str) -> set[str]:
    return {column["name"] for column in desk.connection.execute(f"PRAGMA main.table_info({table})")}


def test_every_table_of_the_file_stands_in_the_list_and_no_other(desk: Desk) -> None:
    found = desk.connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
    assert {name for (name,) in found} == set(TABLES)


def test_the_list_says_which_tables_have_uids_and_moments(desk: Desk) -> None:
    with_uid = {name for name in TABLES if "uid" in columns_of(desk, name)}
    assert with_uid == {*tables_of(TableKind.DATA), "unit", "merged_unit"}
    with_moment = {name for name in TABLES if "moment" in columns_of(desk, name)}
    assert with_moment == {name for name, table in TABLES.items() if table.has_moment}


def test_nothing_is_written_to_a_table_that_holds_no_data(desk: Desk) -> None:
    for table in ("change", "unit", "file_identity", "sqlite_sequence"):
        with pytest.raises(ValueError, match=table), desk.writing("unit.undo") as unit:
            unit.insert(table, id=4711)


@pytest.mark.long
def test_what_follows_from_data_is_in_no_book_and_no_comparison(
    rich_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = data_of(rich_desk.connection)
    rich_desk.connection.execute(
        "CREATE TABLE due_now (id INTEGER PRIMARY KEY, milestone_id INTEGER REFERENCES milestone (id))"
    )
    rich_desk.connection.execute("INSERT INTO due_now (milestone_id) SELECT id FROM milestone")
    monkeypatch.setitem(tables.TABLES, "due_now", Table("due_now", TableKind.DERIVED))
    assert data_of(rich_desk.connection) == before
    export_book(rich_desk, workbook_at(tmp_path / "全データ.xlsx"), told=tell_nobody)
    index = openpyxl.load_workbook(tmp_path / "全データ.xlsx").worksheets[0]
    named = {row[2].value for row in index.iter_rows(min_row=5)}
    assert "milestone" in named
    assert "due_now" not in named
    back = tmp_path / "戻した.kodoku"
    import_book(back, tmp_path / "全データ.xlsx", clock=morning_of(MONDAY_IN_DECEMBER))
    with closing(open_file(back, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        assert data_of(connection) == before


@pytest.mark.long
def test_a_reading_goes_along_in_a_book_and_is_told_by_the_log(rich_desk: Desk, tmp_path: Path) -> None:
    for table in ("organization", "staff", "contact"):
        (row_id,) = rich_desk.connection.execute(f"SELECT min(id) FROM {table}").fetchone()
        with rich_desk.writing("unit.add_staff", name="よみ") as unit:
            unit.update(table, row_id, {"reading": "かくう"})
        assert [(one.field, one.after) for one in changes_of(rich_desk, unit.id)] == [("reading", "かくう")]
    export_book(rich_desk, workbook_at(tmp_path / "全データ.xlsx"), told=tell_nobody)
    sheets = openpyxl.load_workbook(tmp_path / "全データ.xlsx").worksheets
    assert sum("よみ" in [cell.value for cell in sheet[2]] for sheet in sheets) == 3
    import_book(tmp_path / "戻した.kodoku", tmp_path / "全データ.xlsx", clock=morning_of(MONDAY_IN_DECEMBER))
    with closing(open_file(tmp_path / "戻した.kodoku", today=lambda: MONDAY_IN_DECEMBER)) as connection:
        for table in ("organization", "staff", "contact"):
            (reading,) = connection.execute(f"SELECT reading FROM {table} ORDER BY id").fetchone()
            assert reading == "かくう"


def test_bookkeeping_is_shown_to_nobody_who_looks_at_what_an_act_changed(desk: Desk) -> None:
    for unit in list_units(desk):
        assert {change.field for change in changes_of(desk, unit.id)}.isdisjoint(BOOKKEEPING)
