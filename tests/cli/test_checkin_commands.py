"""Check-ins, promises, people and search from the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Kodoku

NOTE = "広報の相談\n- [ ] 依頼: 見積を送る @佐藤 12/20"


@pytest.fixture
def logged(kodoku: Kodoku) -> Kodoku:
    ended = kodoku(
        *("checkin", "add", "12", "--on", "12/14", "--at", "14時半", "--with", "山田、鈴木 一"),
        *("--occasion", "定例", "--channel", "電話", "--note", NOTE),
    )
    assert ended.code == 0, ended.err
    return kodoku


def test_a_checkin_with_everything_comes_back_as_data(logged: Kodoku) -> None:
    (checkin,) = logged("checkin", "list", "--group", "12", "--json").document
    assert (checkin["at"], checkin["occasion"], checkin["participants"]) == (
        "14:30",
        "定例",
        ["山田", "鈴木 一"],
    )
    (promise,) = logged("action", "list", "--json").document
    assert (promise["title"], promise["turn"], promise["staff"], promise["due"]) == (
        "見積を送る",
        "group",
        "佐藤 花子",
        "2025-12-20",
    )


def test_a_checkin_is_corrected_in_part_and_hidden(logged: Kodoku) -> None:
    (checkin,) = logged("checkin", "list", "--json").document
    assert logged("checkin", "set", str(checkin["id"]), "--condition", "注意", "--next", "12/25").code == 0
    (after,) = logged("checkin", "list", "--json").document
    assert after == checkin | {"condition": "注意", "next": "2025-12-25"}
    assert len(logged("action", "list", "--json").document) == 1
    assert logged("checkin", "hide", str(checkin["id"])).code == 0
    assert logged("checkin", "list", "--json").document == []
    assert logged("checkin", "set", str(checkin["id"]), "--note", "x").code == 1


def test_a_promise_is_put_off_and_hidden(logged: Kodoku) -> None:
    (promise,) = logged("action", "list", "--json").document
    number = str(promise["id"])
    refused = logged("action", "postpone", number, "--to", "12/16", "--reason", "都合")
    assert (refused.code, "より後の日" in refused.err) == (1, True)
    assert logged("action", "postpone", number, "--to", "1/9", "--reason", "年末年始").code == 0
    (after,) = logged("action", "list", "--json").document
    assert (after["due"], after["postponed"]) == ("2026-01-09", 1)
    assert logged("action", "list", "--staff", "鈴木 一郎", "--json").document == []
    assert logged("action", "hide", number).code == 0
    assert logged("action", "list", "--json").document == []


def test_people_are_added_changed_and_hidden(kodoku: Kodoku) -> None:
    added = kodoku(*("contact", "add", "12", "--name", "山田", "--role", "代表", "--primary"))
    assert added.code == 0, added.err
    (person,) = kodoku("contact", "list", "--group", "12", "--json").document
    assert (person["name"], person["role"], person["primary"], person["last_on"]) == (
        "山田",
        "代表",
        True,
        None,
    )
    number = str(person["id"])
    assert kodoku("contact", "set", number, "--phone", "03-0000-0000", "--not-primary").code == 0
    (after,) = kodoku("contact", "list", "--json").document
    assert after == person | {"phone": "03-0000-0000", "primary": False}
    assert kodoku("contact", "add", "12", "--name", "山 田").code == 1
    assert kodoku("contact", "hide", number).code == 0
    assert kodoku("contact", "list", "--json").document == []


def test_personal_data_in_exports_is_off_until_it_is_switched_on(kodoku: Kodoku) -> None:
    assert kodoku("contact", "exports").out.startswith("off")
    assert kodoku("contact", "exports", "on").code == 0
    assert kodoku("contact", "exports").out.startswith("on")
    assert kodoku("contact", "exports", "maybe").code == 2


def test_search_gives_what_holds_the_words(logged: Kodoku) -> None:
    (one,) = logged("search", "広報", "--json").document
    assert list(one) == ["kind", "group_no", "group", "date", "text", "fiscal_year"]
    assert (one["kind"], one["group_no"], one["date"], one["text"]) == ("checkin", 12, "2025-12-14", NOTE)
    shown = logged("search", "見積").out
    assert "対応" in shown
    assert "面談" in shown
    nothing = logged("search", "どこにもない")
    assert (nothing.code, nothing.out, "見つかりません" in nothing.err) == (0, "", True)
    assert logged("search", "どこにもない", "--json").document == []


def test_what_could_not_be_read_of_a_promise_is_told_and_stays_in_its_words(kodoku: Kodoku) -> None:
    note = "- [ ] 見積を送る @佐藤さん @木村 2/30"
    ended = kodoku("checkin", "add", "12", "--channel", "電話", "--note", note)
    assert (ended.code, "「@木村、2/30」は、担当・期日として読めませんでした" in ended.err) == (0, True)
    (promise,) = kodoku("action", "list", "--json").document
    assert (promise["title"], promise["staff"], promise["due"]) == (
        "見積を送る @木村 2/30",
        "佐藤 花子",
        None,
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--with", "山"], "山田、山口 二"),
        (["--at", "25:00"], "「25:00」を時刻として読めません"),
        (["--occasion", "そのうち"], "初回、定例"),
        (["--on", "12/16"], "2024/12/16 は今日から11か月"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    logged: Kodoku, given: list[str], said: str
) -> None:
    assert logged("contact", "add", "12", "--name", "山口 二").code == 0
    before = logged("checkin", "list", "--json").document
    ended = logged("checkin", "add", "12", "--channel", "電話", "--note", "x", *given)
    assert (ended.code, said in ended.err) == (1, True), ended.err
    assert logged("checkin", "list", "--json").document == before


def test_a_next_date_is_warned_of_by_the_check_in_that_it_was_agreed_in(kodoku: Kodoku) -> None:
    def log(*given: str) -> str:
        ended = kodoku("checkin", "add", "12", "--channel", "電話", "--note", "話した", *given)
        assert ended.code == 0, ended.err
        return ended.err

    assert "次回予定日 2026/3/31(火) は面談間隔の上限（2026/1/28(水)）を超えています" in log(
        "--on", "12/14", "--next", "3/31"
    )
    # Written down late: neither the date of the newer one nor its bounds are this one's.
    assert "次回予定日" not in log("--on", "11/1")
    said = log("--on", "11/2", "--next", "2/27")
    assert "上限" not in said
    assert "次回予定日 2026/2/27(金) では知らせません" in said
    assert "12/14(日)" in said


def test_what_was_only_written_is_called_a_message_not_a_check_in(kodoku: Kodoku) -> None:
    added = kodoku("checkin", "add", "12", "--channel", "メール", "--note", "日程を尋ねた")
    assert ("連絡の記録: 12" in added.err, "面談" in added.err) == (True, False), added.err
    assert kodoku("checkin", "set", "1", "--note", "日程を尋ねたメール").code == 0
    for command in (["log", "--limit", "2"], ["search", "日程"]):
        shown = kodoku(*command).out
        assert ("連絡" in shown, "面談" in shown) == (True, False), shown
    (one,) = kodoku("search", "日程", "--json").document
    assert one["kind"] == "checkin"


def test_who_may_read_a_note_is_said_changed_and_kept(kodoku: Kodoku) -> None:
    def listed(staff: str) -> tuple[str, list[str], str]:
        (one,) = kodoku("checkin", "list", "--json", staff=staff).document
        return one["reader"], one["named"], one["note"]

    add = ["checkin", "add", "12", "--channel", "電話", "--note", "込み入った話"]
    assert kodoku(*add, "--for", "鈴木", staff="佐藤").code == 0
    assert listed("鈴木") == ("限定", ["鈴木 一郎"], "込み入った話")
    assert listed("佐藤")[2] == "込み入った話"
    withheld = "限定の記録（佐藤 花子・鈴木 一郎）"
    assert listed("だれか")[2] == withheld
    assert withheld in kodoku("group", "show", "12").out
    assert "込み入った話" not in kodoku("log", "--json").out
    assert withheld in kodoku("checkin", "set", "1", "--note", "書き換え", staff="だれか").err
    # What is not said stays; who is named goes with the reader that they were named for.
    assert kodoku("checkin", "set", "1", "--note", "静かな話", staff="佐藤").code == 0
    assert listed("鈴木") == ("限定", ["鈴木 一郎"], "静かな話")
    assert kodoku("checkin", "set", "1", "--reader", "shared", staff="佐藤").code == 0
    assert listed("だれか") == ("共有可", [], "静かな話")
    assert kodoku("checkin", "set", "1", "--for", "鈴木、佐藤", staff="佐藤").code == 0
    assert listed("鈴木")[:2] == ("限定", ["鈴木 一郎", "佐藤 花子"])
    assert kodoku("checkin", "set", "1", "--reader", "みんな", staff="佐藤").code == 1
