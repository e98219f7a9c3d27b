"""Whole numbers as people write them."""

from __future__ import annotations

import unicodedata

from kodoku_tui.domain.errors import Refused


def parse_whole(text: str, *, field: str) -> int:
    """A whole number from 0 on, also in full-width digits and with commas between thousands.

    Raises `Refused` (`error.not_a_number`) for anything else.
    """
    digits = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        raise Refused("error.not_a_number", field=field, value=text)
    return int(digits)
