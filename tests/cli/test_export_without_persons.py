"""`export KIND --anonymous`: what rules find is out, what may be left is told, and anonymous it is never called."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from tests.cli.conftest import Kodoku

PERSONS = ("山野邊", "山野辺", "澄江", "090-8765", "sumie", "鈴木", "花子", "本町")


@pytest.fixture
def held(kodoku: Kodoku) -> Kodoku:
    kodoku("contact", "add", "12", "--name", "山野邊 澄江", "--phone", "090-8765-4321")
    note = (
        "山野辺澄江さんから電話（090-8765-4321、sumie@example.jp）。"
        "鈴木様は横浜市中区本町6丁目50番地へ転居。代表の高橋が入院"
    )
    kodoku("checkin", "add", "12", "--channel", "電話", "--note", note, staff="佐藤 花子")
    kodoku("issue", "add", "12", "--category", "people", "--severity", "中", "--title", "山野辺の後任")
    return kodoku


@pytest.mark.parametrize("kind", ["checkins", "issues"])
def test_nothing_that_rules_find_is_left_in_the_file(held: Kodoku, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{kind}.xlsx"
    ended = held("export", kind, str(path), "--anonymous", "--inner")
    assert ended.code == 0, ended.err
    with ZipFile(path) as book:
        whole = "".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())
    assert [one for one in PERSONS if one in whole] == []
    assert "kodoku:" not in whole and "uid" not in whole
    assert "見つけられないものが残ることがあります" in ended.out
    assert "匿名になったとは言えません" in whole


def test_what_may_be_left_is_listed_in_the_file_and_on_the_screen(held: Kodoku, tmp_path: Path) -> None:
    ended = held("export", "checkins", str(tmp_path / "a.xlsx"), "--anonymous", "--inner")
    assert "氏名かもしれない所 1か所" in ended.out and "代表の高橋" in ended.out
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    told = [str(cell.value) for row in book["伏せた箇所"].iter_rows() for cell in row if cell.value]
    assert any("高橋" in one for one in told) and any("氏名 2か所" in one for one in told)
    sheet = book.worksheets[0]
    headings = [cell.value for row in sheet.iter_rows(max_row=6) for cell in row]
    assert "担当者" not in headings and "参加者" not in headings
    assert any(
        "Aさんから電話（（略）、（略））。B様は（略）" in str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
    )


def test_what_cannot_be_is_a_sentence(held: Kodoku, tmp_path: Path) -> None:
    for kind in ("contacts", "book", "status", "calendar"):
        ended = held("export", kind, str(tmp_path / "x.xlsx"), "--anonymous")
        assert ended.code == 1 and "checkins" in ended.err
    assert held("export", "checkins", str(tmp_path / "x.xlsx"), "--anonymous", "--personal").code == 2
    assert not (tmp_path / "x.xlsx").exists()
