"""The money of a group from the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Kodoku

SET = ["expense", "set", "12", "--item", "謝金"]


def test_the_document_has_the_fields_that_scripts_rely_on(kodoku: Kodoku) -> None:
    assert kodoku("expense", "list", "--group", "12", "--json").document == {
        "cap": 2_000_000,
        "items": [],
        "budget": 0,
        "accepted": 0,
        "rate": None,
        "repayments": [],
    }
    ended = kodoku(*SET, "--budget", "300,000", "--reported", "２９００００円", "--proper", "280千円")
    assert (ended.code, ended.out) == (0, "")
    assert "経費を変更: 12" in ended.err
    assert "kodoku undo" in ended.err
    assert kodoku("expense", "set", "12", "--item", "旅費", "--budget", "200000").code == 0
    move = ["expense", "reallocate", "12", "--from", "旅費", "--to", "謝金", "--amount", "40000"]
    assert kodoku(*move, "--reason", "講師の変更").code == 0
    listed = kodoku("expense", "list", "--group", "12", "--json")
    assert listed.document == {
        "cap": 2_000_000,
        "items": [
            {"item": "謝金", "budget": 340_000, "proper": 280_000, "accepted": 280_000},
            {"item": "旅費", "budget": 160_000, "proper": None, "accepted": 0},
        ],
        "budget": 500_000,
        "accepted": 280_000,
        "rate": 56.0,
        "repayments": [],
    }
    assert kodoku("expense", "list", "--group", "12", "--csv").out.splitlines() == [
        "item,budget,proper,accepted",
        "謝金,340000,280000,280000",
        "旅費,160000,,0",
    ]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--budget", "2000001"], "上限額"),
        (["--budget", "-5"], "マイナス"),
        (["--proper", "▲5"], "マイナス"),
        (["--reported", "1.5"], "端数"),
        (["--reported", "多め"], "読めません"),
        ([], "変更する項目"),
    ],
)
def test_a_bad_amount_is_refused_with_a_sentence_and_nothing_is_lost(
    kodoku: Kodoku, arguments: list[str], word: str
) -> None:
    kodoku(*SET, "--budget", "1")
    ended = kodoku(*SET, *arguments)
    assert (ended.code, ended.out) == (1, "")
    assert word in ended.err
    assert kodoku("expense", "list", "--group", "12", "--json").document["budget"] == 1


def test_evidence_is_recorded_completed_and_what_does_not_fit_is_said(kodoku: Kodoku) -> None:
    evidence = ["expense", "evidence", "12"]
    assert kodoku(*evidence, "--item", "謝金", "--payee", "講師").code == 2
    new = ["--item", "謝金", "--payee", "講師", "--amount", "3万円", "--order", "9/10"]
    assert kodoku(*evidence, *new).code == 0
    assert kodoku(*evidence, "--row", "1", "--payment", "9/1").code == 0
    page = kodoku("expense", "list", "--group", "12").out
    assert "証憑 #1  謝金  講師  30,000円  発注 9/10(水)  支払 9/1(月)" in page
    assert "発注（2025/9/10）が支払（2025/9/1）より後の日付です。" in page
    assert kodoku(*evidence, "--row", "1", "--order", "").code == 0
    assert "発注" not in kodoku("expense", "list", "--group", "12").out
    assert kodoku(*evidence, "--row", "9", "--payment", "9/1").code == 1


def test_the_final_audit_is_recorded_and_read_back(kodoku: Kodoku) -> None:
    audit = ["expense", "audit", "12", "--on", "12/10"]
    kodoku(*SET, "--budget", "300000")
    assert kodoku(*audit, "--result", "条件付適", "--findings", "領収書の不足").code == 0
    asked = kodoku(*audit, "--result", "passed", "--corrections", "再提出")
    assert (asked.code, "--insist" in asked.err, "実績報告書が未受理" in asked.err) == (1, True, True)
    assert kodoku(*audit, "--result", "passed", "--corrections", "再提出", "--insist").code == 0
    page = kodoku("expense", "list", "--group", "12").out
    assert "12/10(水)  適（未定）  指摘: 領収書の不足  是正: 再提出" in page
    assert kodoku(*audit, "--result", "まあまあ").code == 1


def test_every_word_of_the_page_is_said_in_english(kodoku: Kodoku) -> None:
    kodoku(*SET, "--budget", "300000", "--proper", "280000", lang="en")
    page = kodoku("expense", "list", "--group", "12", lang="en").out
    assert "Honoraria" in page
    assert "To be accepted 280,000 yen  Rate 93.3%" in page


def test_the_limit_and_the_items_are_settings(kodoku: Kodoku) -> None:
    kodoku("expense", "set", "12", "--item", "旅費", "--budget", "100000")
    move = ["expense", "reallocate", "12", "--from", "旅費", "--to", "謝金", "--amount", "30000"]
    assert "20%まで" in kodoku(*move, "--reason", "変更").err
    assert kodoku("expense", "limit", "３０％").code == 0
    assert kodoku(*move, "--reason", "変更").code == 0
    assert kodoku(*move, "--reason", "変更").code == 1
    assert kodoku("expense", "limit", "").code == 0
    assert kodoku(*move, "--reason", "変更").code == 0
    for percent in ("101", "-1", "2.5", "少し"):
        ended = kodoku("expense", "limit", "--", percent)
        assert (ended.code, "0から100まで" in ended.err) == (1, True)

    assert kodoku("expense", "item", "光熱費", "--english", "Utilities").code == 0
    assert kodoku("expense", "item", "光熱費").code == 1
    assert kodoku("expense", "item", "水道光熱費", "--rename", "utilities").code == 0
    assert kodoku("expense", "item", "謝金", "--rename", "水道").code == 1
    assert kodoku("expense", "item", " ").code == 1
    assert kodoku("expense", "set", "12", "--item", "水道", "--budget", "1").code == 0
    listed = kodoku("expense", "list", "--group", "12", "--json").document["items"]
    assert [item["item"] for item in listed] == ["謝金", "旅費", "水道光熱費"]
