"""`kodoku inspect`: what would be read, as a page and as the JSON that scripts rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter

from kodoku_tui.cli.main import run
from tests.cli.conftest import ROSTER


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "架空の名簿.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("一覧")
        sheet.write("A1", "令和7年度 架空の一覧")
        sheet.merge_range("A3:A4", "番号")
        sheet.merge_range("B3:B4", "団体名")
        sheet.merge_range("C3:D3", "申請額（千円）")
        sheet.write_row("C4", ["予算", "実績"])
        sheet.write_row("A5", [1, "架空の会", 1200, 900.5])
        sheet.write_row("A6", [2, "ためしの家", 800, 700])
        sheet.write_row("A7", ["合計", "", 2000, 1600.5])
        sheet.write("A9", "※ すべて架空です。")
        book.add_worksheet("控え").hide()
    return path


def test_the_json_is_that_of_the_design(roster: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    assert run(["inspect", str(roster), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert list(document) == ["format", "sheets", "left_out"]
    first, second = document["sheets"]
    assert (document["format"], first["name"], first["hidden"]) == ("xlsx", "一覧", False)
    assert (second["name"], second["hidden"], second["tables"]) == ("控え", True, [])
    (table,) = first["tables"]
    assert list(table) == ["header_rows", "data_first", "data_last", "rows", "columns", "notes", "warnings"]
    assert {name: table[name] for name in ("header_rows", "data_first", "data_last", "rows")} == {
        "header_rows": [3, 4],
        "data_first": 5,
        "data_last": 6,
        "rows": 2,
    }
    assert table["columns"] == [
        {"col": "A", "header": "番号", "kind": "integer"},
        {"col": "B", "header": "団体名", "kind": "text"},
        {"col": "C", "header": "申請額（千円）/予算", "kind": "integer"},
        {"col": "D", "header": "申請額（千円）/実績", "kind": "decimal"},
    ]
    assert table["notes"] == [
        {"cell": "A1", "text": "令和7年度 架空の一覧"},
        {"cell": "A9", "text": "※ すべて架空です。"},
    ]
    assert [(left["sheet"], left["row"], left["reason"], left["cells"]) for left in document["left_out"]] == [
        ("一覧", 1, "title", []),
        ("一覧", 3, "heading", []),
        ("一覧", 4, "heading", []),
        ("一覧", 7, "total", []),
        ("一覧", 9, "note", []),
    ]
    assert {"L1-04", "L1-12", "L3-01"} <= {warning["code"] for warning in table["warnings"]}
    assert all(list(warning) == ["cell", "code", "message"] for warning in table["warnings"])


def test_the_page_says_tables_columns_skipped_rows_notes_and_warnings(
    roster: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inspect", str(roster)]) == 0
    page = capsys.readouterr().out
    assert "表1「令和7年度 架空の一覧」 見出し 3-4行目、データ 5〜6行目、2行" in page
    assert "C列 申請額（千円）/予算（整数、単位 千円）" in page
    assert "データとして読まない行: 合計・小計の行 1行" in page
    assert "注 A9: ※ すべて架空です。" in page
    assert "シート「控え」（非表示）" in page


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A list with a drop-down, into which somebody pasted, and a cell of its own with a rule."""
    path = tmp_path / "様式.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("提出状況")
        sheet.write_row("A1", ["番号", "団体名", "状態"])
        sheet.write_row("A2", [1, "架空の会", "提出"])
        sheet.write_row("A3", [2, "ためしの家", "出した"])
        sheet.data_validation("C2:C100", {"validate": "list", "source": ["未着手", "提出"]})
        between = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 5}
        sheet.data_validation("G1", between)
    return path


def test_what_may_be_entered_is_said_with_its_column_or_its_cells(
    form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inspect", str(form)]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[lines.index("C列 状態（文字）") + 1] == "入力できる値: 選択肢 未着手、提出"
    assert "入力規則 G1: 整数 1〜5" in lines
    assert any(line.startswith("注意 C3 not_a_choice: 「状態」に") for line in lines)


def test_the_json_holds_the_choices_of_a_column_and_every_rule(
    form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import json

    assert run(["inspect", str(form), "--json"]) == 0
    (sheet,) = json.loads(capsys.readouterr().out)["sheets"]
    choices = ["未着手", "提出"]
    columns = sheet["tables"][0]["columns"]
    assert columns[2] == {"col": "C", "header": "状態", "kind": "text", "choices": choices}
    assert sheet["rules"] == [
        {"cells": "C2:C100", "kind": "list", "choices": choices, "message": "選択肢 未着手、提出"},
        {"cells": "G1", "kind": "whole", "choices": None, "message": "整数 1〜5"},
    ]
    (warning,) = [one for one in sheet["tables"][0]["warnings"] if one["code"] == "not_a_choice"]
    assert warning["cell"] == "C3"


def test_the_page_can_be_read_in_english(roster: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "inspect", str(roster)]) == 0
    assert "headings in row 3-4, data in rows 5 to 6, 2 rows" in capsys.readouterr().out


def test_the_real_register_has_nothing_to_warn_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(ROSTER)]) == 0
    page = capsys.readouterr().out
    assert "96行" in page
    assert "注意" not in page


@pytest.mark.parametrize("name", ["ない.xlsx", "図.png"])
def test_what_cannot_be_read_is_refused_with_a_sentence(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "図.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run(["inspect", str(tmp_path / name), "--json"]) == 1
    ended = capsys.readouterr()
    assert json.loads(ended.out) == {"refused": ended.err.strip()}
    assert name in ended.err
