"""Opening a file: what cannot be opened is refused with a sentence that says what to do, never a traceback."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.locale import set_language
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.staff import add_staff, list_staff
from kodoku_tui.services.work.worklist import worklist
from kodoku_tui.store.connection import create_file, open_file
from tests.desks import MONDAY_IN_DECEMBER, data_of, desk_on_copy
from tests.written import database_at


def today() -> date:
    return MONDAY_IN_DECEMBER


def refusal(path: Path) -> Refused:
    with pytest.raises(Refused) as refused:
        open_file(path, today=today).close()
    return refused.value


def missing(path: Path, _: Path) -> None:
    """Nothing is there."""


def folder(path: Path, _: Path) -> None:
    path.mkdir()


def empty(path: Path, _: Path) -> None:
    path.touch()


def text(path: Path, _: Path) -> None:
    path.write_text("番号,団体名\n", encoding="utf-8")


def shorter_than_a_header(path: Path, _: Path) -> None:
    path.write_bytes(b"SQLite")


def of_another_program(path: Path, _: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.close()


def of_a_newer_program(path: Path, register: Path) -> None:
    shutil.copyfile(register, path)
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('kodoku', '9001_of_the_future', '2031-04-01')"
        )
    connection.close()


def damaged(path: Path, register: Path) -> None:
    whole = register.read_bytes()
    path.write_bytes(whole[:100] + bytes(4096 * 3 - 100) + whole[4096 * 3 :])


def only_a_header(path: Path, _: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (missing, "error.file_missing"),
        (folder, "error.not_a_database"),
        (empty, "error.not_a_database"),
        (text, "error.not_a_database"),
        (shorter_than_a_header, "error.not_a_database"),
        (of_another_program, "error.other_program"),
        (of_a_newer_program, "error.newer_schema"),
        (damaged, "error.damaged"),
        (only_a_header, "error.not_a_database"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_a_sentence_and_left_as_it_is(
    tmp_path: Path, register_file: Path, make: Callable[[Path, Path], None], key: str
) -> None:
    path = tmp_path / "台帳.kodoku"
    make(path, register_file)
    before = path.read_bytes() if path.is_file() else None
    refused = refusal(path)
    assert refused.key == key
    for language in ("ja", "en"):
        set_language(language)
        assert say_refused(refused)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_file_whose_first_pages_are_whole_but_later_ones_lost_says_that_it_is_damaged(
    register_file: Path, tmp_path: Path
) -> None:
    with desk_on_copy(register_file, tmp_path) as desk:
        whole = desk.path.read_bytes()
        desk.path.write_bytes(whole[: 4096 * 4] + b"\x5a" * (len(whole) - 4096 * 4))
        with pytest.raises(Refused) as refused:
            register_page(desk, GroupFilter())
        assert refused.value.key == "error.damaged"


# The administrator's right to read and write whatever the permissions say is given up for good.
GIVE_UP_PRIVILEGES = """
import ctypes, sys
libc = ctypes.CDLL(None, use_errno=True)
version_3_of_this_process = (ctypes.c_uint32 * 2)(0x20080522, 0)
if libc.capset(version_3_of_this_process, (ctypes.c_uint32 * 6)()):
    raise OSError(ctypes.get_errno(), "capset")
"""


def as_a_colleague(code: str, path: Path) -> str:
    """What a Python program prints that is bound by the permissions of files, even where root runs the tests."""
    return subprocess.run(
        [sys.executable, "-c", GIVE_UP_PRIVILEGES + code, str(path)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
    ).stdout


TRY_BOTH = """
from datetime import datetime
from pathlib import Path
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.staff import add_staff, list_staff
desk = Desk(Path(sys.argv[1]), clock=lambda: datetime(2025, 12, 15, 10))
try:
    print(register_page(desk, GroupFilter(status=None)).total, [person.name for person in list_staff(desk)])
    add_staff(desk, "佐藤")
    print("saved")
except Refused as refused:
    print(refused.key)
"""

LATEST_OF_ALL = """
from datetime import datetime
from pathlib import Path
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.work.worklist import overdue_list
desk = Desk(Path(sys.argv[1]), clock=lambda: datetime(2025, 12, 15, 10))
print(min(item.due_on for item in overdue_list(desk) if item.what == "milestone"))
"""

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="permissions as Linux knows them")


@on_linux
@pytest.mark.parametrize("folder_mode", [0o755, 0o777])
def test_a_read_only_file_can_be_read_and_says_why_it_cannot_be_written(
    register_file: Path, tmp_path: Path, folder_mode: int
) -> None:
    place = tmp_path / "共有"
    place.mkdir()
    path = place / "台帳.kodoku"
    shutil.copyfile(register_file, path)
    path.chmod(0o444)
    place.chmod(folder_mode)
    assert as_a_colleague(TRY_BOTH, path).splitlines() == ["96 []", "error.read_only"]


@on_linux
def test_a_read_only_file_whose_days_other_rules_worked_out_is_judged_by_those_of_now(
    register_file: Path, tmp_path: Path
) -> None:
    place = tmp_path / "共有"
    place.mkdir()
    path = place / "台帳.kodoku"
    shutil.copyfile(register_file, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("UPDATE duty_day SET counts_on = '2001-01-01', late_after = '2001-01-01'")
        plain.execute("UPDATE stored_days SET stamp = '前の規則'")
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for file in place.iterdir():
        file.chmod(0o444)
    place.chmod(0o555)
    assert as_a_colleague(LATEST_OF_ALL, path).splitlines() == ["2025-06-30"]


@on_linux
def test_who_may_only_read_sees_what_a_colleague_saved_a_moment_ago(
    register_file: Path, tmp_path: Path
) -> None:
    place = tmp_path / "共有"
    place.mkdir()
    with desk_on_copy(register_file, place) as desk:
        add_staff(desk, "田中")
        for file in place.iterdir():
            file.chmod(0o444)
        place.chmod(0o755)
        assert as_a_colleague(TRY_BOTH, desk.path).splitlines() == ["96 ['田中']", "error.read_only"]


@on_linux
def test_a_file_that_may_not_be_read_is_refused(register_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "台帳.kodoku"
    shutil.copyfile(register_file, path)
    path.chmod(0)
    assert as_a_colleague(TRY_BOTH, path).splitlines() == ["error.cannot_open"]


def test_while_somebody_writes_one_can_read_and_saving_is_refused_after_a_while(desk: Desk) -> None:
    writer = sqlite3.connect(desk.path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    desk.connection.execute("PRAGMA busy_timeout = 50")
    assert register_page(desk, GroupFilter()).total == 96
    with pytest.raises(Refused) as refused:
        add_staff(desk, "佐藤")
    assert refused.value.key == "error.locked"
    assert "何も変更していません" in say_refused(refused.value)
    writer.execute("ROLLBACK")
    writer.close()
    add_staff(desk, "佐藤")
    assert [person.name for person in list_staff(desk)] == ["佐藤"]


def test_a_new_file_never_replaces_one_that_exists(tmp_path: Path) -> None:
    path = tmp_path / "去年.kodoku"
    path.write_text("大切な記録", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        create_file(database_at(path), lambda connection: None, today=today)
    assert refused.value.key == "error.file_exists"
    assert path.read_text(encoding="utf-8") == "大切な記録"


def test_a_file_that_somebody_made_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "台帳.kodoku"

    def somebody_is_faster(connection: sqlite3.Connection) -> None:
        path.write_text("先に作った", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        create_file(database_at(path), somebody_is_faster, today=today)
    assert refused.value.key == "error.file_exists"
    assert path.read_text(encoding="utf-8") == "先に作った"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_that_cannot_be_filled_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE file_identity SET code = upper(code)")
        raise Refused("error.no_plan", year=1999, years="2025")

    with pytest.raises(Refused):
        create_file(database_at(tmp_path / "台帳.kodoku"), fail, today=today)
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_in_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "メモ").touch()
    with pytest.raises(Refused) as refused:
        create_file(database_at(tmp_path / "メモ" / "台帳.kodoku"), lambda connection: None, today=today)
    assert refused.value.key == "error.not_a_folder"


@pytest.mark.parametrize("name", ["台帳 2025.kodoku", "a?mode=ro#x.kodoku", "100%.kodoku", "[A] 'b'.kodoku"])
def test_any_file_name_can_be_used(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    create_file(database_at(path), lambda connection: None, today=today)
    assert list(tmp_path.iterdir()) == [path]
    open_file(path, today=today).close()


def test_every_thread_reads_the_same_file_through_a_connection_of_its_own(lively_desk: Desk) -> None:
    from concurrent.futures import ThreadPoolExecutor

    here = worklist(lively_desk)
    with ThreadPoolExecutor(2) as pool:
        there = list(pool.map(lambda _: worklist(lively_desk), range(4)))
    assert all(seen == here for seen in there)


def test_opening_changes_nothing(register_file: Path, tmp_path: Path) -> None:
    with desk_on_copy(register_file, tmp_path) as desk:
        before = desk.path.read_bytes()
        data_of(desk.connection)
        worklist(desk)
        desk.close()
        assert desk.path.read_bytes() == before


LOOK_IN = """
import sys
from datetime import date
from pathlib import Path
from kodoku_tui.store.connection import open_file
connection = open_file(Path(sys.argv[1]), today=lambda: date(2025, 12, 15))
print([name for (name,) in connection.execute("SELECT name FROM staff")])
connection.close()
"""


def test_another_program_that_looks_in_and_leaves_takes_nothing_of_what_is_written_afterwards(
    register_file: Path, tmp_path: Path
) -> None:
    """Opening the file by hand in a process that works on it would let go of SQLite's locks on it."""

    def look_in(path: Path) -> str:
        done = subprocess.run(
            [sys.executable, "-c", LOOK_IN, str(path)], capture_output=True, text=True, check=True
        )
        return done.stdout

    with desk_on_copy(register_file, tmp_path) as desk:
        list_staff(desk)
        open_file(desk.path, today=today).close()
        look_in(desk.path)
        add_staff(desk, "架空 花子")
        assert "架空 花子" in look_in(desk.path)
        assert "架空 花子" in look_in(desk.path)
