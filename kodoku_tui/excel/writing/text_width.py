"""How much room Japanese text takes in a cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_WIDE = frozenset("FWA")

# Column widths count digits of the workbook's 11 point default font; the lists are set in 9 point.
_DEFAULT_POINTS = 11
_LIST_POINTS = 9
_CELL_PADDING = 0.8
_BREATHING_SPACE = 0.8
LINE_POINTS = 12.75
# A cell that is higher than this goes on in another row: Excel cuts it off, and a page break would too.
_MOST_LINES = 24
_SHORT = 40


def display_width(text: str) -> int:
    """The width of the longest line in half-width characters; signs of ambiguous width count as wide."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max((sum(map(_character_width, line)) for line in text.split("\n")), default=0)


def column_width(texts: Iterable[str], *, least: float, most: float) -> float:
    """The column width in which the longest of `texts` stands on one line, within its bounds."""
    longest = max(map(display_width, texts), default=0)
    return min(max(longest * _LIST_POINTS / _DEFAULT_POINTS + _CELL_PADDING + _BREATHING_SPACE, least), most)


def line_count(text: str, width: float, *, points: int = _LIST_POINTS) -> int:
    """How many lines a text fills when wrapped in a column of `width`, at most."""
    room = max(int((width - _CELL_PADDING) * _DEFAULT_POINTS / points), 2)
    return _lines_of_word(text, room) if len(text) <= _SHORT else _lines_of_text(text, room)


def _lines_of_text(text: str, room: int) -> int:
    return sum(_lines_of(display_width(line), room) for line in text.split("\n"))


# The same few words fill most cells of a list.
_lines_of_word = lru_cache(maxsize=8192)(_lines_of_text)


def _lines_of(width: int, room: int) -> int:
    # A wide character that does not fit moves on whole and leaves half a place behind.
    return 1 if width <= room else -(-width // (room - 1))


def pieces(text: str, width: float) -> Iterator[str]:
    """The text in pieces of which each stands whole in a row of a column this wide; one where it is short."""
    if line_count(text, width) <= _MOST_LINES:
        yield text
        return
    kept: list[str] = []
    lines = 0
    for line in _short_lines(text, width):
        needed = line_count(line, width)
        if kept and lines + needed > _MOST_LINES:
            yield "\n".join(kept)
            kept, lines = [], 0
        kept.append(line)
        lines += needed
    yield "\n".join(kept)


def _short_lines(text: str, width: float) -> Iterator[str]:
    """The lines of a text, those too long for one row cut."""
    most = int(width) * _MOST_LINES // 3
    for line in text.split("\n"):
        yield from (line[start : start + most] for start in range(0, max(len(line), 1), most))


def _character_width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
