"""What a spreadsheet would calculate stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.text.formulas import begins_a_formula, kept_as_text


@given(st.sampled_from("=+-@＝＋－＠\t\r\n"), st.text(" \u3000\u00a0", max_size=3), st.text(max_size=8))
def test_whatever_stands_behind_the_sign_and_blanks_before_it(sign: str, blanks: str, rest: str) -> None:
    assert begins_a_formula(blanks + sign + rest)
    assert kept_as_text(blanks + sign + rest) == f"'{blanks}{sign}{rest}"


@pytest.mark.parametrize("text", ["", " ", "1=1", "A+B", "'=1", "会場 -", "・=", "〒100"])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert not begins_a_formula(text)
    assert kept_as_text(text) == text
