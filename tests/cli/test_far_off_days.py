"""A day that is more likely a slip than meant is refused by its full date, and taken by whoever insists."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Kodoku


@pytest.mark.parametrize(
    ("command", "full"),
    [
        (["checkin", "add", "12", "--channel", "電話", "--note", "x", "--on", "12/20"], "2024/12/20"),
        (["checkin", "add", "12", "--channel", "電話", "--note", "x", "--next", "12/10"], "2026/12/10"),
        (["action", "add", "12", "--title", "資料を送る", "--due", "2026-11-01"], "2026/11/1"),
        (["issue", "add", "12", "--category", "admin", "--title", "x", "--on", "2025-01-31"], "2025/1/31"),
        (["group", "withdraw", "12", "--reason", "x", "--on", "2024-06-01"], "2024/6/1"),
        (["plan", "set", "expense_report", "--on", "2027-02-10"], "2027/2/10"),
    ],
)
def test_a_far_off_day_is_refused_by_its_full_date_and_nothing_is_written(
    kodoku: Kodoku, command: list[str], full: str
) -> None:
    before = kodoku("log", "--json").document
    ended = kodoku(*command)
    assert (ended.code, full in ended.err, "--insist" in ended.err) == (1, True, True)
    assert kodoku("log", "--json").document == before


def test_who_insists_has_the_day_as_it_is_written(kodoku: Kodoku) -> None:
    ended = kodoku(
        *("checkin", "add", "12", "--on", "2025-01-20", "--channel", "電話", "--note", "前年度の面談"),
        "--insist",
    )
    assert ended.code == 0, ended.err
    (checkin,) = kodoku("checkin", "list", "--group", "12", "--json").document
    assert checkin["on"] == "2025-01-20"


def test_a_list_is_asked_for_from_whatever_day_on(kodoku: Kodoku) -> None:
    assert kodoku("checkin", "list", "--since", "2019-05-01", "--json").code == 0


def test_the_days_of_the_plan_are_those_of_its_year_however_far_away(kodoku: Kodoku) -> None:
    ended = kodoku("plan", "set", "expense_report", "--on", "3/31", "--dry-run", today="2025-04-02")
    assert ended.code == 0, ended.err
    assert "2026/3/31" in ended.out + ended.err
