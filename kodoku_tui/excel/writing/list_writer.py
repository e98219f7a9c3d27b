"""Every list that we write as a sheet: headings, widths, drop-downs, row keys, pages. One place for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, time
from itertools import chain, islice

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.exchange import CONTINUED
from kodoku_tui.domain.exports.sheets import FactSheet, ListSheet, SheetRow, Shown
from kodoku_tui.domain.text.formulas import begins_a_formula
from kodoku_tui.excel.reading.cells import column_name
from kodoku_tui.excel.reading.continuations import END_OF_MARK, LONGEST_PIECE, Continuations
from kodoku_tui.excel.writing.column_widths import MOST_POINTS, width_of
from kodoku_tui.excel.writing.drop_downs import DropDowns
from kodoku_tui.excel.writing.fact_sheet import invented_mark, write_facts
from kodoku_tui.excel.writing.list_pages import A4, HEADER_ROW, set_up_print
from kodoku_tui.excel.writing.output import (
    FONT,
    base_style,
    cell_text,
    new_workbook,
    sheet_name,
)
from kodoku_tui.excel.writing.status_fills import LOOKS
from kodoku_tui.excel.writing.text_width import LINE_POINTS, line_count
from kodoku_tui.locale import say
from kodoku_tui.store.written_files import WrittenPath

TITLE_ROW, ABOUT_ROW, _, FIRST_ROW = range(4)
SPARE_ROWS = 500
# Excel takes some more, which drop-downs below the last row need.
MAXIMUM_ROWS = 1_000_000

# Enough rows to see how wide the values of a list are, few enough to hold.
_MEASURED_ROWS = 1_000
_TOLD_EVERY = 500
_SHORTEST_TOO_LONG = LONGEST_PIECE // 2
_KEY_WIDTH = 30
_ROOM_FOR_A_SENTENCE = 16
_FIRST_YEAR_OF_EXCEL = 1900

_KIND_STYLES: dict[CellKind, dict[str, object]] = {
    CellKind.TEXT: {"text_wrap": True},
    CellKind.LONG_TEXT: {"text_wrap": True, "valign": "top"},
    CellKind.WORD: {"text_wrap": True, "align": "center"},
    CellKind.MARK: {"text_wrap": True, "align": "center"},
    CellKind.NUMBER: {"align": "center", "num_format": "0"},
    # Nought shows as an empty cell and stays a number: what is left stands out, and sums work.
    CellKind.COUNT: {"align": "center", "num_format": "0;-0;;@"},
    CellKind.YEN: {"num_format": "#,##0"},
    CellKind.DATE: {"align": "center", "num_format": "yyyy/mm/dd"},
    CellKind.TIME: {"align": "center", "num_format": "hh:mm"},
}
_WRAPPING = (CellKind.TEXT, CellKind.LONG_TEXT, CellKind.WORD, CellKind.MARK)

Decorate = Callable[[Workbook, Worksheet, int, int], None]
Progress = Callable[[int], None]


def tell_nobody(count: int) -> None:
    """How many rows are written is of no interest."""


class ListBook:
    """A workbook of lists. `told` is called from time to time with the rows written so far, and may raise.

    `mark` stands before the title of each sheet: what the copy is for.
    """

    def __init__(self, workbook: Workbook, told: Progress, mark: str = "") -> None:
        self.workbook = workbook
        self.mark = mark
        self.rows = 0
        self._told = told
        self._names: list[str] = []
        self._continuations = Continuations()
        self._drop_downs = DropDowns()
        # What bears no mark is the whole file, or a form.
        self._comes_back = not mark

    def add_facts(self, facts: FactSheet) -> None:
        """Add a page of facts."""
        write_facts(self.workbook, self.new_sheet(facts.name), facts, self.mark)

    def add_list(self, listed: ListSheet, decorate: Decorate | None = None) -> int:
        """Add a list, row by row as its rows come; returns how many there were.

        `decorate` gets the sheet with its first and its last row of values, to colour them.
        """
        rows = iter(listed.rows)
        measured = list(islice(rows, _MEASURED_ROWS))
        widths = [
            width_of(column, [row.values[place] for row in measured])
            for place, column in enumerate(listed.columns)
        ]
        sheet = self.new_sheet(listed.name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        self._write_top(sheet, listed)
        self._write_headings(sheet, listed, widths)
        count = self._write_rows(sheet, listed, widths, chain(measured, rows))
        last_row = FIRST_ROW + max(count, 1) - 1
        last_column = len(listed.columns) - 1
        self._offer_choices(sheet, listed, last_row)
        self._colour(sheet, listed, last_row)
        if decorate is not None:
            decorate(self.workbook, sheet, FIRST_ROW, last_row)
        if listed.stamp is not None:
            self._comes_back = True
            sheet.set_column(last_column + 1, last_column + 1, _KEY_WIDTH, None, {"hidden": True})
        # The keys belong to what is sorted: left outside, they would stay where they are and find wrong rows.
        sheet.autofilter(HEADER_ROW, 0, last_row, last_column + (listed.stamp is not None))
        sheet.freeze_panes(FIRST_ROW, listed.frozen_columns)
        set_up_print(sheet, listed, widths, self.mark)
        sheet.print_area(HEADER_ROW, 0, last_row, last_column)
        self.rows += count
        return count

    def finish(self) -> None:
        """Add what the lists need: choices that are too long for a drop-down, the rest of long texts."""
        self._drop_downs.write(self.workbook)
        if self._continuations.pieces:
            self._write_continuations()

    def fitted(self, text: str, sheet: Worksheet, row: int, column: int) -> str:
        """A text as it may stand in a cell; what is beyond goes on in a sheet of its own."""
        if len(text) <= _SHORTEST_TOO_LONG and not text.endswith(END_OF_MARK):
            return cell_text(text)
        return self._continuations.fitted(text, f"{sheet.get_name()}!{column_name(column)}{row + 1}")

    def new_sheet(self, name: str) -> Worksheet:
        """One more sheet, under this name or one that Excel takes and that is not there yet."""
        self._names.append(sheet_name(name, self._names))
        return self.workbook.add_worksheet(self._names[-1])

    def _write_top(self, sheet: Worksheet, listed: ListSheet) -> None:
        large = self.workbook.add_format(
            {"font_name": FONT, "font_size": 14, "bold": True, "valign": "vcenter"}
        )
        small = self.workbook.add_format({"font_name": FONT, "font_size": 9, "valign": "vcenter"})
        invented = invented_mark(listed.title) if listed.is_demonstration else []
        sheet.set_row(TITLE_ROW, 26)
        sheet.write_string(
            TITLE_ROW, 0, cell_text("　".join([*invented, f"{self.mark}{listed.title}"])), large
        )
        sheet.set_row(ABOUT_ROW, 18)
        sheet.write_string(
            ABOUT_ROW,
            0,
            cell_text(say("excel.between_facts").join(filter(None, (listed.about, listed.foot)))),
            small,
        )

    def _write_headings(self, sheet: Worksheet, listed: ListSheet, widths: Sequence[float]) -> None:
        formats = {
            colour: self.workbook.add_format(
                base_style(
                    bold=True,
                    align="center",
                    text_wrap=True,
                    bg_color=colour,
                    font_color="#FFFFFF",
                    font_size=8,
                )
            )
            for colour in {column.colour for column in listed.columns}
        }
        lines = max(
            line_count(column.heading, width, points=8)
            for column, width in zip(listed.columns, widths, strict=True)
        )
        # The filter button covers the end of the last line.
        sheet.set_row(HEADER_ROW, (lines + 1) * LINE_POINTS)
        for place, column in enumerate(listed.columns):
            sheet.write_string(HEADER_ROW, place, cell_text(column.heading), formats[column.colour])
        if listed.stamp is not None:
            sheet.write_string(HEADER_ROW, len(listed.columns), str(listed.stamp))

    def _write_rows(
        self, sheet: Worksheet, listed: ListSheet, widths: Sequence[float], rows: Iterable[SheetRow]
    ) -> int:
        shapes = [_Shapes(self.workbook, column.kind) for column in listed.columns]
        write = self._cell_writer(sheet, listed)
        wrapping = [
            (place, widths[place]) for place, column in enumerate(listed.columns) if column.kind in _WRAPPING
        ]
        key_column = len(listed.columns) if listed.stamp is not None else None
        count = 0
        for number, row in enumerate(rows, start=FIRST_ROW):
            if number >= MAXIMUM_ROWS:
                raise Refused("error.too_many_rows", rows=f"{MAXIMUM_ROWS:,}")
            values = row.values
            lines = max((line_count(str(values[place] or ""), width) for place, width in wrapping), default=1)
            sheet.set_row(number, min(max(lines, 1) * LINE_POINTS + 5, MOST_POINTS))
            for place, value in enumerate(values):
                write(number, place, value, shapes[place])
            if key_column is not None and row.key:
                sheet.write_string(number, key_column, row.key)
            count += 1
            if count % _TOLD_EVERY == 0:
                self._told(self.rows + count)
        if not count and listed.nobody:
            # Beside the number where there is room for a sentence, else where there is most.
            by_width = sorted(range(len(widths)), key=widths.__getitem__, reverse=True)
            place = 1 if len(widths) > 1 and widths[1] >= _ROOM_FOR_A_SENTENCE else by_width[0]
            write(FIRST_ROW, place, listed.nobody, _Shapes(self.workbook, CellKind.TEXT))
        self._told(self.rows + count)
        return count

    def _cell_writer(self, sheet: Worksheet, listed: ListSheet) -> Callable[[int, int, Shown, _Shapes], None]:
        """Writes a value by what it is, not by what it looks like: no text becomes a formula, link or number."""

        write_string = sheet.write_string

        def write(row: int, column: int, value: Shown, shapes: _Shapes) -> None:
            match value:
                case None | "":
                    sheet.write_blank(row, column, None, shapes.usual)
                case str():
                    shape = shapes.quoted if begins_a_formula(value) else shapes.usual
                    write_string(row, column, self.fitted(value, sheet, row, column), shape)
                case int() | float():
                    sheet.write_number(row, column, value, shapes.usual)
                case date() if value.year < _FIRST_YEAR_OF_EXCEL:
                    sheet.write_string(row, column, f"{value:%Y/%m/%d}", shapes.usual)
                case date() | time():
                    sheet.write_datetime(row, column, value, shapes.usual)

        return write

    def _offer_choices(self, sheet: Worksheet, listed: ListSheet, last_row: int) -> None:
        last = last_row + SPARE_ROWS if listed.is_form or listed.stamp else last_row
        for place, column in enumerate(listed.columns):
            if column.choices:
                rule = self._drop_downs.rule(column.heading, column.choices)
                sheet.data_validation(FIRST_ROW, place, last, place, rule)

    def _colour(self, sheet: Worksheet, listed: ListSheet, last_row: int) -> None:
        for place, column in enumerate(listed.columns):
            for fill in column.fills:
                for word in fill.words:
                    rule = {
                        "type": "text",
                        "criteria": "begins with",
                        "value": word,
                        "format": self.workbook.add_format(LOOKS[fill.look]),
                    }
                    sheet.conditional_format(FIRST_ROW, place, last_row, place, rule)

    def _write_continuations(self) -> None:
        sheet = self.new_sheet(say("excel.sheet_continued"))
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        heading = self.workbook.add_format(base_style(bold=True, bg_color="#D9E1F2"))
        plain = self.workbook.add_format(base_style(text_wrap=True, valign="top"))
        for column, (name, width) in enumerate((("number", 8), ("part", 8), ("place", 24), ("text", 100))):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, say(f"excel.continued_{name}"), heading)
        if self._comes_back:
            sheet.write_string(0, 4, CONTINUED)
            sheet.set_column(4, 4, 12, None, {"hidden": True})
        quoted = self.workbook.add_format(base_style(text_wrap=True, valign="top", quote_prefix=True))
        for row, piece in enumerate(self._continuations.pieces, start=1):
            sheet.set_row(row, MOST_POINTS)
            sheet.write_number(row, 0, piece.number, plain)
            sheet.write_number(row, 1, piece.part, plain)
            sheet.write_string(row, 2, piece.place, plain)
            sheet.write_string(row, 3, piece.text, quoted)
        sheet.freeze_panes(1, 0)


class _Shapes:
    """How the cells of a column look: usually, and where a text would become a formula once somebody edits it."""

    def __init__(self, workbook: Workbook, kind: CellKind) -> None:
        self.usual: Format = workbook.add_format(base_style(**_KIND_STYLES[kind]))
        self.quoted: Format = workbook.add_format(base_style(**_KIND_STYLES[kind], quote_prefix=True))


@contextmanager
def new_list_book(
    path: WrittenPath, *, title: str, created: date, told: Progress = tell_nobody, mark: str = ""
) -> Iterator[ListBook]:
    """A workbook for lists; it takes the place of `path` once it is whole. Raises as `new_workbook` does."""
    with new_workbook(path, title=title, created=created) as workbook:
        book = ListBook(workbook, told, mark)
        yield book
        book.finish()


def write_lists(
    path: WrittenPath,
    sheets: Iterable[ListSheet | FactSheet],
    *,
    title: str,
    created: date,
    told: Progress = tell_nobody,
    mark: str = "",
) -> int:
    """Write the sheets in their order, whole or not at all; returns how many rows of lists there were."""
    with new_list_book(path, title=title, created=created, told=told, mark=mark) as book:
        for sheet in sheets:
            if isinstance(sheet, FactSheet):
                book.add_facts(sheet)
            else:
                book.add_list(sheet)
        return book.rows
