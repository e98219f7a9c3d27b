"""Coming to sessions: rates that never flatter, absences in a row, marks typed in one line, what a session can be."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.sessions.attending import MARK_LETTERS, absences_in_a_row, attendance_rate, parse_marks
from kodoku_tui.domain.sessions.sessions import checked_capacity, checked_score, kind_meant
from kodoku_tui.domain.words import AttendanceMark

P, O, V, X, Z, U = AttendanceMark  # noqa: E741


@given(st.integers(1, 10_000), st.data())
def test_a_rate_is_100_only_when_all_came(expected: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(0, expected))
    rate = attendance_rate(present, expected)
    assert rate is not None
    assert (rate == 100.0) == (present == expected)
    assert rate <= present / expected * 100 + 1e-9


def test_nobody_expected_has_no_rate() -> None:
    assert attendance_rate(0, 0) is None
    assert attendance_rate(9999, 10000) == 99.9


@pytest.mark.parametrize(
    ("marks", "count"),
    [
        ([], 0),
        ([X, Z], 2),
        ([X, U, Z], 2),
        ([X, Z, U], 2),
        ([X, P, Z], 1),
        ([X, Z, V], 0),
        ([X, Z, O, U], 0),
        ([U, U], 0),
        ([P, X, X, Z], 3),
    ],
)
def test_absences_in_a_row_pass_over_what_is_not_confirmed(marks: list[AttendanceMark], count: int) -> None:
    assert absences_in_a_row(marks) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 x", {12: X}),
        ("12,20-22 x", {12: X, 20: X, 21: X, 22: X}),
        ("12x 3o", {12: X, 3: O}),
        ("１２、２０－２１　ｘ", {12: X, 20: X, 21: X}),
        ("3 5 7 z; 9 P", {3: Z, 5: Z, 7: Z, 9: P}),
        ("1~3 v", {1: V, 2: V, 3: V}),
        ("4,4 x", {4: X}),
    ],
)
def test_marks_in_one_line(text: str, expected: dict[int, AttendanceMark]) -> None:
    assert dict(parse_marks(text)) == expected


@pytest.mark.parametrize(
    "text", ["", "x", "12", "12 q", "20-12 x", "1-99999 x", "0 x", "12 x 13", "a12 x", "9" * 3000]
)
def test_a_line_that_says_no_mark_is_refused_with_the_letters(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_marks(text)
    assert (refused.value.key, refused.value.field) == ("error.marks_unreadable", "marks")


def test_one_number_with_two_marks_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        parse_marks("12 x 10-13 p")
    assert (refused.value.key, refused.value.params["number"]) == ("error.marks_twice", 12)


@given(st.dictionaries(st.integers(1, 500), st.sampled_from(sorted(MARK_LETTERS)), min_size=1, max_size=20))
def test_every_mark_that_is_typed_is_read_back(marks: dict[int, str]) -> None:
    text = " ".join(f"{number}{letter}" for number, letter in marks.items())
    assert dict(parse_marks(text)) == {number: MARK_LETTERS[letter] for number, letter in marks.items()}


@given(st.text(max_size=60))
def test_any_text_is_marks_or_refused(text: str) -> None:
    with contextlib.suppress(Refused):
        assert parse_marks(text)


@pytest.mark.parametrize("text", ["0", "-1", "many", "1.5", "100000", "０"])
def test_no_capacity_of_nobody(text: str) -> None:
    with pytest.raises(Refused, match="capacity_unfit"):
        checked_capacity(text)
    assert checked_capacity("３０名") == 30
    assert checked_capacity("") is None


@pytest.mark.parametrize("text", ["6", "0", "10", "３.5", "x"])
def test_a_score_is_one_to_five(text: str) -> None:
    with pytest.raises(Refused, match="score_unfit"):
        checked_score(text)
    assert [checked_score(text) for text in ("１", "5", "")] == [1, 5, None]


def test_a_kind_is_known_by_its_english_name_and_any_other_stays() -> None:
    assert (kind_meant("salon"), kind_meant("全体研修会"), kind_meant(" 打合せ ")) == (
        "オンラインサロン",
        "全体研修会",
        "打合せ",
    )
