"""Facts of a group that tell whether it can be in trouble, each declared once: forms, lists and options follow."""

from __future__ import annotations

from datetime import date
from typing import Any

from kodoku_tui.domain.columns import CellKind, ListColumn
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.words import YesNo

FACTS = (
    ListColumn("founded_year", CellKind.NUMBER),
    ListColumn("staff_count", CellKind.NUMBER, may_be_nought=True),
    ListColumn("own_clerk", CellKind.WORD, tuple(YesNo)),
    ListColumn("first_public_money", CellKind.WORD, tuple(YesNo)),
    ListColumn("new_theme", CellKind.WORD, tuple(YesNo)),
    ListColumn("vouchers_seen_on", CellKind.DATE, direction=Direction.PAST),
    ListColumn("settlers", CellKind.NUMBER, may_be_nought=True),
)
"""In the order of forms and lists, each under the name of its column in the file."""


def stored_fact(column: ListColumn, value: Any) -> Any:
    """A fact as the file has it: no word is an empty one, no number and no day are nothing."""
    if column.kind is CellKind.WORD:
        return "" if value is None else str(value)
    return value.isoformat() if isinstance(value, date) else value
