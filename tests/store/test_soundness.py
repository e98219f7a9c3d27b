"""What a killed program acknowledged is there; a file that somebody laid over its log is refused, and both stay."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.keeping.backups import back_up
from kodoku_tui.services.keeping.restoring import plan_restore, restore
from kodoku_tui.services.register.staff import add_staff, list_staff
from kodoku_tui.store.soundness import faults_of, refuse_unsound
from tests.desks import MONDAY_IN_DECEMBER, morning_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends programs by signals")

WORK = """
import sys
from datetime import datetime
from pathlib import Path
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.staff import add_staff
desk = Desk(Path(sys.argv[1]), clock=lambda: datetime(2025, 12, 15, 10))
for number in range(int(sys.argv[2])):
    add_staff(desk, f"担当 {number}")
print("done", flush=True)
sys.stdin.readline()
"""


@contextmanager
def at_work(path: Path, acts: int) -> Iterator[None]:
    """Another program that has done so many acts and has the file open; killed at the end."""
    program = subprocess.Popen(
        [sys.executable, "-c", WORK, str(path), str(acts)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "done\n"
    try:
        yield
    finally:
        program.send_signal(signal.SIGKILL)
        program.communicate()


def desk_at(path: Path) -> Desk:
    return Desk(path, clock=morning_of(MONDAY_IN_DECEMBER))


def contents(path: Path) -> tuple[bytes, bytes]:
    return path.read_bytes(), Path(f"{path}-wal").read_bytes()


def laid_by_hand(source: Path, path: Path) -> None:
    """As `cp` does it: the log that lies there stays."""
    shutil.copyfile(source, path)


def test_what_a_killed_program_left_is_played_in_without_a_word(desk: Desk) -> None:
    path = desk.path
    desk.close()
    with at_work(path, 3):
        pass
    assert Path(f"{path}-wal").stat().st_size > 0
    after = desk_at(path)
    assert len(list_staff(after)) == 3
    add_staff(after, "青木 一")
    after.close()
    assert not Path(f"{path}-wal").exists()


def test_a_file_that_was_laid_over_a_log_is_refused_and_both_stay(
    desk: Desk, demonstration_file: Path, tmp_path: Path
) -> None:
    path, made = desk.path, back_up(desk)
    desk.close()
    with at_work(path, 3):
        pass
    laid_by_hand(demonstration_file, path)
    before = contents(path)
    after = desk_at(path)
    for act in (lambda: list_staff(after), lambda: add_staff(after, "青木 一")):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.key == "error.unsound"
        assert f"{path.name}-wal" in say_refused(caught.value) and "kodoku restore" in say_refused(
            caught.value
        )
    after.close()
    assert contents(path) == before
    # What the sentence says first: a backup comes back.
    restore(plan_restore(path, made.path), clock=morning_of(MONDAY_IN_DECEMBER))
    restored = desk_at(path)
    add_staff(restored, "青木 一")
    assert [one.name for one in list_staff(restored)] == ["青木 一"]
    restored.close()


def test_without_the_log_the_file_that_was_laid_there_is_taken(desk: Desk, demonstration_file: Path) -> None:
    path = desk.path
    desk.close()
    with at_work(path, 3):
        pass
    laid_by_hand(demonstration_file, path)
    with closing(desk_at(path)) as after, pytest.raises(Refused):
        list_staff(after)
    Path(f"{path}-wal").rename(path.with_name("moved-wal"))
    with closing(desk_at(path)) as after:
        add_staff(after, "青木 一")
        assert faults_of(after.connection) == []


def test_a_mixture_that_sqlite_takes_for_whole_is_refused_by_the_log_of_acts(desk: Desk) -> None:
    path, made = desk.path, back_up(desk)
    desk.connection.execute("PRAGMA wal_autocheckpoint = 0")
    numbers = [int(number) for (number,) in desk.connection.execute("SELECT id FROM adopted_group")]
    with desk.writing("unit.set_group", number=1) as unit:
        unit.update("adopted_group", numbers[0], {"project": "変わった取組"})
    desk.make_whole()
    desk.close()
    # A row that another program changes past the log, so that one page alone stands in what it leaves behind.
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_autocheckpoint = 0")
        raw.execute("BEGIN")
        raw.execute("UPDATE adopted_group SET version = version + 1 WHERE id = ?", (numbers[0],))
        raw.execute("COMMIT")
        log = Path(f"{path}-wal").read_bytes()
    Path(f"{path}-wal").write_bytes(log)
    laid_by_hand(made.path, path)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as mixed:
        assert faults_of(mixed) == []
    with closing(desk_at(path)) as after, pytest.raises(Refused) as caught:
        list_staff(after)
    assert caught.value.key == "error.unsound"


def leave_a_gap(path: Path) -> None:
    """An index of the file lacks rows: only a look through the whole file finds it."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("CREATE INDEX gap ON adopted_group (project) WHERE number > 5")
        raw.execute("UPDATE sqlite_master SET sql = replace(sql, ' WHERE number > 5', '') WHERE name = 'gap'")


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="who has a file open is not told here")
def test_a_program_that_comes_beside_another_one_does_not_look_again(desk: Desk) -> None:
    path = desk.path
    desk.close()
    leave_a_gap(path)
    with at_work(path, 1):
        assert Path(f"{path}-wal").stat().st_size > 0
        refuse_unsound(path, is_another=False)
    with pytest.raises(Refused) as caught:
        refuse_unsound(path, is_another=False)
    assert caught.value.key == "error.unsound"


def test_a_file_that_takes_the_place_of_an_open_one_is_looked_at(desk: Desk, tmp_path: Path) -> None:
    other = back_up(desk, tmp_path / "other.db").path
    leave_a_gap(other)
    list_staff(desk)
    other.replace(desk.path)
    with pytest.raises(Refused) as caught:
        add_staff(desk, "井上 二")
    assert caught.value.key == "error.damaged"
    with closing(sqlite3.connect(desk.path)) as raw:
        assert raw.execute("SELECT count(*) FROM staff").fetchone() == (0,)
