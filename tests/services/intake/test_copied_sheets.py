"""A sheet that was copied and edited: it is asked which of the two counts, and no record stands twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.imports import import_list, plan_import
from tests.desks import data_of
from tests.intake_files import bring, write_sheets
from tests.services.intake.test_round_trips import exported

HEADINGS = ["番号", "団体名", "日付", "方法", "面談内容"]
DAY = date(2025, 12, 1)


def with_copy(path: Path, cells: dict[str, object], *, hidden: bool = False) -> Path:
    """The first sheet copied, as Excel does it, and edited in the copy."""
    book = openpyxl.load_workbook(path)
    copy: Worksheet = book.copy_worksheet(book.worksheets[0])
    for cell, value in cells.items():
        copy[cell].value = value
    if hidden:
        copy.sheet_state = "hidden"
    book.save(path)
    return path


def first_line_of(path: Path, heading: str) -> str:
    """The cell under a heading in the first line of the first sheet."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    for row in sheet.iter_rows(max_row=9):
        for cell in row:
            if cell.value == heading:
                return f"{cell.column_letter}{int(cell.row or 0) + 1}"
    raise AssertionError(heading)


EDITS = [
    ("checkins", "内容", "コピーしたシートで直した"),
    ("issues", "件名", "コピーしたシートで直した"),
    ("expenses", "予算額（円）", 12_345),
    ("status", "取組名", "コピーしたシートで直した"),
]


@pytest.mark.parametrize(("kind", "heading", "value"), EDITS)
@pytest.mark.parametrize("name", ["auto", ""])
def test_a_copy_that_was_edited_is_asked_about(
    kind: str, heading: str, value: object, name: str, lively_desk: Desk, tmp_path: Path
) -> None:
    path = exported(lively_desk, kind, tmp_path)
    sheet = openpyxl.load_workbook(path).worksheets[0].title
    with_copy(path, {first_line_of(path, heading): value})
    before = data_of(lively_desk.connection)
    with pytest.raises(Refused) as refused:
        bring(lively_desk, name or kind, path)
    assert refused.value.key == "error.copied_sheets"
    assert (refused.value.params["one"], refused.value.params["other"]) == (sheet, f"{sheet} Copy")
    assert data_of(lively_desk.connection) == before
    first = import_list(lively_desk, kind, path, sheet=sheet)
    assert (first.new, first.changed, first.errors) == (0, 0, [])
    second = import_list(lively_desk, kind, path, sheet=f"{sheet} Copy")
    assert (second.new, second.changed, second.errors) == (0, 1, [])


@pytest.mark.parametrize("cells", [{}, {"A30": None}])
def test_a_copy_that_says_the_same_changes_nothing(
    cells: dict[str, object], lively_desk: Desk, tmp_path: Path
) -> None:
    path = with_copy(exported(lively_desk, "checkins", tmp_path), {})
    report = bring(lively_desk, "checkins", path)
    assert (report.new, report.changed, report.errors) == (0, 0, [])


def test_a_hidden_copy_is_not_asked_about(lively_desk: Desk, tmp_path: Path) -> None:
    path = exported(lively_desk, "checkins", tmp_path)
    with_copy(path, {first_line_of(path, "内容"): "古い控え"}, hidden=True)
    report = bring(lively_desk, "checkins", path)
    assert (report.new, report.changed, report.errors) == (0, 0, [])


def lines(*notes: str) -> list[Sequence[object]]:
    return [HEADINGS, *([number, None, DAY, "電話", note] for number, note in enumerate(notes, start=1))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lines("はい", "いいえ", "また"), lines("はい", "いいえ", "まだ")),
        (lines("はい", "いいえ"), lines("はいはい", "いいえ")),
        (lines("はい", "いいえ", "また", "では"), lines("はい", "いいえ", "まだ", "では", "五つめ")),
    ],
)
def test_a_plain_copy_that_was_edited_is_asked_about(
    one: list[list[object]], other: list[list[object]], desk: Desk, tmp_path: Path
) -> None:
    path = write_sheets(tmp_path / "面談.xlsx", {"面談": one, "面談 (2)": other})
    with pytest.raises(Refused) as refused:
        bring(desk, "checkins", path)
    assert refused.value.key == "error.copied_sheets"
    assert import_list(desk, "checkins", path, sheet="面談 (2)").new == len(other) - 1


@pytest.mark.parametrize(
    ("other", "new"),
    [
        (lines("別の話", "別のこと", "別の日"), 6),
        # What goes on where the first sheet ends is no copy of it.
        (lines("はい", "いいえ", "また", "四つめ"), 4),
        ([HEADINGS, [1, None, None, None, None], [2, None, None, None, None]], 3),
    ],
)
def test_sheets_that_go_on_are_taken_together(
    other: list[list[object]], new: int, desk: Desk, tmp_path: Path
) -> None:
    path = write_sheets(tmp_path / "面談.xlsx", {"11月": lines("はい", "いいえ", "また"), "12月": other})
    assert plan_import(desk, "checkins", path).apply().new == new


@pytest.mark.parametrize(
    ("kind", "heading", "value"), [("expenses", "予算額（円）", 12_345), ("status", "取組名", "別の名")]
)
def test_two_lines_of_one_record_that_differ_are_told(
    kind: str, heading: str, value: object, lively_desk: Desk, tmp_path: Path
) -> None:
    """A line copied below the others and edited: neither wins unasked."""
    path = exported(lively_desk, kind, tmp_path)
    cell = first_line_of(path, heading)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    first, last = int(cell.lstrip("ABCDEFGH")), sheet.max_row + 1
    sheet[cell].value = 54_321 if kind == "expenses" else "もとの名"
    for place, one in enumerate(sheet[first], start=1):
        sheet.cell(last, place).value = one.value
    sheet[f"{cell[0]}{last}"].value = value
    book.save(path)
    before = data_of(lively_desk.connection)
    report = bring(lively_desk, kind, path)
    assert [error.message_key for error in report.errors] == ["error.same_record_differs"]
    assert data_of(lively_desk.connection) == before
