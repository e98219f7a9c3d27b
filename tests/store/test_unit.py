"""A unit is written whole or not at all, in a log that says before and after, and never over somebody else's."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.history import changes_of, logged_units
from kodoku_tui.store.stored_days import FileConnection
from kodoku_tui.store.unit import StaleVersion, Unit, writing
from tests.desks import data_of

AT = datetime(2025, 12, 15, 10, 30, 5, 999)


@pytest.fixture
def connection(new_desk: Desk) -> Iterator[FileConnection]:
    yield new_desk.connection


def unit_of(connection: FileConnection, *, name: str = "") -> AbstractContextManager[Unit]:
    return writing(connection, at=AT, by="佐藤", what="unit.add_staff", name=name)


def insert_staff(connection: FileConnection, name: str = "佐藤") -> int:
    with unit_of(connection, name=name) as unit:
        return unit.insert("staff", name=name)


def log_size(connection: FileConnection) -> tuple[int, int]:
    return tuple(
        connection.execute("SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM change)").fetchone()
    )


@pytest.mark.parametrize("error", [Refused("error.reason_empty"), ZeroDivisionError(), KeyboardInterrupt()])
def test_an_error_in_the_middle_of_a_unit_leaves_nothing(
    connection: FileConnection, error: BaseException
) -> None:
    before, log = data_of(connection), log_size(connection)
    with pytest.raises(type(error)), unit_of(connection) as unit:
        unit.insert("staff", name="佐藤")
        unit.update("programme", 1, {"name": "別の事業"})
        raise error
    assert (data_of(connection), log_size(connection)) == (before, log)
    assert not connection.in_transaction
    insert_staff(connection)


def test_a_value_that_the_file_refuses_leaves_nothing_of_the_unit(connection: FileConnection) -> None:
    insert_staff(connection, "田中")
    before = data_of(connection)
    with pytest.raises(sqlite3.IntegrityError), unit_of(connection) as unit:
        unit.insert("staff", name="佐藤")
        unit.insert("staff", name="田中", is_active=2)
    assert data_of(connection) == before


def test_the_log_says_who_when_what_and_every_field_before_and_after(connection: FileConnection) -> None:
    staff_id = insert_staff(connection)
    with unit_of(connection, name="佐藤 花子") as unit:
        unit.update("staff", staff_id, {"name": "佐藤 花子", "is_active": 1})
    with unit_of(connection) as unit:
        unit.remove("staff", staff_id)

    removed, changed, added = logged_units(connection, limit=3)
    assert (added.at, added.by, added.what_key, added.what_params, added.change_count) == (
        "2025-12-15T10:30:05",
        "佐藤",
        "unit.add_staff",
        {"name": "佐藤"},
        1,
    )

    def told(unit_id: int) -> list[tuple[str, int, str, object, object]]:
        return [
            (change.table, change.row_id, change.field, change.before, change.after)
            for change in changes_of(connection, unit_id)
        ]

    assert told(added.id) == [
        ("staff", staff_id, "name", None, "佐藤"),
        ("staff", staff_id, "is_active", None, 1),
    ]
    assert told(changed.id) == [("staff", staff_id, "name", "佐藤", "佐藤 花子")]
    assert told(removed.id) == [
        ("staff", staff_id, "name", "佐藤 花子", None),
        ("staff", staff_id, "is_active", 1, None),
    ]


def test_the_log_keeps_the_whole_row_for_whoever_reads_it_by_sql(connection: FileConnection) -> None:
    staff_id = insert_staff(connection)
    with unit_of(connection) as unit:
        unit.update("staff", staff_id, {"is_active": 0})
    before, after = connection.execute("SELECT before, after FROM change ORDER BY id DESC LIMIT 1").fetchone()
    standing = dict(connection.execute("SELECT * FROM staff WHERE id = ?", (staff_id,)).fetchone())
    assert json.loads(after) == standing
    assert (standing["name"], standing["is_active"], standing["version"]) == ("佐藤", 0, 2)
    assert json.loads(before) == standing | {"is_active": 1, "version": 1}


def test_each_change_raises_the_version_by_one_and_the_same_values_again_change_nothing(
    connection: FileConnection,
) -> None:
    staff_id = insert_staff(connection)
    for version, is_active in ((2, 0), (3, 1)):
        with unit_of(connection) as unit:
            assert unit.update("staff", staff_id, {"is_active": is_active}, version=version - 1)
            row = unit.current("staff", staff_id)
        assert row is not None
        assert row["version"] == version

    log = log_size(connection)
    with unit_of(connection) as unit:
        assert not unit.update("staff", staff_id, {"is_active": 1, "name": "佐藤"}, version=3)
    assert log_size(connection) == log


def test_a_stale_version_is_refused_with_both_values_and_nothing_is_written(
    connection: FileConnection,
) -> None:
    staff_id = insert_staff(connection)
    with unit_of(connection) as unit:
        unit.update("staff", staff_id, {"name": "佐藤 花子"}, version=1)
    before, log = data_of(connection), log_size(connection)
    with pytest.raises(StaleVersion) as stale, unit_of(connection) as unit:
        unit.insert("staff", name="田中")
        unit.update("staff", staff_id, {"name": "佐藤 太郎"}, version=1)
    assert (stale.value.mine, stale.value.theirs) == ({"name": "佐藤 太郎"}, {"name": "佐藤 花子"})
    assert (stale.value.table, stale.value.row_id, stale.value.version) == ("staff", staff_id, 2)
    assert all(name in say_refused(stale.value) for name in ("佐藤 太郎", "佐藤 花子"))
    assert (data_of(connection), log_size(connection)) == (before, log)


def test_a_row_that_is_gone_is_refused(connection: FileConnection) -> None:
    with pytest.raises(Refused) as refused, unit_of(connection) as unit:
        unit.update("staff", 4711, {"name": "だれか"})
    assert refused.value.key == "error.row_gone"


def test_numbers_of_units_and_rows_are_never_given_twice(connection: FileConnection) -> None:
    first = insert_staff(connection)
    with unit_of(connection) as unit:
        unit.remove("staff", first)
    assert insert_staff(connection) > first


COUNT_UP = """
import sys
from datetime import datetime
from pathlib import Path
from kodoku_tui.services.desk.desk import Desk
desk = Desk(Path(sys.argv[1]), clock=lambda: datetime(2025, 12, 15, 10))
desk.connection
print("ready", flush=True)
sys.stdin.readline()
for _ in range(50):
    with desk.writing("unit.set_facts", number=1) as unit:
        heads = unit.current("programme", 1)["cap_yen"]
        unit.update("programme", 1, {"cap_yen": heads + 1})
"""

WRITE_AND_HANG = """
import sys
from datetime import datetime
from pathlib import Path
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.stored_days import FileConnection
desk = Desk(Path(sys.argv[1]), clock=lambda: datetime(2025, 12, 15, 10))
with desk.writing("unit.add_staff", name="済") as unit:
    unit.insert("staff", name="保存した人")
# So little memory that unfinished pages go to the disk.
desk.connection.execute("PRAGMA cache_size = 5")
with desk.writing("unit.add_staff", name="途中") as unit:
    for number in range(2000):
        unit.insert("staff", name=f"途中の人 {number}")
    print("half", flush=True)
    sys.stdin.readline()
"""


def start(program: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
    )


def test_four_programs_that_write_at_once_lose_nothing_and_none_is_turned_away(new_desk: Desk) -> None:
    writers = [start(COUNT_UP, new_desk.path) for _ in range(4)]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    assert [writer.communicate()[1] for writer in writers] == [""] * 4
    with new_desk.reading() as connection:
        (yen, version) = connection.execute("SELECT cap_yen, version FROM programme").fetchone()
    assert (yen, version) == (2_000_200, 201)


def test_a_program_killed_in_the_middle_of_a_unit_loses_nothing_else_and_leaves_nothing_half(
    new_desk: Desk,
) -> None:
    writer = start(WRITE_AND_HANG, new_desk.path)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "half\n"
    assert Path(f"{new_desk.path}-wal").stat().st_size > 100_000
    writer.kill()
    writer.communicate()
    with new_desk.reading() as connection:
        assert [name for (name,) in connection.execute("SELECT name FROM staff")] == ["保存した人"]
        assert logged_units(connection, limit=1)[0].what_params == {"name": "済"}
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    insert_staff(new_desk.connection)


def test_rows_written_by_the_thousand_are_logged_as_they_stand_each_under_its_id(
    connection: FileConnection,
) -> None:
    names = [f"職員{number}" for number in range(9_001)]
    with unit_of(connection) as unit:
        ids = unit.insert_many("staff", [{"name": name, "is_active": 1} for name in names])
    standing = connection.execute("SELECT * FROM staff WHERE id >= ? ORDER BY id", (ids[0],)).fetchall()
    assert [(found["id"], found["name"]) for found in standing] == list(zip(ids, names, strict=True))
    logged = connection.execute(
        "SELECT row_id, before, after FROM change WHERE unit_id = ? ORDER BY id", (unit.id,)
    ).fetchall()
    assert [row_id for row_id, _, _ in logged] == list(ids)
    assert all(before is None for _, before, _ in logged)
    assert [json.loads(after) for _, _, after in logged] == [dict(found) for found in standing]


def test_rows_taken_from_a_query_are_logged_in_its_order_and_an_empty_query_logs_nothing(
    connection: FileConnection,
) -> None:
    with unit_of(connection) as unit:
        unit.insert_many("staff", [{"name": name} for name in "甲乙丙"])
        columns, source = {"name": "name || :more"}, "FROM staff WHERE name >= :least ORDER BY name DESC"
        ids = unit.insert_selected("staff", columns, source, {"more": "二", "least": ""})
        none = unit.insert_selected("staff", columns, source, {"more": "三", "least": "龠"})
    assert (len(ids), len(none), unit.changes) == (3, 0, 6)
    logged = connection.execute(
        "SELECT row_id, after FROM change WHERE unit_id = ? ORDER BY id LIMIT -1 OFFSET 3", (unit.id,)
    ).fetchall()
    assert [row_id for row_id, _ in logged] == list(ids)
    assert [json.loads(after)["name"] for _, after in logged] == sorted(
        ("甲二", "乙二", "丙二"), reverse=True
    )
