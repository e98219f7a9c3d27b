"""People and the facts of groups on the command line."""

from __future__ import annotations

from tests.cli.conftest import Kodoku

SATO, SUZUKI = "佐藤 花子", "鈴木 一郎"


def people(kodoku: Kodoku) -> dict[str, tuple[list[int], list[int], bool]]:
    found = kodoku("staff", "list", "--json").document
    return {one["name"]: (one["main"], one["deputy"], one["retired"]) for one in found}


def test_groups_are_looked_at_handed_over_and_taken_back(kodoku: Kodoku) -> None:
    kodoku("group", "assign", "13-15", "--main", "佐藤")
    looked = kodoku("staff", "move", "佐藤", "鈴木", "--groups", "13,14", "--dry-run")
    assert (looked.code, looked.out.count(f"{SATO} → {SUZUKI}")) == (0, 2)
    assert people(kodoku)[SATO][0] == [12, 13, 14, 15]
    assert kodoku("staff", "move", "佐藤", "鈴木", "--groups", "13-14").code == 0
    assert people(kodoku) == {SATO: ([12, 15], [], False), SUZUKI: ([13, 14], [12], False)}
    assert kodoku("undo").code == 0
    assert people(kodoku)[SATO][0] == [12, 13, 14, 15]


def test_whoever_retires_hands_over_and_stays_in_the_list(kodoku: Kodoku) -> None:
    refused = kodoku("staff", "retire", "佐藤")
    assert (refused.code, "引き継ぐ相手" in refused.err) == (1, True)
    assert kodoku("staff", "retire", "佐藤", "--to", "鈴木").code == 0
    assert people(kodoku) == {SUZUKI: ([12], [], False), SATO: ([], [], True)}
    assert "退任" in kodoku("staff", "list").out
    assert "退任しています" in kodoku("group", "assign", "13", "--main", SATO).err
    assert kodoku("staff", "add", SATO).code == 0
    assert people(kodoku)[SATO] == ([], [], False)


def test_a_name_is_changed_and_one_that_exists_is_refused(kodoku: Kodoku) -> None:
    assert kodoku("staff", "rename", "佐藤", "加藤 花子").code == 0
    assert kodoku("group", "show", "12", "--json").document["staff"] == "加藤 花子"
    assert kodoku("staff", "rename", "加藤", SUZUKI).code == 1
    assert kodoku("staff", "move", "鈴木", "鈴木").code == 1


def test_what_nobody_knows_any_more_is_said_as_such(kodoku: Kodoku) -> None:
    kodoku("group", "set", "12", "--own-clerk", "いいえ", "--founded", "２０１０")
    assert kodoku("group", "set", "12", "--own-clerk", "unknown", "--founded", "", lang="en").code == 0
    page = kodoku("group", "show", "12", "--json").document
    assert (page["own_clerk"], page["founded_year"]) == (None, None)
    assert kodoku("group", "set", "12", "--own-clerk", "たぶん").code == 1
    assert kodoku("group", "set", "12", "--size", "3", "--tier", "標準").code == 2
