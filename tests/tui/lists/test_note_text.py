"""A note with its Markdown shown: safe, and nothing of what was typed is lost."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kodoku_tui.tui.lists.note_text import LONGEST_PART, note_content, part_of


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("ただの文\n次の行", "ただの文\n次の行"),
        ("# 見出し\n本文", "見出し\n本文"),
        ("- 一\n  - 二\n- 三", "- 一\n  - 二\n- 三"),
        ("1. 一\n2. 二", "1. 一\n2. 二"),
        ("**太字**と*斜体*と~~取消~~と`印`", "太字と斜体と取消と印"),
        ("> 引用\n> 続き", "> 引用\n> 続き"),
        ("[見る](https://example.jp)", "見る (https://example.jp)"),
        ("[b]太[/b] [@click=app.quit]x[/] [/]", "[b]太[/b] [@click=app.quit]x[/] [/]"),
        ("<b>x</b> &amp; \\*", "<b>x</b> &amp; \\*"),
        ("一\n\n二\n\n- 三", "一\n\n二\n\n- 三"),
        ("- [ ] 送る\n- [x] 済んだ", "- [ ] 送る\n- [済] 済んだ"),
        ("色は\x1b[31m赤\x9b\u202e", "色は[31m赤"),
        ("家族👨\u200d👩\u200d👧と🎉", "家族👨\u200d👩\u200d👧と🎉"),
    ],
)
def test_a_note_reads_as_it_was_meant(note: str, shown: str) -> None:
    assert note_content(note).plain == shown


def test_a_promise_that_was_kept_meanwhile_is_ticked() -> None:
    assert note_content("- [ ] 一\n- [ ] 二", done={1}).plain == "- [ ] 一\n- [済] 二"


def test_nothing_in_a_note_can_be_clicked() -> None:
    content = note_content("[押す](javascript:alert) **[@click=app.quit]太[/]** https://example.jp")
    assert all("@" not in str(span.style) and "link" not in str(span.style) for span in content.spans)


def test_of_a_very_long_note_a_part_shows_and_how_much_is_left() -> None:
    part, left = part_of("話。" * 100_000)
    assert len(part.plain) == LONGEST_PART
    assert left == 200_000 - LONGEST_PART
    assert part_of("短い話")[1] == 0


@given(st.text())
def test_any_note_can_be_shown(note: str) -> None:
    shown = note_content(note).plain
    assert "\x1b" not in shown
    part_of(note)


@given(st.text("あ漢A#*_`>-[]() \n1.~|"))
@example("```あ")
@example("```あ\n漢\n```")
@example("~~~ あ\n\n漢")
def test_letters_are_never_lost(note: str) -> None:
    kept = [letter for letter in note_content(note).plain if letter in "あ漢A"]
    assert kept == [letter for letter in note if letter in "あ漢A"]
