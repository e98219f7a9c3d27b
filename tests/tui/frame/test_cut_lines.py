"""A few lines of text end in a sign where they hold no more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from kodoku_tui.tui.frame.cut_lines import cut_to_lines
from kodoku_tui.tui.frame.cut_text import CUT_SIGN


@given(st.text("団体abc 、。", max_size=80), st.integers(2, 40), st.integers(1, 3))
def test_what_is_too_long_is_cut_with_a_sign_and_what_fits_is_left(text: str, width: int, lines: int) -> None:
    shown = cut_to_lines(Content(text), width, lines)
    if len(Content(text).wrap(width)) <= lines:
        assert shown.plain == text
        return
    assert len(shown.wrap(width)) <= lines
    assert shown.plain.endswith(CUT_SIGN)
    begun = shown.plain.removesuffix(CUT_SIGN)
    assert text.startswith(begun)
    # Nothing is left out that there was room for.
    longer = text[: len(begun) + 1]
    if longer == longer.rstrip():
        assert len(Content(longer + CUT_SIGN).wrap(width)) > lines
