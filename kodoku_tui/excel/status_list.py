"""The status list (状況一覧) as a workbook that can be sent as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from math import ceil
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kodoku_tui.domain.status_list import StatusList, StatusRow
from kodoku_tui.excel.output import FONT, base_style, cell_text, new_workbook, page_text
from kodoku_tui.excel.status_columns import Column, Kind, Section, columns_of
from kodoku_tui.excel.status_fills import add_fills
from kodoku_tui.excel.status_notes import write_notes
from kodoku_tui.excel.text_width import LINE_POINTS, line_count
from kodoku_tui.locale import say

TITLE_ROW, ABOUT_ROW, HEADER_ROW, FIRST_ROW = range(4)
FROZEN_COLUMNS = 2
_A3 = 8
# What an A3 page takes at about 65% of the size on screen, the least that is read without effort.
_CHARACTERS_ACROSS = 320
_BETWEEN_FACTS = "　／　"

_HEADING_COLOURS = {
    Section.REGISTER: "#44546A",
    Section.MILESTONES: "#2F5C75",
    Section.OVERDUE: "#7A2E2E",
    Section.CHECKINS: "#4A5D3A",
    Section.ISSUES: "#5B4A72",
    Section.ATTENDANCE: "#4F5359",
}
_KIND_STYLES: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {"text_wrap": True},
    Kind.WORD: {"text_wrap": True, "align": "center"},
    Kind.NUMBER: {"align": "center", "num_format": "0"},
    # Nought shows as an empty cell and stays a number: what is left stands out, and sums work.
    Kind.COUNT: {"align": "center", "num_format": "0;-0;;@"},
    Kind.DATE: {"align": "center", "num_format": "yyyy/mm/dd"},
}


def write_status_list(path: Path, status_list: StatusList) -> None:
    """Write the list and its sheet of notes to `path`, whole or not at all.

    Raises `Refused` (`error.cannot_write`) when the file is open in Excel or the folder does not take it.
    """
    title = say("excel.title", programme=status_list.programme)
    as_of = say("excel.as_of", date=f"{status_list.as_of:%Y/%m/%d}")
    with new_workbook(path, title=title, created=status_list.as_of) as workbook:
        columns = columns_of(status_list)
        sheet = workbook.add_worksheet(say("excel.sheet_status"))
        widths = [column.width(status_list.rows) for column in columns]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        about = _about(status_list, as_of)
        _write_top(workbook, sheet, status_list, title, about)
        _write_headings(workbook, sheet, columns, widths)
        _write_rows(workbook, sheet, columns, widths, status_list.rows)
        last_row = FIRST_ROW + max(len(status_list.rows), 1) - 1
        add_fills(workbook, sheet, columns, FIRST_ROW, last_row)
        sheet.autofilter(HEADER_ROW, 0, last_row, len(columns) - 1)
        sheet.freeze_panes(FIRST_ROW, FROZEN_COLUMNS)
        _set_up_print(sheet, status_list, title, about, _pages_across(widths))
        sheet.print_area(HEADER_ROW, 0, last_row, len(columns) - 1)
        write_notes(workbook, status_list, as_of)


def _about(status_list: StatusList, as_of: str) -> str:
    """As of when, how many groups and which, on one line."""
    filtered = status_list.filter_words or say("excel.note_filter_none")
    count = say("excel.note_groups_count", count=len(status_list.rows))
    return _BETWEEN_FACTS.join((as_of, count, say("excel.filter", words=filtered)))


def _write_top(workbook: Workbook, sheet: Worksheet, status_list: StatusList, title: str, about: str) -> None:
    large = workbook.add_format({"font_name": FONT, "font_size": 14, "bold": True, "valign": "vcenter"})
    small = workbook.add_format({"font_name": FONT, "font_size": 9, "valign": "vcenter"})
    invented = [say("excel.demonstration")] if status_list.is_demonstration else []
    sheet.set_row(TITLE_ROW, 26)
    sheet.write_string(
        TITLE_ROW, 0, cell_text("　".join([*(f"【{word}】" for word in invented), title])), large
    )
    sheet.set_row(ABOUT_ROW, 18)
    sheet.write_string(ABOUT_ROW, 0, cell_text(_BETWEEN_FACTS.join((about, _see_notes()))), small)


def _see_notes() -> str:
    return say("excel.see_notes", sheet=say("excel.sheet_notes"))


def _write_headings(
    workbook: Workbook, sheet: Worksheet, columns: tuple[Column, ...], widths: list[float]
) -> None:
    formats = {
        section: workbook.add_format(
            base_style(
                bold=True, align="center", text_wrap=True, bg_color=colour, font_color="#FFFFFF", font_size=8
            )
        )
        for section, colour in _HEADING_COLOURS.items()
    }
    lines = max(
        line_count(column.heading, width, points=8) for column, width in zip(columns, widths, strict=True)
    )
    # The filter button covers the end of the last line.
    sheet.set_row(HEADER_ROW, (lines + 1) * LINE_POINTS)
    for place, column in enumerate(columns):
        sheet.write_string(HEADER_ROW, place, cell_text(column.heading), formats[column.section])


def _write_rows(
    workbook: Workbook,
    sheet: Worksheet,
    columns: tuple[Column, ...],
    widths: list[float],
    rows: tuple[StatusRow, ...],
) -> None:
    formats = {kind: workbook.add_format(base_style(**style)) for kind, style in _KIND_STYLES.items()}
    write = _cell_writer(sheet)
    wrapping = [place for place, column in enumerate(columns) if column.kind in (Kind.TEXT, Kind.WORD)]
    for number, row in enumerate(rows, start=FIRST_ROW):
        values = [column.value(row) for column in columns]
        lines = max(line_count(str(values[place] or ""), widths[place]) for place in wrapping)
        sheet.set_row(number, max(lines, 1) * LINE_POINTS + 5)
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            write(number, place, value, formats[column.kind])
    if not rows:
        sheet.write_string(FIRST_ROW, 1, say("excel.nobody"), formats[Kind.TEXT])


def _cell_writer(sheet: Worksheet) -> Callable[[int, int, str | int | date | None, Format], None]:
    """Writes a value by what it is, not by what it looks like: no text becomes a formula, link or number."""

    def write(row: int, column: int, value: str | int | date | None, shape: Format) -> None:
        match value:
            case None | "":
                sheet.write_blank(row, column, None, shape)
            case str():
                sheet.write_string(row, column, cell_text(value), shape)
            case int():
                sheet.write_number(row, column, value, shape)
            case _:
                sheet.write_datetime(row, column, value, shape)

    return write


def _pages_across(widths: Sequence[float]) -> int:
    """How many pages side by side the columns need to stay readable; each begins with number and name."""
    repeated = sum(widths[:FROZEN_COLUMNS])
    room = _CHARACTERS_ACROSS - repeated
    return max(1, ceil((sum(widths) - repeated) / room))


def _set_up_print(
    sheet: Worksheet, status_list: StatusList, title: str, about: str, pages_across: int
) -> None:
    """Set up the pages. The title stands in their header: the cells that hold it would be cut off at the
    first columns on each page that continues to the right."""
    sheet.set_paper(_A3)
    sheet.set_landscape()
    sheet.fit_to_pages(pages_across, 0)
    sheet.repeat_rows(HEADER_ROW)
    if pages_across > 1:
        sheet.repeat_columns(0, FROZEN_COLUMNS - 1)
    sheet.set_margins(left=0.3, right=0.3, top=0.85, bottom=0.5)
    sheet.center_horizontally()
    # A size directly before the text would swallow figures with which the text begins.
    large, small = f'&14&"{FONT},Bold"', f'&9&"{FONT},Regular"'
    header = f"&L{large}{page_text(title, most=80)}\n{small}{page_text(about, most=80)}"
    if status_list.is_demonstration:
        header += f"&R&B{page_text(say('excel.demonstration'), most=20)}"
    sheet.set_header(header, {"margin": 0.25})
    pages = say("excel.page", page="&P", pages="&N")
    sheet.set_footer(f"&L{page_text(_see_notes())}&R{pages}", {"margin": 0.2})
