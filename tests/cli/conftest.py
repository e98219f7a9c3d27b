"""A file with an invented register, and `kodoku` as a function."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kodoku_tui.cli.main import run
from kodoku_tui.locale import set_language
from kodoku_tui.resources import resource_folder
from tests.lively import invented_roster

ROSTER = resource_folder("imports") / "rosters" / "r7_adopted_groups.xlsx"
TODAY = "2025-12-15"


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """What it wrote as JSON."""
        return json.loads(self.out)


Kodoku = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("DB", "TODAY", "YEAR", "LANG", "STAFF"):
        monkeypatch.delenv(f"KODOKU_{name}", raising=False)
    yield
    set_language("ja")


@pytest.fixture
def chosen_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Writes the keys that the person chose, in a folder of settings that is the test's own."""
    from kodoku_tui.tui.frame.keys_chosen import keys_file

    for name in ("XDG_CONFIG_HOME", "HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "settings"))

    def write(lines: str) -> Path:
        keys_file().parent.mkdir(parents=True, exist_ok=True)
        keys_file().write_text(f"[keys]\n{lines}\n", encoding="utf-8")
        return keys_file()

    return write


@pytest.fixture(scope="session")
def invented_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook that the register of these tests comes from."""
    return invented_roster(tmp_path_factory.mktemp("roster") / "架空の名簿.xlsx")


@pytest.fixture(scope="session")
def _register_once(invented_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "register.db"
    for command in (
        ["init", "--year", "2025"],
        ["import", "roster", str(invented_book)],
        ["staff", "add", "佐藤 花子"],
        ["staff", "add", "鈴木 一郎"],
        ["group", "assign", "12", "--main", "佐藤", "--deputy", "鈴木"],
    ):
        assert run(["--db", str(path), "--today", TODAY, *command]) == 0
    return path


@pytest.fixture
def register(_register_once: Path, tmp_path: Path) -> Path:
    """A file of one's own with 96 invented groups and two people."""
    return Path(shutil.copy(_register_once, tmp_path / "kodoku.db"))


@pytest.fixture
def kodoku(register: Path, capsys: pytest.CaptureFixture[str]) -> Kodoku:
    """`kodoku --db FILE --today 2025-12-15 …` in this process; `db`, `today`, `staff`, `lang` in place of those."""

    def call(*arguments: str | Path, **given: str | Path) -> Ended:
        options = {"db": register, "today": TODAY} | given
        before = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        capsys.readouterr()
        code = run([*before, *map(str, arguments)])
        written = capsys.readouterr()
        return Ended(code, written.out, written.err)

    return call


def in_a_process(*arguments: str | Path, **environment: str) -> Ended:
    """`python -m kodoku_tui …` as a person starts it."""
    ended = subprocess.run(
        [sys.executable, "-m", "kodoku_tui", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )
    return Ended(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8"))
