"""Issues, remedies, linkages and indicators on the command line: JSON that scripts rely on, and refusals."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Kodoku


def test_an_issue_with_its_kind_and_promise(kodoku: Kodoku) -> None:
    added = kodoku(
        "issue", "add", "12", "--category", "outreach", "--subcategory", "announcing", "--title", "架空の件",
        "--action", "見本を送る", "--due", "12/20", staff="佐藤",
    )  # fmt: skip
    assert added.code == 0
    (issue,) = kodoku("issue", "list", "--json").document
    assert (issue["category"], issue["subcategory"], issue["remedies"]) == ("outreach", "告知方法", 0)
    (action,) = kodoku("action", "list", "--json").document
    assert (action["title"], action["due"]) == ("見本を送る", "2025-12-20")
    kodoku("undo")
    assert kodoku("issue", "list", "--json").document == []
    assert kodoku("action", "list", "--json").document == []


def test_remedies_and_what_helped_others(kodoku: Kodoku) -> None:
    for number in ("12", "13"):
        kodoku(
            "issue", "add", number, "--category", "outreach", "--subcategory", "告知方法", "--title", "チラシ"
        )
    assert kodoku("remedy", "add", "1", "--text", "手渡しを頼んだ", "--result", "trying").code == 0
    assert kodoku("issue", "set", "1", "--state", "解決", "--worked", "1").code == 0
    (remedy,) = kodoku("remedy", "list", "--category", "outreach", "--text", "手渡し", "--json").document
    assert (remedy["result"], remedy["issue"], remedy["group_no"], remedy["year"]) == (
        "効果あり",
        1,
        12,
        2025,
    )
    (like,) = kodoku("issue", "like", "2", "--json").document
    assert (like["group_no"], like["text"], like["subcategory"]) == (12, "手渡しを頼んだ", "告知方法")
    assert {"小分類", "分類"} <= set(like["reasons"])
    assert kodoku("issue", "like", "1", "--json").document == []
    people = kodoku("issue", "like", "2", lang="en")
    assert "Groups that solved an issue of this category: 1" in people.err and "Worked" in people.out
    kodoku("remedy", "set", "1", "--result", "一部効果", "--note", "3人")
    assert kodoku("remedy", "list", "--json").document[0]["result_note"] == "3人"
    kodoku("remedy", "set", "1", "--hide")
    assert kodoku("remedy", "list", "--json").document == []


def test_linkage_with_its_history_and_the_two_measures(kodoku: Kodoku) -> None:
    first = ["linkage", "set", "12", "--kind", "自治体", "--counterpart", "架空市福祉課"]
    kodoku(*first, "--level", "1", "--on", "2025-07-01", "--identified", "8/1", "--gap", "窓口がない")
    kodoku(
        *first, "--level", "情報共有", "--on", "2025-10-01", "--role", "市が案内", "--benefit", "様子が分かる"
    )
    (linkage,) = kodoku("linkage", "list", "--group", "12", "--json").document
    assert (linkage["level"], linkage["level_word"], linkage["since"]) == (2, "情報共有", "2025-10-01")
    assert (linkage["gap"], linkage["early"], linkage["improved"]) == ("窓口がない", True, True)
    assert [step["level"] for step in linkage["history"]] == [1, 2]
    measures = kodoku("linkage", "measures", "--json").document
    assert (measures["groups"], measures["early"], measures["early_rate"]) == (96, 1, 1.0)
    assert measures["first_training"] == "2025-08-31"
    assert kodoku("linkage", "hide", "1").code == 0
    assert kodoku("linkage", "list", "--json").document == []


def test_indicators_and_what_was_measured(kodoku: Kodoku) -> None:
    kodoku(
        "indicator", "set", "12", "--name", "参加者数", "--unit", "人", "--baseline", "10", "--target", "３０"
    )
    kodoku("indicator", "actual", "12", "1", "--value", "24", "--on", "2025-12-01")
    (indicator,) = kodoku("indicator", "list", "--group", "12", "--json").document
    assert (indicator["position"], indicator["latest"], indicator["percent"]) == (1, 24, 70.0)
    assert indicator["actuals"] == [{"on": "2025-12-01", "value": 24, "note": ""}]
    assert "目標まで6人（70.0%）" in kodoku("indicator", "list").out


REFUSED = {
    "an unknown category": (
        ["issue", "add", "12", "--category", "weather", "--title", "x"],
        "広報・集客",
    ),
    "an unknown kind": (
        ["issue", "add", "12", "--category", "admin", "--subcategory", "告知方法", "--title", "x"],
        "経費管理",
    ),
    "a title of 300 letters": (
        ["issue", "add", "12", "--category", "admin", "--title", "長" * 300],
        "200文字",
    ),
    "a check-in that is not there": (
        ["issue", "add", "12", "--category", "admin", "--title", "x", "--checkin", "9"],
        "#9",
    ),
    "a remedy for an unknown issue": (["remedy", "add", "9", "--text", "x"], "#9"),
    "an unknown remedy": (["remedy", "set", "9", "--result", "効果あり"], "#9"),
    "an unknown result": (["remedy", "list", "--result", "最高"], "効果あり"),
    "a kind without its category": (["remedy", "list", "--subcategory", "告知方法"], "分類"),
    "an unknown kind of counterpart": (
        ["linkage", "set", "12", "--kind", "宇宙人", "--counterpart", "x"],
        "自治体",
    ),
    "an unknown level": (
        ["linkage", "set", "12", "--kind", "自治体", "--counterpart", "x", "--level", "7"],
        "協働定着",
    ),
    "a level of tomorrow": (
        ["linkage", "set", "12", "--kind", "自治体", "--counterpart", "x", "--level", "1", "--on", "+1"],
        "2025/12/16",
    ),
    "an indicator without a name": (["indicator", "set", "12", "--target", "3"], "名前"),
    "a target that is no number": (
        ["indicator", "set", "12", "--name", "x", "--target", "たくさん"],
        "たくさん",
    ),
    "a value of no indicator": (["indicator", "actual", "12", "1", "--value", "3"], "1 番目"),
    "a fourth indicator": (["indicator", "set", "12", "--position", "4", "--name", "x"], "3つまで"),
}


@pytest.mark.parametrize(("command", "word"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_done_is_said_in_a_sentence(kodoku: Kodoku, command: list[str], word: str) -> None:
    before = kodoku("log", "--json").document
    ended = kodoku(*command)
    assert ended.code == 1 and ended.out == ""
    assert word in ended.err and "Traceback" not in ended.err
    assert kodoku("log", "--json").document == before


def test_a_fourth_indicator_without_a_position_is_refused_as_well(kodoku: Kodoku) -> None:
    for name in ("一", "二", "三"):
        assert kodoku("indicator", "set", "12", "--name", name).code == 0
    ended = kodoku("indicator", "set", "12", "--name", "四")
    assert ended.code == 1 and "3つまで" in ended.err
    assert len(kodoku("indicator", "list", "--json").document) == 3


def test_a_due_date_without_an_action_is_wrong_usage(kodoku: Kodoku) -> None:
    ended = kodoku("issue", "add", "12", "--category", "admin", "--title", "x", "--due", "12/20")
    assert ended.code == 2 and "--action" in ended.err
