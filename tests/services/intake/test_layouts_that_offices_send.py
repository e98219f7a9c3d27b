"""Lists as offices lay them out, with invented notes: each goes in with no more said than its kind.

The shapes (title rows, headings in two rows, merges, notes, running numbers, units above) are of workbooks that
public offices published; what stands in them is invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.intake.imports import import_list
from kodoku_tui.services.issues.issues import list_issues
from kodoku_tui.services.register.groups import group_entry
from tests.desks import write_roster
from tests.intake_files import bring, counts_of

Merge = tuple[int, int, int, int]
Rows = Sequence[Sequence[object]]


def _sheet(path: Path, rows: Rows, *merges: Merge) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("様式1")
        day = book.add_format({"num_format": "yyyy/m/d"})
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                if isinstance(value, date):
                    page.write_datetime(row, column, value, day)
                elif value is not None:
                    page.write(row, column, value)
        for top, left, bottom, right in merges:
            page.merge_range(top, left, bottom, right, rows[top][left])
    return path


@pytest.fixture
def desk(new_desk: Desk, tmp_path: Path) -> Desk:
    """A desk with five invented groups."""
    rows: list[list[object]] = [
        [number, name, "居場所づくり", "高齢者", "東京都", ""]
        for number, name in (
            (1, "NPO法人 架空の会"),
            (2, "一般社団法人 空想ネット"),
            (3, "濱辺の会"),
            (4, "ウェルの会"),
            (5, "[架空] サロン"),
        )
    ]
    import_list(new_desk, "roster", write_roster(tmp_path / "名簿.xlsx", *rows))
    return new_desk


def test_a_published_list_of_grants_is_a_register(desk: Desk, tmp_path: Path) -> None:
    path = _sheet(
        tmp_path / "公表.xlsx",
        [
            [
                "団体に対する支出の公表・点検の方針について（令和7年6月1日架空決定）に基づく公表資料（令和7年度分）"
            ],
            [],
            [
                "採択番号",
                "事業の名称",
                "補助金交付先名",
                "交付決定額（円）",
                "支援対象者",
                "活動区域",
                "法人の場合",
                None,
            ],
            [None, None, None, None, None, None, "区分", "認定の別"],
            [6, "夜の図書室", "（特非）架空の灯り", 2000000, "こども・若者", "架空県", "特社", "国認定"],
            [7, "畑の学校", "架空の里づくり協議会", "1,950,000円", "高齢者", "仮県", None, None],
            [None, "※区分において、「特社」は特例社団法人をいう。"],
        ],
        *[(2, column, 3, column) for column in range(6)],
        (2, 6, 2, 7),
    )
    assert counts_of(bring(desk, "auto", path))["new"] == 2
    assert group_entry(desk, 6).project == "夜の図書室"


def test_a_register_may_say_neither_target_nor_area(desk: Desk, tmp_path: Path) -> None:
    path = _sheet(
        tmp_path / "一覧.xlsx",
        [
            ["採択団体一覧"],
            ["採択番号", "団体名称", "事業名", "代表者"],
            [6, "架空の灯り", "夜の図書室", "架空 花子"],
        ],
    )
    assert counts_of(bring(desk, "roster", path))["new"] == 1


def test_records_of_hearings_under_headings_in_two_rows(desk: Desk, tmp_path: Path) -> None:
    path = _sheet(
        tmp_path / "ヒアリング.xlsx",
        [
            ["ヒアリング実施状況"],
            ["（令和7年12月10日時点）"],
            ["整理\n番号", "団　体　名", "ヒアリング", None, None, None],
            [None, None, "実施年月日", "方法", "対応者", "ヒアリング内容"],
            [
                1,
                "特定非営利活動法人架空の会",
                "令和7年11月4日（火）",
                "オンライン\n（Zoom）",
                None,
                "参加者は約30名。",
            ],
            [2, "空想ネット（一社）", "R7.11.5", "電話", None, "4月上旬の会は延期。"],
            [3, "浜辺の会", date(2025, 11, 6), "現地訪問", None, "資料を受け取った。"],
        ],
        (2, 0, 3, 0),
        (2, 1, 3, 1),
        (2, 2, 2, 5),
    )
    assert counts_of(bring(desk, "auto", path))["new"] == 3
    assert {entry.channel for entry in list_checkins(desk)} == {"オンライン", "電話", "訪問"}


def test_numbers_that_only_count_the_lines_are_not_the_numbers_of_groups(desk: Desk, tmp_path: Path) -> None:
    path = _sheet(
        tmp_path / "課題.xlsx",
        [
            ["課題一覧（令和7年12月）"],
            ["No.", "団体名", "課題区分", "課題の内容", "優先度", "進捗状況", "把握日"],
            [1, "濱辺の会", "広報・集客", "会場がわかりにくい", "中", "対応中", "2025/11/1"],
            [2, "ＮＰＯ法人　架空の会", "資金", "次年度の財源", "低", "対応中", "令和７年１１月２日"],
            [3, "ｳｪﾙの会", "広報・集客", "反響がない", "高", "新規", "11月3日"],
        ],
    )
    report = bring(desk, "auto", path)
    assert counts_of(report)["new"] == 3
    assert [column.heading for column in report.not_taken] == ["No."]
    assert {entry.group_no for entry in list_issues(desk)} == {1, 3, 4}


def test_a_number_that_disagrees_among_many_that_agree_is_still_asked_about(
    desk: Desk, tmp_path: Path
) -> None:
    path = _sheet(
        tmp_path / "課題.xlsx",
        [
            ["No.", "団体名", "課題区分", "課題の内容", "優先度", "進捗状況", "把握日"],
            [1, "架空の会", "資金", "次年度の財源", "低", "対応中", "2025/11/1"],
            [2, "空想ネット", "資金", "次年度の財源", "低", "対応中", "2025/11/1"],
            [3, "ウェルの会", "資金", "次年度の財源", "低", "対応中", "2025/11/1"],
        ],
    )
    report = bring(desk, "auto", path)
    assert [error.message_key for error in report.errors] == ["error.group_disagrees"]


@pytest.mark.parametrize(
    ("unit", "yen"),
    [("（単位：千円）", 300_000), ("（単位：万円）", 3_000_000), ("（単位：百万円・％）", 300_000_000)],
)
def test_the_unit_above_holds_for_a_column_with_a_word_among_its_amounts(
    new_desk: Desk, tmp_path: Path, unit: str, yen: int
) -> None:
    rows: list[list[object]] = [[1, "架空の会", "居場所づくり", "高齢者", "東京都", ""]]
    import_list(new_desk, "roster", write_roster(tmp_path / "名簿.xlsx", *rows))
    with new_desk.writing("unit.test") as unit_of_work:
        unit_of_work.update("programme", new_desk.programme["id"], {"cap_yen": 900_000_000})
    path = _sheet(
        tmp_path / "予算.xlsx",
        [
            ["収支予算書"],
            [None, None, None, unit],
            ["団体名", "経費区分", "予算額", "報告額"],
            ["架空の会", "謝金", 300, None],
            ["架空の会", "旅費", "未定", None],
            [None, "計", 300],
        ],
    )
    report = bring(new_desk, "expenses", path, partial=True)
    assert [error.cell for error in report.errors] == ["C5"]
    lines = {item.title: item.line.budget for item in money_of(new_desk, 1).items}
    assert lines["謝金"] == yen


@pytest.mark.parametrize(
    ("cell", "value", "key"),
    [
        ("C2", "4月上旬", "error.cell_date"),
        ("C2", "未定", "error.cell_date"),
        ("C2", "4/1、4/15", "error.cell_two_dates"),
        ("C2", "令和7年11月4日～6日", "error.cell_date"),
        ("B2", "同上", "error.cell_same_as_above"),
        ("E2", "〃", "error.cell_same_as_above"),
        ("D2", "電話（訪問）", "error.cell_word"),
        ("D2", "訪問・電話", "error.cell_word"),
    ],
)
def test_what_only_a_person_can_read_is_flagged_at_its_cell(
    desk: Desk, tmp_path: Path, cell: str, value: str, key: str
) -> None:
    line: list[object] = [None, "架空の会", "2025/11/4", "電話", "順調"]
    line["ABCDE".index(cell[0])] = value
    path = _sheet(tmp_path / "面談.xlsx", [["番号", "団体名", "訪問日", "訪問方法", "聞き取り内容"], line])
    report = bring(desk, "checkins", path)
    assert [(error.cell, error.value, error.message_key) for error in report.errors] == [(cell, value, key)]


@pytest.mark.parametrize(
    "written",
    ["▲1,234千円", "約30万円", "300,000円（税込）", "30万円程度", "300千円×2回", "@10,000×30", "ー"],
)
def test_an_amount_with_more_than_an_amount_in_it_is_flagged(
    desk: Desk, tmp_path: Path, written: str
) -> None:
    path = _sheet(
        tmp_path / "予算.xlsx", [["団体名", "費目", "予算額（千円）"], ["架空の会", "謝金", written]]
    )
    report = bring(desk, "expenses", path)
    assert [(error.cell, error.value) for error in report.errors] == [("C2", written)]
