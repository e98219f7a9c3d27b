"""Many rows that an act adds share a line of the log, and whoever reads the log sees each of them as before."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from kodoku_tui.domain.duties.money_entries import ExpenseChange
from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.money.recording import set_expense
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.store.change_log import lines_of
from kodoku_tui.store.connection import open_file
from kodoku_tui.store.history import changes_of
from kodoku_tui.store.history import undo as undo_newest
from kodoku_tui.store.rows_then import rows_then
from kodoku_tui.store.unit import writing
from tests.desks import HEADINGS, MONDAY_IN_DECEMBER, ROSTER, data_of, write_roster
from tests.store.test_migrations import file_before

AT = datetime(2025, 12, 15, 10)


def newest(desk: Desk) -> int:
    return list_units(desk, limit=1)[0].id


def test_a_register_takes_few_lines_and_the_log_tells_every_row_whole(new_desk: Desk) -> None:
    unit = import_roster(new_desk, ROSTER).unit
    assert unit is not None
    connection = new_desk.connection
    told = [(line.table, line.row_id, line.before, line.after) for line in lines_of(connection, unit)]
    standing = {
        (table, found["id"]): dict(found)
        for table in ("organization", "adopted_group", "milestone", "group_target", "group_block")
        for found in connection.execute(f"SELECT * FROM {table}")
    }
    added = {(table, row_id): after for table, row_id, _, after in told if (table, row_id) in standing}
    assert added == standing
    assert all(before is None for _, _, before, _ in told)
    (lines,) = connection.execute("SELECT count(*) FROM main.change WHERE unit_id = ?", (unit,)).fetchone()
    assert lines * 20 < len(told)
    assert list_units(new_desk, limit=1)[0].change_count == len(told)

    by_sql = "SELECT table_name, row_id, before, after FROM {} WHERE unit_id = ? ORDER BY id"
    with closing(sqlite3.connect(new_desk.path)) as other_program:
        for reader, table in ((connection, "change"), (other_program, "logged_change")):
            found = reader.execute(by_sql.format(table), (unit,)).fetchall()
            assert [(*line[:3], json.loads(line[3])) for line in map(tuple, found)] == told


def test_no_number_of_a_line_is_given_twice(new_desk: Desk) -> None:
    import_roster(new_desk, ROSTER)
    add_staff(new_desk, "佐藤")
    set_facts(new_desk, 12, area="大阪府")
    ids = [line_id for (line_id,) in new_desk.connection.execute("SELECT id FROM change")]
    assert len(set(ids)) == len(ids)
    assert max(ids) == len(ids)


def test_what_a_workbook_knew_is_told_also_of_rows_that_came_together_later(new_desk: Desk) -> None:
    went_out = newest(new_desk)
    import_roster(new_desk, ROSTER)
    came_in = newest(new_desk)
    set_facts(new_desk, 12, area="大阪府")
    (changed,) = new_desk.connection.execute("SELECT id FROM adopted_group WHERE number = 12").fetchone()
    then = rows_then(new_desk.connection, "adopted_group", went_out)
    assert len(then) == 96
    assert set(then.values()) == {None}
    later = rows_then(new_desk.connection, "adopted_group", came_in)
    assert list(later) == [changed]
    assert later[changed] is not None


def test_a_person_whom_a_later_register_assigns_stays_and_the_import_is_named(
    new_desk: Desk, tmp_path: Path
) -> None:
    add_staff(new_desk, "佐藤")
    added = newest(new_desk)
    rows: list[list[object]] = [
        [number, f"架空の会{number}", f"居場所{number}", "高齢者", "東京都", "", "佐藤"]
        for number in (1, 2, 3)
    ]
    import_roster(new_desk, write_roster(tmp_path / "名簿.xlsx", *rows, headings=[*HEADINGS, "主担当"]))
    imported = newest(new_desk)
    with pytest.raises(Refused) as refused:
        undo(new_desk, added)
    assert (refused.value.key, refused.value.params["later"]) == ("error.later_changes", f"#{imported}")


def test_a_register_stays_while_something_stands_on_one_of_its_groups(new_desk: Desk) -> None:
    import_roster(new_desk, ROSTER)
    imported = newest(new_desk)
    set_expense(new_desk, 40, "謝金", ExpenseChange(budget=1_000))
    budget = newest(new_desk)
    before = data_of(new_desk.connection)
    with pytest.raises(Refused) as refused:
        undo(new_desk, imported)
    assert refused.value.params["later"] == f"#{budget}"
    assert data_of(new_desk.connection) == before


def test_rows_that_somebody_changed_past_the_program_are_not_taken_away(new_desk: Desk) -> None:
    import_roster(new_desk, ROSTER)
    with closing(sqlite3.connect(new_desk.path)) as other_program, other_program:
        other_program.execute("UPDATE adopted_group SET project = '別の取組' WHERE number = 12")
    with pytest.raises(Refused) as refused:
        undo(new_desk)
    assert refused.value.key == "error.later_changes"


def test_a_log_of_the_version_before_is_read_and_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "earlier.kodoku"
    file_before(path, "0016_many_rows_a_log_line")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO staff (id, name) VALUES (7, '佐藤')")
        raw.execute("INSERT INTO unit (id, at, by, what_key) VALUES (3, '2025-12-01', '', 'unit.add_staff')")
        raw.execute(
            "INSERT INTO change (unit_id, table_name, row_id, after) VALUES (3, 'staff', 7, ?)",
            ('{"id": 7, "name": "佐藤", "is_active": 1, "version": 1}',),
        )
    with closing(open_file(path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        assert [(one.field, one.after) for one in changes_of(connection, 3)] == [
            ("name", "佐藤"),
            ("is_active", 1),
        ]
        with writing(connection, at=AT, by="", what="unit.add_staff") as unit:
            unit.insert_many("staff", [{"name": name} for name in "甲乙丙"])
        for _ in range(2):
            undo_newest(connection, at=AT, by="")
        assert connection.execute("SELECT count(*) FROM staff").fetchone()[0] == 0
