"""The register (採択団体一覧) as offices write it: what its cells mean, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.imports import plan_import
from kodoku_tui.services.intake.model import Intake, IntakeRow
from tests.intake_files import write_sheets

HEADINGS: list[object] = ["番号", "団体名", "取組名", "取組対象", "活動地域", "R6採択"]
WITH_CONTRACT = [*HEADINGS, "契約日"]


def read(desk: Desk, path: Path, sheet: str | None = None) -> Intake:
    return plan_import(desk, "roster", path, sheet=sheet).intake


def register(path: Path, *rows: Sequence[object]) -> Path:
    return write_sheets(path / "名簿.xlsx", {"名簿": rows})


def group(number: object = 1, **changed: object) -> list[object]:
    row = {
        "name": f"架空の会{number}",
        "project": "居場所",
        "targets": "高齢者",
        "area": "東京都",
        "mark": None,
    }
    return [number, *(row | changed).values()]


def said(row: IntakeRow) -> dict[str, Any]:
    return {cell.key: cell.workbook for cell in row.shown_cells}


def test_headings_are_found_below_titles_however_they_are_written(new_desk: Desk, tmp_path: Path) -> None:
    path = register(
        tmp_path,
        ["令和7年度 採択団体一覧"],
        [],
        ["№", "法人名", "取組\n名", " 取組 対象", "活動地域", "Ｒ６\n採択", "備考"],
        ["１２", "NPO法人\n見本", "居場所", "高齢者", "東京都", "○", "新規"],
    )
    intake = read(new_desk, path)
    (row,) = intake.rows
    assert (row.row, row.group_no, row.about) == (4, 12, "12 NPO法人 見本")
    assert said(row) == {
        "project": "居場所",
        "targets": "高齢者",
        "area": "東京都",
        "adopted_last_year": True,
    }
    assert [left.heading for left in intake.not_taken] == ["備考"]


SET: list[object] = ["○", "◯", "〇", "✓", "有", "1", 1, True, " ○ "]
NOT_SET: list[object] = ["", "×", "-", "－", "―", 0, False]


def test_marks_are_read_as_people_set_them(new_desk: Desk, tmp_path: Path) -> None:
    rows = [group(number, mark=mark) for number, mark in enumerate([*SET, *NOT_SET], start=1)]
    intake = read(new_desk, register(tmp_path, HEADINGS, *rows))
    assert intake.errors == []
    marks = ["adopted_last_year" in said(row) for row in intake.rows]
    assert marks == [True] * len(SET) + [False] * len(NOT_SET)


def test_contract_dates_are_read_as_people_write_them(new_desk: Desk, tmp_path: Path) -> None:
    written = [date(2025, 6, 2), "R7.6.2", "令和７年６月２日", "6/2", 45810, 20250602, "2025/06/02"]
    rows = [[*group(number), day] for number, day in enumerate(written, start=1)]
    intake = read(new_desk, register(tmp_path, WITH_CONTRACT, *rows))
    assert [said(row)["contracted_on"] for row in intake.rows] == ["2025-06-02"] * len(written)


def test_a_wrong_cell_is_told_by_its_name_and_the_other_rows_are_read(new_desk: Desk, tmp_path: Path) -> None:
    wrong: list[tuple[list[object], str, str]] = [
        ([*group("十二"), None], "A", "error.cell_number"),
        ([*group(0), None], "A", "error.cell_number"),
        ([*group(12.5), None], "A", "error.cell_number"),
        ([*group(True), None], "A", "error.cell_number"),
        ([*group(None), None], "A", "error.cell_empty"),
        ([*group(6, name=" "), None], "B", "error.cell_empty"),
        ([*group(7, project=None), None], "C", "error.cell_empty"),
        ([*group(8, mark="予定"), None], "F", "error.cell_mark"),
        ([*group(9), "6月上旬"], "G", "error.cell_date"),
        ([*group(10), "2025/6/31"], "G", "error.date_impossible"),
        ([*group(11), "昨日"], "G", "error.cell_date"),
        ([*group(12), "15"], "G", "error.cell_date"),
        ([*group(13), 15], "G", "error.cell_date"),
    ]
    rows = [row for row, _, _ in wrong]
    intake = read(new_desk, register(tmp_path, WITH_CONTRACT, *rows, [*group(99), None]))
    assert [(error.sheet, error.cell, error.message_key) for error in intake.errors] == [
        ("名簿", f"{column}{number}", key) for number, (_, column, key) in enumerate(wrong, start=2)
    ]
    assert [row.group_no for row in intake.rows if row.is_to_be_written] == [99]


def test_a_number_given_twice_names_both_cells(new_desk: Desk, tmp_path: Path) -> None:
    intake = read(new_desk, register(tmp_path, HEADINGS, group(12), group(3), group("１２")))
    (error,) = intake.errors
    assert error.sentence() == (
        "シート「名簿」A4（番号）: 番号 12 が A2 と A4 にあります。どちらかの番号を直してください。"
    )
    assert [row.group_no for row in intake.rows if row.is_to_be_written] == [12, 3]


def test_rows_that_hold_no_group_are_left_with_their_reason(new_desk: Desk, tmp_path: Path) -> None:
    path = register(
        tmp_path,
        [*HEADINGS, "備考"],
        group(1),
        [],
        [2],
        HEADINGS,
        [None, None, None, None, None, None, "確認済み"],
        group(3),
        ["※ 番号は採択順です"],
        ["以上"],
    )
    intake = read(new_desk, path)
    left = [(row.row, str(row.skipped).removeprefix("import.skipped_")) for row in intake.rows if row.skipped]
    assert left == [
        (4, "number_only"),
        (5, "repeated_header"),
        (6, "note"),
        (8, "note"),
        (9, "section"),
    ]
    assert [row.group_no for row in intake.rows if row.is_to_be_written] == [1, 3]


def refusal(desk: Desk, path: Path, sheet: str | None = None) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        read(desk, path, sheet)
    return refused.value.key, say(refused.value.key, **refused.value.params)


def test_a_missing_column_is_told_with_sheet_row_and_what_is_there(new_desk: Desk, tmp_path: Path) -> None:
    path = register(
        tmp_path,
        [],
        [None, "番号", "団体名", "取組", "取組対象", "活動地域"],
        [None, 1, "架空の会", "居場所", "高齢者", "東京都"],
    )
    key, sentence = refusal(new_desk, path)
    assert key == "error.missing_column"
    assert all(part in sentence for part in ("シート「名簿」", "B2", "「取組名」の列", "「取組」"))


def test_a_workbook_without_a_register_or_without_anything_is_refused(new_desk: Desk, tmp_path: Path) -> None:
    accounts = write_sheets(tmp_path / "収支.xlsx", {"収支": [["費目", "金額"], ["謝金", 1]]})
    assert refusal(new_desk, accounts)[0] == "error.no_list"
    assert refusal(new_desk, write_sheets(tmp_path / "白紙.xlsx", {"白紙": []}))[0] == "error.workbook_empty"


def test_the_sheet_asked_for_is_read_and_an_unknown_one_refused_with_those_there_are(
    new_desk: Desk, tmp_path: Path
) -> None:
    path = write_sheets(
        tmp_path / "名簿.xlsx",
        {"表紙": [["令和7年度 名簿"]], "北海道": [HEADINGS, group(1)], "東京": [HEADINGS, group(2)]},
    )
    assert [(row.sheet, row.group_no) for row in read(new_desk, path).rows] == [("北海道", 1), ("東京", 2)]
    assert [row.group_no for row in read(new_desk, path, "東京").rows] == [2]
    key, sentence = refusal(new_desk, path, "大阪")
    assert key == "error.no_such_sheet"
    assert "「北海道」" in sentence


def test_a_row_with_values_in_other_columns_alone_is_left(new_desk: Desk, tmp_path: Path) -> None:
    headings = [*HEADINGS, "参加者", "回数"]
    nobody = [None] * len(HEADINGS)
    path = register(tmp_path, headings, [*group(1), 10, 2], [*nobody, 30, 4], [*group(2), 20, 2])
    intake = read(new_desk, path)
    assert [(row.row, row.skipped) for row in intake.rows if row.skipped] == [
        (3, "import.skipped_other_columns")
    ]
