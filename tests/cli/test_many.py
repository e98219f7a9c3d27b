"""Milestones on the command line: one group, many, a look first; rounds, documents, and groups that come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kodoku

REPORT = "outcome_report"


def states(kodoku: Kodoku, key: str = REPORT) -> dict[int, str]:
    return {
        entry["group_no"]: entry["state"]
        for entry in kodoku("milestone", "list", "--json").document
        if entry["key"] == key
    }


@pytest.mark.parametrize(
    "words",
    [
        ("12", "13", "20-22", REPORT),
        (REPORT, "--groups", "12,13,20-22"),
        ("12,13", "20-22", REPORT),
    ],
)
def test_several_groups_are_moved_by_their_numbers(kodoku: Kodoku, words: tuple[str, ...]) -> None:
    looked = kodoku("milestone", "submit", *words, "--dry-run")
    assert (looked.code, looked.out.count("未提出")) == (0, 5)
    assert set(states(kodoku).values()) == {"未着手"}
    assert kodoku("milestone", "submit", *words).code == 0
    assert [number for number, state in states(kodoku).items() if state == "提出"] == [12, 13, 20, 21, 22]
    assert len(kodoku("log", "--json").document[0]["changes"]) > 5


def test_all_active_groups_are_extended_and_those_that_cannot_be_are_told(kodoku: Kodoku) -> None:
    kodoku("group", "withdraw", "41", "--on", "2025-08-01", "--reason", "都合")
    # Past the end of the work it is asked about first.
    asked = kodoku("milestone", "extend", "12", REPORT, "--to", "2026-03-01", "--reason", "行事")
    assert asked.code == 1
    assert "2/10" in asked.err and "承諾日" in asked.err and "--insist" in asked.err
    of_many = kodoku("milestone", "extend", REPORT, "--all", "--to", "2026-03-01", "--reason", "行事")
    assert (of_many.code, of_many.err) == (1, asked.err)
    told = kodoku("milestone", "extend", "12", REPORT, "--to", "2026-03-01", "--reason", "行事", "--insist")
    assert told.code == 0
    ended = kodoku("milestone", "extend", REPORT, "--all", "--to", "2026-02-05", "--reason", "一律")
    assert ended.code == 0
    assert "番号 12" in ended.err and "94団体" in ended.err
    assert states(kodoku).keys() == set(range(1, 97)) - {41}


def test_when_no_group_can_be_moved_the_exit_says_so(kodoku: Kodoku) -> None:
    assert kodoku("milestone", "accept", REPORT, "--all").code == 1
    assert kodoku("milestone", "accept", "12", REPORT).code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("submit", "12"),
        ("submit", REPORT),
        ("submit", "12", REPORT, "--all"),
        ("submit", "x", REPORT),
        ("extend", "12", REPORT, "--to", "2026-02-05"),
    ],
)
def test_what_is_written_wrongly_is_usage(kodoku: Kodoku, words: tuple[str, ...]) -> None:
    assert kodoku("milestone", *words).code == 2


def test_a_contract_goes_its_way_and_a_fresh_one_is_overdue_on_our_turn(kodoku: Kodoku) -> None:
    late = kodoku("overdue", "--json").document
    assert {(item["group_no"], item["turn"]) for item in late if item["title"] == "契約締結"} == {
        (number, "secretariat") for number in range(1, 97)
    }
    assert kodoku("milestone", "submit", "13", "contract").code == 0
    assert kodoku("milestone", "accept", "13", "contract").code == 0
    for move in ("send", "submit", "accept"):
        assert kodoku("milestone", move, "12", "contract").code == 0
    assert "締結済" in kodoku("milestone", "show", "12", "contract").out
    assert kodoku("milestone", "send", "12", REPORT).code == 1


def test_everything_about_a_milestone_is_shown(kodoku: Kodoku) -> None:
    kodoku("milestone", "submit", "12", REPORT, "--on", "2025-12-10", staff="佐藤")
    kodoku(
        "milestone", "return", "12", REPORT, "--on", "2025-12-12", "--comment", "様式が違います", staff="佐藤"
    )
    kodoku("milestone", "comment", "12", REPORT, "電話で伝えた", staff="鈴木")
    kodoku("milestone", "extend", "12", REPORT, "--to", "2026-02-05", "--reason", "行事")
    shown = kodoku("milestone", "show", "12", REPORT)
    for words in ("団体対応待ち 3日", "様式が違います", "鈴木 一郎: 電話で伝えた", "行事", "成果報告書"):
        assert words in shown.out
    page = kodoku("milestone", "show", "12", REPORT, "--json").document
    assert [(step["on"], step["by"], step["to"]) for step in page["steps"]] == [
        ("2025-12-10", "佐藤 花子", "提出"),
        ("2025-12-12", "佐藤 花子", "差戻し"),
    ]
    assert [comment["text"] for comment in page["rounds"][0]["comments"]] == [
        "様式が違います",
        "電話で伝えた",
    ]
    assert (page["days_in_turn"], page["extensions"][0]["to"]) == (3, "2026-02-05")


def test_documents_are_received_listed_and_missed(kodoku: Kodoku, register: Path) -> None:
    (register.parent / "報告.pdf").write_bytes(b"%PDF")
    kodoku("milestone", "submit", "12", "expense_report")
    missing = kodoku("document", "list", "--missing", "--json").document
    assert [(each["group_no"], each["key"]) for each in missing] == [(12, "expense_report"), (12, "evidence")]
    assert (
        kodoku("document", "receive", "12", "expense_report", "実績報告書", "--place", "報告.pdf").code == 0
    )
    assert [each["key"] for each in kodoku("document", "list", "--missing", "--json").document] == [
        "evidence"
    ]
    gone = kodoku("document", "receive", "12", "expense_report", "証憑", "--place", "ない.pdf")
    assert (gone.code, "見つかりません" in gone.err) == (0, True)
    assert "報告.pdf" in kodoku("group", "show", "12").out


def test_group_41_leaves_and_comes_back_with_its_history(kodoku: Kodoku) -> None:
    kodoku("group", "withdraw", "41", "--on", "2025-08-01", "--reason", "担当者の退職")
    assert len(kodoku("group", "list", "--json").document) == 95
    assert 41 not in {item["group_no"] for item in kodoku("today", "--json").document}
    assert "担当者の退職" in kodoku("group", "show", "41").out
    assert kodoku("group", "reactivate", "41", "--reason", "再開").code == 0
    page = kodoku("group", "show", "41", "--json").document
    assert [step["status"] for step in page["status_history"]] == ["辞退", "実施中"]
    assert len(kodoku("group", "list", "--json").document) == 96
    assert kodoku("group", "complete", "41").code == 1
    assert kodoku("group", "complete", "41", "--force", "--reason", "統合").code == 0
