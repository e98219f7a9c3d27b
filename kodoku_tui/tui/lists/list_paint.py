"""Turns pieces of a line into strips in the theme's colours, readable on every background."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.cache import LRUCache
from textual.color import Color
from textual.strip import Strip
from textual.style import Style

from kodoku_tui.tui.frame.cut_text import clean, slice_cells
from kodoku_tui.tui.lists.list_cells import MARK_WIDTH, Cell, Row, SortOrder
from kodoku_tui.tui.lists.list_layout import Layout, Piece, header_pieces, row_pieces

CELL_STYLES = ("late", "soon", "done", "muted", "accent", "warn", "found")
FOUND = "found"
"""What was searched for: seen without colour, too."""
CELL_LOOKS = ("cell-marked", "cell-cursor")
"""Looks that single cells of a row have besides their own style."""
NOT_YET = "..."
MARK = "*"
KEPT_STRIPS = 1_024
# WCAG 2.2, success criterion 1.4.3: text needs 4.5 times the luminance of its background, or the reverse.
LEAST_CONTRAST = 4.5

StyleLookup = Callable[..., Style]

CellLook = tuple[int, str]
"""The place of a column, and one of `CELL_LOOKS` for the cell there."""


class LinePainter:
    """Draws the lines of a list; `style_of` gives the look of component classes laid over each other."""

    def __init__(self, style_of: StyleLookup) -> None:
        self._style_of = style_of
        self._styles: dict[tuple[str, ...], RichStyle] = {}
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(KEPT_STRIPS)

    def forget_rows(self) -> None:
        """The rows are other ones now."""
        self._strips.clear()

    def forget_styles(self) -> None:
        """The theme or the focus changed."""
        self._styles.clear()
        self._strips.clear()

    def row(
        self,
        index: int,
        row: Row | None,
        layout: Layout,
        scroll_x: int,
        *,
        has_cursor: bool,
        is_marked: bool,
        cell_looks: tuple[CellLook, ...] = (),
    ) -> Strip:
        """One row, or a sign that it is still on its way."""
        key = (index, row is None, has_cursor, is_marked, cell_looks, layout.view_width, scroll_x)
        strip = self._strips.get(key)
        if strip is None:
            looks = (*(("marked",) if is_marked else ()), *(("cursor",) if has_cursor else ()))
            if row is None:
                strip = self._text_line(NOT_YET, layout.view_width, looks)
            else:
                cells = _with_looks(row.cells, cell_looks)
                pieces = row_pieces(layout, cells, MARK if is_marked else "", scroll_x)
                strip = self._strip(pieces, looks)
            self._strips[key] = strip
        return strip

    def header(self, layout: Layout, sort: SortOrder | None, scroll_x: int) -> Strip:
        """The line of titles."""
        return self._strip(header_pieces(layout, sort, scroll_x), ("header",))

    def note(self, text: str, view_width: int) -> Strip:
        """A line of plain text in place of rows."""
        return self._text_line(text, view_width, ())

    def _text_line(self, text: str, view_width: int, looks: tuple[str, ...]) -> Strip:
        body = slice_cells(" " * MARK_WIDTH + clean(text), 0, view_width)
        return self._strip([Piece(body, "muted" if text else "")], looks)

    def _strip(self, pieces: Sequence[Piece], looks: tuple[str, ...]) -> Strip:
        return Strip(_joined((piece.text, self._style(looks, piece.style)) for piece in pieces))

    def _style(self, looks: tuple[str, ...], cell_style: str) -> RichStyle:
        known = (name for name in cell_style.split() if name in CELL_STYLES or name in CELL_LOOKS)
        names = (*looks, *known)
        if names not in self._styles:
            style = self._style_of(*(f"list-table--{name}" for name in names))
            # What a component says of reverse gets lost on the way: `get_visual_style` leaves it out.
            lit = RichStyle(reverse=True, bold=True) if FOUND in names else RichStyle.null()
            self._styles[names] = readable(style).rich_style + lit
        return self._styles[names]


def _with_looks(cells: Sequence[Cell], looks: Iterable[CellLook]) -> Sequence[Cell]:
    """The cells with what single ones of them look like; a marked one says so without colour as well."""
    shown = list(cells)
    for place, look in looks:
        if place < len(shown):
            cell = shown[place]
            sign = MARK if look == "cell-marked" else ""
            shown[place] = replace(
                cell,
                text=sign + cell.text,
                style=f"{look} {cell.style}",
                shorter=tuple(sign + text for text in cell.shorter),
            )
    return shown


def readable(style: Style) -> Style:
    """The same look, its text moved towards black or white as far as its background asks for."""
    background, text = style.background, style.foreground
    if background is None or text is None or background.ansi is not None or text.ansi is not None:
        return style
    shown = background + text
    goal = max((Color(0, 0, 0), Color(255, 255, 255)), key=lambda colour: _contrast(colour, background))
    for tenths in range(11):
        candidate = shown.blend(goal, tenths / 10)
        if _contrast(candidate, background) >= LEAST_CONTRAST:
            return style + Style(foreground=candidate)
    return style + Style(foreground=goal)


def _contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 (black) to 1 (white)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _joined(runs: Iterable[tuple[str, RichStyle]]) -> list[Segment]:
    """One segment for each stretch of one style: fewer escape sequences to write."""
    segments: list[Segment] = []
    texts: list[str] = []
    current: RichStyle | None = None
    for text, style in runs:
        if current is not None and style != current:
            segments.append(Segment("".join(texts), current))
            texts = []
        current = style
        texts.append(text)
    if texts:
        segments.append(Segment("".join(texts), current))
    return segments
