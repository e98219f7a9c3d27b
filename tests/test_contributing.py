"""The worked examples of CONTRIBUTING.md, followed to the letter on a copy of the project."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.desks import write_roster

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the program is made of, that may be changed."""
    for name in ("kodoku_tui", "db", "imports"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_a_column_alias(project: Path) -> None:
    (block,) = blocks("A column alias")
    *place, added = block.splitlines()
    heading = added.strip(' ",')
    profile = project / "imports" / "profiles" / "roster.toml"
    before = profile.read_text(encoding="utf-8")
    roster = write_roster(
        project / "名簿.xlsx",
        [1, "架空の会", "集い", "高齢者", "東京都"],
        headings=["番号", heading, "取組名", "取組対象", "活動地域"],
    )
    assert kodoku(project, "init", "--year", "2025").returncode == 0
    unknown = kodoku(project, "import", "roster", roster, "--dry-run", "--json")
    assert (unknown.returncode, heading in said(unknown)["refused"]) == (1, True)
    profile.write_text(before.replace("\n".join(place), block), encoding="utf-8")
    known = kodoku(project, "import", "roster", roster, "--dry-run", "--json")
    assert (known.returncode, said(known)["new"], said(known)["errors"]) == (0, 1, [])


def test_a_plan(project: Path) -> None:
    (block,) = blocks("A plan")
    plan = tomllib.loads(block)
    year = str(plan["fiscal_year"])
    assert kodoku(project, "init", "--year", year).returncode == 1
    (project / "db" / "seeds" / "programmes" / f"{year}.toml").write_text(block, encoding="utf-8")
    assert kodoku(project, "init", "--year", year).returncode == 0
    listed = said(kodoku(project, "plan", "list", "--json"))
    assert [each["key"] for each in listed] == [each["key"] for each in plan["milestones"]]
    roster = write_roster(project / "名簿.xlsx", [1, "架空の会", "集い", "高齢者", "東京都", ""])
    assert kodoku(project, "import", "roster", roster).returncode == 0
    duties = said(kodoku(project, "milestone", "list", "--json"))
    assert [(each["key"], each["planned"]) for each in duties] == [
        (each["key"], each["planned"]) for each in listed
    ]


def blocks(section: str) -> list[str]:
    """The pieces of TOML that stand under a heading of the page."""
    (text,) = re.findall(rf"^## {section}.*?$(.*?)(?=^## )", PAGE, flags=re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(block) for block in re.findall(r" *```toml\n(.*?) *```", text, flags=re.DOTALL)]


def kodoku(project: Path, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """The program of the copy, on a file of its own, in the summer of 2027."""
    options: list[str | Path] = ["--db", project / "kodoku.db", "--today", "2027-07-01"]
    return subprocess.run(
        [sys.executable, "-m", "kodoku_tui", *options, *arguments],
        cwd=project,
        capture_output=True,
        check=False,
        timeout=120,
    )


def said(ended: subprocess.CompletedProcess[bytes]) -> Any:
    """What it printed as JSON."""
    return json.loads(ended.stdout)
