"""The columns of lists: what a cell holds, and what one column says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kodoku_tui.domain.days.direction import Direction


class CellKind(StrEnum):
    """What a column holds, hence how a cell is written and how it is read."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    # A number whose nought is shown as an empty cell.
    COUNT = "count"
    YEN = "yen"
    DATE = "date"
    TIME = "time"
    WORD = "word"
    MARK = "mark"


class Goes(StrEnum):
    """How far what a column holds may go (DOMAIN, what may never go out)."""

    OUT = "out"
    INSIDE = "inside"
    """In copies that the secretariat works on; never in one that is handed on."""

    INNER = "inner"
    """What people noted for the secretariat: only in a copy that is asked for with it."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column. `words` are the closed list of a `WORD` (a drop-down on the way out).

    What is computed is shown and never read back; what is personal goes out only where it was asked for,
    and everything as far as it `goes`.
    `direction` is which way the days of a `DATE` look, and `time_key` the column that has the time of that day.
    A `NUMBER` is one from 1 on unless it `may_be_nought`.
    """

    key: str
    kind: CellKind
    words: tuple[str, ...] = ()
    is_required: bool = False
    is_computed: bool = False
    is_personal: bool = False
    goes: Goes = Goes.OUT
    direction: Direction = Direction.EITHER
    time_key: str = ""
    may_be_nought: bool = False
