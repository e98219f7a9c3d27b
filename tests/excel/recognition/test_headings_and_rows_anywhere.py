"""Shapes in which headings were taken for records, records for headings, or notes for either; each once misread.

All groups, people and amounts are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.sheets import Sheet
from kodoku_tui.excel.recognition import RecognisedSheet, RecognisedTable, recognise, recognise_sheet
from kodoku_tui.excel.recognition.accounting import unaccounted_cells

Line = Sequence[CellValue]
Merge = tuple[int, int, int, int]

ROSTER: Line = ["番号", "団体名", "取組名", "取組対象", "活動地域"]
GROUPS: list[Line] = [[n, f"架空の会{n}", f"取組{n}", "若者", "北海道"] for n in range(1, 9)]
TALKS: Line = ["番号", "団体名", "面談日", "時刻", "方法", "担当者", "様子", "内容", "次回予定日"]
MONEY: Line = ["番号", "団体名", "費目", "予算額（円）", "報告額（円）", "適正額（円）"]


def _talk(number: int | None, note: str) -> Line:
    return [number, f"架空の会{note}", date(2025, 9, 8), None, "電話", "架空 花子", "順調", note]


TALKED = [_talk(n, str(n)) for n in (1, 2, 3)]


def _recognised(rows: Sequence[Line], *merges: Merge) -> RecognisedSheet:
    sheet = Sheet("表", tuple(map(tuple, rows)), merged=merges)
    found = recognise_sheet(sheet)
    assert unaccounted_cells(sheet, found) == []
    return found


def _rows_of(found: RecognisedSheet) -> list[tuple[tuple[int, ...], list[int]]]:
    return [(table.header_rows, [row.number for row in table.rows()]) for table in found.tables]


def _headers(table: RecognisedTable) -> list[str]:
    return [column.header for column in table.columns]


@pytest.mark.parametrize(
    ("right", "notes"),
    [
        ([None, "2025/12/1"], ["G1"]),
        ([None, "作成日 2025/12/1"], ["G1"]),
        ([None, date(2025, 12, 1)], ["G1"]),
        ([None, datetime(2025, 12, 1, 9, 30)], ["G1"]),
        ([None, "担当：架空 花子"], ["G1"]),
        ([None, "作成日", "2025/12/1"], ["G1", "H1"]),
        ([None, None, "1/3"], ["H1"]),
        (["2025/12/1現在"], ["F1"]),
        (["2025/12/1"], ["F1"]),
        ([None, "令和7年12月1日現在"], ["G1"]),
    ],
)
@pytest.mark.parametrize("count", [1, 8])
def test_what_stands_to_the_right_of_the_headings_is_a_note(
    right: Line, notes: list[str], count: int
) -> None:
    found = _recognised([[*ROSTER, *right], *GROUPS[:count]])
    (table,) = found.tables
    assert _headers(table) == ROSTER
    assert (table.header_rows, len(table.records)) == ((1,), count)
    assert [note.cell for note in table.notes] == notes
    assert [left.cells for left in found.left_out if left.reason == "beside"] == [tuple(notes)]


@pytest.mark.parametrize("right", [[None, "2025/12/1"], [None, None, "1/3"], ["2025/12/1現在"]])
def test_a_day_to_the_right_of_the_headings_of_an_empty_form_is_a_note(right: Line) -> None:
    (table,) = _recognised([["様式1"], [*ROSTER, *right], []]).tables
    assert (_headers(table), table.is_empty_form) == (ROSTER, True)


@pytest.mark.parametrize("right", [["備考"], [None, "備考"], [None, "連絡先"], [None, "第1回", "第2回"]])
def test_a_heading_over_a_column_that_nobody_filled_in_stays_a_heading(right: Line) -> None:
    (table,) = _recognised([[*ROSTER, *right], *GROUPS]).tables
    assert _headers(table) == [*ROSTER, *(one for one in right if one)]


def test_a_column_apart_whose_first_rows_are_empty_is_a_column() -> None:
    rows = [[*ROSTER, None, "おぼえ"], *GROUPS, [*GROUPS[0], None, "あ"]]
    (table,) = _recognised(rows).tables
    assert _headers(table)[-1] == "おぼえ"


def _schedule(numbered: bool) -> tuple[list[Line], list[Merge]]:
    rows: list[Line] = []
    merges: list[Merge] = []
    for place, task in enumerate(["契約書の準備", "チラシ作成", "会場の予約", "参加者募集"]):
        name = [place + 1, task] if numbered else [None, f"{place + 1}.{task}"]
        rows += [[*name, "全員", 1, "予定"], [None, None, None, None, "実績"]]
        merges += [(4 + 2 * place, column, 5 + 2 * place, column) for column in (1, 2, 3)]
    return rows, merges


def test_a_schedule_with_plan_and_actual_under_headings_in_three_rows() -> None:
    rows, merges = _schedule(numbered=False)
    (table,) = _recognised(
        [
            ["【予実表】"],
            ["No.", None, None, None, None, 2025],
            [None, None, "担当", "作業状況", "予/実", "12月"],
            [None, None, None, None, None, 1, 2, 3, 4, 5],
            *rows,
        ],
        *merges,
    ).tables
    assert (table.header_rows, table.data_first, table.data_last) == ((2, 3, 4), 5, 12)
    assert len(table.records) == 8
    assert _headers(table)[2:7] == ["担当", "作業状況", "予/実", "2025/12月/1", "2025/12月/2"]
    kinds = {column.letter: column.kind.value for column in table.columns}
    assert {kinds[letter] for letter in "BCE"} == {"text"}
    assert kinds["D"] == "integer"


@pytest.mark.parametrize(
    "headings",
    [
        [
            ["No", "作業", "担当", "状況", "予/実", 2025, None, None, 2026],
            [None, None, None, None, None, "11月", None, "12月", "1月"],
            [None, None, None, None, None, "上", "下", "上", "上"],
        ],
        [
            ["No", "作業", None, None, None, 2025],
            [None, None, "担当", "状況", "予/実", "4月", "5月"],
            [None, None, None, None, None, 1, 2],
        ],
        [
            ["No", "作業", "担当", "状況", "予/実", "令和7年度"],
            [None, None, None, None, None, "第1四半期", None, None, "第2四半期"],
            [None, None, None, None, None, "4月", "5月", "6月", "7月"],
        ],
    ],
)
def test_other_schedules_with_headings_in_three_rows(headings: list[Line]) -> None:
    rows, merges = _schedule(numbered=True)
    (table,) = _recognised([["工程表"], *headings, *rows], *merges).tables
    assert (table.header_rows, table.title, len(table.records)) == ((2, 3, 4), "工程表", 8)
    assert {"担当", "状況", "予/実"} <= {*_headers(table)}


@pytest.mark.parametrize(
    "tail",
    [
        [["計", "8団体"], ["備考", "未定の団体は2月に確定する"], ["男", 3, "女", 5]],
        [["備考", "架空の備考", "取組は未定", "対象は未定", "地域は未定"]],
        [["若者", "5団体"], ["高齢者", 3]],
        [["内訳"], ["若者", 5], ["高齢者", 3]],
    ],
)
def test_remarks_and_counts_right_below_a_numbered_table_are_no_records(tail: list[Line]) -> None:
    found = _recognised([ROSTER, *GROUPS, *tail])
    assert _rows_of(found) == [((1,), [*range(2, 10)])]
    assert [left.row for left in found.left_out] == [1, *range(10, 10 + len(tail))]


def test_a_record_with_a_word_for_its_number_is_a_record_all_the_same() -> None:
    rows = [ROSTER, *GROUPS[:3], ["追加", "架空の会9", "取組9", "若者", "北海道"], *GROUPS[3:5]]
    assert _rows_of(_recognised(rows)) == [((1,), [2, 3, 4, 5, 6, 7])]


@pytest.mark.parametrize("numbered", [True, False], ids=["with a number", "without"])
@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (lambda row: [row, TALKS, *TALKED], 1),
        (lambda row: [["題"], row, [], TALKS, *TALKED], 2),
        (lambda row: [TALKS, *TALKED, [], row], 6),
        (lambda row: [TALKS, *TALKED, [], ["12月分"], row], 7),
        (lambda row: [TALKS, *TALKED, ["※ 以下は追記"], [], row], 7),
        (lambda row: [TALKS, *TALKED, ["合計", None, "3件"], [], row], 7),
        (lambda row: [TALKS, *TALKED, [], ["氏名", "電話"], ["架空", "03"], row], 8),
        (lambda row: [TALKS, *TALKED, [None] * 7 + ["以下余白"], row], 6),
    ],
)
def test_a_record_is_one_wherever_it_stands(rows: object, place: int, numbered: bool) -> None:
    assert callable(rows)
    found = _recognised(rows(_talk(4 if numbered else None, "4")))
    assert place in [row.number for row in found.tables[0].rows()]
    assert place not in [left.row for left in found.left_out]
    assert len(found.tables[0].records) == 4


@pytest.mark.parametrize(
    "above",
    [
        ["担当", "架空 花子"],
        ["団体名", "架空の会", "担当者", "架空 花子"],
        ["作成日", date(2025, 12, 1)],
        ["報告期間", date(2025, 4, 1), date(2025, 9, 30)],
        [None, None, "期間：", date(2025, 9, 1), "から"],
    ],
)
def test_a_line_of_keys_and_values_above_the_headings_is_no_record(above: Line) -> None:
    found = _recognised([above, TALKS, *TALKED])
    assert _rows_of(found) == [((2,), [3, 4, 5])]


@pytest.mark.parametrize(
    "below",
    [
        [None, "注意書き"],
        [None, "架空の会1", "若者のみ"],
        [None, "公財", "国認定"],
        [None, "問い合わせ", "架空 花子", "03-0000-0000"],
    ],
)
def test_a_line_set_apart_below_a_numbered_list_that_is_not_like_it_is_no_record(below: Line) -> None:
    assert _rows_of(_recognised([TALKS, *TALKED, [], below])) == [((1,), [2, 3, 4])]


@pytest.mark.parametrize(
    ("again", "is_same"),
    [
        (MONEY, True),
        (MONEY[:5], True),
        ([*MONEY[:3], None, *MONEY[4:]], True),
        ([*MONEY[:3], *MONEY[:2:-1]], False),
        ([*MONEY[:3], *MONEY[4:]], False),
        ([*MONEY[3:], *MONEY[:3]], False),
        ([MONEY[0], MONEY[1], MONEY[3], MONEY[2]], False),
    ],
)
def test_headings_are_the_same_again_only_over_their_own_columns(again: Line, is_same: bool) -> None:
    rows: list[Line] = [MONEY, [1, "架空の会1", "人件費", 550_000], [1, "架空の会1", "旅費", 165_000], again]
    values: dict[CellValue, CellValue] = dict(
        zip(MONEY, [2, "架空の会2", "人件費", 280_000, 300_000, 340_000], strict=True)
    )
    found = _recognised([*rows, [values.get(heading) for heading in again]])
    assert _rows_of(found) == ([((1,), [2, 3, 5])] if is_same else [((1,), [2, 3]), ((4,), [5])])


def test_tables_that_touch_side_by_side_are_told_by_the_columns_that_count_them() -> None:
    rows: list[Line] = [["番号", "団体名", "取組名", "番号", "氏名", "電話", "番号", "費目"]]
    rows += [[n, f"会{n}", f"取組{n}", n, f"架空{n}", f"03-000{n}", n, f"費{n}"] for n in range(1, 6)]
    rows += [[6, "会6", "取組6", 6, "架空6", "03-0006"]]
    found = _recognised(rows)
    assert [_headers(table) for table in found.tables] == [
        ["番号", "団体名", "取組名"],
        ["番号", "氏名", "電話"],
        ["番号", "費目"],
    ]
    assert [len(table.records) for table in found.tables] == [6, 6, 5]
    assert "L1-02" in {warning.code for warning in found.warnings}


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        ([["番号", "団体名", "番号", "団体名"], [1, "会1", 3, "会3"], [2, "会2"]], [2, 1]),
        ([["No.", "氏名", "No.", "氏名"], [1, "あ", 2, "い"], ["※ 敬称略"]], [1, 1]),
        ([["番号", "面談日", "番号", "団体名"], [1, "9/1", 12, "会"], [2, "9/2", 3, "会3"]], [2]),
        ([["番号", "数", "番号"], [1, 5, 1], [2, 6, 2]], [2]),
    ],
)
def test_a_list_in_two_halves_is_two_tables_and_two_numbers_of_a_record_are_one(
    rows: list[Line], counts: list[int]
) -> None:
    assert [len(table.records) for table in _recognised(rows).tables] == counts


def test_the_shapes_are_told_alike_through_a_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    first_rows: list[Line] = [[*ROSTER, None, "2025/12/1"], *GROUPS]
    for row in first_rows:
        page.append(list(row))
    again = book.create_sheet("経費")
    second_rows: list[Line] = [
        MONEY,
        [1, "架空の会1", "人件費", 550_000],
        [*MONEY[:3], *MONEY[:2:-1]],
        [2, "い", "旅費", 1, 2, 3],
    ]
    for row in second_rows:
        again.append(list(row))
    book.save(tmp_path / "表.xlsx")
    first, second = recognise(tmp_path / "表.xlsx").sheets
    assert _rows_of(first) == [((1,), [*range(2, 10)])]
    assert _rows_of(second) == [((1,), [2]), ((3,), [4])]
