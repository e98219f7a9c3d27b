"""Persons taken out of a text: known names and what rules find become Aさん or （略）, one person one letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from string import ascii_uppercase

from kodoku_tui.domain.text.names import search_key, text_key
from kodoku_tui.domain.text.personal import Mark, Personal, is_nobody, perhaps_names_in, personal_in
from kodoku_tui.domain.text.search_words import SearchWord
from kodoku_tui.domain.text.snippets import places

LEFT_OUT = "（略）"

_TITLED = re.compile(r"[ \u3000]?(?:さん|さま|ちゃん|くん|氏|様|君|先生|女史)")
# A family name of one letter is a word of its own in too many places.
_LEAST_LETTERS = 2


class Redactor:
    """Takes persons out of texts. `counts` is how many of each kind; nobody can know how many are left."""

    def __init__(self, names: Iterable[str]) -> None:
        self.counts: Counter[Personal] = Counter()
        self._letters: dict[str, str] = {}
        self._known: dict[str, str] = {}
        for name in names:
            self._know(name)

    def redacted(self, text: str) -> str:
        """The text without what is known and what rules find."""
        kept, last = [], 0
        for mark in self._marks_in(text):
            written = text[mark.start : mark.end]
            self.counts[mark.kind] += 1
            kept += [text[last : mark.start], self._instead(mark.kind, written, text[mark.end :])]
            last = mark.end
        return "".join([*kept, text[last:]])

    def finds_somebody_in(self, text: str) -> bool:
        """Whether anything would be taken out."""
        return bool(self._marks_in(text))

    def perhaps_left_in(self, redacted: str) -> list[str]:
        """What may still be a name in a text that persons were taken out of, for a person to look at."""
        return [redacted[mark.start : mark.end] for mark in perhaps_names_in(redacted)]

    def _marks_in(self, text: str) -> list[Mark]:
        key = text_key(text)
        known = [
            Mark(start, end, Personal.NAME)
            for one in self._known
            if one in key
            for start, end in places(text, [SearchWord(one)])
        ]
        # What is longer says more: 山田 花子 before 山田.
        found = sorted(
            (*personal_in(text), *known),
            key=lambda mark: (mark.kind is Personal.NAME, mark.start - mark.end),
        )
        apart: list[Mark] = []
        for mark in found:
            if all(mark.end <= one.start or mark.start >= one.end for one in apart):
                apart.append(mark)
        return sorted(apart)

    def _instead(self, kind: Personal, written: str, behind: str) -> str:
        if kind is not Personal.NAME:
            return LEFT_OUT
        letter = self._letter_of(search_key(written))
        return letter if _TITLED.match(behind) else f"{letter}さん"

    def _know(self, name: str) -> None:
        key = search_key(name)
        if len(key) < _LEAST_LETTERS or is_nobody(name):
            return
        family = search_key(name.split(maxsplit=1)[0])
        self._known.setdefault(key, key)
        if len(family) >= _LEAST_LETTERS:
            self._known.setdefault(family, key)

    def _letter_of(self, key: str) -> str:
        person = self._known.get(key, key)
        if person not in self._letters:
            self._letters[person] = _letter(len(self._letters))
        return self._letters[person]


def _letter(number: int) -> str:
    """A to Z, then AA, AB …"""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ascii_uppercase))
        text = ascii_uppercase[rest] + text
    return text
