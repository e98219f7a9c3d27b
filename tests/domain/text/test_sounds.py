"""Names in the order in which they sound (五十音順)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.text.sounds import sound_order


def test_marks_small_letters_and_long_vowels_matter_only_between_equals() -> None:
    wanted = [
        "あい",
        "かあ",
        "カー",
        "ガア",
        "かき",
        "がく",
        "がっこう",
        "きゃく",
        "さとう",
        "はあふ",
        "ハーブ",
        "わ",
        "会",
    ]
    assert sorted(sorted(wanted), key=sound_order) == wanted


def test_letters_come_before_kana_and_kanji_after() -> None:
    assert sorted(["漢字", "んん", "ABC", "12"], key=sound_order) == ["12", "ABC", "んん", "漢字"]


@given(st.text(alphabet="あかがさゃーアガッ 　", max_size=8))
def test_hiragana_and_katakana_and_width_sort_alike(text: str) -> None:
    katakana = "".join(chr(ord(one) + 0x60) if "ぁ" <= one <= "ゖ" else one for one in text)
    assert sound_order(text) == sound_order(katakana)
