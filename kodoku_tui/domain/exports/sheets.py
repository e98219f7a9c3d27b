"""What a sheet of an export holds, whatever list it is: how it looks and is written is the workbook's business."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.exports.exchange import ExportStamp

Shown = str | int | float | date | time | None

WITHOUT_SECTION = "#44546A"


@dataclass(frozen=True, slots=True)
class Fill:
    """Cells that begin with one of `words` bear a colour: late, near, ours or gone."""

    words: tuple[str, ...]
    look: str


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column as people see it: its heading, what it holds, and the bounds of its width in characters.

    Bounds of nought are those that its kind usually has. `choices` are offered as a drop-down; `colour` is that
    of the heading.
    """

    heading: str
    kind: CellKind
    least: float = 0
    most: float = 0
    choices: tuple[str, ...] = ()
    fills: tuple[Fill, ...] = ()
    colour: str = WITHOUT_SECTION


class SheetRow(NamedTuple):
    """The values of one line, and the row key that finds it again; empty where there is no such row."""

    values: tuple[Shown, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class ListSheet:
    """One list as a sheet: headings, rows, and what its pages say around them.

    `rows` may be read while they are written and are gone through once. A list with a stamp gets a hidden last
    column of row keys. `is_form` offers the drop-downs below the last row too.
    """

    name: str
    title: str
    about: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[SheetRow]
    stamp: ExportStamp | None = None
    nobody: str = ""
    foot: str = ""
    is_demonstration: bool = False
    is_form: bool = False
    on_large_paper: bool = False
    frozen_columns: int = 2


@dataclass(frozen=True, slots=True)
class FactPart:
    """A heading and the lines below it, each a name and what is to be said of it."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FactSheet:
    """A page of facts, in parts."""

    name: str
    title: str
    about: str
    parts: tuple[FactPart, ...]
    is_demonstration: bool = False
