"""No act of the program goes beyond this machine: no test can, and neither can the program in a process of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lively import invented_roster
from tests.no_network import BeyondThisMachine

_REPOSITORY = Path(__file__).parent.parent
# The address is one of those that are kept for examples (RFC 5737).
_ELSEWHERE = ("192.0.2.1", 80)

_PROGRAM = """
from tests.no_network import close_the_network
close_the_network()
from kodoku_tui.cli.main import run
import sys
sys.exit(run(sys.argv[1:]))
"""


def test_a_test_that_calls_elsewhere_fails() -> None:
    with socket.socket() as calling, pytest.raises(BeyondThisMachine):
        calling.connect(_ELSEWHERE)
    with pytest.raises(BeyondThisMachine):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_can_be_called() -> None:
    with socket.socket() as listening, socket.socket() as calling:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        calling.connect(listening.getsockname())


@pytest.mark.parametrize(
    "words",
    [
        ["status", "--json"],
        ["search", "架空"],
        ["export", "status", "{folder}/status.xlsx"],
        ["export", "calendar", "{folder}/days.ics"],
        ["import", "auto", "{folder}/roster.xlsx", "--dry-run"],
        ["backup"],
        ["check"],
    ],
    ids=" ".join,
)
def test_the_program_does_its_work_without_a_network(
    words: list[str], demonstration_file: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(demonstration_file, tmp_path / "kodoku.db"))
    file.chmod(0o600)
    invented_roster(tmp_path / "roster.xlsx")
    arguments = [word.format(folder=tmp_path) for word in words]
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, "--db", str(file), *arguments],
        cwd=_REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
