"""`export` and `import book` as a script calls them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kodoku_tui.services.exports.exports import EXPORT_KINDS
from tests.cli.conftest import Kodoku
from tests.cli.shapes import Import, Refusal, read

WORKBOOKS = [kind for kind in EXPORT_KINDS if kind != "calendar"]


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_every_kind_is_written_where_it_was_said(kodoku: Kodoku, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "出力.xlsx"
    ended = kodoku("export", kind, str(path), *(["--group", "12"] if kind == "group" else []))
    assert (ended.code, ended.out) == (0, "")
    assert str(path) in ended.err
    assert openpyxl.load_workbook(path).sheetnames


def test_an_export_keeps_to_a_block(kodoku: Kodoku, tmp_path: Path) -> None:
    path = tmp_path / "四国.xlsx"
    kodoku("export", "milestones", str(path), "--block", "四国")
    listed = kodoku("status", "--block", "四国", "--json").document
    numbers = {
        row[0] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=4, values_only=True)
    }
    assert numbers == {group["group_no"] for group in listed}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "group", "x.xlsx"], "--group 12"),
        (["export", "group", "x.xlsx", "--group", "500"], "500"),
        (["export", "status", "x.xlsx", "--view", "私の団体"], "私の団体"),
        (["export", "milestones", "x.csv"], ".xlsx"),
        (["export", "letters", "x.xlsx"], "figures"),
    ],
)
def test_what_cannot_be_exported_is_said(
    kodoku: Kodoku, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = kodoku(*arguments)
    assert ended.code == 1
    assert said in ended.err
    assert list(tmp_path.glob("x.*")) == []


def test_a_book_makes_another_file(kodoku: Kodoku, tmp_path: Path) -> None:
    book, back = str(tmp_path / "全部.xlsx"), str(tmp_path / "戻した.db")
    assert "個人" in kodoku("export", "book", book).err
    groups = kodoku("group", "list", "--json").document
    ended = kodoku("--db", back, "import", "book", book)
    assert (ended.code, ended.out) == (0, "")
    assert kodoku("--db", back, "group", "list", "--json").document == groups
    again = kodoku("--db", back, "import", "book", book)
    assert again.code == 1
    assert "すでにデータがあります" in again.err


def test_a_book_is_never_taken_for_a_part_of_the_file(kodoku: Kodoku, tmp_path: Path) -> None:
    path = tmp_path / "全データ.xlsx"
    ended = kodoku("export", "book", path, "--block", "関東")
    assert ended.code == 2
    assert "全データ" in ended.err
    assert not path.exists()


def test_a_book_is_told_as_an_import_is(kodoku: Kodoku, tmp_path: Path) -> None:
    book, back = tmp_path / "全部.xlsx", tmp_path / "戻した.db"
    assert kodoku("export", "book", book).code == 0
    told = read(Import, kodoku("import", "book", book, "--json", db=back))
    assert told.rows == told.new > 96
    assert read(Refusal, kodoku("import", "book", book, "--json", db=back)).refused


@pytest.mark.parametrize(
    "option", [["--dry-run"], ["--partial"], ["--sheet", "一覧"], ["--errors", "x.xlsx"]]
)
def test_a_book_comes_whole_or_not_at_all(kodoku: Kodoku, tmp_path: Path, option: list[str]) -> None:
    book, back = tmp_path / "全部.xlsx", tmp_path / "戻した.db"
    assert kodoku("export", "book", book).code == 0
    ended = kodoku("import", "book", book, *option, db=back)
    assert (ended.code, back.exists()) == (2, False)
    assert option[0] in ended.err
