"""What was typed to search for, word by word: each meets by its letters, or, a telephone number, by its digits."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from kodoku_tui.domain.text.names import search_key, text_key
from kodoku_tui.domain.text.telephones import digits_in, digits_meant, is_one_number

# More would be no whole number to SQLite.
_MOST_DIGITS = 16


class SearchWord(NamedTuple):
    """One word: its `search_key`, and the digits where it may be a telephone number (else empty)."""

    key: str
    digits: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is nothing but digits, as the number of a group is."""
        return len(self.key) < _MOST_DIGITS and self.key.isascii() and self.key.isdecimal()

    def is_in(self, text: str) -> bool:
        """Whether it occurs in a text."""
        return self.key in text_key(text) or (bool(self.digits) and self.digits in digits_in(text))


def words_in(typed: str) -> list[SearchWord]:
    """The words of what was typed; a whole telephone number with spaces in it is one."""
    parts = [typed] if is_one_number(typed) else typed.split()
    return [SearchWord(key, digits_meant(part)) for part in parts if (key := search_key(part))]


def as_json(words: Iterable[SearchWord]) -> str:
    """The words as a query asks for them: of each its key and its digits."""
    return json.dumps([[word.key, word.digits] for word in words])
