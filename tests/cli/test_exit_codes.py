"""How a command ends: 0 done, 1 refused, 2 wrong usage, 130 stopped; and the version, for which no file is needed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kodoku_tui import __version__
from tests.cli.conftest import Kodoku, in_a_process

NOBODY = ["group", "show", "97"]
# As people run it: what is written reaches its reader at the end, whatever the shell of the tests says.
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


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


def test_a_refusal_under_json_is_a_document_in_the_readers_language(kodoku: Kodoku) -> None:
    for lang, said in (("ja", "97"), ("en", "no group number 97")):
        ended = kodoku(*NOBODY, "--json", lang=lang)
        assert (ended.code, list(ended.document)) == (1, ["refused"])
        assert said in ended.document["refused"]
        assert ended.document["refused"] == ended.err.strip()
    ended = kodoku(*NOBODY)
    assert (ended.code, ended.out, "97" in ended.err) == (1, "", True)


def test_what_goes_wrong_unexpectedly_is_a_document_too(register: Path) -> None:
    with sqlite3.connect(register) as database:
        database.execute("ALTER TABLE checkin RENAME TO gone")
    ended = in_a_process("--db", register, "checkin", "list", "--json")
    assert ended.code == 1
    assert list(ended.document) == ["refused"]
    assert "予期しない問題" in ended.document["refused"]


def test_a_refusal_that_nobody_reads_is_still_one(register: Path) -> None:
    refused = subprocess.Popen(
        [sys.executable, "-m", "kodoku_tui", "--db", str(register), *NOBODY, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=BUFFERED,
    )
    assert refused.stdout is not None
    refused.stdout.close()
    refused.stdout = None
    _, said = refused.communicate(timeout=60)
    assert (refused.returncode, len(said.splitlines())) == (1, 1)


def test_a_result_for_which_there_is_no_room_is_a_sentence(register: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    for command in (["status"], ["status", "--json"], [*NOBODY, "--json"]):
        with Path("/dev/full").open("wb") as full:
            ended = subprocess.run(
                [sys.executable, "-m", "kodoku_tui", "--db", str(register), *command],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
                timeout=60,
                env=BUFFERED,
            )
        said = ended.stderr.decode()
        assert (ended.returncode, "予期しない問題" in said, "Traceback" in said) == (1, True, False)
