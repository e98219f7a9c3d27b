"""What a cell of a workbook can hold, and how Excel names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from string import ascii_uppercase

from kodoku_tui.excel.reading.signs import LETTERS, UNCALCULATED

__all__ = [
    "LETTERS",
    "UNCALCULATED",
    "CellValue",
    "ErrorValue",
    "cell_name",
    "column_name",
    "is_blank",
    "row_of",
    "shown",
]


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A cell that shows an error (`#N/A`), or a formula saved without its result (`UNCALCULATED`)."""

    code: str

    def __str__(self) -> str:
        return self.code


CellValue = str | int | float | bool | date | datetime | time | timedelta | ErrorValue | None


def is_blank(value: CellValue) -> bool:
    """Whether a person sees nothing in the cell."""
    return value is None or (isinstance(value, str) and not value.strip())


def column_name(column: int) -> str:
    """The letters over a column counted from 0: 0 is A, 26 is AA."""
    name = ""
    number = column + 1
    while number:
        number, letter = divmod(number - 1, LETTERS)
        name = chr(ord("A") + letter) + name
    return name


def cell_name(row: int, column: int) -> str:
    """A cell as Excel names it, from its row and column counted from 0: (11, 2) is C12."""
    return f"{column_name(column)}{row + 1}"


def row_of(cell: str) -> int:
    """The row of a cell as Excel names both: C12 is in row 12."""
    return int(cell.lstrip(ascii_uppercase))


def shown(value: CellValue) -> str:
    """A value as a person would quote it from the sheet, on one line."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime():
            return f"{value:%Y/%m/%d %H:%M}"
        case date():
            return f"{value:%Y/%m/%d}"
        case timedelta():
            return _hours(value)
        case float():
            return f"{value:.15g}"
        case _:
            return " ".join(str(value).split())


def _hours(length: timedelta) -> str:
    """As Excel shows it, which counts its hours on: 25:30."""
    seconds = round(abs(length).total_seconds())
    sign = "-" if length < timedelta() else ""
    behind = f":{seconds % 60:02}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}{behind}"
