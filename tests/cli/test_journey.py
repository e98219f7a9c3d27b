"""A whole year in commands, as a script would run them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Ended, in_a_process

pytestmark = pytest.mark.long


def test_the_year_from_the_empty_file_to_the_status_list(invented_book: Path, tmp_path: Path) -> None:
    database = str(tmp_path / "r7.db")

    def kodoku(*arguments: str, on: str = "2025-12-15", code: int = 0) -> Ended:
        ended = in_a_process(*arguments, KODOKU_DB=database, KODOKU_TODAY=on, KODOKU_STAFF="佐藤")
        assert ended.code == code, ended.err
        return ended

    kodoku("init", "--year", "2025", on="2025-06-02")
    assert kodoku("import", "roster", str(invented_book), "--json").document["new"] == 96
    again = kodoku("import", "roster", str(invented_book), "--json")
    assert (again.document["unchanged"], again.document["unit"]) == (96, None)
    assert "変更はありません" in again.err

    kodoku("staff", "add", "佐藤 花子")
    assert "kodoku undo" in kodoku("group", "assign", "12", "13", "20-25", "--main", "佐藤").err

    kodoku("checkin", "add", "12", "--on", "R7.12.1", "--channel", "電話", "--note", "集客が好調")
    kodoku(
        "checkin", "add", "13", "--on", "昨日", "--channel", "online", "--note", "広報の相談", "--next", "+14"
    )
    kodoku("checkin", "add", "20", "--on", "12/1", "--channel", "訪問", "--note", "順調")
    checkins = {entry["group_no"]: entry for entry in kodoku("checkin", "list", "--json").document}
    assert [checkins[number]["on"] for number in (12, 13, 20)] == ["2025-12-01", "2025-12-14", "2025-12-01"]
    assert checkins[13]["next"] == "2025-12-29"
    assert checkins[12]["staff"] == "佐藤 花子"

    late = kodoku("overdue", "--staff", "佐藤", "--json").document
    assert {item["group_no"] for item in late if item["what"] == "checkin"} == {21, 22, 23, 24, 25}
    assert {item["title"] for item in late if item["group_no"] == 12} == {"契約締結"}
    # Attendance that nobody recorded is ours, a line a session.
    recording = {item["title"].split()[0]: item["group_no"] for item in late if item["what"] == "attendance"}
    assert recording == {"第1回全体研修会": None, "中間報告会": None}

    later = "2026-02-02"
    kodoku("milestone", "submit", "12", "outcome_report", "--on", "1/20", on=later)
    kodoku(
        "milestone", "return", "12", "outcome_report", "--on", "1/22", "--comment", "第3章がない", on=later
    )
    kodoku("milestone", "extend", "12", "outcome_report", "--to", "2/5", "--reason", "体調不良", on=later)
    kodoku("milestone", "submit", "12", "outcome_report", "--on", "1/30", on=later)
    kodoku("milestone", "accept", "12", "outcome_report", on=later)
    milestones = kodoku("milestone", "list", "--group", "12", "--json", on=later).document
    report = next(entry for entry in milestones if entry["key"] == "outcome_report")
    assert (report["state"], report["round"], report["due"]) == ("受理", 2, "2026-02-05")
    (extension,) = report["extensions"]
    assert extension["to"] == "2026-02-05"
    assert (extension["on"], extension["by"], extension["reason"]) == (later, "佐藤 花子", "体調不良")

    kodoku("group", "withdraw", "41", "--on", "2025-08-01", "--reason", "人手不足")
    assert len(kodoku("status", "--json").document) == 95
    assert len(kodoku("status", "--all", "--json").document) == 96

    kodoku("attendance", "set", "training_1", "12", "13", "出席(会場)", "--others", "excused")
    assert kodoku("session", "list", "--json").document[0]["present"] == 2
    assert kodoku("session", "list", "--json").document[0]["absent"] == 93

    kodoku("issue", "add", "12", "--category", "広報・集客", "--severity", "中", "--title", "参加者が少ない")
    status = kodoku("status", "--json").document
    assert next(entry for entry in status if entry["group_no"] == 12)["open_issues"] == {"outreach": 1}

    newest = kodoku("log", "--json").document[0]
    assert "参加者が少ない" in newest["what"]
    assert newest["by"] == "佐藤 花子"
    assert {"table": "issue", "field": "severity", "after": "中"}.items() <= next(
        change for change in newest["changes"] if change["field"] == "severity"
    ).items()
    kodoku("undo")
    assert kodoku("issue", "list", "--json").document == []

    workbook = tmp_path / "状況一覧.xlsx"
    kodoku("export", "status", str(workbook))
    rows = list(openpyxl.load_workbook(workbook).worksheets[0].iter_rows(values_only=True))
    numbers = [row[0] for row in rows if isinstance(row[0], int)]
    assert numbers == [number for number in range(1, 97) if number != 41]
    twelfth = next(row for row in rows if row[0] == 12)
    assert any(isinstance(value, datetime) and value.date() == date(2025, 12, 1) for value in twelfth)
    kodoku("bogus", code=2)
