"""Text as a terminal shows it: how wide it is, cut and wrapped."""

from __future__ import annotations

import re
import unicodedata

_NEVER_FIRST_ON_A_LINE = frozenset("、。，．）」』】〉》！？ー・：；%)],.!?:;")


def display_width(text: str) -> int:
    """How many cells `text` takes; wide characters take two, marks that combine take none."""
    if text.isascii():
        return len(text)
    return sum(map(_width_of, text))


def padded(text: str, width: int, *, to_the_right: bool = False) -> str:
    """`text` filled up with spaces to `width` cells."""
    blanks = " " * max(0, width - display_width(text))
    return blanks + text if to_the_right else text + blanks


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, with … for what does not fit."""
    if display_width(text) <= width:
        return text
    kept, used = "", 0
    for character in text:
        used += _width_of(character)
        if used > width - 1:
            break
        kept += character
    return f"{kept}~"


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells: between words, and within Japanese anywhere but before 、 or 。"""
    return [line for paragraph in text.split("\n") for line in _wrapped_paragraph(paragraph, width)]


def _wrapped_paragraph(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in re.findall(r"[!-~]+|\s+|.", text):
        hangs = piece[0] in _NEVER_FIRST_ON_A_LINE
        if line and display_width(line + piece.rstrip()) > width and not hangs:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _width_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
