"""Layouts found in workbooks that offices publish (names and numbers are invented), each once misread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.sheets import Sheet
from kodoku_tui.excel.recognition import RecognisedSheet, RecognisedTable, recognise_sheet
from kodoku_tui.excel.recognition.accounting import unaccounted_cells

Merge = tuple[int, int, int, int]


def _recognised(rows: Sequence[Sequence[CellValue]], *merges: Merge) -> RecognisedSheet:
    sheet = Sheet("表", tuple(map(tuple, rows)), merged=merges)
    found = recognise_sheet(sheet)
    assert unaccounted_cells(sheet, found) == []
    return found


def _only_table(rows: Sequence[Sequence[CellValue]], *merges: Merge) -> RecognisedTable:
    (table,) = _recognised(rows, *merges).tables
    return table


def _headers(table: RecognisedTable) -> list[str]:
    return [column.header for column in table.columns]


def _numbers(table: RecognisedTable) -> list[int]:
    return [row.number for row in table.rows()]


def test_headings_that_count_on_are_headings() -> None:
    table = _only_table(
        [
            ["町別参加者数"],
            ["地区", "会場", "1回", "2回", "3回", "計"],
            ["東部", "東公民館", 12, 14, 9, 35],
            ["西部", "西公民館", 8, 7, 11, 26],
        ]
    )
    assert _headers(table) == ["地区", "会場", "1回", "2回", "3回", "計"]
    assert _numbers(table) == [3, 4]


def test_years_are_headings_whatever_the_way_they_are_written() -> None:
    table = _only_table(
        [
            ["番号", "観測地点", "2005年", 1999, 1988, 1974],
            [1, "架空橋", 53664, 57737, 32265, 14056],
            [2, "架空坂", 34058, 34050, 33265, 12010],
        ]
    )
    assert _headers(table) == ["番号", "観測地点", "2005年", "1999", "1988", "1974"]


def test_a_heading_may_say_at_length_how_to_fill_in_its_column() -> None:
    table = _only_table(
        [
            [
                "番号",
                "団体名",
                "取組内容（実施期間、場所、対象者、参加人数、連携先、前年度からの変更点などを具体的に記入してください。）",
                "成果を一文で。",
                "備考",
            ],
            [1, "架空の会", "毎週土曜の居場所", "孤立が減った", ""],
            [2, "架空の輪", "訪問", "相談が増えた", "継続"],
        ]
    )
    assert table.header_rows == (1,)
    assert _headers(table)[2].startswith("取組内容（実施期間")
    assert _headers(table)[3] == "成果を一文で。"
    assert _numbers(table) == [2, 3]


def test_a_legend_over_the_headings_is_a_note_and_names_no_group_of_columns() -> None:
    table = _only_table(
        [
            [None, "◎職員が常駐　○予約すれば入れる　△見学だけ"],
            ["番号", "施設名", "種別", "所在地", "区分"],
            [1, "架空の家", "◎", "架空市1-1", "公共"],
            [2, "架空館", "○", "架空市2-2", "民間"],
        ],
        (0, 1, 0, 4),
    )
    assert table.header_rows == (2,)
    assert _headers(table) == ["番号", "施設名", "種別", "所在地", "区分"]


def test_a_day_or_a_unit_over_the_table_is_neither_its_title_nor_a_group_of_columns() -> None:
    table = _only_table(
        [
            ["学級数と児童数"],
            ["（単位：百万円）"],
            [None, None, None, "（令和7年5月1日現在）"],
            ["区分", "学校数", "学級数", "児童数"],
            ["東部", 3, 40, 900],
            ["西部", 2, 25, 610],
        ],
        (2, 2, 2, 3),
    )
    assert table.title == "学級数と児童数"
    assert _headers(table) == ["区分", "学校数", "学級数", "児童数"]


def test_words_to_choose_from_below_an_empty_form_are_no_records() -> None:
    table = _only_table(
        [
            ["支出の公表（該当なし）"],
            ["所管", "団体名", "契約日", "契約額", "法人の区分", "認定の区分"],
            [],
            [None, "※区分は下の表から選んでください。"],
            [],
            [],
            [None, None, None, None, "公財", "国認定"],
            [None, None, None, None, "公社", "都道府県認定"],
            [None, None, None, None, "特財"],
        ]
    )
    assert table.is_empty_form
    assert [note.text for note in table.notes][-2:] == ["都道府県認定", "特財"]


def test_boxes_nobody_ticked_make_no_records() -> None:
    table = _only_table(
        [
            ["No.", "法人番号", "団体名", "代表者", "確認1", "確認2"],
            [1, None, None, None, False, False],
            [2, None, None, None, False, False],
            [None, None, None, None, False, False],
        ]
    )
    assert table.is_empty_form


def test_a_page_of_nothing_but_boxes_to_tick_is_no_table() -> None:
    found = _recognised(
        [
            ["業務内容の説明"],
            ["導入の相談"],
            [None, None, None, False, False, False],
            [None, None, None, False, False, False],
            ["運用の相談", None, None, False, False, False],
            [None, None, None, False, False, False],
        ]
    )
    assert [table for table in found.tables if table.records] == []


def test_room_for_a_day_is_no_table() -> None:
    table = _only_table(
        [
            ["取引先一覧"],
            ["記入日", None, "年", None, "月", None, "日"],
            [],
            ["No.", "団体名", "担当者", "電話番号"],
            [1, "架空の会", "架空 花子", "03-0000-0000"],
        ]
    )
    assert _headers(table) == ["No.", "団体名", "担当者", "電話番号"]


def test_sums_set_apart_by_a_narrow_column_belong_to_the_rows_beside_them() -> None:
    table = _only_table(
        [
            ["園名", "学級数", None, "幼児数", None, None, "（再掲）男女別"],
            [None, "3歳", "4歳", "3歳", "4歳", None, "計", "男", "女"],
            ["架空園", 1, 2, 20, 41, None, 61, 30, 31],
            ["架空第二園", 1, 1, 18, 22, None, 40, 19, 21],
        ],
        (0, 0, 1, 0),
        (0, 1, 0, 2),
        (0, 3, 0, 4),
        (0, 6, 0, 8),
    )
    assert _headers(table)[-3:] == ["（再掲）男女別/計", "（再掲）男女別/男", "（再掲）男女別/女"]
    assert _numbers(table) == [3, 4]


def test_a_row_among_its_like_is_no_heading() -> None:
    long = "この地区では毎月第二土曜日に集まりますが、年末年始とお盆のころは変わるので公民館の掲示板で確かめること"
    rows: list[list[CellValue]] = [
        ["東部", "Higashi", "架空町", 13, long],
        ["東部", "Higashi", "仮町", 13, "あ"],
        ["西部", "Nishi", "例町", 24, "い"],
        ["西部", "Nishi", "見本町", 24, "う"],
    ]
    table = _only_table(rows)
    assert table.header_rows == ()
    assert _numbers(table) == [1, 2, 3, 4]


def test_a_list_of_numbered_lines_has_no_heading() -> None:
    table = _only_table([["参考１", "基本勘定"], ["参考２", "制度部門別"], ["参考３", "移転明細表"]])
    assert table.header_rows == ()
    assert len(table.records) == 3


def test_groups_of_columns_without_merges_beside_columns_without_groups() -> None:
    table = _only_table(
        [
            ["地域", "園名", None, "所在地", "0歳", None, "1歳", None, "2歳", None],
            [None, None, None, None, "応募", "内定", "応募", "内定", "応募", "内定"],
            ["東部", "架空園", "分園", "架空町1", 16, 6, 17, 4, 14, 2],
            ["西部", "仮園", None, "仮町2", 27, 9, 27, 11, 10, 5],
        ]
    )
    assert table.header_rows == (1, 2)
    assert _headers(table)[4:6] == ["0歳/応募", "0歳/内定"]
    assert _numbers(table) == [3, 4]


def test_a_title_may_be_long() -> None:
    title = "公益法人に対する支出の公表・点検の方針について（令和7年6月1日行政改革推進本部決定）に基づく公表"
    table = _only_table(
        [[title], [], ["支出元", "団体名", "交付決定日"], ["架空省", "架空の会", date(2025, 5, 1)]]
    )
    assert table.title == title
