"""A year can be invented on every day, and is there whole or not at all.

What differs from day to day: the fiscal year and how far it has come, weekdays and closed days, and all that is drawn,
for the day is what the dice begin with. The long battery takes of each month of two years the first and the last day
and some drawn ones, among them one of a later year, whose dice and weekdays are others. Every single day of the two
years (about a second each):
`KODOKU_DAYS_A_MONTH=31 pytest -m long tests/services/demonstration/test_invention_every_day.py`.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from time import monotonic, sleep

import pytest

from kodoku_tui.services.demonstration.demonstration import make_demonstration
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.services.register.staff import add_staff, list_staff
from tests.desks import morning_of

MONTHS = [(year, month) for year in (2025, 2026, 2027) for month in range(1, 13)][3:27]
DAYS_A_MONTH = int(os.environ.get("KODOKU_DAYS_A_MONTH", "6"))
LATER_YEARS = range(2028, 2040)
MONDAY = date(2025, 12, 15)
PATIENCE = 60


def days_of(year: int, month: int) -> list[date]:
    """The first and the last day of a month, and some between them, up to all there are; one of a later year."""
    days = [date(year, month, number) for number in range(1, monthrange(year, month)[1] + 1)]
    drawn = Random(f"{year} {month}")
    between = drawn.sample(days[1:-1], min(max(DAYS_A_MONTH - 3, 0), len(days) - 2))
    later = date(drawn.choice(LATER_YEARS), month, drawn.randint(1, 28))
    return [days[0], *sorted(between), days[-1], later]


@pytest.mark.long
@pytest.mark.parametrize(("year", "month"), MONTHS)
def test_a_year_can_be_invented_on_the_days_of_a_month(year: int, month: int, tmp_path: Path) -> None:
    for day in days_of(year, month):
        path = tmp_path / f"{day}.db"
        make_demonstration(path, clock=morning_of(day))
        desk = Desk(path, clock=morning_of(day))
        try:
            assert desk.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert not desk.connection.execute("PRAGMA foreign_key_check").fetchall()
            assert len(list_staff(desk)) == 10
            newest = next(unit for unit in list_units(desk) if unit.what_key != "unit.demonstration")
            assert newest.at < day.isoformat()
        finally:
            desk.close()
        assert [*tmp_path.iterdir()] == [path]
        path.unlink()


@pytest.fixture(params=[False, True], ids=["a new path", "an earlier one"])
def place(request: pytest.FixtureRequest, demonstration_file: Path, tmp_path: Path) -> Path:
    """Where a demonstration is to lie, with or without an earlier one in which something was tried."""
    path = tmp_path / "demo.db"
    if request.param:
        path.write_bytes(demonstration_file.read_bytes())
        desk = Desk(path, clock=morning_of(MONDAY))
        add_staff(desk, "試験 太郎")
        desk.close()
    return path


# `kodoku` in a process that may write no file larger than its first argument says (-1: of any size).
KODOKU = """
import resource, sys
largest = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
from kodoku_tui.__main__ import main
sys.exit(main())
"""


def _begin(path: Path, *, largest_file: int = -1) -> subprocess.Popen[str]:
    """`kodoku demo` for the next day in a process of its own."""
    command = ["--db", str(path), "--today", "2025-12-16", "demo", "--no-open"]
    return subprocess.Popen(
        [sys.executable, "-c", KODOKU, str(largest_file), *command], stderr=subprocess.PIPE, text=True
    )


def _content(path: Path) -> list[str] | None:
    if not path.exists():
        return None
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [*connection.iterdump()]
    finally:
        connection.close()


@pytest.mark.a_few(1)
@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_demonstration_that_fails_on_the_way_leaves_what_was_there(place: Path) -> None:
    before, lying_there = _content(place), {*place.parent.iterdir()}
    with _begin(place, largest_file=1_000_000) as process:
        said = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 1
    assert "Traceback" not in said
    assert _content(place) == before
    assert {*place.parent.iterdir()} == lying_there


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_demonstration_that_is_killed_on_the_way_leaves_what_was_there(place: Path) -> None:
    before, lying_there = _content(place), {*place.parent.iterdir()}
    with _begin(place) as process:
        # Well on its way: what it writes beside the path has grown, and the path is not there yet.
        _wait_until(lambda: _bytes_beside(place.parent, lying_there) > 500_000, process)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert _content(place) == before
    with _begin(place) as process:
        process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    made = _content(place)
    assert made is not None and made != before


def _bytes_beside(folder: Path, known: set[Path]) -> int:
    try:
        return sum(found.stat().st_size for found in folder.rglob("*") if found not in known)
    except FileNotFoundError:
        # Gone since it was listed.
        return 0


def _wait_until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    deadline = monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None and monotonic() < deadline
        sleep(0.005)
