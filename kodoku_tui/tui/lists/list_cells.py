"""What a list is made of (columns, cells, rows) and how text becomes a field of a known width in cells.

Nothing here knows markup: user text is data, and it is shown as written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len

from kodoku_tui.domain.text.search_words import SearchWord
from kodoku_tui.tui.frame.cut_text import Align, clean

Key = int | str
"""Identity of a row."""

SortOrder = tuple[str, bool]
"""A column's key, and whether the order is descending."""

MARK_WIDTH = 2
COLUMN_GAP = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list. `width` in cells; `grow` is its share of the spare width (0 = fixed).

    `dated` are the cells at its beginning that a date takes: where room is short, the columns of text before it give
    theirs, so that dates are the last thing to go.
    """

    key: str
    title: str
    width: int
    align: Align = "left"
    sortable: bool = True
    grow: int = 0
    dated: int = 0


def wide_enough(least: int, texts: Iterable[str]) -> int:
    """The width of a column that holds each of these whole: in English they are longer than in Japanese."""
    return max(least, *(cell_len(text) for text in texts))


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as shown; `style` names a look ("late", "soon", "done", "muted", "accent", "warn" or "").

    Where `text` does not fit, the first of the `shorter` texts that does is shown in its place.
    """

    text: str
    style: str = ""
    shorter: tuple[str, ...] = ()
    sought: tuple[SearchWord, ...] = ()
    """What was searched for: where it stands in the text it is lit."""

    def text_for(self, width: int) -> str:
        """The longest of its texts that fits into `width` cells, else the shortest."""
        texts = (self.text, *self.shorter)
        return next((text for text in texts if cell_len(clean(text)) <= width), texts[-1])


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; `key` stays the same over refreshes, `cells` has one entry a column."""

    key: Key
    cells: tuple[Cell, ...]
