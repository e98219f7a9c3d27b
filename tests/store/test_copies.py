"""Laying a copy over the file: what others write before it is held is kept, or nothing is done."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.copies import copy_to, lay_over, open_as_it_is


@pytest.fixture
def copy(desk: Desk, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    copy_to(desk.connection, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        yield connection


def soon(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT due_soon_days FROM programme").fetchone()[0])


def keeping(desk: Desk, kept: list[int], writes: Callable[[int], bool]) -> Callable[[], None]:
    """Keeps what stands there; then, as often as `writes` says, somebody else writes."""

    def keep() -> None:
        kept.append(soon(desk.path))
        if writes(len(kept)):
            with closing(sqlite3.connect(desk.path)) as other, other:
                other.execute("UPDATE programme SET due_soon_days = due_soon_days + 1")

    return keep


def test_what_is_written_before_the_file_is_held_is_kept_too(desk: Desk, copy: sqlite3.Connection) -> None:
    before, kept = soon(desk.path), []  # type: tuple[int, list[int]]
    with closing(open_as_it_is(desk.path)) as live:
        lay_over(copy, live, keeping(desk, kept, lambda times: times == 1))
    assert kept == [before, before + 1]
    assert soon(desk.path) == before


def test_where_others_go_on_writing_nothing_is_done(desk: Desk, copy: sqlite3.Connection) -> None:
    before, kept = soon(desk.path), []  # type: tuple[int, list[int]]
    with closing(open_as_it_is(desk.path)) as live, pytest.raises(Refused) as caught:
        lay_over(copy, live, keeping(desk, kept, lambda _: True))
    assert caught.value.key == "error.locked"
    assert soon(desk.path) == before + len(kept)


def test_a_file_that_somebody_holds_is_left_as_it_is(desk: Desk, copy: sqlite3.Connection) -> None:
    before = soon(desk.path)
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(open_as_it_is(desk.path)) as live, pytest.raises(Refused) as caught:
            live.execute("PRAGMA busy_timeout = 0")
            lay_over(copy, live, lambda: None)
        other.execute("ROLLBACK")
    assert caught.value.key == "error.locked"
    assert soon(desk.path) == before
