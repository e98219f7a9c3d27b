"""A file that other computers may reach: not opened by many, changed to one at a time, and then worked on by two."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.places import Place, PlaceKind
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.desk.programmes import begin_programme
from kodoku_tui.services.keeping.backups import back_up
from kodoku_tui.services.keeping.checking import check
from kodoku_tui.services.keeping.restoring import plan_restore, restore
from kodoku_tui.services.keeping.sharing import sharing_of, write_one_at_a_time, write_together
from kodoku_tui.services.register.staff import add_staff, list_staff
from kodoku_tui.store.engine import sqlite3
from tests.desks import MONDAY_IN_DECEMBER, data_of, morning_of

HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from kodoku_tui.services.desk.desk import Desk
desk = Desk(Path(sys.argv[1]), clock=lambda: datetime(2025, 12, 15, 10))
with desk.writing("unit.add_staff", name="井上 二") as unit:
    unit.insert("staff", name="井上 二")
    print("holds", flush=True)
    sys.stdin.readline()
desk.close()
print("done", flush=True)
"""


@contextmanager
def somebody_in_the_middle_of_an_act(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program, with locks of its own; a line lets it finish."""
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None and program.stdout.readline() == "holds\n"
    try:
        yield program
    finally:
        program.communicate("\n")


def desk_at(path: Path) -> Desk:
    return Desk(path, clock=morning_of(MONDAY_IN_DECEMBER))


@pytest.fixture
def synced(invented_file: Path, tmp_path: Path) -> Path:
    """A file of 96 groups as somebody put it into a folder that a service carries about."""
    path = tmp_path / "Dropbox" / "事務局" / "台帳.db"
    path.parent.mkdir(parents=True)
    shutil.copyfile(invented_file, path)
    return path


def test_a_file_for_many_is_not_opened_there_and_nothing_is_put_beside_it(synced: Path) -> None:
    before = synced.read_bytes()
    with closing(desk_at(synced)) as desk:
        for act in (lambda: list_staff(desk), lambda: add_staff(desk, "青木 一")):
            with pytest.raises(Refused) as caught:
                act()
            assert caught.value.key == "error.on_share"
            assert "Dropbox" in say_refused(caught.value) and "--one-at-a-time" in say_refused(caught.value)
    found = sharing_of(synced)
    assert found.is_for_many
    assert found.place == Place(PlaceKind.SYNCED, "Dropbox")
    assert synced.read_bytes() == before and list(synced.parent.iterdir()) == [synced]


def test_one_at_a_time_everything_goes_on_there(synced: Path) -> None:
    assert not write_one_at_a_time(synced).is_for_many
    with closing(desk_at(synced)) as desk:
        made = back_up(desk)
        unit = add_staff(desk, "青木 一").unit
        undo(desk, unit)
        add_staff(desk, "井上 二")
        kept = restore(plan_restore(synced, made.path), clock=desk.clock)
        assert list_staff(desk) == [] and kept is not None
        assert [problem.code for problem in check(desk) if problem.code != "open_to_others"] == []
        names = {each.name for each in synced.parent.iterdir()}
        assert names == {synced.name, f"{synced.stem}-backups"}
    synced.write_bytes(b"x" * 9_000)
    restore(plan_restore(synced, made.path), clock=morning_of(MONDAY_IN_DECEMBER))
    assert not sharing_of(synced).is_for_many


def test_of_two_programs_the_second_is_refused_with_a_sentence_while_the_first_writes(synced: Path) -> None:
    write_one_at_a_time(synced)
    with closing(desk_at(synced)) as desk:
        list_staff(desk)
        with somebody_in_the_middle_of_an_act(synced):
            desk.connection.execute("PRAGMA busy_timeout = 0")
            # Who only looks is not kept from it.
            assert list_staff(desk) == []
            with pytest.raises(Refused) as caught:
                add_staff(desk, "青木 一")
            assert caught.value.key == "error.locked"
        assert {one.name for one in list_staff(desk)} == {"井上 二"}


def test_of_two_programs_the_second_waits_for_the_first(synced: Path) -> None:
    write_one_at_a_time(synced)
    with closing(desk_at(synced)) as desk, somebody_in_the_middle_of_an_act(synced) as first:
        assert first.stdin is not None and first.stdout is not None
        desk.connection.execute("PRAGMA busy_timeout = 60000")
        first.stdin.write("\n")
        first.stdin.flush()
        # Whether it still holds the file or not: this one comes after it.
        assert add_staff(desk, "青木 一").unit
        assert first.stdout.readline() == "done\n"
        assert {one.name for one in list_staff(desk)} == {"青木 一", "井上 二"}


def test_what_somebody_writes_before_it_is_laid_back_is_in_what_is_kept(synced: Path) -> None:
    write_one_at_a_time(synced)
    with closing(desk_at(synced)) as desk:
        made = back_up(desk)
        add_staff(desk, "青木 一")
        others: list[str] = []

        def clock() -> datetime:
            # Asked when what stands there is about to be kept, and by each try again.
            if not others:
                others.append("井上 二")
                add_staff(desk, others[0])
            return desk.clock()

        kept = restore(plan_restore(synced, made.path), clock=clock)
        assert kept is not None and list_staff(desk) == []
    with closing(sqlite3.connect(kept)) as raw:
        assert {name for (name,) in raw.execute("SELECT name FROM staff")} == {"青木 一", "井上 二"}


def test_a_file_that_somebody_has_open_stays_for_many(desk: Desk) -> None:
    list_staff(desk)
    with closing(sqlite3.connect(desk.path)) as other:
        other.execute("SELECT count(*) FROM staff").fetchone()
        before = data_of(desk.connection)
        with pytest.raises(Refused) as caught:
            write_one_at_a_time(desk.path)
        assert caught.value.key == "error.open_meanwhile"
    assert sharing_of(desk.path).is_for_many and data_of(desk.connection) == before


def test_there_and_back_on_a_disk_of_this_computer_nothing_changes(desk: Desk) -> None:
    add_staff(desk, "青木 一")
    before, path = data_of(desk.connection), desk.path
    desk.close()
    for change in (write_one_at_a_time, write_together):
        change(path)
        with closing(desk_at(path)) as after:
            assert data_of(after.connection) == before
    assert sharing_of(path).is_for_many


def test_what_cannot_be_there_is_refused(synced: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        write_together(synced)
    assert caught.value.key == "error.on_share"
    with pytest.raises(Refused) as caught:
        begin_programme(synced.with_name("new.db"), 2025, clock=morning_of(MONDAY_IN_DECEMBER))
    assert caught.value.key == "error.new_on_share" and not synced.with_name("new.db").exists()
    for make, key in ((Path.touch, "error.not_a_database"), (Path.mkdir, "error.not_a_database")):
        other = tmp_path / f"other-{make.__name__}"
        make(other)
        with pytest.raises(Refused) as caught:
            write_one_at_a_time(other)
        assert caught.value.key == key
    with closing(sqlite3.connect(tmp_path / "theirs.db")) as raw, raw:
        raw.execute("CREATE TABLE theirs (x)")
    with pytest.raises(Refused) as caught:
        write_one_at_a_time(tmp_path / "theirs.db")
    assert caught.value.key == "error.other_program"


def test_a_file_that_others_hold_is_not_replaced_as_if_it_were_damaged(synced: Path) -> None:
    write_one_at_a_time(synced)
    with closing(desk_at(synced)) as desk:
        made = back_up(desk)
    with closing(sqlite3.connect(synced, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Refused) as caught:
            plan_restore(synced, made.path)
        assert caught.value.key == "error.locked"
    assert plan_restore(synced, made.path).is_the_same
