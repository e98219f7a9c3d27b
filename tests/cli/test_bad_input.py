"""What cannot be of a year's dates, money and papers: one sentence, exit 1, and nothing is changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Kodoku

REPORT = ("12", "outcome_report")
MOVED = ("expense", "reallocate", "12", "--from", "旅費", "--to", "謝金", "--reason", "講師の追加")
CONTRACT_ON = "2025/6/20"

BAD = {
    "handed in before the contract": (["milestone", "submit", *REPORT, "--on", "6/19"], CONTRACT_ON),
    "a document before the contract": (
        ["document", "receive", *REPORT, "成果報告書", "--on", "6/19"],
        CONTRACT_ON,
    ),
    "left before the contract": (
        ["group", "withdraw", "12", "--on", "6/19", "--reason", "都合"],
        CONTRACT_ON,
    ),
    "completed before the contract": (
        ["group", "complete", "12", "--on", "6/19", "--force", "--reason", "都合"],
        CONTRACT_ON,
    ),
    "audited before the contract": (
        ["expense", "audit", "12", "--on", "6/19", "--result", "適"],
        CONTRACT_ON,
    ),
    "budget moved before the contract": ([*MOVED, "--amount", "1", "--on", "6/19"], CONTRACT_ON),
    "handed in tomorrow": (["milestone", "submit", *REPORT, "--on", "+1"], "2025/12/16"),
    "put off to the day it is due": (
        ["milestone", "extend", *REPORT, "--to", "1/31", "--reason", "行事"],
        "2026/1/31",
    ),
    "put off to an earlier day": (
        ["milestone", "extend", *REPORT, "--to", "1/30", "--reason", "行事"],
        "2026/1/31",
    ),
    "put off without a reason": (["milestone", "extend", *REPORT, "--to", "2/5", "--reason", " "], "理由"),
    "put off to no day": (["milestone", "extend", *REPORT, "--to", "2/30", "--reason", "行事"], "2/30"),
    "over the cap": (["expense", "set", "12", "--item", "謝金", "--budget", "1700001"], "2,000,000"),
    "more moved than the cap": ([*MOVED, "--amount", "2000001", "--approved", "12/1"], "2,000,000"),
    "more moved than is there": ([*MOVED, "--amount", "300001", "--approved", "12/1"], "300,000"),
    "more moved than without approval": ([*MOVED, "--amount", "60001"], "20%"),
    "less than nothing": (["expense", "set", "12", "--item", "謝金", "--budget", "▲1"], "マイナス"),
    "less than nothing, as accounts write it": (
        ["expense", "set", "12", "--item", "謝金", "--proper", "(1,000)"],
        "マイナス",
    ),
    "a part of a yen": (["expense", "set", "12", "--item", "謝金", "--reported", "0.5"], "端数"),
    "a part of a yen in thousands": (
        ["expense", "set", "12", "--item", "謝金", "--proper", "1.2345千円"],
        "端数",
    ),
    "no amount": (["expense", "set", "12", "--item", "謝金", "--budget", "たくさん"], "たくさん"),
    "evidence of less than nothing": (
        ["expense", "evidence", "12", "--item", "旅費", "--payee", "鉄道", "--amount", "-1"],
        "マイナス",
    ),
    "no such cost item": (["expense", "set", "12", "--item", "交際費", "--budget", "1"], "謝金"),
    "no such document": (["document", "receive", *REPORT, "領収書"], "成果報告書"),
    "a move that the state does not allow": (["milestone", "accept", *REPORT], "受理"),
    "none of many can": (["milestone", "accept", "outcome_report", "--all"], "96"),
    "completed with duties open": (["group", "complete", "12"], "成果報告書"),
    "all completed with duties open": (["group", "complete", "--all"], "96"),
    "a rule that leads in a circle": (
        ["plan", "set", "outcome_report", "--rule", "business_days_before outcome_report 3"],
        "outcome_report",
    ),
}


@pytest.fixture
def under_contract(kodoku: Kodoku) -> Kodoku:
    """Group 12 with its contract of 2025-06-20 and 300,000 yen for travel."""
    for words in (
        ["milestone", "submit", "12", "contract", "--on", "6/16"],
        ["milestone", "accept", "12", "contract", "--on", "6/20"],
        ["expense", "set", "12", "--item", "旅費", "--budget", "300000"],
    ):
        assert kodoku(*words).code == 0
    return kodoku


@pytest.mark.a_few(20)
@pytest.mark.parametrize(("command", "said"), BAD.values(), ids=BAD)
def test_bad_input_is_a_sentence_and_changes_nothing(
    under_contract: Kodoku, register: Path, command: list[str], said: str
) -> None:
    kodoku = under_contract
    before = kodoku("log", "--json").document
    ended = kodoku(*command)
    assert (ended.code, ended.out) == (1, ""), ended
    assert said in ended.err
    assert re.search("[ぁ-ん]", ended.err) and "予期しない" not in ended.err
    assert kodoku("log", "--json").document == before


def test_a_document_whose_file_is_gone_is_said_when_it_is_opened_and_its_record_stays(
    under_contract: Kodoku, register: Path
) -> None:
    kodoku, paper = under_contract, register.parent / "報告書.pdf"
    paper.write_bytes(b"%PDF")
    assert kodoku("document", "receive", *REPORT, "成果報告書", "--place", "報告書.pdf").code == 0
    paper.unlink()
    ended = kodoku("document", "open", *REPORT, "成果報告書")
    assert (ended.code, "報告書.pdf" in ended.err) == (1, True)
    # A note is added to what is known; the path is not asked about again.
    note = ("--place", "報告書.pdf", "--note", "原本は棚")
    assert kodoku("document", "receive", *REPORT, "成果報告書", *note).code == 0
    assert "原本は棚" in kodoku("group", "show", "12").out


def test_group_41_leaves_before_its_contract_and_95_are_counted_everywhere(kodoku: Kodoku) -> None:
    assert kodoku("group", "withdraw", "41", "--on", "6/5", "--reason", "団体の都合").code == 0
    for words in (["status"], ["group", "list"]):
        assert len(kodoku(*words, "--json").document) == 95
        assert len(kodoku(*words, "--all", "--json").document) == 96
    for words in (["overdue"], ["today"], ["milestone", "list"], ["document", "list"]):
        assert 41 not in {one["group_no"] for one in kodoku(*words, "--json").document}
    assert {one["unknown"] for one in kodoku("session", "list", "--json").document} == {95}
    looked = kodoku("milestone", "submit", "outcome_report", "--all", "--dry-run")
    assert looked.out.count("未提出") == 95
    page = kodoku("group", "show", "41", "--json").document
    assert {one["turn"] for one in page["milestones"]} == {None}
    assert [(one["on"], one["status"], one["reason"]) for one in page["status_history"]] == [
        ("2025-06-05", "辞退", "団体の都合")
    ]
    refused = kodoku("milestone", "submit", "41", "outcome_report")
    assert (refused.code, "辞退" in refused.err) == (1, True)
