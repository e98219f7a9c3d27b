"""Layouts of real offices, each with what should be recognised in it. A gap in a row is an empty cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.sheets import Sheet
from kodoku_tui.excel.recognition import (
    ColumnKind,
    RecognisedSheet,
    RecognisedTable,
    RecognisedWorkbook,
    SkipReason,
    recognise_sheet,
)
from kodoku_tui.excel.recognition.accounting import unaccounted_cells
from kodoku_tui.excel.recognition.kinds import kind_of_column

Merge = tuple[int, int, int, int]


def recognised(rows: Sequence[Sequence[CellValue]], *merges: Merge, **more: object) -> RecognisedSheet:
    sheet = Sheet("表", tuple(map(tuple, rows)), merged=merges, **more)  # type: ignore[arg-type]
    found = recognise_sheet(sheet)
    assert unaccounted_cells(sheet, found) == []
    return found


def only_table(rows: Sequence[Sequence[CellValue]], *merges: Merge, **more: object) -> RecognisedTable:
    (table,) = recognised(rows, *merges, **more).tables
    return table


def headers(table: RecognisedTable) -> list[str]:
    return [column.header for column in table.columns]


def numbers(table: RecognisedTable) -> list[int]:
    return [row.number for row in table.rows()]


def skipped(table: RecognisedTable) -> list[tuple[int, str]]:
    return [(row.number, row.reason.value) for row in table.skipped]


def notes(table: RecognisedTable) -> list[tuple[str, str]]:
    return [(note.cell, note.text) for note in table.notes]


def test_titles_above_units_totals_and_notes_below_are_no_records() -> None:
    table = only_table(
        [
            ["令和7年度 採択団体一覧"],
            [],
            ["番号", "団体名", "申請額", "参加者数"],
            [None, None, "千円", "人"],
            [1, "架空の会", 1200, 30],
            [2, "ためしの家", 800, 12],
            ["合　計", None, 2000, 42],
            [],
            ["※ 令和7年6月1日現在"],
        ]
    )
    assert (table.title, table.header_rows, table.data_first, table.data_last) == (
        "令和7年度 採択団体一覧",
        (3,),
        5,
        6,
    )
    assert skipped(table) == [(4, "units"), (7, "total"), (9, "note")]
    assert [column.unit for column in table.columns] == ["", "", "千円", "人"]
    assert notes(table) == [("A1", "令和7年度 採択団体一覧"), ("A9", "※ 令和7年6月1日現在")]


def test_a_unit_above_the_table_holds_for_its_amounts_only() -> None:
    table = only_table(
        [
            ["経費一覧"],
            [None, None, None, "（単位：千円）"],
            ["番号", "費目", "参加者数", "予算額"],
            [1, "謝金", 40, 300],
        ]
    )
    assert [column.unit for column in table.columns] == ["", "", "", "千円"]
    assert table.title == "経費一覧"


@pytest.mark.parametrize("first", [1, 2, 5, 15, 24])
def test_the_headings_are_found_wherever_they_begin(first: int) -> None:
    above: list[list[CellValue]] = [[f"説明の{number}行目です。"] for number in range(1, first)]
    table = only_table(
        [*above, ["番号", "団体名", "活動地域"], [1, "架空の会", "東京都"], [2, "ためしの家", "大阪府"]]
    )
    assert (table.header_rows, numbers(table)) == ((first,), [first + 1, first + 2])


def test_two_heading_rows_with_merges_join_as_parent_and_child() -> None:
    table = only_table(
        [
            ["番号", "団体名", "申請額", None, "備考"],
            [None, None, "予算", "実績", None],
            [1, "架空の会", 100, 90, None],
        ],
        (0, 0, 1, 0),
        (0, 1, 1, 1),
        (0, 2, 0, 3),
        (0, 4, 1, 4),
    )
    assert headers(table) == ["番号", "団体名", "申請額/予算", "申請額/実績", "備考"]
    assert (table.header_rows, table.data_first) == ((1, 2), 3)


def test_two_heading_rows_without_merges_join_alike() -> None:
    table = only_table(
        [
            ["番号", "団体名", "申請額", None, "報告額", None],
            [None, None, "予算", "変更後", "予算", "変更後"],
            [1, "架空の会", 1, 2, 3, 4],
            [2, "ためしの家", 5, 6, 7, 8],
        ]
    )
    assert headers(table) == [
        "番号",
        "団体名",
        "申請額/予算",
        "申請額/変更後",
        "報告額/予算",
        "報告額/変更後",
    ]
    assert table.header_rows == (1, 2)


def test_a_parent_over_some_columns_only_belongs_to_the_headings() -> None:
    table = only_table(
        [
            ["様式第1号"],
            [None, None, "経費", None],
            ["番号", "団体名", "予算", "実績"],
            [1, "架空の会", 1, 2],
        ],
        (1, 2, 1, 3),
    )
    assert headers(table) == ["番号", "団体名", "経費/予算", "経費/実績"]
    assert (table.header_rows, notes(table)) == ((2, 3), [("A1", "様式第1号")])


def test_a_heading_row_that_only_merges_fill_is_read() -> None:
    table = only_table([["番号", "団体名"], [], ["い", "ろ"], [1, "あの会"]], (0, 0, 1, 0), (0, 1, 1, 1))
    assert (table.header_rows, [row.values for row in table.rows()]) == (
        (1, 2),
        [("い", "ろ"), (1, "あの会")],
    )


def test_days_between_merged_headings_belong_to_them() -> None:
    table = only_table(
        [
            ["様式第1号"],
            ["研修 出欠表"],
            ["番号", "団体名", "第1回", None, "第2回", None],
            [None, None, "6月20日", None, date(2025, 9, 12), None],
            [None, None, "出欠", "人数", "出欠", "人数"],
            [1, "架空の会", "出席", 2, "欠席", None],
        ],
        (2, 0, 4, 0),
        (2, 1, 4, 1),
        (2, 2, 2, 3),
        (2, 4, 2, 5),
        (3, 2, 3, 3),
        (3, 4, 3, 5),
    )
    assert headers(table)[2:] == [
        "第1回/6月20日/出欠",
        "第1回/6月20日/人数",
        "第2回/2025/09/12/出欠",
        "第2回/2025/09/12/人数",
    ]
    assert (table.header_rows, numbers(table), table.title) == ((3, 4, 5), [6], "研修 出欠表")


def test_three_heading_rows_join_from_top_to_bottom() -> None:
    table = only_table(
        [
            ["番号", "事業費", None, None, None],
            [None, "国", None, "自己", None],
            [None, "予算", "実績", "予算", "実績"],
            [1, 10, 9, 8, 7],
        ],
        (0, 0, 2, 0),
        (0, 1, 0, 4),
        (1, 1, 1, 2),
        (1, 3, 1, 4),
    )
    assert headers(table) == [
        "番号",
        "事業費/国/予算",
        "事業費/国/実績",
        "事業費/自己/予算",
        "事業費/自己/実績",
    ]
    assert (table.header_rows, numbers(table)) == ((1, 2, 3), [4])


@pytest.mark.parametrize(
    ("written", "header"),
    [
        ("団体\n名", "団体名"),
        (" 団体名 ", "団体名"),
        ("団　体　名", "団体名"),
        ("電話\nTEL", "電話TEL"),
        ("ｱﾄﾞﾚｽ", "ｱﾄﾞﾚｽ"),
        ("Group\nname", "Group name"),
    ],
)
def test_headings_stand_on_one_line_without_spaces_for_layout(written: str, header: str) -> None:
    assert headers(only_table([["番号", written], [1, "あ"], [2, "い"]]))[1] == header


def test_a_merged_value_stands_for_the_whole_merge() -> None:
    table = only_table(
        [
            ["都道府県", "団体名", "人数"],
            ["北海道", "あの会", 1],
            [None, "いの会", 2],
            ["青森県", "うの会", 3],
        ],
        (1, 0, 2, 0),
    )
    assert [row.values[0] for row in table.rows()] == ["北海道", "北海道", "青森県"]
    cell = table.cell(table.records[1], 0)
    assert (cell.name, cell.is_merged, table.cell(table.records[0], 0).is_merged) == ("A3", True, False)


def test_headings_within_the_data_and_repeated_headings_are_no_records() -> None:
    table = only_table(
        [
            ["番号", "団体名", "人数"],
            ["【北海道】"],
            [1, "あの会", 1],
            ["番号", "団体名", "人数"],
            ["【東北】"],
            [2, "いの会", 2],
        ]
    )
    assert numbers(table) == [3, 6]
    assert skipped(table) == [(2, "section"), (4, "repeated_header"), (5, "section")]


def test_a_numbered_but_empty_row_is_no_record_and_such_a_form_is_empty() -> None:
    table = only_table([["※ 1行に1団体"], ["番号", "団体名", "代表者"], [1], [2], [3]])
    assert table.is_empty_form
    assert (table.data_first, table.data_last) == (None, None)
    assert [reason for _, reason in skipped(table)] == ["number_only"] * 3
    assert "empty_form" in {warning.code for warning in table.warnings}


def test_a_sample_row_and_rows_of_calculated_noughts_are_no_records() -> None:
    table = only_table(
        [
            ["番号", "費目", "単価", "数量", "金額"],
            ["（例）", "謝金", 10_000, 3, 30_000],
            [1, "旅費", 500, 2, 1_000],
            [2, None, None, None, 0],
            [3, "印刷費", 0, 0, 0],
        ]
    )
    assert (numbers(table), skipped(table)) == ([3, 5], [(2, "note"), (4, "number_only")])


def test_a_stray_cell_far_below_makes_no_million_skipped_rows() -> None:
    rows: list[list[CellValue]] = [["番号", "団体名"], [1, "あの会"], *([[]] * 300_000), [2, "いの会"]]
    table = only_table(rows)
    assert (numbers(table), skipped(table)) == ([2, 300_003], [(3, "empty")])


def test_a_form_of_headings_alone_is_an_empty_form() -> None:
    table = only_table([["申請書"], [], ["番号", "団体名", "代表者", "電話番号"]])
    assert (table.header_rows, table.is_empty_form) == ((3,), True)
    assert {column.kind for column in table.columns} == {ColumnKind.EMPTY}


def test_a_column_that_only_spaces_is_passed_over() -> None:
    table = only_table(
        [["番号", "団体名", None, "活動地域"], [1, "あの会", None, "東京都"], [2, "いの会", None, "大阪府"]]
    )
    assert [column.letter for column in table.columns] == ["A", "B", "D"]


@pytest.mark.parametrize(
    "right",
    [
        [["番号", "研修名"], [1, "全体研修"], [2, "中間報告"]],
        [
            ["研修名", "会場"],
            ["全体研修", "東京"],
            ["中間報告", "大阪"],
            ["最終報告", "京都"],
            ["追加", "奈良"],
        ],
    ],
)
def test_tables_beside_each_other_are_told_and_not_mixed(right: list[list[CellValue]]) -> None:
    left: list[list[CellValue]] = [["番号", "団体名"], [1, "あの会"], [2, "いの会"]]
    left += [[None, None]] * (len(right) - len(left))
    sheet = recognised([[*one, None, *other] for one, other in zip(left, right, strict=True)])
    assert [headers(table) for table in sheet.tables] == [["番号", "団体名"], right[0]]
    assert [len(table.records) for table in sheet.tables] == [2, len(right) - 1]
    assert "L1-02" in {warning.code for warning in sheet.warnings}


def test_tables_below_each_other_are_told_and_not_mixed() -> None:
    sheet = recognised(
        [
            ["表1 団体"],
            ["番号", "団体名"],
            [1, "あの会"],
            [],
            ["表2 研修"],
            ["研修名", "開催日", "会場"],
            ["全体研修", date(2025, 6, 1), "東京"],
            [],
            ["番号", "費目", "予算"],
            [1, "謝金", 100],
        ]
    )
    assert [(table.header_rows, numbers(table), table.title) for table in sheet.tables] == [
        ((2,), [3], "表1 団体"),
        ((6,), [7], "表2 研修"),
        ((9,), [10], ""),
    ]


def test_a_blank_row_among_records_does_not_end_the_table() -> None:
    table = only_table([["番号", "団体名"], [1, "あの会"], [], [2, "いの会"]])
    assert numbers(table) == [2, 4]
    assert skipped(table) == [(3, "empty")]


def test_key_and_value_lines_above_are_notes_of_the_table() -> None:
    table = only_table(
        [
            ["申請団体名", "架空の会"],
            ["代表者", "山田"],
            [],
            ["費目", "予算", "実績", "備考"],
            ["謝金", 1, 2, "あ"],
            ["旅費", 3, 4],
            ["合計", 4, 6],
        ]
    )
    assert (table.header_rows, numbers(table)) == ((4,), [5, 6])
    assert len(table.notes) == 4


def test_a_memo_beside_the_table_is_a_note() -> None:
    table = only_table(
        [["番号", "団体名"], [1, "あの会"], [2, "いの会", None, None, "要確認"], [3, "うの会"], [4, "えの会"]]
    )
    assert headers(table) == ["番号", "団体名"]
    assert notes(table) == [("E3", "要確認")]
    assert "L1-04" in {warning.code for warning in table.warnings}


def test_a_sheet_of_explanations_has_notes_and_no_table() -> None:
    sheet = recognised(
        [["記入要領"], [], ["1. 団体名は正式名称で記入してください。"], ["2. 金額は円単位です。"]]
    )
    assert (sheet.tables, len(sheet.notes)) == ((), 3)


def test_data_without_headings_is_a_table_whose_columns_have_none() -> None:
    table = only_table([[1, "あの会", 100], [2, "いの会", 200]])
    assert (table.header_rows, headers(table), numbers(table)) == ((), ["", "", ""], [1, 2])
    assert "L1-05" in {warning.code for warning in table.warnings}


def test_hidden_rows_and_columns_are_told() -> None:
    table = only_table(
        [["番号", "団体名"], [1, "あの会"], [2, "いの会"]], hidden_rows=((2, 2),), hidden_columns=((1, 1),)
    )
    assert [row.is_hidden for row in table.rows()] == [False, True]
    assert [column.is_hidden for column in table.columns] == [False, True]
    assert [warning.cell for warning in table.warnings if warning.code == "L1-13"] == ["A3", "B1"]


def test_sheets_of_one_shape_are_a_family_but_hidden_ones_stand_apart() -> None:
    rows: list[list[CellValue]] = [["番号", "団体名"], [1, "あの会"]]
    plain = recognised(rows)
    hidden = recognised(rows, hidden=True)
    families = RecognisedWorkbook("xlsx", (plain, plain, hidden)).families()
    assert [len(family) for family in families] == [2, 1]


def test_a_comment_on_a_cell_is_a_note() -> None:
    table = only_table([["番号", "団体名"], [1, "あの会"]], comments=((1, 1, "名称変更の予定"),))
    assert notes(table) == [("B2", "名称変更の予定")]


def test_an_attendance_grid_with_days_for_headings_is_one_table() -> None:
    table = only_table(
        [["番号", "団体名", 1, 2, 3], [1, "あの会", "○", "×", "○"], [2, "いの会", "○", "○", "×"]]
    )
    assert headers(table) == ["番号", "団体名", "1", "2", "3"]
    assert len(table.records) == 2


def test_a_name_that_ends_like_a_total_is_a_record() -> None:
    table = only_table([["番号", "団体名", "人数"], [1, "みんなの家計", 3], [2, "いの会", 4]])
    assert numbers(table) == [2, 3]


@pytest.mark.parametrize(
    ("values", "header", "kind"),
    [
        ([1, 2], "番号", "integer"),
        (["１２", "3"], "人数", "integer"),
        (["1,200円", "▲300", "(50)"], "金額", "integer"),
        ([1, 2.5], "率", "decimal"),
        ([date(2025, 6, 1)], "契約日", "date"),
        (["令和7年6月1日", "R7.6.2", "2025/6/3", "6月4日"], "契約日", "date"),
        (["令和元年5月1日"], "契約日", "date"),
        ([45809, 45810], "契約日", "date"),
        ([20250601], "提出期限", "date"),
        ([45809, 45810], "申請額", "integer"),
        (["○", "×"], "採択", "boolean"),
        (["済", "未"], "提出", "boolean"),
        ([True, False], "採択", "boolean"),
        (["03-1234-5678", "090-0000-1111"], "電話番号", "text"),
        (["001", "002"], "コード", "text"),
        (["あの会", "第2の会", "24"], "団体名", "mixed"),
        ([1, "未定の見込み"], "人数", "mixed"),
        ([None, "－"], "備考", "empty"),
        ([], "備考", "empty"),
    ],
)
def test_the_kind_of_a_column_is_what_its_cells_mean(values: list[CellValue], header: str, kind: str) -> None:
    assert kind_of_column(values, header) == kind


def test_skip_reasons_are_words_that_the_catalogue_knows() -> None:
    from kodoku_tui.locale import say

    assert all(say(f"inspect.skip_{reason.value}") for reason in SkipReason)
    assert all(say(f"inspect.kind_{kind.value}") for kind in ColumnKind)
