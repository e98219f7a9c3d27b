"""Two people add to one note: as one text, nothing of either is lost and what was there stands once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.text.joining import additions, join_additions

JOINED = [
    ("会場は未定", "会場は未定\n見積を依頼", "会場は未定\n次回は電話", "会場は未定\n見積を依頼\n次回は電話"),
    # What goes on in the line comes before what begins a line of its own, whoever wrote it.
    ("会場は未定", "会場は未定\n次回は電話で", "会場は未定。見積待ち", "会場は未定。見積待ち\n次回は電話で"),
    ("会場は未定", "会場は未定。見積待ち", "急ぎ。会場は未定", "急ぎ。会場は未定。見積待ち"),
    ("- 甲\n- 乙", "- 甲\n- 丙\n- 乙", "- 甲\n- 丁\n- 乙", "- 甲\n- 丙\n- 丁\n- 乙"),
    ("甲\n乙", "初め\n甲\n乙\n終わり", "甲さん\n間\n乙", "初め\n甲さん\n間\n乙\n終わり"),
    ("", "私の話", "ほかの人の話", "私の話\nほかの人の話"),
    # Both wrote the same words to the same place.
    ("甲", "甲\n見積を送る", "甲\n見積を送る", "甲\n見積を送る"),
    ("甲", "甲", "甲\n乙", "甲\n乙"),
]

NOT_ONLY_ADDED = [
    ("会場は未定", "会場は公民館", "会場は未定\n次回は電話で"),
    ("甲\n乙", "甲\n乙\n丙", "甲"),
    ("甲\n乙", "乙\n甲", "甲\n乙\n丙"),
    ("話した", "", "話した。続き"),
]


@pytest.mark.parametrize(("base", "mine", "theirs", "joined"), JOINED)
def test_additions_are_joined(base: str, mine: str, theirs: str, joined: str) -> None:
    assert join_additions(base, mine, theirs) == joined


@pytest.mark.parametrize(("base", "mine", "theirs"), NOT_ONLY_ADDED)
def test_where_something_was_taken_away_nothing_is_joined(base: str, mine: str, theirs: str) -> None:
    assert join_additions(base, mine, theirs) is None
    assert join_additions(base, theirs, mine) is None


WORDS = st.text("甲乙丙 -[]\n。", max_size=12)


@st.composite
def grown(draw: st.DrawFn, base: str) -> str:
    """The text with something put in at one place, or with lines put in at several."""
    if draw(st.booleans()):
        at = draw(st.integers(0, len(base)))
        return base[:at] + draw(WORDS) + base[at:]
    lines: list[str] = []
    for line in base.split("\n"):
        lines += draw(st.lists(st.text("丁戊- ", max_size=3), max_size=2))
        lines.append(line)
    lines += draw(st.lists(st.text("丁戊- ", max_size=3), max_size=2))
    return "\n".join(lines)


@given(st.data())
def test_nothing_of_either_is_lost_and_what_was_there_stands_once(data: st.DataObject) -> None:
    base = data.draw(WORDS)
    mine, theirs = data.draw(grown(base)), data.draw(grown(base))
    joined = join_additions(base, mine, theirs)
    assert joined is not None
    assert holds(joined, mine)
    assert holds(joined, theirs)
    own, other = additions(base, mine), additions(base, theirs)
    assert own is not None
    assert other is not None
    new = sum(len(one.text) for one in [*own, *(one for one in other if one not in own)])
    is_joint_by_a_line = not base and mine and theirs and mine != theirs
    assert len(joined) == len(base) + new + bool(is_joint_by_a_line)


@given(WORDS, WORDS)
def test_what_was_put_in_makes_the_text_again(base: str, text: str) -> None:
    found = additions(base, text)
    if found is not None:
        assert join_additions(base, text, base) == text
        assert len(text) == len(base) + sum(len(one.text) for one in found)


def holds(whole: str, part: str) -> bool:
    """Whether all letters of the part stand in the whole, in their order."""
    letters = iter(whole)
    return all(letter in letters for letter in part)
