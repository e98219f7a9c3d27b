"""Rows that an office struck through or coloured: asked about or told, never taken without a word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.intake.imports import import_list, plan_import
from tests.exporting import to_work_on
from tests.intake_files import counts_of

GREY, YELLOW, WHITE = "FFD9D9D9", "FFFFFF00", "FFFFFFFF"


def sheet(
    path: Path, rows: int, *, struck: Mapping[int, str] | None = None, filled: Mapping[int, str] | None = None
) -> Path:
    """Check-ins in rows 2 and on; `struck` columns and `filled` colours by row."""
    book = openpyxl.Workbook()
    page = book.create_sheet("面談", 0)
    page.append(["番号", "面談日", "方法", "内容"])
    for number in range(2, rows + 2):
        page.append([1 + number % 4, date(2025, 12, 1), "電話", f"記録{number}"])
        for letter in "ABCD":
            cell = page[f"{letter}{number}"]
            cell.font = Font(strike=letter in (struck or {}).get(number, ""))
            if number in (filled or {}):
                cell.fill = PatternFill("solid", fgColor=(filled or {})[number])
    book.save(path)
    return path


@pytest.mark.parametrize("columns", ["ABCD", "D", "AB"])
def test_a_row_that_is_struck_through_is_an_error_until_somebody_insists(
    small_desk: Desk, tmp_path: Path, columns: str
) -> None:
    path = sheet(tmp_path / "面談.xlsx", 3, struck={3: columns})
    report = import_list(small_desk, "checkins", path)
    assert [(one.cell, one.message_key) for one in report.errors] == [("A3", "error.row_struck")]
    assert list_checkins(small_desk) == []
    plan = plan_import(small_desk, "checkins", path, insists=True)
    assert plan.apply().new == 3
    again = import_list(small_desk, "checkins", path)
    assert counts_of(again) == {"unchanged": 3}


def test_the_other_rows_come_in_without_it(small_desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "面談.xlsx", 3, struck={3: "ABCD"})
    assert import_list(small_desk, "checkins", path, partial=True).new == 2
    assert {one.note for one in list_checkins(small_desk)} == {"記録2", "記録4"}


@pytest.mark.parametrize(
    ("rows", "filled", "told"),
    [
        (6, {3: GREY}, ["3"]),
        (6, {3: GREY, 4: GREY}, ["3、4"]),
        (9, {3: GREY, 4: YELLOW, 9: GREY}, ["3、9", "4"]),
        (30, dict.fromkeys(range(3, 15), GREY), ["3、4、5、6、7、8、9、10、11、12…"]),
        (8, dict.fromkeys((2, 4, 6, 8), GREY), []),
        (4, dict.fromkeys((2, 3, 4), GREY), []),
        (6, {3: WHITE}, []),
        (6, {}, []),
    ],
)
def test_a_colour_of_few_rows_is_told_once(
    small_desk: Desk, tmp_path: Path, rows: int, filled: dict[int, str], told: list[str]
) -> None:
    report = import_list(small_desk, "checkins", sheet(tmp_path / "面談.xlsx", rows, filled=filled))
    assert report.new == rows
    assert [said.params["rows"] for _, _, said in report.remarks] == told


def test_the_colours_of_our_own_lists_are_not_told(small_desk: Desk, tmp_path: Path) -> None:
    export(small_desk, "status", tmp_path / "一覧.xlsx", to_work_on("status"))
    report = import_list(small_desk, "status", tmp_path / "一覧.xlsx")
    assert (report.errors, report.remarks) == ([], [])
