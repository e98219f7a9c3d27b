"""How wide a column is, by its heading and its values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.exports.sheets import SheetColumn, Shown
from kodoku_tui.excel.writing.text_width import column_width

# Excel makes no row higher than this.
MOST_POINTS = 409.0

_USUAL_BOUNDS: dict[CellKind, tuple[float, float]] = {
    CellKind.TEXT: (8, 26),
    CellKind.LONG_TEXT: (30, 62),
    CellKind.WORD: (6.5, 16),
    CellKind.MARK: (6.5, 14),
    CellKind.NUMBER: (5, 8),
    CellKind.COUNT: (4.8, 9),
    CellKind.YEN: (11, 13),
    CellKind.DATE: (9.5, 9.5),
    CellKind.TIME: (6, 6),
}
# What must not be broken in a heading: Japanese may be, between any two characters.
_WORD_WITHIN = re.compile("[!-~]+")


def width_of(column: SheetColumn, values: Sequence[Shown]) -> float:
    """The width in which heading and values can be read; a column of counts breaks its heading."""
    least, most = bounds(column)
    if column.kind is CellKind.DATE:
        # A month of which the day is not fixed is words, and longer than a day.
        return column_width((value for value in values if isinstance(value, str)), least=least, most=18)
    if least == most:
        return least
    texts: list[str] = (
        _WORD_WITHIN.findall(column.heading) if column.kind is CellKind.COUNT else [column.heading]
    )
    if column.kind in (CellKind.TEXT, CellKind.LONG_TEXT, CellKind.WORD, CellKind.MARK):
        texts += (str(value or "") for value in values)
    return column_width(texts, least=least, most=most)


def bounds(column: SheetColumn) -> tuple[float, float]:
    """Least and most width of a column: its own, else those of its kind."""
    usual = _USUAL_BOUNDS[column.kind]
    return column.least or usual[0], column.most or usual[1]
