"""What comes in with a day of another year is asked about, never written unseen nor changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.intake.imports import import_list, plan_import
from tests.exporting import to_work_on
from tests.intake_files import counts_of, write_list

HEADINGS = ("番号", "日付", "方法", "内容")


@pytest.mark.parametrize(
    ("written", "full"),
    [
        (date(2024, 12, 10), "2024/12/10"),
        ("2024/12/10", "2024/12/10"),
        ("12/20", "2024/12/20"),
        ("R6.12.10", "2024/12/10"),
    ],
)
def test_a_day_of_another_year_is_an_error_that_names_it_until_somebody_insists(
    small_desk: Desk, tmp_path: Path, written: object, full: str
) -> None:
    path = write_list(tmp_path / "面談.xlsx", HEADINGS, [1, written, "電話", "年の違う記録"])
    report = import_list(small_desk, "checkins", path)
    (error,) = report.errors
    assert (error.cell, full in error.reason(), "2025年度" in error.reason()) == ("B2", True, True)
    assert list_checkins(small_desk) == []
    plan = plan_import(small_desk, "checkins", path, insists=True)
    assert plan.apply().new == 1
    assert list_checkins(small_desk)[0].held_on == "-".join(f"{int(part):02}" for part in full.split("/"))


@pytest.mark.parametrize("written", [date(2025, 4, 1), date(2025, 12, 15), "12/1", "R7.12.1"])
def test_a_day_of_the_year_at_hand_is_taken(small_desk: Desk, tmp_path: Path, written: object) -> None:
    path = write_list(tmp_path / "面談.xlsx", HEADINGS, [1, written, "電話", "記録"])
    assert import_list(small_desk, "checkins", path).new == 1


def test_what_stands_here_already_is_not_asked_about_again(small_desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "面談.xlsx", HEADINGS, [1, date(2025, 3, 20), "電話", "年度の前"])
    plan_import(small_desk, "checkins", path, insists=True).apply()
    export(small_desk, "checkins", tmp_path / "戻り.xlsx", to_work_on("checkins"))
    report = import_list(small_desk, "checkins", tmp_path / "戻り.xlsx")
    assert counts_of(report) == {"unchanged": 1}
