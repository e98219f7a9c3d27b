"""Whole numbers as people write them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from kodoku_tui.domain.errors import Refused

_KANJI = {sign: digit for digit, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
# Also those of contracts (大字), which nobody can alter by a stroke.
_DIGITS = str.maketrans(
    {sign: str(digit) for sign, digit in _KANJI.items()} | dict(zip("壱弐参拾阡萬", "123十千万", strict=True))
)
_PLAIN = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_UP_TO_THOUSANDS = re.compile("(?:([0-9]?)千)?(?:([0-9]?)百)?(?:([0-9]?)十)?([0-9]{0,3})")
_BY_TEN_THOUSANDS = re.compile("(?:([^億万]+)億)?(?:([^億万]+)万)?([^億万]*)")
_TEN_THOUSAND = 10_000


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


def number_with_kanji(text: str) -> Decimal | None:
    """A number with kanji in it or of them (30万5千, 三十万, 1億2,000万, 30.5万, 5千300); None for anything else."""
    match = _BY_TEN_THOUSANDS.fullmatch(text.translate(_DIGITS))
    if match is None or not text:
        return None
    number = Decimal(0)
    for place, written in enumerate(match.groups()):
        number *= _TEN_THOUSAND
        if not written:
            continue
        part = _below_ten_thousand(written)
        is_last = not any(match.groups()[place + 1 :])
        is_first = not any(match.groups()[:place])
        # 30.5万5千 and 30万50000 are slips.
        if part is None or (part % 1 and not is_last) or (part >= _TEN_THOUSAND and not is_first):
            return None
        number += part
    return number


def _below_ten_thousand(written: str) -> Decimal | None:
    if _PLAIN.fullmatch(written):
        return Decimal(written.replace(",", ""))
    match = _UP_TO_THOUSANDS.fullmatch(written)
    if match is None:
        return None
    thousands, hundreds, tens, rest = match.groups()
    parts = ((thousands, 1000), (hundreds, 100), (tens, 10))
    smallest = min(unit for digit, unit in parts if digit is not None)
    if len(rest) >= len(str(smallest)):
        return None
    counted = sum(int(digit or 1) * unit for digit, unit in parts if digit is not None)
    return Decimal(counted + int(rest or 0))
