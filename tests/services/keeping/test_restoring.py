"""Laying a backup back: what it would change is told, what stands there is kept, and nobody's work falls between."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.keeping.backups import back_up
from kodoku_tui.services.keeping.restoring import plan_restore, restore
from kodoku_tui.services.register.staff import add_staff, list_staff
from kodoku_tui.store.copies import look_at
from kodoku_tui.store.migrations import pending_migrations
from tests.desks import data_of
from tests.store.test_migrations import file_before


def foreign_at(path: Path) -> None:
    """A database of another program."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE theirs (x)")


def names_at(desk: Desk) -> list[str]:
    return [person.name for person in list_staff(desk)]


def test_what_would_change_is_told_and_nothing_is_written(desk: Desk) -> None:
    made = back_up(desk)
    add_staff(desk, "青木 一")
    plan = plan_restore(desk.path, made.path)
    assert ("staff", 1, 0) in plan.differing
    assert (
        plan.now is not None and plan.now.newest is not None and plan.now.newest.what_key == "unit.add_staff"
    )
    assert plan.then.newest != plan.now.newest
    assert not plan.is_the_same
    assert names_at(desk) == ["青木 一"]
    assert plan_restore(desk.path, back_up(desk).path).is_the_same


def test_a_file_goes_back_and_forth_with_nothing_lost(desk: Desk) -> None:
    made = back_up(desk)
    then = data_of(desk.connection)
    add_staff(desk, "青木 一")
    now = data_of(desk.connection)
    kept = restore(plan_restore(desk.path, made.path), clock=desk.clock)
    # This desk, which had the file open all the while, sees it at once.
    assert data_of(desk.connection) == then
    assert kept is not None
    restore(plan_restore(desk.path, kept), clock=desk.clock)
    assert data_of(desk.connection) == now
    assert not Path(f"{desk.path}-wal").exists() or Path(f"{desk.path}-wal").stat().st_size == 0
    add_staff(desk, "井上 二")
    assert set(names_at(desk)) == {"青木 一", "井上 二"}
    assert desk.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert desk.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_what_somebody_writes_in_between_is_in_what_is_kept(desk: Desk) -> None:
    made = back_up(desk)
    other = Desk(desk.path, clock=desk.clock)
    wrote: list[int | None] = []

    def going(done: int, total: int) -> None:
        if done == total:
            return
        # By now the file is held: who comes now waits, and is not overwritten.
        with pytest.raises(Refused) as caught:
            other.connection.execute("PRAGMA busy_timeout = 0")
            wrote.append(add_staff(other, "遅れて 来た").unit)
        assert caught.value.key == "error.locked"

    add_staff(other, "間に 書いた")
    kept = restore(plan_restore(desk.path, made.path), clock=desk.clock, going=going)
    other.close()
    assert wrote == [] and kept is not None
    assert look_at(kept).rows["staff"] == 1


def test_a_file_that_is_gone_comes_back(desk: Desk) -> None:
    add_staff(desk, "青木 一")
    made, path, clock = back_up(desk), desk.path, desk.clock
    desk.close()
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()
    assert restore(plan_restore(path, made.path), clock=clock) is None
    again = Desk(path, clock=clock)
    assert names_at(again) == ["青木 一"]
    assert again.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    again.close()


def test_a_damaged_file_is_put_aside_with_its_log_and_replaced(desk: Desk) -> None:
    add_staff(desk, "青木 一")
    made, path, clock = back_up(desk), desk.path, desk.clock
    desk.close()
    damage = os.urandom(path.stat().st_size)
    path.write_bytes(damage)
    Path(f"{path}-wal").write_bytes(b"stale")
    plan = plan_restore(path, made.path)
    assert plan.now is None
    kept = restore(plan, clock=clock)
    assert kept is not None and kept.read_bytes() == damage
    assert Path(f"{kept}-wal").read_bytes() == b"stale"
    again = Desk(path, clock=clock)
    assert names_at(again) == ["青木 一"]
    again.close()


def test_a_backup_of_an_older_program_comes_back_in_this_ones_shape(desk: Desk, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    file_before(old, "0030_open_days")
    path = tmp_path / "台帳2.kodoku"
    restore(plan_restore(path, old), clock=desk.clock)
    with closing(sqlite3.connect(path)) as raw, closing(sqlite3.connect(old)) as backup:
        assert pending_migrations(raw) == []
        # The backup itself stays as it was.
        assert pending_migrations(backup)[0].stem == "0030_open_days"


def test_a_backup_of_another_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    made = back_up(desk)
    with closing(sqlite3.connect(made.path)) as raw, raw:
        raw.execute("UPDATE file_identity SET code = '0123456789abcdef0123456789abcdef'")
    before = data_of(desk.connection)
    with pytest.raises(Refused) as caught:
        plan_restore(desk.path, made.path)
    assert caught.value.key == "error.backup_of_another"
    assert data_of(desk.connection) == before


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda path, good: None, "error.backup_missing"),
        (lambda path, good: path.mkdir(), "error.backup_missing"),
        (lambda path, good: path.write_text("控え"), "error.not_a_backup"),
        (lambda path, good: foreign_at(path), "error.not_a_backup"),
        (lambda path, good: path.write_bytes(good.read_bytes()[:20_000]), "error.damaged_backup"),
    ],
    ids=["missing", "a folder", "no database", "another program's", "half of one"],
)
def test_what_is_no_whole_backup_is_refused_with_nothing_done(
    desk: Desk, tmp_path: Path, make: Callable[[Path, Path], object], key: str
) -> None:
    good = back_up(desk).path
    before = data_of(desk.connection)
    make(tmp_path / "x.db", good)
    with pytest.raises(Refused) as caught:
        plan_restore(desk.path, tmp_path / "x.db")
    assert caught.value.key == key
    assert data_of(desk.connection) == before


def test_the_file_itself_is_no_backup(desk: Desk) -> None:
    with pytest.raises(Refused) as caught:
        plan_restore(desk.path, desk.path)
    assert caught.value.key == "error.backup_is_the_file"


def test_another_programs_file_is_never_laid_over(desk: Desk, tmp_path: Path) -> None:
    made = back_up(desk)
    foreign = tmp_path / "foreign.db"
    foreign_at(foreign)
    with pytest.raises(Refused) as caught:
        plan_restore(foreign, made.path)
    assert caught.value.key == "error.other_program"


def test_an_act_whose_file_was_replaced_meanwhile_is_not_told_as_saved(desk: Desk, tmp_path: Path) -> None:
    made = back_up(desk)

    def moment_of_act() -> datetime:
        # The act looked for the file already, and does not hold it yet.
        shutil.copyfile(made.path, tmp_path / "copy.db")
        (tmp_path / "copy.db").replace(desk.path)
        return desk.clock()

    other = Desk(desk.path, clock=desk.clock, wall=moment_of_act)
    assert names_at(other) == []
    with pytest.raises(Refused) as caught:
        add_staff(other, "青木 一")
    assert caught.value.key == "error.file_replaced"
    assert names_at(other) == []
    other.close()
