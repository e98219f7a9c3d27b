"""What a group says before the day, line by line against what came of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.sessions.replies import difference, differences, reply_meant
from kodoku_tui.domain.words import AttendanceMark, Reply

# What was said, what came of it, and how that differs.
TOLD = [
    ("参加予定", "出席(会場)", None),
    ("参加予定", "出席(オンライン)", None),
    ("参加予定", "録画視聴", "参加予定で来なかった"),
    ("参加予定", "欠席(連絡あり)", "参加予定で来なかった"),
    ("参加予定", "欠席(連絡なし)", "参加予定で来なかった"),
    ("参加予定", "未確認", None),
    ("欠席連絡", "出席(会場)", "欠席連絡で来た"),
    ("欠席連絡", "出席(オンライン)", "欠席連絡で来た"),
    ("欠席連絡", "録画視聴", None),
    ("欠席連絡", "欠席(連絡あり)", None),
    ("欠席連絡", "欠席(連絡なし)", None),
    ("欠席連絡", "未確認", None),
    ("未回答", "出席(会場)", "未回答で来た"),
    ("未回答", "出席(オンライン)", "未回答で来た"),
    ("未回答", "録画視聴", None),
    ("未回答", "欠席(連絡あり)", None),
    ("未回答", "欠席(連絡なし)", None),
    ("未回答", "未確認", None),
]


@pytest.mark.parametrize(("reply", "mark", "told"), TOLD)
def test_what_came_of_a_reply(reply: str, mark: str, told: str | None) -> None:
    assert difference(reply, mark) == told


def test_every_reply_and_mark_stands_in_the_table() -> None:
    assert {(reply, mark) for reply, mark, _ in TOLD} == {(r, m) for r in Reply for m in AttendanceMark}


def test_the_keys_of_marks_mean_replies_before_the_day() -> None:
    assert {
        mark.name: reply_meant(mark).value for mark in AttendanceMark if mark.name in "ON_SITE ONLINE"
    } == {
        "ON_SITE": "参加予定",
        "ONLINE": "参加予定",
    }
    assert reply_meant(AttendanceMark.EXCUSED) is Reply.NOT_COMING
    assert reply_meant(AttendanceMark.UNKNOWN) is Reply.UNANSWERED
    for mark in (AttendanceMark.ABSENT, AttendanceMark.RECORDING):
        with pytest.raises(Refused) as refused:
            reply_meant(mark)
        assert refused.value.key == "error.no_reply_by_mark"


@given(st.lists(st.tuples(st.sampled_from(list(Reply)), st.sampled_from(list(AttendanceMark)))))
def test_nobody_is_unlike_a_reply_that_nobody_was_asked_for(pairs: list[tuple[str, str]]) -> None:
    found = differences(pairs)
    if all(reply == Reply.UNANSWERED for reply, _ in pairs):
        assert not found
    else:
        assert found.total() == sum(difference(reply, mark) is not None for reply, mark in pairs)
