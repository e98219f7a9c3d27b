"""`kodoku demo`: an invented year to look around in, which never takes the place of a real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodoku_tui.cli.main import run
from tests.cli.conftest import Ended, Kodoku

DEMO = ("demo", "--no-open")


@pytest.fixture(scope="module")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demonstration") / "demo.db"
    assert run(["--db", str(path), "--today", "2025-11-14", *DEMO]) == 0
    return path


def numbers(ended: Ended) -> list[int]:
    """The numbers of the groups of a list."""
    return [entry["group_no"] for entry in ended.document]


def test_the_demonstration_is_96_invented_groups_and_says_so(_made_once: Path, kodoku: Kodoku) -> None:
    shown = kodoku("status", "--all", "--json", db=_made_once, today="2025-11-14")
    assert numbers(shown) == list(range(1, 97))
    assert "架空データ" in shown.err


@pytest.mark.long
def test_what_one_tried_today_is_still_there_and_gone_when_asked_for_or_tomorrow(
    _made_once: Path, kodoku: Kodoku, tmp_path: Path
) -> None:
    demo = tmp_path / "demo.db"
    demo.write_bytes(_made_once.read_bytes())
    today = "2025-11-14"

    def staff() -> bool:
        members = kodoku("staff", "list", "--json", db=demo, today=today).document
        return "試験 太郎" in {member["name"] for member in members}

    for replaced_by in ((*DEMO, "--fresh"), DEMO):
        assert kodoku("staff", "add", "試験 太郎", db=demo, today=today).code == 0
        assert kodoku(*DEMO, db=demo, today=today).code == 0
        assert staff()
        if "--fresh" not in replaced_by:
            today = "2025-11-15"
        assert kodoku(*replaced_by, db=demo, today=today).code == 0
        assert not staff()
    assert sorted(path.name for path in tmp_path.iterdir() if "demo" in path.name) == ["demo.db"]


@pytest.mark.parametrize("option", [(), ("--fresh",)])
def test_a_real_register_is_never_replaced(kodoku: Kodoku, register: Path, option: tuple[str, ...]) -> None:
    before = register.read_bytes()
    ended = kodoku(*DEMO, *option)
    assert ended.code == 1
    assert "架空データのファイルではない" in ended.err
    assert register.read_bytes() == before


@pytest.mark.long
def test_without_a_file_named_the_demonstration_lies_beside_the_usual_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert run(["--today", "2025-11-14", "init", "--year", "2025"]) == 0
    (usual,) = tmp_path.rglob("kodoku.db")
    assert run(["--today", "2025-11-14", *DEMO]) == 0
    (demo,) = tmp_path.rglob("demo.db")
    assert demo.parent == usual.parent
