"""What a person is told about a workbook, in the codes of the 機械可読性ルール and ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from kodoku_tui.excel.reading.cells import UNCALCULATED, CellValue, ErrorValue
from kodoku_tui.excel.reading.sheets import Sheet
from kodoku_tui.excel.recognition import RecognisedSheet, Warning, recognise, recognise_sheet
from kodoku_tui.locale import LANGUAGES, set_language

PLAIN: list[list[CellValue]] = [["番号", "団体名"], [1, "あの会"], [2, "いの会"]]


def sheet_of(rows: Sequence[Sequence[CellValue]], **more: object) -> RecognisedSheet:
    return recognise_sheet(Sheet("表", tuple(map(tuple, rows)), **more))  # type: ignore[arg-type]


def column(header: str, *values: CellValue) -> list[list[CellValue]]:
    return [["番号", header], *([number, value] for number, value in enumerate(values, start=1))]


def test_a_plain_table_has_nothing_to_tell() -> None:
    assert sheet_of(PLAIN).warnings == ()


@pytest.mark.parametrize(
    ("code", "cell", "sheet"),
    [
        ("L1-02", "A1", sheet_of([*PLAIN, [], ["表2"], ["研修名", "会場"], ["全体研修", "東京"]])),
        ("L1-03", "A3", sheet_of([*PLAIN[:2], [], *PLAIN[2:]])),
        ("L1-03", "B1", sheet_of([["番号", None, "団体名"], [1, None, "あの会"]])),
        ("L1-04", "A5", sheet_of([*PLAIN, [], ["※ 架空です"]])),
        ("L1-05", "C1", sheet_of([["番号", "団体名"], [1, "あ", "東京"], [2, "い", "大阪"]])),
        ("L1-06", "B2", sheet_of(column("団体名", "架空\nの会", "い"))),
        ("L1-06", "B3", sheet_of(column("団体名", "あの会", "い　　の会"))),
        ("L1-07", "B2", sheet_of(column("面談日", "6/1、6/8", "6/15"))),
        ("L1-08", "B2", sheet_of(column("団体名", "㈱架空", "い"))),
        ("L1-10", "A1", sheet_of(PLAIN, has_objects=True)),
        ("L1-12", "B2", sheet_of(PLAIN, merged=((1, 1, 2, 1),))),
        ("L1-13", "A3", sheet_of(PLAIN, hidden_rows=((2, 2),))),
        ("L2-01", "B2", sheet_of(column("申請額", "1,200円", 800))),
        ("L2-02", "B3", sheet_of(column("活動地域", "東京都", "〃"))),
        ("L2-03", "C1", sheet_of([["番号", "金額", "金額"], [1, 2, 3]])),
        ("L2-06", "A1", sheet_of(PLAIN, formulas=3)),
        ("L3-01", "A2", sheet_of([["一覧"], *PLAIN])),
        ("L3-03", "B3", sheet_of(column("参加者数", 40, "－"))),
        ("L3-05", "B2", sheet_of(column("契約日", "令和7年6月1日", date(2025, 6, 2)))),
        ("error_cell", "B2", sheet_of(column("申請額", ErrorValue("#N/A"), 2))),
        ("uncalculated", "B3", sheet_of(column("申請額", 1, ErrorValue(UNCALCULATED)))),
        ("empty_form", "A1", sheet_of([["番号", "団体名", "代表者"], [1], [2]])),
        ("repeated_id", "A3", sheet_of([["番号", "団体名"], [7, "あの会"], ["７", "いの会"]])),
        ("corporate_number", "B2", sheet_of(column("法人番号", 7000012050003, 7000012050002))),
        ("corporate_number", "B2", sheet_of(column("法人番号", "7.00001E+12"))),
        ("lost_digits", "B2", sheet_of(column("口座", 1234567890123456000, 2))),
        ("hidden_sheet", "A1", sheet_of(PLAIN, hidden=True)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_thing_is_told_with_its_code_and_first_cell(
    code: str, cell: str, sheet: RecognisedSheet
) -> None:
    told = [(warning.code, warning.cell) for warning in sheet.warnings]
    assert (code, cell) in told
    # What is told is a sentence in either language.
    assert all(sentences(warning) for warning in sheet.warnings)


def sentences(warning: Warning) -> list[str]:
    said = []
    for language in LANGUAGES:
        set_language(language)
        said.append(warning.message)
    set_language("ja")
    return said


def test_spaces_between_the_parts_of_a_name_are_no_layout() -> None:
    assert sheet_of(column("氏名", "佐藤 花子", "鈴木　一郎")).warnings == ()


def test_what_a_real_file_holds_beside_its_values_is_told(tmp_path: Path) -> None:
    path = tmp_path / "名簿.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("名簿")
        sheet.write_row(0, 0, ["番号", "団体名", "人数", "メモ"])
        sheet.write_row(1, 0, [1, "あの会"])
        sheet.write_row(2, 0, [2, "いの会"])
        sheet.write_formula("C2", "=1+1", None, 2)
        sheet.write_formula("C3", "=NA()", None, "#N/A")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("D:D", None, None, {"hidden": True})
        sheet.write_comment("B2", "名称変更の予定")
        sheet.insert_textbox("F2", "見えない注")
        book.add_worksheet("控え").hide()
    first, second = recognise(path).sheets
    assert second.hidden
    codes = {warning.code: warning.cell for warning in first.warnings}
    assert codes.keys() >= {"L1-10", "L1-13", "L2-06", "error_cell"}
    assert codes["error_cell"] == "C3"
    assert [(note.cell, note.text, note.is_comment) for note in first.notes] == [
        ("B2", "名称変更の予定", True)
    ]
    assert [row.is_hidden for row in first.tables[0].rows()] == [False, True]


@pytest.mark.parametrize(("row", "title"), [(1, "表1"), (6, "表2"), (12, "表2")])
def test_a_comment_is_told_once_with_the_table_it_lies_in(row: int, title: str) -> None:
    rows: list[list[CellValue]] = [["表1"], *PLAIN, [], ["表2"], ["研修名", "会場"], ["全体研修", "東京"]]
    sheet = sheet_of(rows, comments=((row, 1, "要確認"),))
    assert len(sheet.tables) == 2
    assert [table.title for table in sheet.tables for note in table.notes if note.is_comment] == [title]
