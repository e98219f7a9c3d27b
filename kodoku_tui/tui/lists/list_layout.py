"""Where the columns of a list stand at one width, and its lines as pieces exactly as wide as the view.

What is cut ends in a sign: by the width of its column, and at the edges of the view as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from kodoku_tui.domain.text.snippets import places
from kodoku_tui.tui.frame.cut_text import CUT_SIGN, clean, fit, slice_cells
from kodoku_tui.tui.lists.list_cells import COLUMN_GAP, MARK_WIDTH, Cell, Column, SortOrder

# Frozen columns that leave less room than this would hide the rest of the table for good.
LEAST_SCROLLING_WIDTH = 12
# A column of text that gives room to a date is not made narrower than this.
LEAST_TEXT_WIDTH = 10

# Arrows and dots have no certain width in Japanese fonts: order is told in ASCII.
ASCENDING_SIGN = "^"
DESCENDING_SIGN = "v"


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


def lay_out(columns: Sequence[Column], frozen: int, view_width: int, whole_only: bool = False) -> Layout:
    """Place the columns: each at its own width, spare width shared by those that grow.

    Where there is none to spare, text gives room to the dates behind it.
    """
    widths = [column.width for column in columns] if whole_only else _room_for_dates(columns, view_width)
    natural = _taken_by(widths)
    spare = max(0, view_width - natural)
    shares = sum(column.grow for column in columns)
    slots: list[Slot] = []
    start = MARK_WIDTH
    given = handed = 0
    for column, width in zip(columns, widths, strict=True):
        given += column.grow
        extra = spare * given // shares - handed if shares else 0
        handed += extra
        slots.append(Slot(column, start, width + extra))
        start += width + extra + COLUMN_GAP
    frozen_width = slots[frozen - 1].end + COLUMN_GAP if frozen and slots else MARK_WIDTH
    if natural > view_width and frozen_width > view_width - LEAST_SCROLLING_WIDTH:
        frozen_width = MARK_WIDTH
    return Layout(tuple(slots), natural + handed, frozen_width, view_width, whole_only)


def natural_width(columns: Sequence[Column]) -> int:
    """Cells that the columns need without any growing, mark column included."""
    return _taken_by([column.width for column in columns])


def _taken_by(widths: Sequence[int]) -> int:
    return MARK_WIDTH + sum(widths) + COLUMN_GAP * max(0, len(widths) - 1)


def _room_for_dates(columns: Sequence[Column], view_width: int) -> list[int]:
    """The widths with which the most dates are in view, text narrowed no further than that asks for.

    What stands behind a date in its column gives first, names and titles after that.
    """
    widths = [column.width for column in columns]
    for place, column in enumerate(columns):
        if not column.dated:
            continue
        missing = _taken_by([*widths[:place], column.dated]) - view_width
        spare = {at: widths[at] - _least(columns[at]) for at in range(place)}
        if missing > sum(spare.values()):
            break
        for _ in range(missing):
            giving = max((at for at in spare if spare[at]), key=lambda at: (columns[at].dated > 0, spare[at]))
            spare[giving] -= 1
            widths[giving] -= 1
    return widths


def _least(column: Column) -> int:
    """How narrow a column may become: text that grows where there is room gives where there is none."""
    return min(column.width, max(LEAST_TEXT_WIDTH, column.dated)) if column.grow else column.width


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
            body, was_cut = fit(title, max(0, room))
            title = f"{body + CUT_SIGN if was_cut and room > 0 else title} {sign}"
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
        for piece in _in_view(pieces, low - place, high - place):
            width = cell_len(piece.text)
            first = max(place, low)
            if first > drawn:
                line.append(Piece(" " * (first - drawn)))
                drawn = first
            if width:
                line.append(piece)
                drawn += width
            place = max(place, low) + width
    if drawn < layout.view_width:
        line.append(Piece(" " * (layout.view_width - drawn)))
    return line


def _in_view(pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The cells from `start` up to `end` of a field, with a sign where an edge of the view cuts what stands there."""
    text = "".join(piece.text for piece in pieces)
    width = cell_len(text)
    first, last = max(start, 0), min(end, width)
    if first == 0 and last == width:
        return pieces
    if first >= last:
        return []
    style = pieces[0].style
    letters = _letters(text)
    is_cut_before = _letters(slice_cells(text, first, width)) < letters
    is_cut_behind = _letters(slice_cells(text, 0, last)) < letters
    inner_first = first + is_cut_before
    inner_last = max(inner_first, last - is_cut_behind)
    signed = [Piece(CUT_SIGN, f"{style} muted")]
    shown = _sliced(pieces, inner_first, inner_last)
    parts = [*signed[: int(is_cut_before)], *shown, *signed[: int(is_cut_behind)]]
    return parts if inner_first < inner_last or last - first > 1 else signed


def _sliced(pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The cells of a field from `start` up to `end`, each in the look of its piece."""
    parts: list[Piece] = []
    at = 0
    for piece in pieces:
        width = cell_len(piece.text)
        first, last = max(start, at), min(end, at + width)
        if first < last:
            parts.append(Piece(slice_cells(piece.text, first - at, last - at), piece.style))
        at += width
    return parts


def _letters(text: str) -> int:
    """How many letters there are to see; half a wide one is none."""
    return sum(not letter.isspace() for letter in text)
