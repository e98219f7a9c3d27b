"""The words that were searched for, within what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kodoku_tui.domain.text.names import text_key
from kodoku_tui.domain.text.search_words import SearchWord
from kodoku_tui.domain.text.telephones import digits_and_places

_BEFORE = 16

# A letter with the marks that make one of both (ﾀﾞ in half width, か and a loose voicing mark).
_LETTER = re.compile("(?s:.)[\u3099\u309a\uff9e\uff9f\u0300-\u036f]*")


def snippet(text: str, words: Sequence[SearchWord], *, length: int = 80) -> str:
    """About `length` letters of the text around the first of the words, on one line.

    Without any of them in it, the beginning. Dots say where something was left out.
    """
    flat = " ".join(text.split())
    at = first_place(flat, words)
    start = max(0, at - min(_BEFORE, length // 4)) if at is not None else 0
    if start and len(flat) - start < length:
        start = max(0, len(flat) - length)
    part = flat[start : start + length]
    return f"{'..' if start else ''}{part}{'..' if start + length < len(flat) else ''}"


def first_place(text: str, words: Sequence[SearchWord]) -> int | None:
    """Where the first of the words begins in the text as it was written."""
    return min((start for start, _ in places(text, words)), default=None)


def places(text: str, words: Sequence[SearchWord]) -> list[tuple[int, int]]:
    """Where the words stand in the text as it was written (from, up to), in order, none over another."""
    keys: list[str] = []
    owners: list[int] = []
    ends: list[int] = []
    for letter in _LETTER.finditer(text):
        key = text_key(letter[0])
        keys.append(key)
        owners += [letter.start()] * len(key)
        ends += [letter.end()] * len(key)
    joined = "".join(keys)
    found = [span for word in words for span in _spans(joined, word.key, owners, ends)]
    if any(word.digits for word in words):
        digits, of_digits = digits_and_places(text)
        ends = [place + 1 for place in of_digits]
        found += [span for word in words for span in _spans(digits, word.digits, of_digits, ends)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _spans(keys: str, word: str, owners: Sequence[int], ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    at = keys.find(word) if word else -1
    while at >= 0:
        yield owners[at], ends[at + len(word) - 1]
        at = keys.find(word, at + len(word))


def differing(one: str, other: str, *, length: int = 160) -> tuple[str, str]:
    """Two long texts, each from shortly before the place where they begin to differ; short ones whole."""
    if max(len(one), len(other)) <= length:
        return one, other
    pairs = zip(one, other, strict=False)
    at = next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    start = max(0, at - _BEFORE)
    first, second = (
        f"{'..' if start else ''}{text[start : start + length]}{'..' if start + length < len(text) else ''}"
        for text in (one, other)
    )
    return first, second
