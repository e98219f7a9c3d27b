"""Everything that was written down is found by its words, however they are written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.register.activity_entries import PlanChangeEntry
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.text.names import search_key, text_key
from kodoku_tui.domain.text.search_words import words_in
from kodoku_tui.domain.text.snippets import snippet
from kodoku_tui.domain.words import AttendanceMark, Channel, IssueCategory
from kodoku_tui.services.checkins.actions import add_action, postpone_action
from kodoku_tui.services.checkins.checkins import hide_checkin, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.search import Found, search
from kodoku_tui.services.duties.milestones import extend_due
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.register.contacts import add_contact
from kodoku_tui.services.register.plan_changes import add_plan_change
from kodoku_tui.services.sessions.sessions import mark_attendance
from kodoku_tui.services.sessions.surveys import add_survey
from tests.desks import MONDAY_IN_DECEMBER, go_to

TODAY = MONDAY_IN_DECEMBER


def found(desk: Desk, text: str) -> list[tuple[str, int | None]]:
    return [(one.kind, one.group_no) for one in search(desk, text)]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    checkin = CheckinEntry(
        group_no=12,
        held_on=TODAY,
        channel=Channel.PHONE,
        note="広報紙の相談。サーバーの契約も。釜ヶ崎の会場はＡ会議室。",
    )
    log_checkin(desk, checkin)
    add_issue(
        desk,
        IssueEntry(
            group_no=13,
            category=IssueCategory.OUTREACH,
            title="広報が苦手",
            note="証憑の話は別",
            opened_on=TODAY,
        ),
    )
    action_id = add_action(desk, ActionEntry(group_no=14, title="チラシを送る")).row_id
    postpone_action(desk, action_id, to=TODAY.replace(day=22), reason="印刷の遅れ")
    add_contact(desk, 15, ContactEntry(name="山田 太郎", role="会計"))
    return desk


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("広報", [("checkin", 12), ("issue", 13)]),
        ("証憑", [("issue", 13)]),
        ("サーバ‐", [("checkin", 12)]),
        ("ｻｰﾊﾞｰ 契約", [("checkin", 12)]),
        ("釜ケ崎", [("checkin", 12)]),
        ("A会議室", [("checkin", 12)]),
        ("会 議 室", [("checkin", 12)]),
        ("広報 証憑", [("issue", 13)]),
        ("ﾁﾗｼ", [("action", 14)]),
        ("印刷の遅れ", [("action", 14)]),
        ("山田太郎", [("contact", 15)]),
        ("どこにもない", []),
        ("  ", []),
    ],
)
def test_words_are_found_however_they_are_written(
    filled: Desk, text: str, expected: list[tuple[str, int]]
) -> None:
    kinds = ("checkin", "issue", "action", "contact")
    assert [one for one in found(filled, text) if one[0] in kinds] == expected


def test_a_group_is_found_by_number_name_and_project(desk: Desk) -> None:
    name = desk.connection.execute("SELECT name, project FROM group_now WHERE number = 12").fetchone()
    assert ("group", 12) in found(desk, name["name"])
    assert ("group", 12) in found(desk, name["project"])


def test_the_name_of_the_group_narrows_what_is_found(filled: Desk) -> None:
    (name,) = filled.connection.execute("SELECT name FROM group_now WHERE number = 12").fetchone()
    assert found(filled, f"広報 {name}") == [("checkin", 12)]


def test_what_is_hidden_is_not_found(filled: Desk) -> None:
    (one,) = search(filled, "釜ヶ崎", kind="checkin")
    hide_checkin(filled, one.row_id)
    assert search(filled, "釜ヶ崎", kind="checkin") == []


def test_another_year_is_not_mixed_in(filled: Desk) -> None:
    go_to(filled, TODAY)
    assert {type(one) for one in search(filled, "広報")} == {Found}
    assert all(one.date == TODAY.isoformat() for one in search(filled, "広報") if one.kind == "checkin")


_TEXT = st.text(alphabet="あいう漢字カナｶﾅＡａA1ー‐-ヶケ子供ども 、。\n😀", max_size=40)


@given(_TEXT, _TEXT, _TEXT)
def test_a_part_of_a_text_is_found_in_it(before: str, part: str, after: str) -> None:
    assert search_key(part) in text_key(before + part + after) or "ﾞ" in part


@given(_TEXT)
def test_the_quick_key_is_the_key(text: str) -> None:
    assert text_key(text) == search_key(text)


@given(_TEXT, _TEXT, _TEXT)
def test_what_is_shown_around_a_word_holds_it(before: str, word: str, after: str) -> None:
    keys = words_in(word)
    shown = snippet(before * 5 + word + after * 5, keys, length=60)
    assert len(shown) <= 64
    if len(keys) == 1:
        assert keys[0].is_in(shown)


def test_what_was_said_of_a_session_is_found_also_without_a_name(desk: Desk) -> None:
    add_survey(desk, "training_1", score=5, comment="広報の例がよかった", number=12)
    add_survey(desk, "training_1", score=None, comment="広報の話が長い")
    entry = AttendanceEntry(
        session="training_1", group_no=13, mark=AttendanceMark.ON_SITE, names="架空 花子", note="広報の担当"
    )
    mark_attendance(desk, [entry])
    assert sorted(found(desk, "広報"), key=str) == [("attendance", 13), ("survey", 12), ("survey", None)]
    assert found(desk, "架空花子") == [("attendance", 13)]
    # By the name of the session, where the words stand in the answer.
    assert found(desk, "第1回全体研修会 長い") == [("survey", None)]


def test_why_a_day_was_put_off_is_found(desk: Desk) -> None:
    extend_due(desk, 12, "outcome_report", to=date(2026, 2, 5), reason="会計担当の交代")
    assert found(desk, "会計担当") == [("extension", 12)]


def test_how_a_plan_changed_and_who_advised_is_found(desk: Desk) -> None:
    entry = PlanChangeEntry(
        changed_on=date(2025, 11, 1), note="名簿の作り方を改めた", adviser="架空大学 先生"
    )
    add_plan_change(desk, 12, entry)
    assert found(desk, "名簿の作り方") == found(desk, "架空大学") == [("plan_change", 12)]
