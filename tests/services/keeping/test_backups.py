"""Backing the file up: whole, checked, at the right times, and never at the cost of what is done meanwhile."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.backups import BackupReason
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.keeping.backups import back_up, back_up_daily, list_backups
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.store.copies import look_at
from tests.desks import ROSTER, data_of, go_to


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table of a copy, read without the program."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: raw.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_a_backup_is_one_file_that_holds_everything_and_is_its_owners_alone(desk: Desk) -> None:
    add_staff(desk, "青木 一")
    # It stands in the log beside the file by now: a plain copy of the file would lack it.
    made = back_up(desk)
    with closing(sqlite3.connect(desk.path)) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        wanted = {name: raw.execute(f"SELECT * FROM {name}").fetchall() for name in names}
    assert rows_of(made.path) == wanted
    assert [each.name for each in made.path.parent.iterdir()] == [made.path.name]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700


def test_what_others_write_meanwhile_is_neither_lost_nor_half_copied(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:

        def write_between(done: int, _total: int) -> None:
            other.execute("UPDATE programme SET due_soon_days = due_soon_days + 1")

        before = desk.programme["due_soon_days"]
        made = back_up(desk, going=write_between)
    assert desk.programme["due_soon_days"] > before
    with closing(sqlite3.connect(made.path)) as copy:
        assert copy.execute("SELECT due_soon_days FROM programme").fetchone() == (before,)


def test_a_copying_that_is_stopped_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(desk, tmp_path / "stopped.db", going=stop)
    assert not list(tmp_path.glob("*stopped*")) and not list(tmp_path.glob(".kodoku*"))
    add_staff(desk, "青木 一")


def test_the_first_act_of_a_day_makes_one_and_a_look_makes_none(desk: Desk) -> None:
    told: list[Refused | None] = []
    desk.after_acts = lambda: told.append(back_up_daily(desk))
    assert data_of(desk.connection) and list_backups(desk) == []
    add_staff(desk, "青木 一")
    add_staff(desk, "井上 二")
    assert [one.reason for one in list_backups(desk)] == [BackupReason.DAILY]
    assert told == [None, None]
    go_to(desk, desk.today + timedelta(days=1))
    add_staff(desk, "上田 三")
    assert [one.made_at.date() for one in list_backups(desk)] == [desk.today, desk.today - timedelta(days=1)]


def test_an_act_stands_though_the_days_backup_fails(desk: Desk) -> None:
    told: list[Refused | None] = []
    desk.after_acts = lambda: told.append(back_up_daily(desk))
    # Somebody put a file where the folder goes.
    (desk.path.parent / f"{desk.path.stem}-backups").write_text("")
    assert add_staff(desk, "青木 一").unit is not None
    assert [refused.key for refused in told if refused] == ["error.not_a_folder"]


def test_an_import_has_one_to_go_back_to_unless_there_is_one_of_the_last_hour(desk: Desk) -> None:
    import_roster(desk, ROSTER, dry_run=True)
    assert list_backups(desk) == []
    before = desk.connection.execute("SELECT max(id), count(*) FROM unit").fetchone()
    import_roster(desk, ROSTER)
    (made,) = list_backups(desk)
    assert (made.reason, look_at(made.path).rows["unit"]) == (BackupReason.BEFORE_IMPORT, before[1])
    import_roster(desk, ROSTER)
    assert len(list_backups(desk)) == 1
    go_to(desk, desk.today + timedelta(days=1))
    import_roster(desk, ROSTER)
    assert len(list_backups(desk)) == 2


def test_the_old_ones_go_and_what_somebody_else_put_there_stays(desk: Desk) -> None:
    for day in range(60):
        go_to(desk, date(2025, 6, 1) + timedelta(days=day))
        back_up(desk)
    folder = list_backups(desk)[0].path.parent
    (folder / "控え.db").write_text("")
    back_up(desk)
    days = [one.made_at.date() for one in list_backups(desk)]
    assert len(days) == 30 + 1 + 1
    assert days[-1] == date(2025, 6, 30)
    assert (folder / "控え.db").exists()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("kodoku.db", "error.writes_database"),
        ("x.db-wal", "error.wrong_ending"),
        ("there.db", "error.export_exists"),
    ],
)
def test_a_place_that_may_not_be_written_to_is_refused(
    desk: Desk, tmp_path: Path, name: str, key: str
) -> None:
    (tmp_path / "there.db").write_text("控え")
    target = desk.path if name == "kodoku.db" else tmp_path / name
    with pytest.raises(Refused) as caught:
        back_up(desk, target)
    assert caught.value.key == key
    assert (tmp_path / "there.db").read_text() == "控え"


def test_a_damaged_file_is_told_and_no_backup_pushes_out_a_good_one(desk: Desk) -> None:
    add_staff(desk, "青木 一")
    good = back_up(desk)
    path = desk.path
    desk.close()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(os.urandom(8_192))
    again = Desk(path, clock=desk.clock)
    with pytest.raises(Refused) as caught:
        back_up(again)
    again.close()
    assert caught.value.key == "error.damaged"
    assert [one.path for one in list_backups(again)] == [good.path]


def test_invented_data_need_none_but_by_hand(lively_desk: Desk) -> None:
    lively_desk.connection.execute("UPDATE programme SET is_demonstration = 1")
    add_staff(lively_desk, "架空 新")
    assert back_up_daily(lively_desk) is None
    assert list_backups(lively_desk) == []
    back_up(lively_desk)
    assert len(list_backups(lively_desk)) == 1


def people_in_a_plain_copy(path: Path) -> int:
    """What somebody has who copies the file alone, as a file manager does."""
    plain = shutil.copyfile(path, path.with_name("写し.db"))
    try:
        with closing(sqlite3.connect(f"file:{plain}?mode=ro&immutable=1", uri=True)) as raw:
            return int(raw.execute("SELECT count(*) FROM staff").fetchone()[0])
    finally:
        plain.unlink()


def test_a_plain_copy_is_whole_once_a_seat_rests_or_leaves(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.path)) as other:
        # Somebody else has the file open: its log stays beside it, whoever leaves.
        other.execute("SELECT count(*) FROM staff").fetchall()
        add_staff(desk, "青木 一")
        assert people_in_a_plain_copy(desk.path) == 0
        desk.make_whole()
        assert people_in_a_plain_copy(desk.path) == 1
        add_staff(desk, "井上 二")
        desk.close()
        assert people_in_a_plain_copy(desk.path) == 2
