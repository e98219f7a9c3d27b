"""What a secretariat can do in one sitting, by the command line: from nothing to the workbook for the client."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kodoku_tui.cli.main import run
from tests.lively import invented_roster

pytestmark = pytest.mark.long

SESSIONS_HELD = {"第1回全体研修会", "中間報告会"}


class Desk:
    """The command line on one file, on one day."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._path = path
        self._capsys = capsys

    def do(self, *arguments: str) -> str:
        """Run one command that must succeed; gives what it prints."""
        code = run(["--db", str(self._path), "--today", "2025-12-15", *arguments])
        printed = self._capsys.readouterr()
        assert code == 0, printed.err
        return printed.out

    def read(self, *arguments: str) -> Any:
        """Run one command and read its JSON."""
        return json.loads(self.do(*arguments, "--json"))


def test_from_nothing_to_the_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path / "kodoku.db", capsys)

    # Set up, take the register in, and once more: nothing changes.
    roster = str(invented_roster(tmp_path / "架空の名簿.xlsx"))
    desk.do("init", "--year", "2025")
    assert desk.read("import", "roster", roster)["new"] == 96
    again = desk.read("import", "roster", roster)
    assert (again["new"], again["changed"], again["unchanged"], again["unit"]) == (0, 0, 96, None)
    desk.do("group", "withdraw", "41", "--on", "2025-08-01", "--reason", "団体の都合")
    assert len(desk.read("group", "list")) == 95

    # Assign staff, log three check-ins.
    for name in ("佐藤 花子", "鈴木 一"):
        desk.do("staff", "add", name)
    desk.do("group", "assign", "1-50", "--main", "佐藤")
    desk.do("group", "assign", "51-96", "--main", "鈴木", "--deputy", "佐藤")
    desk.do("checkin", "add", "12", "--on", "12/15", "--channel", "電話", "--note", "集客が好調")
    desk.do(
        "checkin",
        "add",
        "13",
        "--on",
        "R7.12.1",
        "--channel",
        "訪問",
        "--note",
        "会場を見た",
        "--next",
        "+14",
    )
    desk.do("checkin", "add", "60", "--on", "昨日", "--channel", "オンライン", "--note", "会計の相談")

    # Who is overdue as of today?
    late = desk.read("overdue")
    milestones = [item for item in late if item["what"] == "milestone"]
    assert {item["title"] for item in milestones} == {"契約締結"}
    assert len(milestones) == 95
    recording = {item["title"].split()[0] for item in late if item["what"] == "attendance"}
    assert recording == SESSIONS_HELD
    assert {item["group_no"] for item in late if item["what"] == "checkin"} == set(range(1, 97)) - {
        12,
        13,
        41,
        60,
    }
    assert all(item["staff"] == "佐藤 花子" for item in late if (item["group_no"] or 99) <= 50)
    oldest = milestones[0]
    assert (oldest["due"], oldest["days_over"], oldest["turn"]) == ("2025-06-30", 168, "secretariat")

    # Hand the client the status list.
    book_path = tmp_path / "状況一覧.xlsx"
    desk.do("export", "status", str(book_path), "--working")
    sheet = openpyxl.load_workbook(book_path).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    header = next(number for number, row in enumerate(rows) if row[0] == "番号")
    titles = [str(title).replace("\n", "") for title in rows[header]]
    groups: dict[object, dict[str, object]] = {
        row[0]: dict(zip(titles, row, strict=True)) for row in rows[header + 1 :] if isinstance(row[0], int)
    }
    assert list(groups) == [number for number in range(1, 97) if number != 41]
    assert groups[12]["主担当"] == "佐藤 花子"
    assert groups[60]["主担当"] == "鈴木 一"
    assert _day(groups[13]["最終面談日"]) == date(2025, 12, 1)
    assert groups[13]["経過日数（日）"] == 14
    # The papers of its contract are ours to send: the group is late with nothing.
    assert groups[1]["期限超過（件）"] == 0
    assert sheet.freeze_panes is not None
    assert sheet.auto_filter.ref
    assert sheet.page_setup.orientation == "landscape"


def _day(value: object) -> date:
    assert isinstance(value, datetime)
    return value.date()
