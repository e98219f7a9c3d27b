"""A workbook as cells: what every format comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.rules.entry_rules import EntryRule


@dataclass(frozen=True, slots=True)
class Sheet:
    """The used part of one worksheet.

    Rows and columns are counted from 0 and `first_row`, `first_column` say where the used part begins,
    so that `cells.cell_name` can name a cell. A row ends with its last filled cell; ask `value` for any
    other.
    """

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    first_row: int = 0
    first_column: int = 0
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row and last column of each merge."""
    hidden_rows: tuple[tuple[int, int], ...] = ()
    """First and last of each hidden run; told of every workbook format."""
    struck_rows: frozenset[int] = frozenset()
    """Rows in which a filled cell is struck through; told of .xlsx, .xlsm and .xls."""
    coloured_rows: Mapping[int, str] = field(default_factory=dict)
    """Rows that are filled with a colour, with what tells it from others; told of .xlsx, .xlsm and .xls."""
    furigana: Mapping[tuple[int, int], tuple[tuple[int, int, str], ...]] = field(default_factory=dict)
    """By row and column, how parts of a text are read (`domain/text/furigana.py`); told of .xlsx and .xlsm."""
    hidden_columns: tuple[tuple[int, int], ...] = ()
    comments: tuple[tuple[int, int, str], ...] = ()
    """Row, column and text of what people noted at a cell, a thread with all its words; known of every format."""
    rules: tuple[EntryRule, ...] = ()
    """What may be entered in which cells; known of every format."""
    rules_left: int = 0
    """How many ranges with rules are not told because there are too many."""
    formulas: int = 0
    has_objects: bool = False
    """Whether pictures, shapes or text boxes lie over the sheet: what they say is not read."""

    @property
    def filled_rows(self) -> tuple[int, ...]:
        """The rows in which anything stands, as Excel numbers them."""
        return tuple(
            number
            for number, row in enumerate(self.rows, start=self.first_row + 1)
            if any(value is not None and (not isinstance(value, str) or value.strip()) for value in row)
        )

    def value(self, row: int, column: int) -> CellValue:
        """What stands in a cell of the worksheet; None beyond the used part."""
        row -= self.first_row
        column -= self.first_column
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None


@dataclass(frozen=True, slots=True)
class Workbook:
    """All worksheets in their order, and how many unsafe characters were taken out of their texts."""

    sheets: tuple[Sheet, ...]
    removed_characters: int = 0
    format: str = "xlsx"
    """Told by content: xlsx, xlsm, xlsb, xls, ods, csv, tsv or html."""
    encoding: str = ""
    """In which a text file is written, by Python's name; empty for others."""
