"""Every row and every act is itself in every copy of the file: a uid that nothing else has, and that stays."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.store.change_log import lines_of
from kodoku_tui.store.history import undo
from kodoku_tui.store.tables import TABLES, TableKind, tables_of
from kodoku_tui.store.uids import new_uid, new_uids
from kodoku_tui.store.unit import writing
from tests.desks import MONDAY_IN_DECEMBER, ROSTER, morning_of

WITH_UID = (*tables_of(TableKind.DATA), "unit")
AT = datetime(2025, 12, 15, 10)
NO_UIDS = [None, "", "0" * 31, "0" * 33, "A" * 32, "g" * 32, "－" * 32, " " * 32]


def uids_of(connection: sqlite3.Connection) -> list[str]:
    """The uids of every row and every act."""
    return [uid for table in WITH_UID for (uid,) in connection.execute(f"SELECT uid FROM {table}")]


def made_up(connection: sqlite3.Connection, table: str, number: int) -> dict[str, Any]:
    """A row for the table without a uid, of which nothing but its kinds of values is right."""
    values = {"INTEGER": number, "REAL": 1.0, "TEXT": f"{number}"}
    columns = connection.execute(f"PRAGMA main.table_info({table})")
    return {
        column["name"]: values[column["type"]] for column in columns if column["name"] not in ("id", "uid")
    }


def put(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", row)


@pytest.mark.parametrize("table", WITH_UID)
def test_no_row_comes_in_without_a_uid_nor_under_that_of_another(table: str, desk: Desk) -> None:
    connection = desk.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    limits = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in limits:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    with pytest.raises(sqlite3.IntegrityError, match=f"NOT NULL constraint failed: {table}.uid"):
        put(connection, table, made_up(connection, table, 9_001))
    uid = new_uid()
    put(connection, table, made_up(connection, table, 9_002) | {"uid": uid})
    with pytest.raises(sqlite3.IntegrityError, match=f"UNIQUE constraint failed: {table}.uid"):
        put(connection, table, made_up(connection, table, 9_003) | {"uid": uid})
    (default,) = connection.execute(
        "SELECT dflt_value FROM pragma_table_info(?) WHERE name = 'uid'", (table,)
    ).fetchone()
    assert default is None


@pytest.mark.parametrize("table", WITH_UID)
def test_what_is_no_uid_is_refused_by_the_file(table: str, rich_desk: Desk) -> None:
    connection = rich_desk.connection
    if connection.execute(f"SELECT 1 FROM {table}").fetchone() is None:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        put(connection, table, made_up(connection, table, 1) | {"uid": new_uid()})
        connection.execute("PRAGMA ignore_check_constraints = OFF")
    for value in NO_UIDS[1:]:
        with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed: length\\(uid\\) = 32"):
            connection.execute(
                f"UPDATE {table} SET uid = ? WHERE id = (SELECT min(id) FROM {table})", (value,)
            )


def test_rows_that_come_by_the_thousand_have_each_their_own_in_the_file_and_in_the_log(
    new_desk: Desk,
) -> None:
    unit_id = import_roster(new_desk, ROSTER).unit
    assert unit_id is not None
    connection = new_desk.connection
    counted = Counter(uids_of(connection))
    assert len(counted) > 1_000
    assert counted.most_common(1)[0][1] == 1
    assert all(re.fullmatch("[0-9a-f]{32}", uid) for uid in counted)
    for line in lines_of(connection, unit_id):
        assert line.after is not None
        (standing,) = connection.execute(
            f"SELECT uid FROM {line.table} WHERE id = ?", (line.row_id,)
        ).fetchone()
        assert line.after["uid"] == standing


def test_rows_taken_from_a_query_have_each_their_own_whichever_table_they_come_to(desk: Desk) -> None:
    source = "FROM adopted_group WHERE number <= :most ORDER BY number DESC"
    with desk.writing("unit.undo") as unit:
        of_tags = unit.insert_selected(
            "group_block", {"group_id": "id", "position": "90", "block": "'関東'"}, source, {"most": 5}
        )
        of_issues = unit.insert_selected(
            "checkin",
            {
                "group_id": "id",
                "held_on": "'2025-12-01'",
                "channel": "'電話'",
                "condition": "'順調'",
                "note": "number",
            },
            source,
            {"most": 5},
        )
    for table, ids in (("group_block", of_tags), ("checkin", of_issues)):
        found = desk.connection.execute(
            f"SELECT * FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id", (ids[0], ids[-1])
        ).fetchall()
        assert [one["group_id"] for one in found] == [5, 4, 3, 2, 1]
        assert len({one["uid"] for one in found}) == 5
    moments = [one["moment"] for one in found]
    assert moments == sorted(set(moments))
    logged = [line.after for line in lines_of(desk.connection, unit.id)]
    assert [dict(one) for one in found] == logged[5:]


def test_two_copies_that_go_on_give_the_same_ids_and_never_the_same_uid(
    new_file: Path, tmp_path: Path
) -> None:
    given: list[tuple[set[int], set[str]]] = []
    for copy in ("甲", "乙"):
        path = tmp_path / f"{copy}.kodoku"
        shutil.copyfile(new_file, path)
        desk = Desk(path, clock=morning_of(MONDAY_IN_DECEMBER))
        before = set(uids_of(desk.connection))
        import_roster(desk, ROSTER)
        add_staff(desk, "佐藤")
        ids = {row_id for (row_id,) in desk.connection.execute("SELECT id FROM adopted_group")}
        given.append((ids, set(uids_of(desk.connection)) - before))
        desk.close()
    (ids, uids), (ids_there, uids_there) = given
    assert ids == ids_there
    assert len(uids) == len(uids_there) > 1_000
    assert not uids & uids_there


def test_uids_given_together_rise_and_are_all_different() -> None:
    many = new_uids(5_000)
    assert many == sorted(set(many))
    assert len({one[:6] for one in many}) > 4_900
    assert new_uids(0) == []


def test_a_unit_names_who_acted_where_the_person_is_known(new_desk: Desk) -> None:
    add_staff(new_desk, "佐藤")
    (uid,) = new_desk.connection.execute("SELECT uid FROM staff").fetchone()
    for by in ("佐藤", "知らない人", ""):
        with writing(new_desk.connection, at=AT, by=by, what="unit.add_staff") as unit:
            unit.insert("staff", name=f"{by}の知人")
    with writing(new_desk.connection, at=AT, by="佐藤", what="unit.add_staff") as unit:
        unit.insert("staff", name="佐藤")
    with writing(new_desk.connection, at=AT, by="佐藤", what="unit.add_staff") as unit:
        unit.insert("staff", name="二人のうち誰か")
    found = new_desk.connection.execute(
        "SELECT by, by_staff_uid FROM unit ORDER BY id DESC LIMIT 5"
    ).fetchall()
    assert [tuple(one) for one in reversed(found)] == [
        ("佐藤", uid),
        ("知らない人", None),
        ("", None),
        ("佐藤", uid),
        ("佐藤", None),
    ]


@pytest.mark.parametrize("clock", ["stands", "goes back", "runs"])
def test_moments_rise_from_row_to_row_and_from_act_to_act_whatever_the_clock_does(
    clock: str, new_desk: Desk
) -> None:
    step = {"stands": timedelta(), "goes back": timedelta(days=-40), "runs": timedelta(seconds=7)}[clock]
    connection = new_desk.connection
    written = []
    at = AT
    for act in range(4):
        with writing(connection, at=at, by="", what="unit.add_staff") as unit:
            unit.insert("staff", name=f"{act} 一人目")
            unit.insert_many("staff", [{"name": f"{act} {number}人目"} for number in range(2, 5)])
        written.append(connection.execute("SELECT moment FROM unit WHERE id = ?", (unit.id,)).fetchone()[0])
        at += step
    moments = [moment for (moment,) in connection.execute("SELECT moment FROM staff ORDER BY id")]
    assert moments == sorted(set(moments))
    assert written == sorted(set(written))
    assert moments[3] < written[0] < moments[4]
    if clock == "runs":
        assert [moment[:19] for moment in written] == [
            f"{AT + number * step:%Y-%m-%dT%H:%M:%S}" for number in range(4)
        ]


def test_what_comes_back_has_the_uid_and_the_moment_that_it_had(new_desk: Desk) -> None:
    connection = new_desk.connection
    with writing(connection, at=AT, by="", what="unit.add_staff") as unit:
        unit.insert("staff", name="一人目")
        unit.insert_many("staff", [{"name": name} for name in "甲乙丙"])
    there = [tuple(one) for one in connection.execute("SELECT id, name, moment, uid FROM staff ORDER BY id")]
    undo(connection, at=AT, by="")
    assert connection.execute("SELECT count(*) FROM staff").fetchone()[0] == 0
    (newest,) = connection.execute("SELECT max(id) FROM unit").fetchone()
    undo(connection, at=AT, by="", unit_id=newest)
    assert [
        tuple(one) for one in connection.execute("SELECT id, name, moment, uid FROM staff ORDER BY id")
    ] == there


def test_the_log_holds_them_for_whoever_reads_it_by_sql(new_desk: Desk) -> None:
    add_staff(new_desk, "佐藤")
    (after,) = new_desk.connection.execute("SELECT after FROM change ORDER BY id DESC LIMIT 1").fetchone()
    standing = dict(new_desk.connection.execute("SELECT * FROM staff").fetchone())
    assert json.loads(after) == standing
    assert TABLES["staff"].has_moment
