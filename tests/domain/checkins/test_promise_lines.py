"""What stands in a note becomes a promise: nothing that was written is lost, and its day stays the one meant."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.checkins.promise_lines import Place, as_promise_line, line_of, with_promises
from kodoku_tui.domain.checkins.promises import promises_in

MONDAY, LATER = date(2025, 12, 15), date(2026, 1, 26)
APRIL = date(2025, 4, 1)
STAFF = ("佐藤 花子", "鈴木")
NOTE = "会場は未定\n・見積を 12/20 までに送る\n次回は電話で"


@pytest.mark.parametrize(
    ("start", "end", "note"),
    [
        # Nothing is selected: the line of the cursor.
        ((1, 4), (1, 4), "会場は未定\n- [ ] 見積を 12/20 までに送る\n次回は電話で"),
        ((2, 0), (2, 6), "会場は未定\n・見積を 12/20 までに送る\n- [ ] 次回は電話で"),
        # Selected from below upwards, and up to the beginning of a line.
        ((2, 0), (1, 0), "会場は未定\n- [ ] 見積を 12/20 までに送る\n次回は電話で"),
        ((0, 2), (1, 3), "- [ ] 会場は未定\n- [ ] 見積を 12/20 までに送る\n次回は電話で"),
        ((2, 3), (2, 5), "会場は未定\n・見積を 12/20 までに送る\n次回は電話で\n- [ ] 電話"),
    ],
)
def test_what_is_selected_becomes_a_promise_where_it_stands(start: Place, end: Place, note: str) -> None:
    assert with_promises(NOTE, start, end) == note


def test_a_promise_stays_one_and_an_empty_line_stays_empty() -> None:
    note = "- [x] 送った\n\n1) 電話する"
    assert with_promises(note, (0, 0), (2, 7)) == "- [x] 送った\n\n- [ ] 電話する"
    assert as_promise_line("  ") == ""
    assert as_promise_line("見積を\n  送る") == "- [ ] 見積を 送る"
    # A figure at the beginning is no sign of a list.
    assert as_promise_line("3.5万円の見積") == "- [ ] 3.5万円の見積"
    assert as_promise_line("-5度でも届ける") == "- [ ] -5度でも届ける"


@pytest.mark.parametrize(
    "words",
    [
        "見積を送る @佐藤 来週金曜",
        "団体: 名簿を直す 明日",
        "様式を送る 1/9まで @鈴木",
        "資料を探す",
        "電話 @だれか",
    ],
)
def test_a_promise_of_an_old_note_keeps_its_day_person_and_turn_in_a_newer_one(words: str) -> None:
    (old,) = promises_in(as_promise_line(words), held_on=MONDAY, staff=STAFF, year_starts_on=APRIL)
    (new,) = promises_in(line_of(old), held_on=LATER, staff=STAFF, year_starts_on=APRIL)
    assert new == old


NOTES = st.text("会場 -[]x・\n12/。", max_size=40)


@given(NOTES, st.data())
def test_no_letter_of_the_note_is_lost(note: str, data: st.DataObject) -> None:
    lines = note.split("\n")
    places = st.integers(0, len(lines) - 1).flatmap(
        lambda at: st.tuples(st.just(at), st.integers(0, len(lines[at])))
    )
    made = with_promises(note, data.draw(places), data.draw(places))
    letters = iter(made)
    signs = set("-[]x・ \n12/")
    assert all(letter in letters for letter in note if letter not in signs)
    assert len(made.split("\n")) >= len(lines)
