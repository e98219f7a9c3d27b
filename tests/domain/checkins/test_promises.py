"""Promises as lines of a note: what a line means, and which line is which after the note was corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.checkins.promises import Promise, is_promise, pairs, promises_in
from kodoku_tui.domain.duties.milestones import Turn

MONDAY = date(2025, 12, 15)
APRIL = date(2025, 4, 1)
STAFF = ("佐藤 花子", "佐野 次郎", "鈴木")
OURS, GROUPS = Turn.SECRETARIAT, Turn.GROUP


def read(note: str) -> list[Promise]:
    return promises_in(note, held_on=MONDAY, staff=STAFF, year_starts_on=APRIL)


@pytest.mark.parametrize(
    ("line", "title", "turn", "staff", "due_on", "is_done"),
    [
        ("- [ ] 依頼: 見積を送る @佐藤 12/20", "見積を送る", GROUPS, "佐藤 花子", date(2025, 12, 20), False),
        ("- [ ] 様式を送る", "様式を送る", OURS, None, None, False),
        ("- [ ] 様式を送る 明日", "様式を送る", OURS, None, date(2025, 12, 16), False),
        ("- [ ] 様式を送る 12/20まで", "様式を送る", OURS, None, date(2025, 12, 20), False),
        ("- [ ] 様式を送る 〜1月9日", "様式を送る", OURS, None, date(2026, 1, 9), False),
        ("- [ ] 様式を送る R8.1.9 @鈴木", "様式を送る", OURS, "鈴木", date(2026, 1, 9), False),
        ("- [ ] 様式を送る @佐藤 花子 来週金曜", "様式を送る", OURS, "佐藤 花子", date(2025, 12, 26), False),
        ("- [x] 写真をもらう @団体 +7", "写真をもらう", GROUPS, None, date(2025, 12, 22), True),
        ("- [X] 当方：資料を探す", "資料を探す", OURS, None, None, True),
        ("・［　］依頼：見積　＠佐野　１２／２０", "見積", GROUPS, "佐野 次郎", date(2025, 12, 20), False),
        ("  * [ ] 団体: 名簿を直す", "名簿を直す", GROUPS, None, None, False),
        ("-[ ]事務局: 電話する", "電話する", OURS, None, None, False),
        ("- [ ] Ask: send the plan @group 12/20", "send the plan", GROUPS, None, date(2025, 12, 20), False),
        ("- [ ] ours: call back", "call back", OURS, None, None, False),
        # Words that only look like an end.
        ("- [ ] チラシを印刷 20", "チラシを印刷 20", OURS, None, None, False),
        ("- [ ] 会計担当に返す お 金", "会計担当に返す お 金", OURS, None, None, False),
        ("- [ ] 12/20", "12/20", OURS, None, None, False),
        ("- [ ] @鈴木", "@鈴木", OURS, None, None, False),
        ("- [ ] 12/20 の会場を押さえる", "12/20 の会場を押さえる", OURS, None, None, False),
        # Nobody, or one of two: nothing that was typed is lost.
        ("- [ ] 様式を送る @田中 12/20", "様式を送る @田中", OURS, None, date(2025, 12, 20), False),
        ("- [ ] 様式を送る @佐", "様式を送る @佐", OURS, None, None, False),
        ("- [ ] 行く 2/30", "行く 2/30", OURS, None, None, False),
        ("- [ ] [ok] [/] を送る", "[ok] [/] を送る", OURS, None, None, False),
    ],
)
def test_a_line_with_a_box_is_a_promise(
    line: str, title: str, turn: Turn, staff: str | None, due_on: date | None, is_done: bool
) -> None:
    (found,) = read(f"前文\n{line}\n後文")
    assert replace(found, unread=()) == Promise(title, turn, staff, due_on, is_done)
    assert is_promise(line)


@pytest.mark.parametrize("line", ["- 様式を送る", "[ ] 様式", "- [ ]", "- [ ]  ", "- [y] 様式", "依頼: 見積"])
def test_other_lines_are_only_text(line: str) -> None:
    assert read(line) == []
    assert not is_promise(line)


def lines(*titles: str) -> list[Promise]:
    return [Promise(title, OURS, None, None, False) for title in titles]


@pytest.mark.parametrize(
    ("before", "after", "matched"),
    [
        (("A を送る", "B を送る"), ("B を送る", "A を送る"), {(1, 0), (0, 1)}),
        (("会場の見積を送る",), ("会場の見積を早めに送る",), {(0, 0)}),
        (("会場の見積を送る",), ("研修の日を決める",), {(0, None), (None, 0)}),
        (("写真",), ("写真", "写真"), {(0, 0), (None, 1)}),
        (("写真", "写真"), ("写真",), {(0, 0), (1, None)}),
        ((), ("写真",), {(None, 0)}),
        (("会場の見積を送る", "名簿を直す"), ("名簿を直す", "会場の見積を送って確かめる"), {(1, 0), (0, 1)}),
    ],
)
def test_a_corrected_note_says_which_promise_is_which(
    before: tuple[str, ...], after: tuple[str, ...], matched: set[tuple[int | None, int | None]]
) -> None:
    assert set(pairs(lines(*before), lines(*after))) == matched


@given(st.lists(st.text("あいうえおabc ", max_size=8)), st.lists(st.text("あいうえおabc ", max_size=8)))
def test_every_promise_is_accounted_for_once(before: list[str], after: list[str]) -> None:
    found = pairs(lines(*before), lines(*after))
    assert sorted(one for one, _ in found if one is not None) == list(range(len(before)))
    assert sorted(one for _, one in found if one is not None) == list(range(len(after)))


@given(st.text())
def test_no_note_is_too_odd_to_read(note: str) -> None:
    assert all(promise.title for promise in read(f"- [ ] {note}\n{note}"))
