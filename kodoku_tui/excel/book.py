"""The whole file as a workbook (*book*): one sheet a table, readable by people, and back without loss.

The first row of a sheet is hidden and names the columns as the file does; the second names them for people.
Dates and times stand as the file has them (2025-12-15). Nothing is an empty cell; where a column may hold
nothing and the text is empty, or where Excel or cleaning would change a text, the cell holds a backslash and
the text in quotation marks as JSON writes it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.exchange import ExportStamp, continued_number_of, stamp_of
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.formulas import begins_a_formula
from kodoku_tui.excel.reading.cells import CellValue, ErrorValue, cell_name, shown
from kodoku_tui.excel.reading.continuations import whole
from kodoku_tui.excel.reading.sheets import Sheet, Workbook
from kodoku_tui.excel.reading.workbook import read_workbook
from kodoku_tui.excel.writing.list_writer import MAXIMUM_ROWS, ListBook, Progress, new_list_book
from kodoku_tui.excel.writing.output import base_style, cell_text
from kodoku_tui.excel.writing.text_width import column_width
from kodoku_tui.locale import say
from kodoku_tui.store.written_files import WrittenPath

LIST_NAME = "book"
READING_SECONDS = 300.0

_MARK = "\\"
# Excel keeps 15 digits.
_EXACT_BELOW = 10**15
_ESCAPE_OF_EXCEL = re.compile("_x[0-9A-Fa-f]{4}_")
_TOLD_EVERY = 500
_NAMES_ROW, _HEADINGS_ROW, _FIRST_ROW = range(3)
_INDEX_NAMES_ROW, _INDEX_TITLE_ROW, _INDEX_HEADINGS_ROW, _INDEX_FIRST_ROW = 0, 1, 3, 4


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column: its name in the file, for people, what it holds (INTEGER, REAL or TEXT), and whether it must."""

    name: str
    heading: str
    kind: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class BookTable:
    """A table with all its rows, and the highest id that it ever gave (None where it gives none)."""

    name: str
    title: str
    columns: tuple[BookColumn, ...]
    rows: Iterable[Sequence[Any]]
    last_id: int | None


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as it was read: the names of its columns, and the cells of each row with where they stand."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    sheet: str
    last_id: int | None


@dataclass(frozen=True, slots=True)
class Book:
    """A book that was read: which file it was made from, with which schema, and its tables."""

    stamp: ExportStamp
    schema: str
    tables: tuple[ReadTable, ...]


def write_book(
    path: WrittenPath,
    tables: Iterable[BookTable],
    *,
    title: str,
    stamp: ExportStamp,
    schema: str,
    created: date,
    told: Progress,
) -> int:
    """Write every table to `path`, whole or not at all; returns how many rows there were."""
    with new_list_book(path, title=title, created=created, told=told) as book:
        writer = _Writer(book, told)
        index = writer.sheet(say("book.index"))
        lines = [line for table in tables for line in writer.table(table)]
        writer.index(index, title, stamp, schema, lines)
        return writer.rows


def read_book(path: Path) -> Book:
    """Read a book. Raises `Refused` as `read_workbook` does, and `error.no_book` for any other workbook."""
    workbook = whole(read_workbook(path, seconds=READING_SECONDS))
    index = next((sheet for sheet in workbook.sheets if _stamp_in(sheet) is not None), None)
    if index is None:
        raise Refused("error.no_book", field="file", file=path.name)
    stamp = _stamp_in(index)
    assert stamp is not None
    schema = index.value(_INDEX_NAMES_ROW, 1)
    last = index.first_row + len(index.rows)
    lines = [tuple(index.value(row, column) for column in range(5)) for row in range(_INDEX_FIRST_ROW, last)]
    return Book(stamp, str(schema), tuple(_read_tables(path, workbook, lines)))


def decoded(value: CellValue, column: BookColumn) -> str | int | float | None:
    """What the file held. Raises `ValueError` where the cell cannot stand for that."""
    if isinstance(value, ErrorValue):
        raise ValueError(value.code)
    if value is None:
        return "" if column.kind == "TEXT" and column.is_required else None
    if column.kind == "TEXT":
        text = value if isinstance(value, str) else shown(value)
        return str(json.loads(text[1:])) if text.startswith(_MARK) else text
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(shown(value))
    if column.kind == "REAL":
        return float(value)
    if isinstance(value, float) and not value.is_integer():
        raise ValueError(shown(value))
    return int(value)


def encoded(value: str | int | float | None, column: BookColumn) -> str | int | float | None:
    """How a value of the file stands in a cell: as it is, else as text that `decoded` understands."""
    match value:
        case None:
            return None
        case str():
            if not value and column.is_required:
                return None
            return value if _is_plain(value) else _MARK + _escaped(value)
        case int():
            return value if abs(value) < _EXACT_BELOW else str(value)
        case _:
            return value if isfinite(value) and float(f"{value:.16G}") == value else repr(value)


def _is_plain(text: str) -> bool:
    return (
        bool(text)
        and not text.startswith(_MARK)
        and continued_number_of(text) is None
        and _ESCAPE_OF_EXCEL.search(text) is None
        and clean_text(text, multiline=True).text == text
    )


def _escaped(text: str) -> str:
    written = "".join(map(_safe, json.dumps(text, ensure_ascii=False)))
    if clean_text(written, multiline=True).text != written:
        written = json.dumps(text)
    return written.replace("_x", "\\u005fx")


def _safe(character: str) -> str:
    if character.isprintable() and not unicodedata.combining(character):
        return character
    return json.dumps(character)[1:-1]


class _Writer:
    def __init__(self, book: ListBook, told: Progress) -> None:
        self._book = book
        self._told = told
        self.rows = 0
        self._title = book.workbook.add_format(base_style(bold=True, font_size=14, border=0))
        self._heading = book.workbook.add_format(
            base_style(bold=True, bg_color="#44546A", font_color="#FFFFFF", align="center")
        )
        self._plain = book.workbook.add_format(base_style(valign="top"))
        self._quoted = book.workbook.add_format(base_style(valign="top", quote_prefix=True))

    def sheet(self, name: str) -> Worksheet:
        """One more sheet."""
        return self._book.new_sheet(name)

    def table(self, table: BookTable) -> Iterator[tuple[str, str, str, int, int | None]]:
        """Write a table, on several sheets where one has not the room; gives a line of the index for each."""
        rows = iter(table.rows)
        row = next(rows, None)
        is_first = True
        while is_first or row is not None:
            sheet = self.sheet(table.title)
            self._write_head(sheet, table)
            number = _FIRST_ROW
            while row is not None and number < MAXIMUM_ROWS:
                for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
                    self._write(sheet, number, place, encoded(value, column))
                number += 1
                self.rows += 1
                if self.rows % _TOLD_EVERY == 0:
                    self._told(self.rows)
                row = next(rows, None)
            sheet.autofilter(_HEADINGS_ROW, 0, max(number - 1, _FIRST_ROW), len(table.columns) - 1)
            sheet.freeze_panes(_FIRST_ROW, 1)
            yield sheet.get_name(), table.title, table.name, number - _FIRST_ROW, table.last_id
            is_first = False

    def index(
        self,
        sheet: Worksheet,
        title: str,
        stamp: ExportStamp,
        schema: str,
        lines: Sequence[tuple[str, str, str, int, int | None]],
    ) -> None:
        """Fill the first sheet: what the book is, and which table stands on which sheet."""
        for place, width in enumerate((24, 24, 24, 10, 12)):
            sheet.set_column(place, place, width)
        sheet.set_row(_INDEX_NAMES_ROW, None, None, {"hidden": True})
        sheet.write_string(_INDEX_NAMES_ROW, 0, str(stamp))
        sheet.write_string(_INDEX_NAMES_ROW, 1, schema)
        sheet.write_string(_INDEX_TITLE_ROW, 0, cell_text(title), self._title)
        sheet.write_string(_INDEX_TITLE_ROW + 1, 0, say("book.about"))
        for place, name in enumerate(("sheet", "content", "table", "rows", "last_id")):
            sheet.write_string(_INDEX_HEADINGS_ROW, place, say(f"book.{name}"), self._heading)
        for row, line in enumerate(lines, start=_INDEX_FIRST_ROW):
            for place, value in enumerate(line):
                self._write(sheet, row, place, value)
        sheet.freeze_panes(_INDEX_FIRST_ROW, 0)

    def _write_head(self, sheet: Worksheet, table: BookTable) -> None:
        sheet.set_row(_NAMES_ROW, None, None, {"hidden": True})
        for place, column in enumerate(table.columns):
            most = 40 if column.kind == "TEXT" else 14
            sheet.set_column(
                place, place, column_width([column.heading], least=10 if most < 20 else 16, most=most)
            )
            sheet.write_string(_NAMES_ROW, place, column.name)
        for place, column in enumerate(table.columns):
            sheet.write_string(_HEADINGS_ROW, place, column.heading, self._heading)

    def _write(self, sheet: Worksheet, row: int, place: int, value: str | int | float | None) -> None:
        match value:
            case None:
                sheet.write_blank(row, place, None, self._plain)
            case str():
                shape: Format = self._quoted if begins_a_formula(value) else self._plain
                fitted = self._book.fitted(value, sheet, row, place)
                sheet.write_string(row, place, fitted, shape)
            case _:
                sheet.write_number(row, place, value, self._plain)


def _stamp_in(sheet: Sheet) -> ExportStamp | None:
    value = sheet.value(_INDEX_NAMES_ROW, 0)
    stamp = stamp_of(value) if isinstance(value, str) else None
    return stamp if stamp is not None and stamp.list_name == LIST_NAME else None


def _read_tables(
    path: Path, workbook: Workbook, lines: Sequence[tuple[CellValue, ...]]
) -> Iterator[ReadTable]:
    sheets: Mapping[str, Sheet] = {sheet.name: sheet for sheet in workbook.sheets}
    for name, _, table, count, last_id in lines:
        if table is None:
            continue
        sheet = sheets.get(str(name))
        if sheet is None or not isinstance(count, int):
            raise Refused("error.book_sheet_gone", field="file", file=path.name, sheet=str(name))
        width = len(sheet.rows[0]) if sheet.rows else 0
        columns = tuple(str(sheet.value(_NAMES_ROW, place)) for place in range(width))
        last = sheet.first_row + len(sheet.rows)
        rows = tuple(
            tuple(sheet.value(row, place) for place in range(width)) for row in range(_FIRST_ROW, last)
        )
        if len(rows) != count:
            raise Refused(
                "error.book_rows_differ", field="file", sheet=sheet.name, count=count, found=len(rows)
            )
        yield ReadTable(str(table), columns, rows, sheet.name, last_id if isinstance(last_id, int) else None)


def place_of(table: ReadTable, row: int, column: int) -> str:
    """Where a cell of a table stands, for people."""
    return f"{table.sheet}!{cell_name(_FIRST_ROW + row, column)}"
