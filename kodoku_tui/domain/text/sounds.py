"""Order by sound (五十音順): kana first without their marks, then with them, as dictionaries have it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from kodoku_tui.domain.text.variants import DASHES, LETTERS

_LETTERS = str.maketrans(LETTERS | dict.fromkeys(DASHES, "ー") | {"ヶ": "ケ", "ヵ": "カ"})
_MARKS = ("\u3099", "\u309a")
_ROWS = (
    "アカサタナハマヤラワ",
    "イキシチニヒミリヰ",
    "ウクスツヌフムユル",
    "エケセテネヘメレヱ",
    "オコソトノホモヨロヲ",
)
_VOWEL = {kana: row[0] for row in _ROWS for kana in row}


@lru_cache(maxsize=16_384)
def sound_order(text: str) -> str:
    """What a reading, or a name that has none, is sorted by. Kanji come after all kana."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    written = "".join(folded.split()).translate(_LETTERS)
    sounds = ""
    for letter in unicodedata.normalize("NFD", written):
        if letter == "ー":
            # A long vowel sounds, and is sorted, as the vowel that it lengthens.
            sounds += _VOWEL.get(sounds[-1:], letter)
        elif letter not in _MARKS:
            sounds += letter
    return f"{sounds}\x01{written}"
