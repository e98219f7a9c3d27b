"""What python-calamine does not tell of an .xls sheet: errors, which it blanks, hidden rows and columns, comments,
rules for entries.

Told by xlrd, which reads this one format and nothing else. Runs in the reading process, like `sheet_extras`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from kodoku_tui.excel.reading.extras import Extras
from kodoku_tui.excel.reading.row_styles import colour_of_row
from kodoku_tui.excel.reading.rules.old_workbook_rules import add_rules


def extras_of_old_workbook(path: Path) -> dict[str, Extras]:
    """By sheet name; empty for a file that xlrd cannot follow, though the reader may."""
    import xlrd

    # It would give up a whole file for one letter whose halves lie in two records.
    xlrd.book.unicode = _decoded
    try:
        # What it has to say it would print where the rows of the workbook are written.
        with xlrd.open_workbook(
            str(path),
            formatting_info=True,
            on_demand=True,
            logfile=io.StringIO(),
            ignore_workbook_corruption=True,
        ) as book:
            has_large_letters = _join_halves(book)
            return {
                name: _extras_of(book, number, book.sheet_by_name(name), has_large_letters)
                for number, name in enumerate(book.sheet_names())
            }
    except MemoryError:
        raise
    # xlrd checks little: a broken record may end in any error.
    except Exception:
        return {}


def _decoded(written: bytes, encoding: str) -> str:
    return written.decode(encoding, "surrogatepass" if encoding == "utf_16_le" else "strict")


def _join_halves(book: Any) -> bool:
    """Make whole the letters beyond 65,535 (emoji, rare kanji) that were read by halves; whether there are any."""
    has_any = False
    for place, text in enumerate(book._sharedstrings):
        if not text.isascii() and max(text) > "\ud7ff":
            whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            book._sharedstrings[place] = whole
            has_any = has_any or max(whole) > "\uffff"
    return has_any


def _extras_of(book: Any, number: int, sheet: Any, has_large_letters: bool) -> Extras:
    from xlrd import XL_CELL_ERROR, XL_CELL_TEXT, error_text_from_code

    extras = Extras()
    extras.hidden_rows = list(_hidden(sheet.rowinfo_map))
    extras.hidden_columns = list(_hidden(sheet.colinfo_map))
    extras.comments = [
        (row, column, note.text) for (row, column), note in sorted(sheet.cell_note_map.items())
    ]
    add_rules(extras.rules, book, number)
    _add_row_styles(extras, book, sheet)
    for row in range(sheet.nrows):
        types = sheet.row_types(row)
        if XL_CELL_ERROR in types:
            for column, kind in enumerate(types):
                if kind == XL_CELL_ERROR:
                    code = sheet.cell_value(row, column)
                    extras.errors[row, column] = error_text_from_code.get(code, "#ERROR")
        if has_large_letters and XL_CELL_TEXT in types:
            for column, text in enumerate(sheet.row_values(row)):
                if isinstance(text, str) and text and max(text) > "\uffff":
                    extras.texts[row, column] = text
    return extras


def _add_row_styles(extras: Extras, book: Any, sheet: Any) -> None:
    """Rows with a filled cell that is struck through, and rows of which half and more have one colour."""
    from xlrd import XL_CELL_BLANK, XL_CELL_EMPTY

    for row in range(sheet.nrows):
        colours: list[str] = []
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in (XL_CELL_EMPTY, XL_CELL_BLANK):
                continue
            style = book.xf_list[sheet.cell_xf_index(row, column)]
            if book.font_list[style.font_index].struck_out and extras.struck_rows[-1:] != [row]:
                extras.struck_rows.append(row)
            fill = style.background
            rgb = book.colour_map.get(fill.pattern_colour_index) if fill.fill_pattern == 1 else None
            colours.append("" if rgb in (None, (255, 255, 255)) else str(rgb))
        if colour := colour_of_row(colours):
            extras.coloured_rows.append((row, colour))


def _hidden(about: Mapping[int, Any]) -> Iterator[tuple[int, int]]:
    """Runs of hidden rows or columns."""
    numbers = sorted(number for number, one in about.items() if one.hidden)
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        yield members[0], members[-1]
