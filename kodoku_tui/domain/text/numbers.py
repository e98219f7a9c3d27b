"""Whole numbers as people write them."""

from __future__ import annotations

import unicodedata

from kodoku_tui.domain.errors import Refused

_KANJI = {sign: digit for digit, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}


def with_digits(kanji: str) -> str:
    """A number below a hundred (二十三), or digit by digit (二〇二五), in digits; kanji of numbers only."""
    if "十" not in kanji:
        return "".join(str(_KANJI[sign]) for sign in kanji)
    tens, _, ones = kanji.partition("十")
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        raise ValueError
    return str(10 * _KANJI.get(tens, 1) + _KANJI.get(ones, 0))


def parse_whole(text: str, *, field: str) -> int:
    """A whole number from 0 on, also in full-width digits and with commas between thousands.

    Raises `Refused` (`error.not_a_number`) for anything else.
    """
    digits = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        raise Refused("error.not_a_number", field=field, value=text)
    return int(digits)
