"""What the JSON documents say of one file; their fields are held by `test_json_documents.py`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Kodoku


@pytest.fixture
def filled(kodoku: Kodoku) -> Kodoku:
    """The register with one of everything."""
    for command in (
        ["checkin", "add", "12", "--channel", "電話", "--note", "=1+1"],
        ["action", "add", "12", "--title", "資料を送る", "--due", "2025-12-14"],
        ["issue", "add", "12", "--category", "people", "--title", "担い手が足りない"],
        ["milestone", "extend", "12", "outcome_report", "--to", "2/5", "--reason", "体調不良"],
    ):
        assert kodoku(*command).code == 0
    return kodoku


def test_the_log_is_as_long_as_was_asked(filled: Kodoku) -> None:
    assert len(filled("log", "--json", "--limit", "2").document) == 2


def test_the_promise_that_is_late_says_whose_turn_it_is(filled: Kodoku) -> None:
    late = [item for item in filled("overdue", "--json").document if item["what"] == "action"]
    assert [(item["title"], item["due"], item["days_over"], item["turn"]) for item in late] == [
        ("資料を送る", "2025-12-14", 1, "secretariat")
    ]


def test_the_import_says_what_it_did_and_what_was_wrong(
    kodoku: Kodoku, invented_book: Path, tmp_path: Path
) -> None:
    same = kodoku("import", "roster", invented_book, "--json").document
    assert (same["unchanged"], same["errors"], same["unit"]) == (96, [], None)

    wrong = roster_with(
        tmp_path, [(101, "あおぞら", "居場所"), (101, "ひだまり", "食堂"), (102, "こかげ", "相談")]
    )
    refused = kodoku("import", "roster", wrong, "--json")
    assert refused.code == 1
    assert refused.document["unit"] is None
    (error,) = refused.document["errors"]
    assert error["cell"] == "A3"
    assert "101" in error["message"]
    assert kodoku("group", "show", "102").code == 1

    partial = kodoku("import", "roster", wrong, "--partial", "--json")
    assert (partial.code, partial.document["new"]) == (0, 2)
    assert kodoku("log", "--json").document[0]["unit"] == partial.document["unit"]


def test_a_rehearsed_import_writes_nothing(kodoku: Kodoku, tmp_path: Path) -> None:
    more = roster_with(tmp_path, [(101, "あおぞら", "居場所")])
    rehearsed = kodoku("import", "roster", more, "--dry-run", "--json")
    assert (rehearsed.code, rehearsed.document["new"], rehearsed.document["unit"]) == (0, 1, None)
    assert kodoku("group", "show", "101").code == 1


def test_the_failing_cells_go_to_a_workbook(kodoku: Kodoku, tmp_path: Path) -> None:
    import openpyxl

    wrong = roster_with(tmp_path, [("十二", "=あおぞら", "居場所")])
    out = tmp_path / "誤り.xlsx"
    assert kodoku("import", "roster", wrong, "--errors", out).code == 1
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 2
    # The whole row, so that it can be mended here and taken in again, with the reason beside it.
    assert "A2" in str(rows[1][0])
    assert rows[1][1:4] == ("十二", "=あおぞら", "居場所")


def test_the_values_of_a_document_are_the_same_in_english(filled: Kodoku) -> None:
    japanese = filled("status", "--json").document
    english = filled("status", "--json", lang="en").document
    for record in (*japanese, *english):
        record["next_due"].pop("title")
    assert json.dumps(english) == json.dumps(japanese)


def roster_with(folder: Path, rows: list[tuple[object, ...]]) -> Path:
    """A register as a workbook with number, name and project."""
    import openpyxl

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["番号", "団体名", "取組名", "取組対象", "活動地域"])
    for row in rows:
        sheet.append([*row, "高齢者", "東京都"])
        for cell in sheet[sheet.max_row]:
            cell.data_type = "n" if isinstance(cell.value, int) else "s"
    path = folder / "名簿.xlsx"
    workbook.save(path)
    return path
