"""What is shown of long texts: where they part."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.text.snippets import differing


def test_short_texts_are_shown_whole() -> None:
    assert differing("私の話", "ほかの話") == ("私の話", "ほかの話")


def test_long_texts_are_shown_from_where_they_part() -> None:
    mine, theirs = differing("同" * 1_000 + "私", "同" * 1_000 + "彼" * 1_000)
    assert (mine[:2], theirs[:2]) == ("..", "..")
    assert mine.endswith("同私")
    assert "同彼彼" in theirs
    assert len(theirs) < 200


@given(st.text(max_size=400), st.text(max_size=400))
def test_different_texts_stay_different(one: str, other: str) -> None:
    first, second = differing(one, other)
    assert (first == second) == (one == other)
