"""A backup that is looked into gives what it holds, and not one byte of it changes, whatever is tried."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.desk.programmes import begin_programme
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.exports.source import ExportRequest
from kodoku_tui.services.keeping.backups import back_up, back_up_before_import, back_up_daily
from kodoku_tui.services.keeping.checking import check, mend
from kodoku_tui.services.keeping.restoring import plan_restore
from kodoku_tui.services.keeping.sharing import write_one_at_a_time
from kodoku_tui.services.register.staff import add_staff, list_staff
from kodoku_tui.services.work.worklist import worklist
from kodoku_tui.store.connection import store_days_anew
from kodoku_tui.store.migrations import pending_migrations
from tests.desks import MONDAY_IN_DECEMBER, data_of, morning_of
from tests.store.test_migrations import file_before


def fingerprints(folder: Path) -> dict[str, str]:
    """Every file in a folder, and what it holds."""
    return {
        str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_a_backup_is_read_and_every_way_to_write_to_it_is_refused(lively_desk: Desk) -> None:
    made = back_up(lively_desk).path
    then = worklist(lively_desk)
    add_staff(lively_desk, "架空 新人")
    before = fingerprints(made.parent)
    with closing(Desk(made, clock=morning_of(MONDAY_IN_DECEMBER))) as look:
        assert look.looked_into is not None
        assert worklist(look) == then
        assert "架空 新人" not in [one.name for one in list_staff(look)]
        assert [problem.code for problem in check(look)] == []
        for act in (
            lambda: add_staff(look, "上田 三"),
            lambda: undo(look),
            lambda: mend(look),
            lambda: store_days_anew(look.connection),
            lambda: back_up(look),
            lambda: plan_restore(made, made),
            lambda: write_one_at_a_time(made),
            lambda: begin_programme(made, 2025, clock=look.clock, replaces=True),
        ):
            with pytest.raises(Refused) as caught:
                act()
            assert caught.value.key == "error.only_a_look"
            assert f"kodoku restore {made.name}" in say_refused(caught.value)
        assert back_up_daily(look) is None
        back_up_before_import(look)
        look.make_whole()
    assert fingerprints(made.parent) == before


def test_a_desk_goes_to_a_backup_and_comes_back_to_where_it_was(desk: Desk, tmp_path: Path) -> None:
    made, today = back_up(desk).path, desk.path
    add_staff(desk, "青木 一")
    desk.staff = "青木 一"
    desk.choose_year(2025)
    desk.stay_at_file()
    now = data_of(desk.connection)
    desk.look_into(made)
    assert desk.is_beside_today and list_staff(desk) == []
    with pytest.raises(Refused) as caught:
        add_staff(desk, "井上 二")
    assert caught.value.key == "error.only_a_look"
    # What is handed out from there replaces neither the backup nor the file of today.
    for path in (made, today):
        with pytest.raises(Refused) as caught:
            desk.written_path(path, ending="", replaces=True)
        assert caught.value.key in ("error.writes_database", "error.writes_source")
    desk.staff, desk.year = "", None
    desk.back_to_today()
    assert desk.looked_into is None
    assert [desk.staff, desk.year] == ["青木 一", 2025]
    assert data_of(desk.connection) == now
    add_staff(desk, "井上 二")


def test_a_backup_of_an_older_program_is_looked_into_as_a_copy_that_goes(desk: Desk) -> None:
    made = back_up(desk).path
    older = made.with_name("20250601-090000-migration.db")
    file_before(older, "0030_open_days")
    with closing(sqlite3.connect(older)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
    before = fingerprints(made.parent)
    with closing(Desk(older, clock=desk.clock)) as look:
        assert pending_migrations(look.connection) == []
        assert look.connection.execute("SELECT count(*) FROM milestone_now").fetchone()[0] == 0
        (folder,) = made.parent.glob(".kodoku-*")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        with pytest.raises(Refused) as caught:
            store_days_anew(look.connection)
        assert caught.value.key == "error.only_a_look" and older.name in say_refused(caught.value)
    assert fingerprints(made.parent) == before
    assert list(made.parent.glob(".kodoku-*")) == []


def test_what_cannot_be_looked_into_leaves_the_desk_where_it_was(desk: Desk, tmp_path: Path) -> None:
    made = back_up(desk).path
    newer = shutil.copyfile(made, made.with_name("20310401-090000-hand.db"))
    with closing(sqlite3.connect(newer)) as raw, raw:
        raw.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('kodoku', '9001_x', '')"
        )
    half = made.with_name("20250601-090000-hand.db")
    half.write_bytes(made.read_bytes()[:20_000])
    for path, key in (
        (newer, "error.newer_schema"),
        (half, "error.damaged_backup"),
        (made.with_name("20250602-090000-hand.db"), "error.backup_missing"),
        (tmp_path / "写し.db", "error.not_a_backup"),
    ):
        with pytest.raises(Refused) as caught:
            desk.look_into(path)
        assert caught.value.key == key, path
        assert desk.looked_into is None
    add_staff(desk, "青木 一")


def test_a_copy_of_a_backup_elsewhere_is_a_file_like_any_other(desk: Desk, tmp_path: Path) -> None:
    copy = shutil.copyfile(back_up(desk).path, tmp_path / "来年度.db")
    with closing(Desk(copy, clock=desk.clock)) as other:
        add_staff(other, "青木 一")
        assert [one.name for one in list_staff(other)] == ["青木 一"]


def test_a_list_of_then_is_handed_out(lively_desk: Desk, tmp_path: Path) -> None:
    made = back_up(lively_desk).path
    lively_desk.look_into(made)
    path = tmp_path / "当時.xlsx"
    assert export(lively_desk, "status", path, ExportRequest()) > 0
    assert path.stat().st_size > 0
