"""The words that were searched for, within what stands around them."""

from __future__ import annotations

from collections.abc import Sequence

from kodoku_tui.domain.text.names import text_key

_BEFORE = 16


def snippet(text: str, words: Sequence[str], *, length: int = 80) -> str:
    """About `length` letters of the text around the first of the words (search keys), on one line.

    Without any of them in it, the beginning. Dots say where something was left out.
    """
    flat = " ".join(text.split())
    at = first_place(flat, words)
    start = max(0, at - min(_BEFORE, length // 4)) if at is not None else 0
    if start and len(flat) - start < length:
        start = max(0, len(flat) - length)
    part = flat[start : start + length]
    return f"{'..' if start else ''}{part}{'..' if start + length < len(flat) else ''}"


def first_place(text: str, words: Sequence[str]) -> int | None:
    """Where the first of the words begins in the text as it was written."""
    keys: list[str] = []
    owners: list[int] = []
    for place, letter in enumerate(text):
        key = text_key(letter)
        keys.append(key)
        owners += [place] * len(key)
    joined = "".join(keys)
    found = [at for word in words if word and (at := joined.find(word)) >= 0]
    return owners[min(found)] if found else None


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
