"""How a command ends: 0 done, 1 refused, 2 wrong usage, 130 stopped; and the version, for which no file is needed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kodoku_tui import __version__
from tests.cli.conftest import Kodoku, in_a_process

NOBODY = ["group", "show", "97"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["status"], 0),
        (["checkin", "add", "12", "--channel", "電話", "--note", "話した"], 0),
        (["--help"], 0),
        (NOBODY, 1),
        ([*NOBODY, "--json"], 1),
        (["group", "show"], 2),
        (["group", "show", "--json"], 2),
        (["bogus"], 2),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else str(part),
)
def test_the_exit_code_says_how_it_ended(kodoku: Kodoku, command: list[str], code: int) -> None:
    assert kodoku(*command).code == code


def test_whoever_stops_a_command_gets_130(register: Path) -> None:
    """It is stopped while it waits for somebody to read on: the log is more than a pipe holds."""
    stopped = subprocess.Popen(
        [sys.executable, "-m", "kodoku_tui", "--db", str(register), "log", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert stopped.stdout is not None
    assert stopped.stdout.readline() == b"[\n"
    stopped.send_signal(signal.SIGINT)
    _, said = stopped.communicate(timeout=60)
    assert (stopped.returncode, said) == (130, b"")


def test_the_version_is_told_without_a_file(tmp_path: Path) -> None:
    ended = in_a_process("--db", tmp_path / "none.db", "--version")
    assert (ended.code, ended.out, ended.err) == (0, f"kodoku {__version__}\n", "")
