"""Others hold the file, or do something to it while it is open: nothing is acknowledged that is not there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import Channel
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.keeping.checking import check
from kodoku_tui.store import connection as store_connection
from kodoku_tui.tui.frame import watching
from tests.cli.conftest import in_a_process
from tests.reliability.crash.battery_size import IS_FULL, tell, tried
from tests.reliability.crash.held_file import held
from tests.tui.sitting import Sitting, foot_of, sitting_at

HELD_SECONDS = 30.0
READ_SECONDS = tried(2, full=120)
NOTE = "電話で聞いた大事な話"


def entry(note: str, group: int = 1) -> CheckinEntry:
    return CheckinEntry(group_no=group, held_on=date(2025, 12, 1), channel=Channel.PHONE, note=note)


def notes_in(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as other:
        return {note for (note,) in other.execute("SELECT note FROM checkin")}


@pytest.fixture
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a full run the program waits as long as it does for people."""
    if not IS_FULL:
        monkeypatch.setattr(store_connection, "BUSY_SECONDS", 0.1)


@pytest.mark.long
def test_the_command_line_says_that_somebody_writes_and_loses_nothing(desk: Desk) -> None:
    desk.close()
    command = (
        "--db",
        desk.path,
        "--today",
        "2025-12-15",
        "checkin",
        "add",
        "1",
        "--channel",
        "電話",
        "--note",
    )
    began = monotonic()
    with held(desk.path, "BEGIN IMMEDIATE"):
        refused = 0
        while refused == 0 or (IS_FULL and monotonic() - began < HELD_SECONDS):
            ended = in_a_process(*command, f"{NOTE}{refused}")
            assert ended.code == 1
            assert "書き込み中" in ended.err
            refused += 1
    assert in_a_process(*command, NOTE).code == 0
    assert notes_in(desk.path) == {NOTE}
    tell(f"held for {monotonic() - began:.0f} s: {refused} commands refused in a sentence")


@pytest.mark.long
@pytest.mark.usefixtures("short_wait")
async def test_the_app_says_that_somebody_writes_and_what_was_typed_stays(desk: Desk) -> None:
    began = monotonic()
    async with sitting_at(desk) as sitting:
        await begin_a_note(sitting)
        with held(desk.path, "BEGIN IMMEDIATE"):
            refused = 0
            while refused == 0 or (IS_FULL and monotonic() - began < HELD_SECONDS):
                await sitting.press("ctrl+s")
                assert "書き込み中" in foot_of(sitting)
                await sitting.sees(NOTE)
                refused += 1
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
    assert notes_in(desk.path) == {NOTE}
    tell(f"held for {monotonic() - began:.0f} s: {refused} saves refused in a sentence, then saved")


@pytest.mark.long
def test_while_somebody_reads_for_long_work_goes_on_and_a_copy_is_whole_afterwards(
    desk: Desk, tmp_path: Path
) -> None:
    began = monotonic()
    saved = 0
    with held(desk.path, "BEGIN"):
        while saved < 30 or monotonic() - began < READ_SECONDS:
            log_checkin(desk, entry(f"{NOTE}{saved}", 1 + saved % 96))
            saved += 1
    log = Path(f"{desk.path}-wal").stat().st_size
    desk.make_whole()
    copy = tmp_path / "写し.db"
    shutil.copyfile(desk.path, copy)
    assert notes_in(copy) == {f"{NOTE}{number}" for number in range(saved)}
    tell(f"read for {monotonic() - began:.0f} s: {saved} acts, the log grew to {log / 1_000_000:.1f} MB")


def deleted(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)


def deleted_without_its_log(path: Path) -> None:
    path.unlink()


def replaced_by_itself_of_before(path: Path) -> None:
    """As a synchronised folder does: another file of the same contents, by a rename."""
    copy = path.with_suffix(".copy")
    with closing(sqlite3.connect(path)) as now, closing(sqlite3.connect(copy)) as other:
        now.backup(other)
    copy.replace(path)


def cut_off(path: Path) -> None:
    os.truncate(path, 8192)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


HARMS: dict[str, Callable[[Path], None]] = {
    one.__name__: one
    for one in (deleted, deleted_without_its_log, replaced_by_itself_of_before, cut_off, emptied)
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file where it is")
@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_what_is_acknowledged_after_harm_is_there(desk: Desk, harm: Callable[[Path], None]) -> None:
    log_checkin(desk, entry("まえの話"))
    harm(desk.path)
    try:
        log_checkin(desk, entry(NOTE))
    except Refused as refused:
        assert "{" not in say_refused(refused)
        assert harm is not replaced_by_itself_of_before
        return
    desk.close()
    with closing(Desk(desk.path, clock=desk.clock)) as fresh:
        assert [problem.code for problem in check(fresh) if problem.code != "open_to_others"] == []
    assert notes_in(desk.path) == {"まえの話", NOTE}


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file where it is")
@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
async def test_the_app_tells_of_harm_and_what_was_typed_stays(
    desk: Desk, harm: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_SECONDS", 1000)
    async with sitting_at(desk) as sitting:
        await begin_a_note(sitting)
        harm(desk.path)
        await sitting.press("ctrl+s")
        if harm is replaced_by_itself_of_before:
            await sitting.is_told("面談を保存しました")
        else:
            assert foot_of(sitting).strip()
            assert "予期しない" not in foot_of(sitting)
            await sitting.sees(NOTE)
    if harm is replaced_by_itself_of_before:
        assert notes_in(desk.path) == {NOTE}


async def begin_a_note(sitting: Sitting) -> None:
    await sitting.press("2", "c")
    await sitting.type(NOTE)
    await sitting.sees(NOTE)


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(days=1), timedelta(days=400)], ids=str)
def test_a_clock_that_was_set_back_changes_no_order_and_refuses_nothing(desk: Desk, back: timedelta) -> None:
    now = datetime(2025, 12, 15, 10, 0)
    at = Desk(desk.path, clock=desk.clock, wall=lambda: now)
    log_checkin(at, entry("一"))
    now -= back
    second = log_checkin(at, entry("二"))
    third = log_checkin(at, entry("三"))
    newest = [unit.id for unit in list_units(at, limit=3)]
    assert newest[:2] == [third.unit, second.unit]
    undo(at)
    assert notes_in(desk.path) == {"一", "二"}
    undo(at)
    undo(at)
    assert notes_in(desk.path) == set()
    assert [problem.code for problem in check(at) if problem.code != "open_to_others"] == []
    at.close()
