"""The contributing page adds a field to the check-in; here that is done, to the letter, in a copy of the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.long

TOP = Path(__file__).resolve().parents[2]
PAGE = TOP / "CONTRIBUTING.md"
# Places that a field may cost: issue 9.
MOST_PLACES = 8

_STEP = re.compile(r"^\d+\. `([^`]+)`", re.MULTILINE)
_CHANGE = re.compile(r"^ *```diff\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


class Step(NamedTuple):
    """One file of the page with the changes that it asks for."""

    path: str
    changes: list[list[str]]


def steps() -> list[Step]:
    text = PAGE.read_text("utf-8").partition("\n## A field\n")[2].partition("\n## ")[0]
    begins = list(_STEP.finditer(text))
    ends = [begin.start() for begin in begins[1:]] + [len(text)]
    found = []
    for begin, end in zip(begins, ends, strict=True):
        changes = [change[1].splitlines() for change in _CHANGE.finditer(text, begin.end(), end)]
        # The blocks stand below their step.
        found.append(Step(begin[1], [[line[3:] for line in change] for change in changes]))
    return found


def follow(step: Step, top: Path) -> None:
    """Do to the copy what the page says; what it quotes has to stand there once."""
    migrations = sorted(path.name for path in (top / "db" / "migrations").glob("[0-9]*.sql"))
    path = top / step.path.replace("NNNN", f"{int(migrations[-1][:4]) + 1:04}")
    for change in step.changes:
        before = [line[1:] for line in change if line[:1] != "+"]
        after = [line[1:] for line in change if line[:1] != "-"]
        if not before:
            assert not path.exists()
            path.write_text("\n".join(after) + "\n", "utf-8")
            continue
        lines = path.read_text("utf-8").splitlines()
        places = [place for place in range(len(lines)) if lines[place : place + len(before)] == before]
        assert len(places) == 1, (step.path, before)
        lines[places[0] : places[0] + len(before)] = after
        path.write_text("\n".join(lines) + "\n", "utf-8")


def test_a_field_costs_no_more_places_than_it_may() -> None:
    paths = [step.path for step in steps()]
    assert len(paths) == len(set(paths))
    assert 0 < len(paths) <= MOST_PLACES
    assert all(step.changes for step in steps())


def test_who_follows_the_page_can_use_the_field_everywhere(tmp_path: Path) -> None:
    for name in ("kodoku_tui", "db", "imports", "tests", "pyproject.toml"):
        if (TOP / name).is_dir():
            left_out = shutil.ignore_patterns("__pycache__")
            shutil.copytree(TOP / name, tmp_path / name, ignore=left_out)
        else:
            shutil.copy(TOP / name, tmp_path / name)
    for step in steps():
        follow(step, tmp_path)
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:randomly",
            "tests/journeys/the_field_of_the_page.py",
        ],
        cwd=tmp_path,
        # A run of its own: as a worker of this one it would share what is made once with every run there was.
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")},
        capture_output=True,
        text=True,
        check=False,
        timeout=540,
    )
    assert ended.returncode == 0, ended.stdout[-6_000:] + ended.stderr[-2_000:]
