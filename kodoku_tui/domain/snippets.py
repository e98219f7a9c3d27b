"""The words that were searched for, within what stands around them."""

from __future__ import annotations

from collections.abc import Sequence

from kodoku_tui.domain.names import text_key

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
