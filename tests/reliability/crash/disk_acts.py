"""A program that does one act on a disk that fails, at every place in turn, and looks what became of the file."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import sqlite3
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kodoku_tui.cli.main import run
from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import Channel
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.drafts import Draft, find_drafts, path_of_draft, write_draft
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.desk.programmes import begin_programme
from kodoku_tui.services.exports.books import export_book
from kodoku_tui.services.intake.imports import plan_import
from kodoku_tui.services.keeping.backups import back_up
from kodoku_tui.services.keeping.checking import check
from kodoku_tui.services.keeping.restoring import plan_restore, restore
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.store.backups import backups_of
from kodoku_tui.store.copies import open_to_read
from kodoku_tui.store.soundness import faults_of
from kodoku_tui.store.written_files import clear_remains, remains_in
from tests.intake_files import write_list
from tests.reliability.crash.faulty_disk import Disk

NOW = datetime(2025, 12, 15, 9, 0)
FAULTS = {
    "full": (errno.ENOSPC, True),
    "trouble once": (errno.EIO, False),
    "trouble": (errno.EIO, True),
}
AND_DONE = ", and done"
SAID = {"error.disk_full", "error.disk_trouble", "error.cannot_write"}


def at(path: Path) -> Desk:
    return Desk(path, clock=lambda: NOW)


def faults(path: Path) -> list[str]:
    with closing(at(path)) as desk:
        return [problem.code for problem in check(desk) if problem.code != "remains"]


def is_whole(backup: Path) -> bool:
    with closing(open_to_read(backup)) as copy:
        return faults_of(copy) == []


class Act:
    """One act on a file of its own in `folder`: what goes before, the act, and what has to be true afterwards."""

    def __init__(self, folder: Path, file: Path) -> None:
        self.folder = folder
        self.path = folder / "台帳.db"
        if file.exists():
            shutil.copyfile(file, self.path)
            self.path.chmod(0o600)
        self.desk = at(self.path)
        self.prepare()

    def prepare(self) -> None:
        self.desk.connection.execute("PRAGMA busy_timeout = 100")

    def act(self) -> object:
        raise NotImplementedError

    def is_done(self) -> bool:
        """Whether it stands in the file, as another program sees it; asserts that no part of it does."""
        raise NotImplementedError

    def close(self) -> None:
        self.desk.close()

    def assert_whole(self) -> None:
        assert faults(self.path) == [], faults(self.path)
        for backup in backups_of(self.path):
            assert is_whole(backup.path), backup


class LogsACheckin(Act):
    def act(self) -> object:
        entry = CheckinEntry(group_no=1, held_on=date(2025, 12, 1), channel=Channel.PHONE, note="大事な話")
        return log_checkin(self.desk, entry)

    def is_done(self) -> bool:
        with closing(sqlite3.connect(self.path)) as other:
            (count,) = other.execute("SELECT count(*) FROM checkin WHERE note = '大事な話'").fetchone()
        assert count < 2
        return bool(count)


class TakesBack(LogsACheckin):
    def prepare(self) -> None:
        super().prepare()
        super().act()

    def act(self) -> object:
        return undo(self.desk)

    def is_done(self) -> bool:
        return not super().is_done()


class CommandLine(LogsACheckin):
    """A command from its start to its end: the file is opened, written to, backed up for the day and left."""

    COMMAND = ("--today", "2025-12-15", "checkin", "add", "1", "--channel", "電話", "--note", "大事な話")

    def prepare(self) -> None:
        self.desk.close()

    def act(self) -> object:
        said = io.StringIO()
        with redirect_stdout(io.StringIO()), redirect_stderr(said):
            code = run(["--db", str(self.path), *self.COMMAND])
        assert "Traceback" not in said.getvalue()
        assert "予期しない" not in said.getvalue(), said.getvalue()
        if code:
            raise Refused("error.disk_trouble")
        return code


class Imports(Act):
    ROWS = 40

    def prepare(self) -> None:
        super().prepare()
        self.list = self.folder / "面談.xlsx"
        rows = ([1 + row % 3, date(2025, 11, 3), "電話", f"取り込み{row}"] for row in range(self.ROWS))
        write_list(self.list, ["番号", "日付", "方法", "面談内容"], *rows)
        back_up(self.desk)

    def act(self) -> object:
        return plan_import(self.desk, "checkins", self.list).apply()

    def is_done(self) -> bool:
        with closing(sqlite3.connect(self.path)) as other:
            (count,) = other.execute("SELECT count(*) FROM checkin").fetchone()
        assert count in (0, self.ROWS), count
        return bool(count)


class BacksUp(Act):
    def prepare(self) -> None:
        super().prepare()
        self.first = back_up(self.desk).path

    def act(self) -> object:
        return back_up(self.desk)

    def is_done(self) -> bool:
        found = [backup.path for backup in backups_of(self.path)]
        assert self.first in found
        assert set(self.first.parent.iterdir()) - set(remains_in(self.first.parent)) == set(found)
        return len(found) > 1


class Restores(Act):
    def prepare(self) -> None:
        super().prepare()
        self.backup = back_up(self.desk).path
        add_staff(self.desk, "上田 三")
        self.desk.close()

    def act(self) -> object:
        return restore(plan_restore(self.path, self.backup), clock=lambda: NOW)

    def is_done(self) -> bool:
        with closing(sqlite3.connect(self.path)) as other:
            names = {name for (name,) in other.execute("SELECT name FROM staff")}
        assert names in ({"青木 一", "石井 二"}, {"青木 一", "石井 二", "上田 三"})
        return "上田 三" not in names


class Exports(Act):
    def prepare(self) -> None:
        super().prepare()
        self.book = self.folder / "全データ.xlsx"
        self.book.write_bytes(b"of last month")

    def act(self) -> object:
        return export_book(
            self.desk, self.desk.written_path(self.book, ending=".xlsx", replaces=True), told=lambda _: None
        )

    def is_done(self) -> bool:
        if self.book.read_bytes() == b"of last month":
            return False
        with zipfile.ZipFile(self.book) as book:
            assert book.testzip() is None
        return True


class Migrates(Act):
    def prepare(self) -> None:
        self.before = self._names()

    def act(self) -> object:
        with self.desk.reading() as connection:
            return connection

    def is_done(self) -> bool:
        now = self._names()
        assert now[0] == self.before[0]
        return now != self.before

    def _names(self) -> tuple[list[Any], list[Any]]:
        with closing(sqlite3.connect(self.path)) as other:
            migrations = other.execute("SELECT name FROM _sqlite_migrations ORDER BY name").fetchall()
            return other.execute("SELECT extended_to, reason FROM extension").fetchall(), migrations

    def assert_whole(self) -> None:
        with closing(sqlite3.connect(self.path)) as other:
            assert faults_of(other) == []
        for backup in backups_of(self.path):
            assert is_whole(backup.path), backup


class Begins(Act):
    def prepare(self) -> None:
        pass

    def act(self) -> object:
        begin_programme(self.path, 2025, clock=lambda: NOW)
        return None

    def is_done(self) -> bool:
        return self.path.exists()

    def assert_whole(self) -> None:
        if self.path.exists():
            super().assert_whole()
        else:
            assert [each for each in self.folder.iterdir() if each not in remains_in(self.folder)] == []


class Drafts(Act):
    """What is typed says by itself whether it was kept: the app tells the person when leaving."""

    def prepare(self) -> None:
        os.environ["XDG_CONFIG_HOME"] = str(self.folder / "config")
        self.home = self.folder / "config" / "kodoku" / "drafts" / "code"
        assert self._write("はじめの文")

    def act(self) -> object:
        if not self._write("続きの文"):
            raise Refused("error.disk_trouble")
        return None

    def is_done(self) -> bool:
        found = find_drafts("code", "")
        assert found.damaged == []
        (note,) = (each.draft.typed["note"] for each in found.drafts)
        assert note in ("はじめの文", "続きの文")
        return note == "続きの文"

    def assert_whole(self) -> None:
        pass

    def _write(self, text: str) -> bool:
        draft = Draft("面談を記録", {"note": text}, 2025)
        return write_draft(path_of_draft(self.home, "checkin:1", ()), "checkin:1", draft)


ACTS: dict[str, Callable[[Path, Path], Act]] = {
    "checkin": LogsACheckin,
    "undo": TakesBack,
    "command": CommandLine,
    "import": Imports,
    "backup": BacksUp,
    "restore": Restores,
    "export": Exports,
    "migration": Migrates,
    "begin": Begins,
    "draft": Drafts,
}


def tries(name: str, file: Path, folder: Path, most: int) -> dict[str, dict[str, int]]:
    """The act with the disk failing in each way, at each place (`most` of them): how often what came of it.

    `places` says how much the act asks of the disk.
    """
    disk = Disk()
    count = asked_by(name, file, folder, disk)
    came_of: dict[str, dict[str, int]] = {}
    for fault, (error, on) in FAULTS.items():
        said: Counter[str] = Counter()
        for place in places(count, most):
            work = folder / f"{place}"
            work.mkdir()
            try:
                said[meets(ACTS[name](work, file), disk, place, error, on=on)] += 1
            except BaseException as failed:
                raise AssertionError(f"{name}, {fault} at {place} of {count}") from failed
            shutil.rmtree(work)
        came_of[fault] = {"places": count, **said}
    return came_of


def asked_by(name: str, file: Path, folder: Path, disk: Disk) -> int:
    work = folder / "none"
    work.mkdir()
    act = ACTS[name](work, file)
    disk.fails(0)
    act.act()
    count = disk.asked
    assert act.is_done()
    act.close()
    shutil.rmtree(work)
    return count


def places(count: int, most: int) -> Iterable[int]:
    """All of them, or the first, the last and some between."""
    if count <= most:
        return range(1, count + 1)
    ends = most // 3
    step = max(1, (count - 2 * ends) // (most - 2 * ends))
    return sorted(
        {*range(1, ends + 1), *range(ends + 1, count - ends, step), *range(count - ends + 1, count + 1)}
    )


def meets(act: Act, disk: Disk, place: int, error: int, *, on: bool) -> str:
    """The act on a disk that fails there; refused in a sentence, or done all the same. Then it is done once more."""
    disk.fails(place, error, on=on)
    try:
        act.act()
        said = "done"
    except Refused as refused:
        said = refused.key
    finally:
        disk.fails(0)
    is_done = act.is_done()
    if said == "done":
        assert is_done, "acknowledged and not there"
    else:
        assert said in SAID, said
        if is_done:
            said += AND_DONE
    act.assert_whole()
    if said != "done" and not is_done:
        act.act()
        assert act.is_done()
        act.assert_whole()
    act.close()
    clear_remains(act.folder)
    act.assert_whole()
    return said


if __name__ == "__main__":
    print(json.dumps(tries(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))))
