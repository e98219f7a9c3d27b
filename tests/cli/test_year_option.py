"""`--year` and `KODOKU_YEAR`: the year is chosen, and one that is not there changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kodoku

IN_APRIL = "2026-04-10"


@pytest.fixture
def both(kodoku: Kodoku) -> Kodoku:
    """A file that holds 2025 and, begun in March, 2026."""
    assert kodoku("issue", "add", "12", "--category", "outreach", "--title", "広報が届かない").code == 0
    assert kodoku("init", "--year", "2026", "--from", "2025", today="2026-03-20").code == 0
    return kodoku


def test_nothing_of_the_year_before_is_hidden(both: Kodoku, monkeypatch: pytest.MonkeyPatch) -> None:
    assert both("group", "list", "--json", today=IN_APRIL).document == []
    assert len(both("group", "list", "--json", today=IN_APRIL, year="2025").document) == 96
    monkeypatch.setenv("KODOKU_YEAR", "2025")
    assert len(both("group", "list", "--json", today=IN_APRIL).document) == 96


def test_what_is_open_in_another_year_is_said_beside_the_list(both: Kodoku) -> None:
    ended = both("status", today=IN_APRIL)
    assert "2025年度に残り769件" in ended.err
    assert "2025年度" not in both("status", today=IN_APRIL, year="2026").err


def test_work_goes_on_in_last_year(both: Kodoku) -> None:
    said = both(
        "checkin",
        "add",
        "12",
        "--channel",
        "電話",
        "--note",
        "年度末",
        "--on",
        "3/30",
        year="2025",
        today=IN_APRIL,
    )
    assert said.code == 0
    (checkin,) = both("checkin", "list", "--json", year="2025", today=IN_APRIL).document
    assert checkin["on"] == "2026-03-30"
    assert both("checkin", "list", "--json", today=IN_APRIL).document == []


@pytest.mark.parametrize(
    "command", [("today",), ("log",), ("issue", "set", "1", "--state", "解決"), ("undo",)]
)
def test_a_year_that_is_not_in_the_file_changes_nothing(
    both: Kodoku, register: Path, command: tuple[str, ...]
) -> None:
    before = both("log", "--json").document
    ended = both(*command, year="2024")
    assert ended.code == 1
    assert "2024年度はありません" in ended.err
    assert "2025、2026" in ended.err
    assert both("log", "--json").document == before


def test_a_year_that_is_no_number_is_a_wrong_usage(both: Kodoku) -> None:
    assert both("today", year="昨年").code == 2


def test_next_years_plan_is_changed_before_april(both: Kodoku) -> None:
    assert both("plan", "set", "training_1", "--on", "2026-09-01", year="2026", today="2026-03-25").code == 0
    of = {
        year: both("plan", "list", "--json", year=year, today="2026-03-25").document
        for year in ("2025", "2026")
    }
    planned = {year: {one["key"]: one["planned"] for one in plan} for year, plan in of.items()}
    assert planned["2026"]["training_1"] == "2026-09-01"
    assert planned["2025"]["training_1"].startswith("2025")


def test_a_hit_says_of_which_year_it_is(both: Kodoku) -> None:
    (found,) = both("search", "広報が届かない", "--json", today=IN_APRIL).document
    assert (found["kind"], found["group_no"], found["fiscal_year"]) == ("issue", 12, 2025)
    assert "2025" in both("search", "広報が届かない", today=IN_APRIL).out.splitlines()[-1].split()
