"""Numbers, amounts and empty cells as offices write them: read where one reading is possible, else told at the cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.intake.imports import import_list
from kodoku_tui.services.register.finding import group_of
from tests.intake_files import write_list

CHECKINS = ("番号", "団体名", "面談日", "時刻", "方法", "担当者", "様子", "内容", "次回予定日")
NOTHING = ("―", "－", "-", "ー", "－－", "…", "/")


@pytest.mark.parametrize(
    "written",
    ["No.1", "Ｎｏ．１", "№1", "＃1", "1番", "1号", "第1号", "(1)", "（１）", "1.", "No. 1", "1.0", "01"],
)
def test_a_number_of_a_group_may_say_that_it_is_one(small_desk: Desk, tmp_path: Path, written: str) -> None:
    path = write_list(
        tmp_path / "面談.xlsx", ("番号", "面談日", "方法", "内容"), [written, "12/1", "電話", "記録"]
    )
    assert import_list(small_desk, "checkins", path).new == 1
    assert list_checkins(small_desk)[0].group_no == 1


@pytest.mark.parametrize("written", ["1.000", "No.", "1-2", "1、2", "1人", "No.1号室", "0番"])
def test_what_is_no_number_of_one_group_is_told(small_desk: Desk, tmp_path: Path, written: str) -> None:
    path = write_list(
        tmp_path / "面談.xlsx", ("番号", "面談日", "方法", "内容"), [written, "12/1", "電話", "記録"]
    )
    report = import_list(small_desk, "checkins", path)
    assert [(one.cell, one.message_key) for one in report.errors] == [("A2", "error.cell_number")]


@pytest.mark.parametrize(
    ("written", "count"), [("5名", 5), ("５人", 5), ("1,200人", 1200), ("―", None), ("12.000", "error")]
)
def test_a_count_may_say_of_what(
    small_desk: Desk, tmp_path: Path, written: str, count: int | str | None
) -> None:
    path = write_list(
        tmp_path / "名簿.xlsx",
        ("番号", "団体名", "取組名", "職員数"),
        [1, "架空の会", "居場所カフェ", written],
    )
    report = import_list(small_desk, "roster", path)
    assert [one.cell for one in report.errors] == (["D2"] if count == "error" else [])
    assert group_of(small_desk, 1)["staff_count"] == (None if count == "error" else count)


@pytest.mark.parametrize("sign", [*NOTHING, "なし", "未定", "該当なし"])
def test_a_sign_for_nothing_is_an_empty_cell_where_it_can_be_nothing_else(
    small_desk: Desk, tmp_path: Path, sign: str
) -> None:
    path = write_list(
        tmp_path / "面談.xlsx", CHECKINS, [1, sign, "12/1", sign, "電話", sign, None, sign, sign]
    )
    report = import_list(small_desk, "checkins", path)
    assert (report.new, report.errors, report.new_staff) == (1, [], [])
    (found,) = list_checkins(small_desk)
    assert (found.held_at, found.staff, found.next_on, found.note) == (None, "青木 一", None, sign)


@pytest.mark.parametrize("sign", NOTHING)
def test_a_stroke_for_a_word_is_an_empty_cell_and_one_for_what_is_needed_is_told(
    small_desk: Desk, tmp_path: Path, sign: str
) -> None:
    row: list[object] = [1, None, "12/1", None, "電話", None, sign, "記録", None]
    assert import_list(small_desk, "checkins", write_list(tmp_path / "面談.xlsx", CHECKINS, row)).new == 1
    for place, cell, key in ((2, "C2", "error.cell_date"), (4, "E2", "error.cell_word")):
        wrong: list[object] = [1, None, date(2025, 12, 1), None, "電話", None, None, "別", None]
        wrong[place] = sign
        report = import_list(small_desk, "checkins", write_list(tmp_path / "別.xlsx", CHECKINS, wrong))
        assert [(one.cell, one.message_key) for one in report.errors] == [(cell, key)]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        *((sign, "error.amount_or_nothing") for sign in (*NOTHING, "なし", "該当なし")),
        ("未定", "error.amount_unreadable"),
        ("300.000", "error.amount_several"),
        ("約30万円", "error.amount_unreadable"),
    ],
)
def test_an_amount_that_may_be_nought_or_none_or_another_one_is_told(
    small_desk: Desk, tmp_path: Path, written: str, told: str
) -> None:
    headings = ("番号", "団体名", "費目", "適正額（円）")
    path = write_list(tmp_path / "経費.xlsx", headings, [1, None, "謝金", written])
    report = import_list(small_desk, "expenses", path)
    assert [(one.cell, one.message_key) for one in report.errors] == [("D2", told)]
    assert money_of(small_desk, 1).items[0].line.proper is None


@pytest.mark.parametrize("written", ["金300,000円", "30万円", "¥300,000-", "三十万円", "300千円", "30万"])
def test_an_amount_of_a_bill_is_read(small_desk: Desk, tmp_path: Path, written: str) -> None:
    headings = ("番号", "団体名", "費目", "報告額（円）")
    path = write_list(tmp_path / "経費.xlsx", headings, [1, None, "謝金", written])
    assert import_list(small_desk, "expenses", path).errors == []
    assert {one.title: one.line.reported for one in money_of(small_desk, 1).items}["謝金"] == 300_000
