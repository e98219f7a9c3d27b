from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.roster import RosterReading, read_roster
from kodoku_tui.locale import say

HEADINGS: list[object] = ["番号", "団体名", "取組名", "取組対象", "活動地域", "R6採択"]
TODAY = date(2025, 12, 15)


def write_sheet(path: Path, rows: list[list[object]], name: str = "名簿") -> Path:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    shape = book.add_format({"num_format": "yyyy/mm/dd"})
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, shape)
            else:
                sheet.write(number, column, value)
    book.close()
    return path


def read(path: Path, **options: str) -> RosterReading:
    return read_roster(path, today=TODAY, year_starts_on=date(2025, 4, 1), **options)


def group(number: object = 1, **changed: object) -> list[object]:
    row = {"name": "NPO法人 見本", "project": "居場所", "targets": "高齢者", "area": "東京都", "mark": ""}
    return [number, *(row | changed).values()]


def test_headings_are_found_below_titles_however_they_are_written(tmp_path: Path) -> None:
    path = write_sheet(
        tmp_path / "名簿.xlsx",
        [
            ["令和7年度 採択団体一覧"],
            [],
            ["№", "法人名", "取組\n名", " 取組 対象", "活動地域", "Ｒ６\n採択", "備考"],
            ["１２", "NPO法人\n見本", "居場所", "高齢者", "東京都", "○", "新規"],
        ],
    )
    reading = read(path)
    assert [row.model_dump() for row in reading.rows] == [
        {
            "number": 12,
            "name": "NPO法人 見本",
            "project": "居場所",
            "targets": "高齢者",
            "area": "東京都",
            "adopted_last_year": True,
            "main_staff": None,
            "deputy_staff": None,
            "contracted_on": None,
            "row": 4,
        }
    ]
    assert reading.columns == {"number", "name", "project", "targets", "area", "adopted_last_year"}


@pytest.mark.parametrize(
    ("mark", "expected"),
    [(mark, True) for mark in ["○", "◯", "〇", "✓", "有", "1", 1, True, " ○ "]]
    + [(mark, False) for mark in ["", "×", "-", "－", "―", 0, False]],
)
def test_marks_are_read_as_people_set_them(tmp_path: Path, mark: object, expected: bool) -> None:
    (row,) = read(write_sheet(tmp_path / "名簿.xlsx", [HEADINGS, group(mark=mark)])).rows
    assert row.adopted_last_year is expected


@pytest.mark.parametrize(
    "written",
    [date(2025, 6, 2), "R7.6.2", "令和７年６月２日", "6/2", 45810, 20250602, "2025/06/02"],
)
def test_contract_dates_are_read_as_people_write_them(tmp_path: Path, written: object) -> None:
    path = write_sheet(tmp_path / "名簿.xlsx", [[*HEADINGS, "契約日"], [*group(), written]])
    (row,) = read(path).rows
    assert row.contracted_on == date(2025, 6, 2)


@pytest.mark.parametrize(
    ("headings", "row", "cell", "key"),
    [
        (HEADINGS, group("十二"), "A2", "error.cell_number"),
        (HEADINGS, group(0), "A2", "error.cell_number"),
        (HEADINGS, group(12.5), "A2", "error.cell_number"),
        (HEADINGS, group(True), "A2", "error.cell_number"),
        (HEADINGS, group(""), "A2", "error.cell_empty"),
        (HEADINGS, group(name=" "), "B2", "error.cell_empty"),
        (HEADINGS, group(project=""), "C2", "error.cell_empty"),
        (HEADINGS, group(mark="予定"), "F2", "error.cell_mark"),
        ([*HEADINGS, "契約日"], [*group(), "6月上旬"], "G2", "error.cell_date"),
        ([*HEADINGS, "契約日"], [*group(), "2025/6/31"], "G2", "error.date_impossible"),
        ([*HEADINGS, "契約日"], [*group(), "昨日"], "G2", "error.cell_date"),
        ([*HEADINGS, "契約日"], [*group(), "15"], "G2", "error.cell_date"),
        ([*HEADINGS, "契約日"], [*group(), 15], "G2", "error.cell_date"),
    ],
)
def test_a_wrong_cell_is_told_by_its_name(
    tmp_path: Path, headings: list[object], row: list[object], cell: str, key: str
) -> None:
    reading = read(write_sheet(tmp_path / "名簿.xlsx", [headings, row, group(99)]))
    (error,) = reading.errors
    assert (error.sheet, error.cell, error.message_key) == ("名簿", cell, key)
    assert [good.number for good in reading.rows] == [99]


def test_a_number_given_twice_names_both_cells(tmp_path: Path) -> None:
    reading = read(write_sheet(tmp_path / "名簿.xlsx", [HEADINGS, group(12), group(3), group("１２")]))
    (error,) = reading.errors
    assert error.sentence() == (
        "シート「名簿」A4（番号）: 番号 12 が A2 と A4 にあります。どちらかの番号を直してください。"
    )
    assert (len(reading.rows), reading.rows_with_errors) == (2, 1)


def test_rows_that_hold_no_group_are_skipped_with_their_reason(tmp_path: Path) -> None:
    path = write_sheet(
        tmp_path / "名簿.xlsx",
        [
            [*HEADINGS, "備考"],
            group(1),
            [],
            [2],
            HEADINGS,
            ["", "", "", "", "", "", "確認済み"],
            group(3),
            ["※ 番号は採択順です"],
            ["以上"],
        ],
    )
    reading = read(path)
    assert [(row.row, row.reason_key.removeprefix("import.skipped_")) for row in reading.skipped] == [
        (3, "empty"),
        (4, "number_only"),
        (5, "repeated_header"),
        (6, "other_columns"),
        (8, "note"),
        (9, "note"),
    ]
    assert [row.number for row in reading.rows] == [1, 3]
    assert all(say(row.reason_key) for row in reading.skipped)


def refusal(path: Path, **options: str) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        read(path, **options)
    return refused.value.key, say(refused.value.key, **refused.value.params)


def test_a_missing_column_is_told_with_sheet_row_and_what_is_there(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "名簿.xlsx", [[], ["", "番号", "団体名", "取組", "取組対象", "活動地域"]])
    key, sentence = refusal(path)
    assert key == "error.missing_column"
    assert all(part in sentence for part in ("シート「名簿」", "B2", "「取組名」の列", "「取組」"))


def test_a_workbook_without_a_register_or_without_anything_is_refused(tmp_path: Path) -> None:
    assert (
        refusal(write_sheet(tmp_path / "収支.xlsx", [["費目", "金額"], ["謝金", 1]]))[0] == "error.no_table"
    )
    assert refusal(write_sheet(tmp_path / "白紙.xlsx", []))[0] == "error.workbook_empty"


def test_the_sheet_asked_for_is_read_and_an_unknown_one_refused_with_those_there_are(tmp_path: Path) -> None:
    path = tmp_path / "名簿.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, number in (("表紙", None), ("北海道", 1), ("東京", 2)):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, HEADINGS if number else ["令和7年度 名簿"])
        sheet.write_row(1, 0, group(number) if number else [])
    book.close()

    assert read(path).sheet == "北海道"
    assert [row.number for row in read(path, sheet="東京").rows] == [2]
    key, sentence = refusal(path, sheet="大阪")
    assert key == "error.no_such_sheet"
    assert "「北海道」" in sentence


VALUES = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.integers(-3, 5),
    st.floats(allow_nan=False, allow_infinity=False, width=16),
    st.booleans(),
    st.dates(date(1990, 1, 1), date(2050, 1, 1)),
    st.sampled_from(["○", "※ 注", "番号", "団体名", "１２", "=1+1", "R7.6.1", "#N/A"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(VALUES, max_size=9), max_size=12))
def test_no_row_is_ever_lost(tmp_path: Path, rows: list[list[object]]) -> None:
    headings: list[object] = [*HEADINGS, "契約日", "主担当", "備考"]
    reading = read(write_sheet(tmp_path / "名簿.xlsx", [headings, *rows]))
    assert len(reading.rows) + len(reading.skipped) + reading.rows_with_errors == reading.row_count
    filled = [number for number, row in enumerate(rows, start=1) if any(v not in (None, "") for v in row)]
    assert reading.row_count == max(filled, default=0)
    assert all(error.sentence() for error in reading.errors)
