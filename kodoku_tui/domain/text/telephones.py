"""Telephone numbers by their digits: hyphens, brackets, spaces, width and +81 do not matter."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"\+?[\d(][\d()\- .ー‐‑‒–—―−]*")
_FROM_ABROAD = ("+", ["8", "1"])
# The last four digits are how a number is remembered; fewer only where it is plain that a number begins.
_ENOUGH = 4
_BEGINNING = 2
_WHOLE = 9


def digits_in(text: str) -> str:
    """Every number of a text by its digits, with spaces between them."""
    return digits_and_places(text)[0]


def digits_and_places(text: str) -> tuple[str, list[int]]:
    """As `digits_in`, with the place in the text that each letter of it comes from."""
    plain = in_plain_letters(text)
    found: list[str] = []
    places: list[int] = []
    for number in _NUMBER.finditer(plain):
        at = [place for place in range(*number.span()) if plain[place].isdecimal()]
        digits = [str(int(plain[place])) for place in at]
        sign, country = _FROM_ABROAD
        if number[0].startswith(sign) and digits[:2] == country:
            # +81(0)3: the nought that one dials at home may stand there already.
            rest = 3 if digits[2:3] == ["0"] else 2
            at, digits = [number.start(), *at[rest:]], ["0", *digits[rest:]]
        if digits:
            found += [" "] * bool(found) + digits
            places += [at[0]] * (len(found) - len(places) - len(digits)) + at
    return "".join(found), places


def digits_meant(typed: str) -> str:
    """The digits of what was typed, where it may be a telephone number or a part of one; else nothing.

    Four digits may; two where more stands there that only numbers have: a leading nought, a hyphen, brackets.
    """
    plain = unicodedata.normalize("NFKC", typed).strip()
    if _NUMBER.fullmatch(plain) is None:
        return ""
    digits = digits_in(plain).replace(" ", "")
    begins = plain.startswith(("0", "+")) or not plain.isdecimal()
    return digits if len(digits) >= (_BEGINNING if begins else _ENOUGH) else ""


def is_one_number(typed: str) -> bool:
    """Whether all that was typed is one telephone number or its beginning, spaces within it or not."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    digits = digits_meant(typed)
    return len(digits) >= _WHOLE or (plain.startswith(("0", "+", "(")) and bool(digits))


def in_plain_letters(text: str) -> str:
    """The text with each letter as NFKC has it where that is one letter: places in it are places in the text."""
    return text.translate(_PLAIN)


class _Plain(dict[int, str]):
    """What `str.translate` makes of each letter: one plain one, or itself; asked once a letter."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code))
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_PLAIN = _Plain()
