"""The whole year of one group and of all of them, from the contract to the final amount, by the command line."""

from __future__ import annotations

import io
import json
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kodoku_tui.cli.main import run
from tests.cli.conftest import in_a_process
from tests.lively import invented_roster

pytestmark = pytest.mark.long

SESSIONS = ("training_1", "midterm_meeting", "training_2", "final_meeting")
REPORTS = ("outcome_report", "expense_report", "final_audit")


class CommandLine:
    """The program on one file, on a day that goes on; each command in a process of its own, or in this one."""

    def __init__(self, folder: Path, *, is_alone: bool) -> None:
        self.path = folder / "year.kodoku"
        self.today = "2025-06-02"
        self._is_alone = is_alone

    def do(self, *words: str, code: int = 0) -> str:
        """Run a command; gives what it prints, and for one that is refused what it says."""
        line = ["--db", str(self.path), "--today", self.today, "--staff", "青木", *words]
        if self._is_alone:
            ended = in_a_process(*line)
            found, out, err = ended.code, ended.out, ended.err
        else:
            printed, said = io.StringIO(), io.StringIO()
            with redirect_stdout(printed), redirect_stderr(said):
                found = run(line)
            out, err = printed.getvalue(), said.getvalue()
        assert found == code, f"{words}: {err}"
        assert "Traceback" not in err
        return out if code == 0 else err

    def read(self, *words: str) -> Any:
        """Run a command and read its JSON."""
        return json.loads(self.do(*words, "--json"))

    def begin(self, folder: Path) -> None:
        """A file with 96 invented groups and one person."""
        self.do("init", "--year", "2025")
        self.do("import", "roster", str(invented_roster(folder / "名簿.xlsx")))
        self.do("staff", "add", "青木 一")


def test_one_group_from_its_contract_to_the_final_amount(tmp_path: Path) -> None:
    line = CommandLine(tmp_path, is_alone=True)
    line.begin(tmp_path)

    # 書類送付 → 返送 → 締結済.
    line.do("milestone", "send", "12", "contract", "--on", "6/2")
    line.today = "2025-06-20"
    line.do("milestone", "submit", "12", "contract", "--on", "6/16")
    line.do("milestone", "accept", "12", "contract", "--on", "6/20")
    assert "2025/6/20" in line.do("milestone", "submit", "12", "outcome_report", "--on", "6/19", code=1)

    # The budget, within the cap, and part of it moved to where it is needed.
    line.do("expense", "set", "12", "--item", "謝金", "--budget", "1,200,000円")
    line.do("expense", "set", "12", "--item", "旅費", "--budget", "80万円")
    assert "超えます" in line.do("expense", "set", "12", "--item", "その他", "--budget", "1", code=1)
    line.today = "2025-11-10"
    moved = ("expense", "reallocate", "12", "--from", "旅費", "--to", "謝金", "--reason", "講師の追加")
    assert "20%" in line.do(*moved, "--amount", "200000", code=1)
    line.do(*moved, "--amount", "200000", "--approved", "11/7")

    # The sessions: there, watched later within a day of its own, and excused.
    line.do("attendance", "set", "training_1", "12", "出席(会場)")
    line.do("milestone", "extend", "12", "midterm_meeting", "--to", "11/20", "--reason", "録画を見る")
    line.do("attendance", "set", "midterm_meeting", "12", "録画視聴")

    # The report comes late, is put off after its day, returned with a comment, handed in again and accepted.
    line.today = "2026-02-03"
    line.do("attendance", "set", "training_2", "12", "出席(オンライン)")
    late = [one for one in line.read("overdue") if one["group_no"] == 12 and one["what"] == "milestone"]
    assert [(one["title"], one["due"], one["days_over"]) for one in late] == [("成果報告書", "2026-01-31", 3)]
    line.do("milestone", "extend", "12", "outcome_report", "--to", "2/6", "--reason", "会計担当の交代")
    line.do("milestone", "submit", "12", "outcome_report", "--on", "2/3")
    line.today = "2026-02-09"
    line.do("milestone", "return", "12", "outcome_report", "--on", "2/4", "--comment", "第3章がない")
    line.do("milestone", "submit", "12", "outcome_report", "--on", "2/6")
    line.do("milestone", "accept", "12", "outcome_report", "--on", "2/9")

    # Its papers, the accounts, the evidence.
    for key in ("outcome_report", "expense_report", "evidence"):
        (tmp_path / f"{key}.pdf").write_bytes(b"%PDF")
    line.do("document", "receive", "12", "outcome_report", "成果報告書", "--place", "outcome_report.pdf")
    line.do("milestone", "submit", "12", "expense_report", "--on", "2/9")
    assert [one["key"] for one in line.read("document", "list", "--group", "12", "--missing")] == [
        "expense_report",
        "evidence",
    ]
    line.do("document", "receive", "12", "expense_report", "実績報告書", "--place", "expense_report.pdf")
    line.do("document", "receive", "12", "expense_report", "証憑", "--place", "evidence.pdf")
    assert line.read("document", "list", "--group", "12", "--missing") == []
    line.do("expense", "set", "12", "--item", "謝金", "--reported", "1,450,000", "--proper", "1,450,000")
    line.do("expense", "set", "12", "--item", "旅費", "--reported", "599,999", "--proper", "599,999")
    papers = ("--estimate", "8/1", "--order", "8/5", "--delivery", "9/1", "--invoice", "9/5")
    line.do("expense", "evidence", "12", "--item", "旅費", "--payee", "鉄道", "--amount", "599999", *papers)
    assert "より後の日付" not in line.do("expense", "list", "--group", "12")
    line.do("expense", "evidence", "12", "--row", "1", "--payment", "8/31")
    assert "より後の日付" in line.do("expense", "list", "--group", "12")
    line.do("expense", "evidence", "12", "--row", "1", "--payment", "9/30")

    # 確定検査, and 確定額: per item the lower, here one yen short of everything.
    line.do("milestone", "accept", "12", "expense_report", "--on", "2/9")
    line.today = "2026-04-02"
    line.do("expense", "audit", "12", "--on", "2/25", "--result", "条件付適", "--findings", "領収書1枚の不足")
    line.do("milestone", "submit", "12", "final_audit", "--on", "3/2")
    line.do("milestone", "accept", "12", "final_audit", "--on", "3/5")
    line.do("expense", "audit", "12", "--on", "3/5", "--result", "適", "--corrections", "再提出済み")
    money = line.read("expense", "list", "--group", "12")
    assert [(one["item"], one["budget"], one["accepted"]) for one in money["items"]] == [
        ("謝金", 1_400_000, 1_400_000),
        ("旅費", 600_000, 599_999),
    ]
    assert (money["budget"], money["accepted"], money["rate"]) == (2_000_000, 1_999_999, 99.9)

    # Complete: not before everything is done.
    assert "最終報告会" in line.do("group", "complete", "12", code=1)
    line.do("attendance", "set", "final_meeting", "12", "出席(会場)")
    line.do("group", "complete", "12", "--on", "3/31")

    # What happened can be read afterwards: on the page of the group, of the report, and act by act in the log.
    page = line.read("group", "show", "12")
    assert page["status"] == "完了"
    assert {one["state"] for one in page["milestones"]} == {"受理"}
    assert page["next_steps"] == []
    report = line.read("milestone", "show", "12", "outcome_report")
    assert [(one["on"], one["to"]) for one in report["steps"]] == [
        ("2026-02-03", "提出"),
        ("2026-02-04", "差戻し"),
        ("2026-02-06", "提出"),
        ("2026-02-09", "受理"),
    ]
    assert [one["text"] for one in report["rounds"][0]["comments"]] == ["第3章がない"]
    assert [(one["to"], one["reason"]) for one in report["extensions"]] == [("2026-02-06", "会計担当の交代")]
    log = line.read("log", "--limit", "200")
    assert all(one["by"] in ("青木", "青木 一") for one in log)
    assert all(one["changes"] for one in log)
    told = "\n".join(one["what"] for one in reversed(log))
    order = ("書類送付", "返送", "締結: ", "流用", "期限延長", "差戻し", "確定検査", "完了")
    places = [told.find(word) for word in order]
    assert -1 not in places, told
    written = line.do("group", "show", "12") + line.do("milestone", "show", "12", "outcome_report")
    for words in ("締結済", "第3章がない", "会計担当の交代", "録画を見る", "完了"):
        assert words in written


def test_all_95_groups_from_their_contracts_to_their_final_amounts_at_once(tmp_path: Path) -> None:
    line = CommandLine(tmp_path, is_alone=False)
    line.begin(tmp_path)
    line.do("group", "withdraw", "41", "--reason", "団体の都合")
    line.today = "2026-04-02"

    def states(key: str) -> Counter[str]:
        return Counter(one["state"] for one in line.read("milestone", "list") if one["key"] == key)

    def in_bulk(*words: str) -> None:
        """First what would happen, which changes nothing, then the act: one unit in the log."""
        before, log = line.read("milestone", "list"), line.read("log", "--limit", "1")[0]["unit"]
        line.do("milestone", *words, "--dry-run")
        assert line.read("milestone", "list") == before
        line.do("milestone", *words)
        assert line.read("log", "--limit", "1")[0]["unit"] == log + 1

    late = Counter(one["title"] for one in line.read("overdue") if one["what"] == "milestone")
    # The audit waits for the accounts; attendance is ours, a line a session; that of the
    # last one, two days ago, has a day left.
    assert (len(late), set(late.values())) == (3, {95})
    assert sum(one["what"] == "attendance" for one in line.read("overdue")) == len(SESSIONS) - 1
    in_bulk("send", "contract", "--all", "--on", "2025-06-02")
    in_bulk("submit", "contract", "--all", "--on", "2025-06-10")
    in_bulk("accept", "contract", "--all", "--on", "2025-06-20")
    for session in SESSIONS:
        line.do("attendance", "set", session, "1", "出席(会場)", "--others", "出席(オンライン)")
    in_bulk("extend", "outcome_report", "--all", "--to", "2026-02-08", "--reason", "一律の延長")
    in_bulk("submit", "outcome_report", "--all", "--on", "2026-02-01")
    in_bulk("return", "outcome_report", "--groups", "1-10", "--on", "2026-02-03", "--comment", "様式")
    assert states("outcome_report") == {"提出": 85, "差戻し": 10}
    in_bulk("submit", "outcome_report", "--groups", "1-10", "--on", "2026-02-05")
    in_bulk("accept", "outcome_report", "--all", "--on", "2026-02-09")
    for key in REPORTS[1:]:
        in_bulk("submit", key, "--all", "--on", "2026-02-10")
    in_bulk("accept", "expense_report", "--all", "--on", "2026-02-20")
    numbers = [number for number in range(1, 97) if number != 41]
    for number in numbers:
        amounts = ("--budget", "2000000", "--reported", "2100000", "--proper", str(2_000_000 - number))
        line.do("expense", "set", str(number), "--item", "人件費", *amounts)
    # With the amounts in there is nothing left to ask about.
    in_bulk("accept", "final_audit", "--all", "--on", "2026-02-20")
    for number in numbers[::10]:
        line.do("expense", "audit", str(number), "--result", "適")
    assert [one for one in line.read("overdue") if one["what"] in ("milestone", "review")] == []
    for number in numbers[::10]:
        money = line.read("expense", "list", "--group", str(number))
        assert (money["accepted"], money["rate"]) == (2_000_000 - number, 99.9)
    line.do("group", "complete", "--all", "--dry-run")
    assert len(line.read("group", "list")) == 95
    line.do("group", "complete", "--all", "--on", "2026-03-31")
    # Completing is not leaving: they stay in the lists of their year.
    assert {one["status"] for one in line.read("group", "list")} == {"完了"}
    everybody = Counter(one["status"] for one in line.read("group", "list", "--all"))
    assert everybody == {"完了": 95, "辞退": 1}
    book = tmp_path / "状況.xlsx"
    line.do("export", "status", str(book))
    rows = openpyxl.load_workbook(book).worksheets[0].iter_rows(values_only=True)
    assert len([row for row in rows if isinstance(row[0], int)]) == 95
