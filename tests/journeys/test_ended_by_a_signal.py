"""The system ends the program: the terminal is left as it was, what was typed is kept, the file is whole."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

if os.name != "posix":
    pytest.skip("Windows has no pseudo-terminal of this kind", allow_module_level=True)

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.keeping.checking import check
from tests.desks import MONDAY_IN_DECEMBER, morning_of
from tests.journeys.terminal import Terminal, terminal_of
from tests.journeys.test_crash import SENTENCE, begin_a_note, drafts_on_disk, holds

pytestmark = pytest.mark.long

# As a shell starts it, which is told when the window is closed.
_IN_ITS_OWN_WINDOW = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from kodoku_tui.cli import main
sys.exit(main.run([]))
"""


@pytest.fixture
def file(lively_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "kodoku.db"
    shutil.copyfile(lively_file, path)
    path.chmod(0o600)
    return path


def is_whole(path: Path) -> None:
    desk = Desk(path, clock=morning_of(MONDAY_IN_DECEMBER))
    assert check(desk) == []
    desk.close()


def keeps_the_sentence(folder: Path) -> None:
    (draft,) = drafts_on_disk(folder)
    holds(draft, SENTENCE)


def begin(terminal: Terminal) -> tuple[object, ...]:
    """Begin a note; how the terminal was before."""
    before = terminal.modes
    begin_a_note(terminal)
    assert terminal.modes != before
    return before


@pytest.mark.parametrize(
    ("signals", "code"),
    [
        ([signal.SIGTERM], 143),
        ([signal.SIGHUP], 129),
        # A session that ends sends both.
        ([signal.SIGTERM, signal.SIGHUP], 143),
    ],
    ids=["TERM", "HUP", "both"],
)
def test_the_terminal_is_left_as_it_was_and_the_note_is_kept(
    file: Path, tmp_path: Path, signals: list[signal.Signals], code: int
) -> None:
    with terminal_of(tmp_path) as terminal:
        before = begin(terminal)
        terminal.is_told(*signals)
        assert terminal.ends() in (code, 128 + signals[-1])
        assert terminal.modes == before
        assert b"Traceback" not in terminal.everything
    keeps_the_sentence(tmp_path)
    is_whole(file)


def test_it_does_not_wait_for_a_file_that_somebody_else_holds(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other, terminal_of(tmp_path) as terminal:
        before = begin(terminal)
        other.execute("BEGIN IMMEDIATE")
        terminal.press("ctrl+s")
        terminal.is_told(signal.SIGTERM)
        assert terminal.ends() == 143
        assert terminal.modes == before
        other.execute("ROLLBACK")
    keeps_the_sentence(tmp_path)
    is_whole(file)


def test_a_window_that_is_closed_takes_the_program_along_and_the_note_is_kept(
    file: Path, tmp_path: Path
) -> None:
    with terminal_of(tmp_path, program=("-c", _IN_ITS_OWN_WINDOW)) as terminal:
        begin(terminal)
        assert terminal.goes_away() == 129
    keeps_the_sentence(tmp_path)
    is_whole(file)
