"""What a list is made of (columns, cells, rows) and how text becomes pieces of a known width in cells.

Nothing here knows markup: user text is data, and it is shown as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len, get_character_cell_size

from kodoku_tui.domain.text.search_words import SearchWord
from kodoku_tui.domain.text.snippets import places

Key = int | str
"""Identity of a row."""

SortOrder = tuple[str, bool]
"""A column's key, and whether the order is descending."""

Align = Literal["left", "right", "center"]

MARK_WIDTH = 2
COLUMN_GAP = 1
CUT_SIGN = "~"
# Frozen columns that leave less room than this would hide the rest of the table for good.
LEAST_SCROLLING_WIDTH = 12

# Arrows and dots have no certain width in Japanese fonts: order is told in ASCII.
ASCENDING_SIGN = "^"
DESCENDING_SIGN = "v"

# Controls would reach the terminal, a lone surrogate cannot be encoded at all.
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Terminals disagree on the width of what these join or turn around, and then every later column is shifted.
_INVISIBLE = re.compile(
    "[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list. `width` in cells; `grow` is its share of the spare width (0 = fixed)."""

    key: str
    title: str
    width: int
    align: Align = "left"
    sortable: bool = True
    grow: int = 0


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


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line in one look."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a column stands: first cell (mark column included) and width."""

    column: Column
    start: int
    width: int

    @property
    def end(self) -> int:
        return self.start + self.width


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns placed for one width of the view; with `whole_only` none of them shows in part."""

    slots: tuple[Slot, ...]
    width: int
    frozen_width: int
    view_width: int
    whole_only: bool = False

    def slot_at(self, x: int, scroll_x: int) -> Slot | None:
        """The column drawn at cell `x` of the view."""
        place = x if x < self.frozen_width else x + scroll_x
        return next((slot for slot in self.slots if slot.start <= place < slot.end + COLUMN_GAP), None)


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


def lay_out(columns: Sequence[Column], frozen: int, view_width: int, whole_only: bool = False) -> Layout:
    """Place the columns: each at its own width, spare width shared by those that grow."""
    natural = natural_width(columns)
    spare = max(0, view_width - natural)
    shares = sum(column.grow for column in columns)
    slots: list[Slot] = []
    start = MARK_WIDTH
    given = handed = 0
    for column in columns:
        given += column.grow
        extra = spare * given // shares - handed if shares else 0
        handed += extra
        slots.append(Slot(column, start, column.width + extra))
        start += column.width + extra + COLUMN_GAP
    frozen_width = slots[frozen - 1].end + COLUMN_GAP if frozen and slots else MARK_WIDTH
    if natural > view_width and frozen_width > view_width - LEAST_SCROLLING_WIDTH:
        frozen_width = MARK_WIDTH
    return Layout(tuple(slots), natural + handed, frozen_width, view_width, whole_only)


def natural_width(columns: Sequence[Column]) -> int:
    """Cells that the columns need without any growing, mark column included."""
    return MARK_WIDTH + sum(column.width for column in columns) + COLUMN_GAP * max(0, len(columns) - 1)


def row_pieces(layout: Layout, cells: Sequence[Cell], mark: str, scroll_x: int) -> list[Piece]:
    """One row as the view shows it, frozen columns first, exactly as wide as the view."""
    fields: list[tuple[Slot, list[Piece]]] = []
    for slot, cell in _cells_in_view(layout, cells, scroll_x):
        text = cell.text_for(slot.width) if cell.shorter else cell.text
        body, was_cut = fit(text, slot.width, slot.column.align)
        pieces = _lit(body, cell) if cell.sought else [Piece(body, cell.style)]
        if was_cut and slot.width:
            pieces.append(Piece(CUT_SIGN, f"{cell.style} muted"))
        fields.append((slot, pieces))
    return _assemble(layout, fields, mark, scroll_x)


def _lit(body: str, cell: Cell) -> list[Piece]:
    """The text of a cell, what was searched for in reverse."""
    pieces: list[Piece] = []
    at = 0
    for start, end in places(body, cell.sought):
        pieces += [Piece(body[at:start], cell.style), Piece(body[start:end], f"{cell.style} found")]
        at = end
    return [piece for piece in (*pieces, Piece(body[at:], cell.style)) if piece.text]


def header_pieces(layout: Layout, sort: SortOrder | None, scroll_x: int) -> list[Piece]:
    """The titles as the view shows them, with the direction beside the sorted one."""
    fields: list[tuple[Slot, list[Piece]]] = []
    for slot in _slots_in_view(layout, scroll_x):
        title = clean(slot.column.title)
        sign = ""
        if sort and sort[0] == slot.column.key:
            sign = DESCENDING_SIGN if sort[1] else ASCENDING_SIGN
            room = slot.width - 2
            title = f"{title if cell_len(title) <= room else slice_cells(title, 0, max(0, room))} {sign}"
        body, was_cut = fit(title, slot.width, slot.column.align)
        fields.append((slot, [Piece(body), Piece((sign or CUT_SIGN) if was_cut and slot.width else "")]))
    return _assemble(layout, fields, "", scroll_x)


def _is_in_view(layout: Layout, slot: Slot, scroll_x: int) -> bool:
    left, right = layout.frozen_width + scroll_x, layout.view_width + scroll_x
    if layout.whole_only:
        return slot.start < layout.frozen_width or left <= slot.start <= slot.end <= right
    return slot.start < layout.frozen_width or (slot.end > left and slot.start < right)


def _slots_in_view(layout: Layout, scroll_x: int) -> list[Slot]:
    return [slot for slot in layout.slots if _is_in_view(layout, slot, scroll_x)]


def _cells_in_view(layout: Layout, cells: Sequence[Cell], scroll_x: int) -> list[tuple[Slot, Cell]]:
    return [pair for pair in zip(layout.slots, cells, strict=False) if _is_in_view(layout, pair[0], scroll_x)]


def _assemble(
    layout: Layout, fields: Iterable[tuple[Slot, list[Piece]]], mark: str, scroll_x: int
) -> list[Piece]:
    """Join the fields of a line, frozen ones in place and the others scrolled under them."""
    frozen_end = min(layout.frozen_width, layout.view_width)
    line = [Piece(mark.ljust(MARK_WIDTH)[:frozen_end])]
    drawn = min(MARK_WIDTH, frozen_end)
    for slot, pieces in fields:
        is_frozen = slot.start < layout.frozen_width
        shift = 0 if is_frozen else scroll_x
        low, high = (0, frozen_end) if is_frozen else (frozen_end, layout.view_width)
        place = slot.start - shift
        for piece in pieces:
            width = cell_len(piece.text)
            first, last = max(place, low), min(place + width, high)
            if first < last:
                if first > drawn:
                    line.append(Piece(" " * (first - drawn)))
                whole = last - first == width
                text = piece.text if whole else slice_cells(piece.text, first - place, last - place)
                line.append(Piece(text, piece.style))
                drawn = last
            place += width
    if drawn < layout.view_width:
        line.append(Piece(" " * (layout.view_width - drawn)))
    return line
