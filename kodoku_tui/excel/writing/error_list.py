"""Rows that could not be taken, each with the reason beside it, as a workbook to mend and to take in again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from kodoku_tui.domain.exports.exchange import stamp_of
from kodoku_tui.excel.reading.cells import CellValue, ErrorValue
from kodoku_tui.excel.recognition.model import RecognisedRow, RecognisedTable
from kodoku_tui.excel.writing.output import base_style, cell_text, new_workbook, sheet_name
from kodoku_tui.locale import say
from kodoku_tui.store.written_files import WrittenPath

_REASON_WIDTH = 60
_COLUMN_WIDTH = 16


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A record of a table and what is wrong with it, one sentence a cell."""

    table: RecognisedTable
    record: RecognisedRow
    reasons: tuple[str, ...]


def write_failed_rows(path: WrittenPath, failed: Sequence[FailedRow], *, as_of: date) -> None:
    """Write the rows as they stood, a sheet for each sheet they come from, with the reasons in the first column.

    The hidden column of row keys stays, so that a mended row still finds its record. Raises `Refused` as
    `WrittenPath` does.
    """
    title = say("excel.errors_title")
    tables: dict[int, list[FailedRow]] = {}
    for row in failed:
        tables.setdefault(id(row.table), []).append(row)
    with new_workbook(path, title=title, created=as_of) as workbook:
        heading = workbook.add_format(base_style(bold=True, bg_color="#D9E1F2", text_wrap=True))
        reason = workbook.add_format(base_style(text_wrap=True, font_color="#C00000"))
        plain = workbook.add_format(base_style(text_wrap=True))
        day = workbook.add_format(base_style(num_format="yyyy/mm/dd"))
        clock = workbook.add_format(base_style(num_format="h:mm"))
        names: set[str] = set()
        for rows in tables.values():
            table = rows[0].table
            sheet = workbook.add_worksheet(sheet_name(table.sheet, names))
            names.add(sheet.get_name())
            sheet.set_column(0, 0, _REASON_WIDTH)
            sheet.set_column(1, len(table.columns), _COLUMN_WIDTH)
            sheet.write_string(0, 0, say("excel.errors_reason"), heading)
            for place, column in enumerate(table.columns, start=1):
                sheet.write_string(0, place, cell_text(column.header), heading)
                if stamp_of(column.header) is not None:
                    sheet.set_column(place, place, None, None, {"hidden": True})
            for number, row in enumerate(rows, start=1):
                sheet.write_string(number, 0, cell_text("\n".join(row.reasons)), reason)
                for place, value in enumerate(row.record.values, start=1):
                    _write(sheet, number, place, value, {"plain": plain, "day": day, "clock": clock})
            sheet.freeze_panes(1, 1)


def _write(sheet: Any, row: int, column: int, value: CellValue, looks: dict[str, Any]) -> None:
    match value:
        case None:
            sheet.write_blank(row, column, None, looks["plain"])
        case bool():
            sheet.write_boolean(row, column, value, looks["plain"])
        case int() | float():
            sheet.write_number(row, column, value, looks["plain"])
        case datetime() | date():
            sheet.write_datetime(row, column, value, looks["day"])
        case time() | timedelta():
            sheet.write_datetime(row, column, value, looks["clock"])
        case ErrorValue():
            sheet.write_string(row, column, cell_text(value.code), looks["plain"])
        case _:
            sheet.write_string(row, column, cell_text(value), looks["plain"])
