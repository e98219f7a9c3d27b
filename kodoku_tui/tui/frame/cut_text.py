"""Text as a field of a known width in cells; what is cut ends in a sign.

Nothing here knows markup: user text is data, and it is shown as written.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len, get_character_cell_size

Align = Literal["left", "right", "center"]

CUT_SIGN = "~"

# Controls would reach the terminal, a lone surrogate cannot be encoded at all.
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Terminals disagree on the width of what these join or turn around, and then every later column is shifted.
_INVISIBLE = re.compile(
    "[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)


def clean(text: str) -> str:
    """Text that can be drawn: no control reaches the terminal, no invisible character shifts the line."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", _HARMFUL.sub(" ", text))


def one_line(text: str) -> str:
    """Text as one tab-separated field: the tabs, line ends and controls in it become spaces."""
    return _HARMFUL.sub(" ", text)


def slice_cells(text: str, start: int, end: int) -> str:
    """The cells from `start` up to `end`, always `end - start` of them; half a wide character is a space.

    Takes cleaned text, where a character without width belongs to the one before it.
    """
    if text.isascii():
        return text[start:end].ljust(end - start)
    taken: list[str] = []
    position = 0
    was_taken = False
    for character in text:
        width = get_character_cell_size(character)
        if not width:
            if was_taken:
                taken.append(character)
            continue
        if position >= end:
            break
        following = position + width
        was_taken = position >= start and following <= end
        if was_taken:
            taken.append(character)
        elif following > start:
            taken.append(" " * (min(following, end) - max(position, start)))
        position = following
    return "".join(taken) + " " * (end - max(position, start))


@lru_cache(maxsize=4_096)
def fit(text: str, width: int, align: Align = "left") -> tuple[str, bool]:
    """Text as a field of `width` cells, or one less if it was cut (room for the sign); and whether it was."""
    shown = clean(text)
    size = cell_len(shown)
    if size > width:
        return slice_cells(shown, 0, max(0, width - 1)), True
    spare = width - size
    if align == "right":
        return " " * spare + shown, False
    if align == "center":
        return " " * (spare // 2) + shown + " " * (spare - spare // 2), False
    return shown + " " * spare, False
