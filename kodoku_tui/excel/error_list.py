"""What was wrong with a workbook, cell by cell, as a workbook to mend it by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kodoku_tui.excel.cell_errors import CellError
from kodoku_tui.excel.output import base_style, cell_text, new_workbook
from kodoku_tui.locale import say

_COLUMNS = (("sheet", 16), ("cell", 8), ("column", 16), ("value", 32), ("reason", 80))


def write_error_list(path: Path, errors: Sequence[CellError], *, as_of: date) -> None:
    """Write one row for each cell that could not be taken, with what was in it and what to do.

    Raises `Refused` (`error.cannot_write`) when the file cannot be written.
    """
    title = say("excel.errors_title")
    with new_workbook(path, title=title, created=as_of) as workbook:
        sheet = workbook.add_worksheet(title)
        heading = workbook.add_format(base_style(bold=True, bg_color="#D9E1F2"))
        plain = workbook.add_format(base_style(text_wrap=True))
        for column, (name, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, say(f"excel.errors_{name}"), heading)
        for row, error in enumerate(errors, start=1):
            cells = (error.sheet, error.cell, error.column, error.value, error.reason())
            for column, text in enumerate(cells):
                sheet.write_string(row, column, cell_text(text), plain)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(errors), len(_COLUMNS) - 1)
