"""The JSON documents that scripts rely on: their field names and their order never change."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Kodoku

GROUP = [
    "group_no",
    "group",
    "legal_form",
    "project",
    "targets",
    "area",
    "prefectures",
    "blocks",
    "r6",
    "status",
    "staff",
]
LATE = ["group_no", "group", "what", "title", "due", "days_over", "turn", "staff"]
STATUS = [
    "group_no",
    "group",
    "project",
    "status",
    "blocks",
    "staff",
    "next_due",
    "overdue",
    "last_checkin",
    "checkin_state",
    "open_issues",
    "attention",
]
MILESTONE = [
    "group_no",
    "key",
    "title",
    "kind",
    "planned",
    "due",
    "state",
    "round",
    "turn",
    "days_in_turn",
    "overdue",
    "extensions",
]
CHECKIN = [
    "id",
    "group_no",
    "group",
    "on",
    "channel",
    "staff",
    "condition",
    "note",
    "next",
    "at",
    "occasion",
    "participants",
]
ACTION = ["id", "group_no", "group", "title", "turn", "staff", "due", "done", "postponed"]
ISSUE = [
    "id",
    "group_no",
    "group",
    "category",
    "severity",
    "state",
    "noticed",
    "title",
    "note",
    "opened",
    "closed",
    "subcategory",
    "checkin",
    "remedies",
]
SESSION = [
    *("key", "title", "kind", "on", "is_duty", "present", "absent", "unknown"),
    *("time", "place", "format", "capacity", "invited", "expected", "rate", "survey_mean", "survey_count"),
]
ATTENDANCE = [
    *("session", "group_no", "group", "staff", "mark", "heads", "names", "note"),
    *("on", "followups", "invited", "absences_in_a_row", "group_rate"),
]

LISTS = [
    (["group", "list"], GROUP),
    (["overdue"], LATE),
    (["today"], ["urgency", *LATE]),
    (["status"], STATUS),
    (["milestone", "list"], MILESTONE),
    (["checkin", "list"], CHECKIN),
    (["action", "list"], ACTION),
    (["issue", "list"], ISSUE),
    (["session", "list"], SESSION),
    (["attendance", "list"], ATTENDANCE),
    (["staff", "list"], ["name", "main_groups", "deputy_groups"]),
]


@pytest.fixture
def filled(kodoku: Kodoku) -> Kodoku:
    """The register with one of everything."""
    for command in (
        ["checkin", "add", "12", "--channel", "電話", "--note", "=1+1"],
        ["action", "add", "12", "--title", "資料を送る", "--due", "12/14"],
        ["issue", "add", "12", "--category", "people", "--title", "担い手が足りない"],
        ["milestone", "extend", "12", "outcome_report", "--to", "2/5", "--reason", "体調不良"],
    ):
        assert kodoku(*command).code == 0
    return kodoku


@pytest.mark.parametrize(("command", "fields"), LISTS, ids=lambda part: " ".join(part[:2]))
def test_each_list_has_its_fields_in_their_order_as_json_and_as_csv(
    filled: Kodoku, command: list[str], fields: list[str]
) -> None:
    document = filled(*command, "--json").document
    assert document
    assert all(list(record) == fields for record in document)
    lines = list(csv.reader(io.StringIO(filled(*command, "--csv").out)))
    assert lines[0] == fields
    assert len(lines) == len(document) + 1


def test_a_list_with_nothing_in_it_is_an_empty_document_and_a_bare_heading(kodoku: Kodoku) -> None:
    assert kodoku("checkin", "list", "--json").document == []
    assert kodoku("checkin", "list", "--csv").out == ",".join(CHECKIN) + "\n"


def test_parts_of_the_documents_have_their_fields_too(filled: Kodoku) -> None:
    status = filled("status", "--json").document
    assert list(status[0]["next_due"]) == ["title", "due"]
    extended = [entry for entry in filled("milestone", "list", "--json").document if entry["extensions"]]
    assert list(extended[0]["extensions"][0]) == ["to", "on", "by", "reason"]
    log = filled("log", "--json").document
    assert list(log[0]) == ["unit", "at", "by", "what", "changes"]
    assert list(log[0]["changes"][0]) == ["table", "id", "field", "before", "after"]
    assert len(filled("log", "--json", "--limit", "2").document) == 2
    shown = filled("group", "show", "12", "--json").document
    assert list(shown)[: len(GROUP)] == GROUP
    assert list(shown["milestones"][0]) == MILESTONE


def test_the_promise_that_is_late_says_whose_turn_it_is(filled: Kodoku) -> None:
    late = [item for item in filled("overdue", "--json").document if item["what"] == "action"]
    assert [(item["title"], item["due"], item["days_over"], item["turn"]) for item in late] == [
        ("資料を送る", "2025-12-14", 1, "secretariat")
    ]


def test_the_import_says_what_it_did_and_what_was_wrong(
    kodoku: Kodoku, invented_book: Path, tmp_path: Path
) -> None:
    fields = ["rows", "new", "changed", "unchanged", "skipped", "errors", "unit"]
    same = kodoku("import", "roster", invented_book, "--json").document
    assert list(same) == fields
    assert (same["unchanged"], same["errors"], same["unit"]) == (96, [], None)

    wrong = roster_with(
        tmp_path, [(101, "あおぞら", "居場所"), (101, "ひだまり", "食堂"), (102, "こかげ", "相談")]
    )
    refused = kodoku("import", "roster", wrong, "--json")
    assert refused.code == 1
    assert refused.document["unit"] is None
    (error,) = refused.document["errors"]
    assert list(error) == ["sheet", "cell", "column", "value", "message"]
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
