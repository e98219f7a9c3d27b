"""The log beside the file: it grows while somebody reads an earlier moment, is told of, and comes down afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kodoku_tui.locale.phrases import say_said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.keeping.checking import check
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.log_size import LOG_BYTES, bring_in, log_bytes


@contextmanager
def reader_of_now(path: Path) -> Iterator[None]:
    """Somebody who goes on reading the file as it is at the beginning."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("BEGIN")
        raw.execute("SELECT count(*) FROM staff").fetchone()
        yield


def write_much(desk: Desk, letters: str) -> None:
    for number in range(6):
        with desk.writing("unit.set_group", number=1) as unit:
            unit.update("adopted_group", 1, {"project": letters * 600_000 + str(number)})


def test_the_log_is_told_of_while_it_is_held_and_comes_down_afterwards(desk: Desk) -> None:
    with reader_of_now(desk.path):
        write_much(desk, "あ")
        desk.make_whole()
        assert log_bytes(desk.path) > 2 * LOG_BYTES
        (told,) = (problem for problem in check(desk) if problem.code == "large_log")
        assert f"{desk.path.name}-wal" in say_said(told.said) and " MB" in say_said(told.said)
        assert not told.is_mendable
    desk.make_whole()
    assert log_bytes(desk.path) == 0
    assert [problem for problem in check(desk) if problem.code == "large_log"] == []


def test_acts_alone_bring_it_down_where_nobody_is_ever_idle(desk: Desk) -> None:
    with reader_of_now(desk.path):
        write_much(desk, "あ")
        assert log_bytes(desk.path) > 2 * LOG_BYTES
    for number in range(2):
        with desk.writing("unit.set_group", number=1) as unit:
            unit.update("adopted_group", 1, {"project": f"短く {number}"})
    assert log_bytes(desk.path) <= LOG_BYTES


def test_somebody_who_writes_meanwhile_is_not_waited_for(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        desk.connection.execute("PRAGMA busy_timeout = 600000")
        # It would hang here.
        desk.make_whole()
        assert desk.connection.execute("PRAGMA busy_timeout").fetchone()[0] == 600_000


def test_what_stands_in_the_log_never_goes_into_a_file_that_lost_its_name(desk: Desk, tmp_path: Path) -> None:
    add_staff(desk, "青木 一")
    shutil.copyfile(desk.path, tmp_path / "copy.db")
    connection = desk.connection
    (tmp_path / "copy.db").replace(desk.path)
    before = log_bytes(desk.path)
    bring_in(connection)
    assert log_bytes(desk.path) == before > 0
    desk.close()
    assert log_bytes(desk.path) == before
