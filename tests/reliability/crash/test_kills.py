"""What was acknowledged stands in the file, however the programs that work on it are ended."""

from __future__ import annotations

import multiprocessing
import shutil
import sqlite3
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import pytest

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.keeping.backups import back_up
from kodoku_tui.services.keeping.checking import check
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.store.backups import backups_of
from kodoku_tui.store.copies import open_to_read
from kodoku_tui.store.soundness import faults_of
from kodoku_tui.store.written_files import clear_remains, remains_in
from tests.desks import morning_of
from tests.reliability.crash.battery_size import tell, tried
from tests.reliability.crash.killed_writer import IMPORTED_ROWS, LARGE_ACTS, Place, work
from tests.store.test_migrations import BEFORE_STATES, file_before

WRITERS = 4
FILES = tried(1, full=10)
KILLS = tried(20, full=500) // FILES
ACKNOWLEDGED = tried(400, full=100_000) // FILES
_BUSY_SECONDS = 60.0


class Writer:
    """One process, what it told, and when it is to be killed."""

    def __init__(
        self, process: Any, ear: Connection, name: str, place: Place, large: str, after: int
    ) -> None:
        self.process = process
        self.ear = ear
        self.name = name
        self.place = place
        self.large = large
        self.after = after
        self.acts = 0
        self.began: tuple[str, float] | None = None
        self.killed_at: float | None = None


class Battle:
    """Four writers at a time on one file, each killed at a moment that nobody chose, with another in its place."""

    def __init__(self, places: list[Place], drawn: Random) -> None:
        self._places = places
        self._drawn = drawn
        self._starting = multiprocessing.get_context("forkserver")
        self._starting.set_forkserver_preload(["tests.reliability.crash.killed_writer"])
        self._usual = dict.fromkeys(("day", *LARGE_ACTS), 0.05)
        self._lives = 0
        self.standing: set[str] = set()
        self.unsure: set[str] = set()
        self.undone: set[str] = set()
        self.acknowledged = 0
        self.killed_within: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def rage(self, kills: int, acknowledged: int) -> None:
        """Until so many were killed and so many acts acknowledged."""
        each = 2 * acknowledged // kills
        writers = [self._begin(place, each) for place in self._places]
        try:
            while self._lives - WRITERS < kills or self.acknowledged < acknowledged:
                self._hear(
                    writers, until=min((one.killed_at for one in writers if one.killed_at), default=None)
                )
                for index, one in enumerate(writers):
                    if one.killed_at is not None and monotonic() >= one.killed_at:
                        self._kill(one)
                        writers[index] = self._begin(one.place, each)
        finally:
            for one in writers:
                self._kill(one)

    def _begin(self, place: Place, most: int) -> Writer:
        self._lives += 1
        # Two lives of five end within something large.
        large = (
            self._drawn.choice([*LARGE_ACTS, *[""] * 7])
            if self._lives % 5
            else LARGE_ACTS[self._lives // 5 % 5]
        )
        after = self._drawn.randint(1, most)
        ear, teller = self._starting.Pipe(duplex=False)
        name = f"life{self._lives}"
        process = self._starting.Process(target=work, args=(teller, name, place, large, after), daemon=True)
        process.start()
        teller.close()
        return Writer(process, ear, name, place, large, after)

    def _hear(self, writers: list[Writer], *, until: float | None) -> None:
        patience = _BUSY_SECONDS if until is None else max(0.0, until - monotonic())
        ready = wait([one.ear for one in writers], timeout=patience)
        assert ready or until is not None, f"nobody did anything for {_BUSY_SECONDS:.0f} seconds"
        for one in writers:
            if one.ear in ready:
                self._take(one, one.ear.recv())

    def _take(self, one: Writer, told: tuple[str, str]) -> None:
        what, name = told
        assert what != "failed", name
        if what == "begin":
            one.began = name, monotonic()
            one.acts += 1
            if one.acts >= one.after and one.killed_at is None and name == (one.large or "day"):
                one.killed_at = monotonic() + self._drawn.random() * self._usual[name]
        elif what == "end":
            assert one.began is not None
            if one.killed_at is None or name in LARGE_ACTS:
                self._usual[name] = monotonic() - one.began[1]
            one.began = None
            if name == one.large:
                # It was quicker: within the next one, then.
                one.killed_at = None
        elif what == "done":
            self.acknowledged += 1
            if name.startswith("undone "):
                self.undone.add(name.removeprefix("undone "))
            else:
                self.standing.add(name)
        elif what == "undoing":
            self.unsure.add(name)
        else:
            self.refused[name] += 1

    def _kill(self, one: Writer) -> None:
        one.process.kill()
        with one.ear:
            # What it had told before it died was acknowledged; a line that was cut was not.
            try:
                while True:
                    self._take(one, one.ear.recv())
            except (EOFError, OSError):
                pass
        one.process.join(_BUSY_SECONDS)
        assert one.process.exitcode == -9
        self.killed_within[one.began[0] if one.began else "between"] += 1
        if one.began and one.began[0] in LARGE_ACTS:
            is_whole_after(one.began[0], one.place)


def is_whole_after(kind: str, place: Place) -> None:
    """What a killed large act left where it worked: as it was before, or as it is afterwards."""
    if kind == "export" and place.book.exists():
        with zipfile.ZipFile(place.book) as book:
            assert book.testzip() is None
    elif kind == "backup":
        for backup in backups_of(place.shared)[:3]:
            is_whole(backup.path)
    elif kind == "restore":
        with at(place.restored) as desk:
            found = {name for (name,) in desk.connection.execute("SELECT name FROM staff")}
            assert found in ({"青木 一", "石井 二"}, {"青木 一", "石井 二", "上田 三"})
            assert faults(desk) == []
        for backup in backups_of(place.restored)[:3]:
            is_whole(backup.path)
    elif kind == "migration" and place.migrated.exists() and place.migrated.stat().st_size:
        with at(place.migrated) as desk:
            assert desk.connection.execute("SELECT extended_to, reason FROM extension").fetchall()[0][:] == (
                "2026-02-20",
                "行事",
            )
            assert faults_of(desk.connection) == []
        for backup in backups_of(place.migrated)[:3]:
            is_whole(backup.path)


def is_whole(backup: Path) -> None:
    with closing(open_to_read(backup)) as copy:
        assert faults_of(copy) == []


def faults(desk: Desk) -> list[str]:
    """What `check` finds, but for what the next writing clears away."""
    return [problem.code for problem in check(desk) if problem.code != "remains"]


def own_copy(path: Path, to: Path) -> None:
    """As `check` wants files: nobody else's to read."""
    shutil.copyfile(path, to)
    to.chmod(0o600)


@contextmanager
def at(path: Path) -> Iterator[Desk]:
    desk = Desk(path, clock=morning_of(date(2025, 12, 15)))
    try:
        yield desk
    finally:
        desk.close()


def places_in(folder: Path, small_file: Path) -> list[Place]:
    """A fresh shared file, and for each writer files of its own."""
    folder.mkdir()
    shared = folder / "台帳.db"
    own_copy(small_file, shared)
    old = folder / "以前.db"
    file_before(old, "0004_states_and_documents")
    with closing(sqlite3.connect(old)) as raw:
        raw.executescript(BEFORE_STATES)
    backups = folder / "一.db", folder / "二.db"
    with at(shared) as desk:
        back_up(desk, backups[0])
    lengthened = folder / "長.db"
    own_copy(shared, lengthened)
    with at(lengthened) as desk:
        add_staff(desk, "上田 三")
        back_up(desk, backups[1])
    places = []
    for one in range(WRITERS):
        own = folder / f"席{one}"
        own.mkdir()
        restored = own / "戻す.db"
        own_copy(backups[0], restored)
        places.append(
            Place(shared, old, own / "移す.db", restored, backups, own / "面談.xlsx", own / "全データ.xlsx")
        )
    return places


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="ends programs by signals")
def test_nothing_that_was_acknowledged_is_lost_when_programs_are_killed(
    small_desk: Desk, tmp_path: Path
) -> None:
    for number in (1, 2, 3):
        move_milestone(small_desk, number, "outcome_report", Move.SUBMIT, on=date(2025, 12, 1))
    small_desk.close()
    drawn = Random(12)
    total: Counter[str] = Counter()
    began = monotonic()
    for file in range(FILES):
        folder = tmp_path / str(file)
        places = places_in(folder, small_desk.path)
        battle = Battle(places, drawn)
        battle.rage(KILLS, ACKNOWLEDGED)
        holds_what_was_acknowledged(places[0].shared, battle)
        total.update({f"killed within {kind}": times for kind, times in battle.killed_within.items()})
        total.update({f"refused {key}": times for key, times in battle.refused.items()})
        total["killed"] += battle.killed_within.total()
        total["acknowledged"] += battle.acknowledged
        shutil.rmtree(folder)
        seconds = monotonic() - began
        tell(f"file {file + 1} of {FILES}, {seconds:.0f} s: {figures_of(total)}")
    assert sum(total[f"killed within {kind}"] for kind in LARGE_ACTS) >= tried(5, full=150)


def figures_of(total: Counter[str]) -> str:
    return ", ".join(f"{name} {times}" for name, times in sorted(total.items()))


def holds_what_was_acknowledged(path: Path, battle: Battle) -> None:
    clear_remains(path.parent)
    assert remains_in(path.parent) == []
    with at(path) as desk:
        stands = {
            text
            for (text,) in desk.connection.execute(
                "SELECT note FROM checkin UNION SELECT text FROM round_comment"
            )
        }
        assert faults(desk) == []
    taken_back = battle.undone | battle.unsure
    assert {name for name in battle.standing - taken_back if name.startswith("life")} - stands == set()
    assert battle.undone & stands == set()
    imports = Counter(note.rsplit("-", 1)[0] for note in stands if note.count("-") == 2)
    assert set(imports.values()) <= {IMPORTED_ROWS}
    for backup in backups_of(path):
        is_whole(backup.path)
