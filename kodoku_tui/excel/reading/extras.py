"""What stands in and about a sheet beyond its values, whatever the format of the file."""

from __future__ import annotations

from kodoku_tui.excel.reading.error_cells import Overlay
from kodoku_tui.excel.reading.rules.found_rules import RulesFound, column_of


class Extras:
    """What stands in and about one sheet beyond its values. Rows and columns are counted from 0.

    A plain class: importing dataclasses costs the reading process as much as reading a hundred rows.
    """

    def __init__(self) -> None:
        self.errors: Overlay = {}
        self.texts: dict[tuple[int, int], str] = {}
        """Texts that the reader may get wrong: of .xls those with letters beyond 65,535."""
        self.hidden_rows: list[tuple[int, int]] = []
        """First and last row of each hidden run."""
        self.struck_rows: list[int] = []
        """Rows in which a filled cell is struck through; of .xlsx, .xlsm and .xls."""
        self.coloured_rows: list[tuple[int, str]] = []
        """Rows that are filled with a colour, and which; of .xlsx, .xlsm and .xls."""
        self.furigana: list[tuple[int, int, list[tuple[int, int, str]]]] = []
        """Row, column and the phonetic runs of their text; of .xlsx and .xlsm."""
        self.hidden_columns: list[tuple[int, int]] = []
        self.comments: list[tuple[int, int, str]] = []
        self.rules = RulesFound()
        self.merged: list[tuple[int, int, int, int]] = []
        """First row, first column, last row, last column; only where the reader does not tell (.ods)."""
        self.formulas = 0
        self.has_objects = False


def cell_at(letters: bytes, row: bytes) -> tuple[int, int]:
    """Row and column, from 0, of a cell as XML names it (B12)."""
    return int(row) - 1, column_of(letters.decode("ascii"))


def unescaped(written: bytes) -> str:
    """A text of XML as it is meant; what is no UTF-8 is marked."""
    from html import unescape

    return unescape(written.decode("utf-8", "replace"))
