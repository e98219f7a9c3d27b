"""The status list (状況一覧) as a workbook that can be sent as it is."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kodoku_tui.domain.exports.sheets import ListSheet, SheetColumn, SheetRow
from kodoku_tui.domain.exports.status_list import StatusList
from kodoku_tui.excel.writing.list_writer import Progress, new_list_book, tell_nobody
from kodoku_tui.excel.writing.status_columns import Column, Section, columns_of
from kodoku_tui.excel.writing.status_fills import add_fills
from kodoku_tui.excel.writing.status_notes import write_notes
from kodoku_tui.locale import say
from kodoku_tui.store.written_files import WrittenPath

_HEADING_COLOURS = {
    Section.REGISTER: "#44546A",
    Section.MILESTONES: "#2F5C75",
    Section.OVERDUE: "#7A2E2E",
    Section.CHECKINS: "#4A5D3A",
    Section.ISSUES: "#5B4A72",
    Section.ATTENDANCE: "#4F5359",
}


def write_status_list(
    path: WrittenPath, status_list: StatusList, told: Progress = tell_nobody, mark: str = ""
) -> None:
    """Write the list and its sheet of notes to `path`, whole or not at all; `mark` stands before the title.

    Raises `Refused` as `WrittenPath` does.
    """
    title = say("excel.title", programme=status_list.programme)
    as_of = say("excel.as_of", date=f"{status_list.as_of:%Y/%m/%d}")
    columns = columns_of(status_list)

    def colour(workbook: Workbook, sheet: Worksheet, first_row: int, last_row: int) -> None:
        add_fills(workbook, sheet, columns, first_row, last_row)

    with new_list_book(path, title=title, created=status_list.as_of, told=told, mark=mark) as book:
        listed = ListSheet(
            name=say("excel.sheet_status"),
            title=title,
            about=_about(status_list, as_of),
            columns=tuple(_shown(column) for column in columns),
            rows=_rows(status_list, columns),
            stamp=status_list.stamp,
            nobody=say("excel.nobody"),
            foot=say("excel.see_notes", sheet=say("excel.sheet_notes")),
            is_demonstration=status_list.is_demonstration,
            on_large_paper=True,
        )
        book.add_list(listed, colour)
        write_notes(book.workbook, status_list, as_of)


def _about(status_list: StatusList, as_of: str) -> str:
    """As of when, how many groups and which, on one line."""
    filtered = status_list.filter_words or say("excel.note_filter_none")
    count = say("excel.note_groups_count", count=len(status_list.rows))
    return say("excel.between_facts").join((as_of, count, say("excel.filter", words=filtered)))


def _shown(column: Column) -> SheetColumn:
    return SheetColumn(
        column.heading,
        column.kind,
        column.least,
        column.most,
        colour=_HEADING_COLOURS[column.section],
    )


def _rows(status_list: StatusList, columns: tuple[Column, ...]) -> Iterator[SheetRow]:
    values = [column.value for column in columns]
    for row in status_list.rows:
        yield SheetRow(tuple(value(row) for value in values), row.key)
