"""A list that comes back as a text file: what its encoding could not hold is no edit, a broken byte costs one cell."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.intake.imports import import_list
from kodoku_tui.services.intake.model import ImportReport
from tests.exporting import to_work_on
from tests.intake_files import counts_of, write_list

NOTE = "髙橋さん😀と𠮷野家で面談。🍙？"


@pytest.fixture
def desk(small_desk: Desk, tmp_path: Path) -> Desk:
    """Two check-ins, the first with letters beyond CP932."""
    path = write_list(
        tmp_path / "面談.xlsx",
        ("番号", "面談日", "方法", "内容"),
        [1, date(2025, 12, 1), "電話", NOTE],
        [2, date(2025, 12, 2), "電話", "ふつうの記録"],
    )
    assert import_list(small_desk, "checkins", path).new == 2
    return small_desk


def exported(desk: Desk, tmp_path: Path) -> str:
    """The list that goes out, saved as text by somebody."""
    export(desk, "checkins", tmp_path / "出力.xlsx", to_work_on("checkins"), replaces=True)
    text = io.StringIO()
    sheet = openpyxl.load_workbook(tmp_path / "出力.xlsx").worksheets[0]
    for row in sheet.iter_rows(values_only=True):
        days = [value.strftime("%Y/%m/%d") if isinstance(value, date) else value for value in row]
        csv.writer(text).writerow(["" if value is None else value for value in days])
    return text.getvalue()


def come_back(desk: Desk, tmp_path: Path, content: bytes, *, partial: bool = False) -> ImportReport:
    """What the text file comes to."""
    path = tmp_path / "戻り.csv"
    path.write_bytes(content)
    return import_list(desk, "checkins", path, partial=partial)


def lost(text: str, encoding: str, *, as_windows: bool) -> bytes:
    """The text in an encoding, with ? for what that cannot hold; Windows writes two for a letter beyond 65,535."""
    if as_windows:
        text = "".join("??" if ord(letter) > 0xFFFF else letter for letter in text)
    return text.encode(encoding, "replace")


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("as_windows", [True, False])
def test_letters_that_an_encoding_could_not_hold_are_no_edit(
    desk: Desk, tmp_path: Path, encoding: str, as_windows: bool
) -> None:
    content = lost(exported(desk, tmp_path), encoding, as_windows=as_windows)
    assert b"?" in content
    assert counts_of(come_back(desk, tmp_path, content)) == {"unchanged": 2}
    edited = lost(
        exported(desk, tmp_path).replace("ふつうの記録", "直した記録?"), encoding, as_windows=as_windows
    )
    assert counts_of(come_back(desk, tmp_path, edited)) == {"changed": 1, "unchanged": 1}
    assert {one.note for one in list_checkins(desk)} == {NOTE, "直した記録?"}


def test_an_edit_beside_letters_that_were_lost_is_told_and_loses_nothing(desk: Desk, tmp_path: Path) -> None:
    content = lost(exported(desk, tmp_path).replace("で面談", "で会った"), "cp932", as_windows=True)
    report = come_back(desk, tmp_path, content)
    assert [error.message_key for error in report.errors] == ["error.cell_lost_letters"]
    assert NOTE in {one.note for one in list_checkins(desk)}


def test_a_question_mark_in_an_encoding_that_holds_every_letter_is_an_edit(
    desk: Desk, tmp_path: Path
) -> None:
    content = exported(desk, tmp_path).replace("😀", "?").encode("utf-8-sig")
    assert counts_of(come_back(desk, tmp_path, content)) == {"changed": 1, "unchanged": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp"])
def test_a_broken_byte_is_told_at_its_cell_and_the_rest_comes_in(
    desk: Desk, tmp_path: Path, encoding: str
) -> None:
    text = exported(desk, tmp_path).replace(NOTE, "直した記録")
    letter = "ふ".encode(encoding.removesuffix("-sig"))
    content = text.encode(encoding).replace(letter, b"\xff", 1)
    report = come_back(desk, tmp_path, content, partial=True)
    assert [error.message_key for error in report.errors] == ["error.cell_unreadable"]
    assert "\ufffd" in report.errors[0].value
    assert {one.note for one in list_checkins(desk)} == {"直した記録", "ふつうの記録"}
