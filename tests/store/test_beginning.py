"""Whatever writes begins in one place, and is refused there where the file is no longer the one that was opened."""

from __future__ import annotations

import ast
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

import kodoku_tui
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.store.connection import store_days_anew

PACKAGE = Path(kodoku_tui.__file__).parent

# What begins a writing by itself, and why it may.
BY_THEMSELVES = {
    "store/beginning.py",
    "store/relocking.py",  # nobody else may have it open, whatever it is
    "store/migrations.py",  # the file of an older program, which this very connection opened just now
}


def test_nothing_begins_to_write_but_in_one_place() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith(("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"))
    }
    assert found == BY_THEMSELVES


def replaced(path: Path) -> None:
    shutil.copyfile(path, f"{path}.copy")
    Path(f"{path}.copy").replace(path)


def migrated(path: Path) -> None:
    with closing(sqlite3.connect(path)) as newer, newer:
        newer.execute("ALTER TABLE adopted_group RENAME COLUMN project TO undertaking")
        newer.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('kodoku', '9001_of_the_future', '2031-04-01')"
        )


def went_back(path: Path) -> None:
    with closing(sqlite3.connect(path)) as older, older:
        older.execute(
            "DELETE FROM _sqlite_migrations WHERE name = (SELECT max(name) FROM _sqlite_migrations)"
        )


def act(desk: Desk) -> None:
    add_staff(desk, "井上 二")


def take_back(desk: Desk) -> None:
    undo(desk)


@pytest.mark.parametrize("write", [act, take_back])
@pytest.mark.parametrize(
    ("happens", "key"),
    [
        (replaced, "error.file_replaced"),
        (migrated, "error.migrated_meanwhile"),
        (went_back, "error.older_meanwhile"),
    ],
)
def test_a_file_that_changed_under_an_act_gets_nothing_of_it(
    desk: Desk, happens: Callable[[Path], None], key: str, write: Callable[[Desk], None]
) -> None:
    add_staff(desk, "青木 一")
    is_late = False

    def moment_of_act() -> datetime:
        # The act has its connection, and does not hold the file yet.
        if is_late:
            happens(desk.path)
        return desk.clock()

    other = Desk(desk.path, clock=desk.clock, wall=moment_of_act)
    register_page(other, GroupFilter())
    is_late = True
    with pytest.raises(Refused) as caught:
        write(other)
    assert caught.value.key == key and say_refused(caught.value)
    other.close()
    with closing(sqlite3.connect(desk.path)) as raw:
        assert [name for (name,) in raw.execute("SELECT name FROM staff")] == ["青木 一"]
        assert raw.execute("SELECT max(id) FROM unit WHERE what_key = 'unit.undo'").fetchone() == (None,)


def test_days_are_not_stored_anew_in_a_file_that_lost_its_name(desk: Desk) -> None:
    connection = desk.connection
    replaced(desk.path)
    with pytest.raises(Refused) as caught:
        store_days_anew(connection)
    assert caught.value.key == "error.file_replaced"
    assert not connection.in_transaction


def test_a_program_that_stayed_open_across_a_migration_says_so_when_it_reads(desk: Desk) -> None:
    register_page(desk, GroupFilter())
    assert not desk.was_written()
    migrated(desk.path)
    for look in (lambda: register_page(desk, GroupFilter()), desk.was_written):
        with pytest.raises(Refused) as caught:
            look()
        assert caught.value.key == "error.migrated_meanwhile"
    assert "9001_of_the_future" in say_refused(caught.value)
