"""Workbooks for the tests of the import: lists as an office writes them, and as our own exports look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from pathlib import Path

import xlsxwriter

from kodoku_tui.domain.exports.exchange import ExportStamp, RowKey
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.imports import ImportReport, import_list
from kodoku_tui.store.queries import row as first_row


def write_list(
    path: Path,
    headings: Sequence[str],
    *rows: Sequence[object],
    sheet: str = "一覧",
    stamp: ExportStamp | None = None,
    keys: Sequence[RowKey | None] = (),
) -> Path:
    """A workbook with one list; with a stamp, its last column holds the row keys as in an export of ours."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(sheet)
    day = book.add_format({"num_format": "yyyy/mm/dd"})
    clock = book.add_format({"num_format": "h:mm"})
    hours = book.add_format({"num_format": "[h]:mm"})
    page.write_row(0, 0, headings)
    if stamp is not None:
        page.write_string(0, len(headings), str(stamp))
        page.set_column(len(headings), len(headings), None, None, {"hidden": True})
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(number, column, value, day)
            elif isinstance(value, time):
                page.write_datetime(number, column, value, clock)
            elif isinstance(value, timedelta):
                page.write_datetime(number, column, value, hours)
            elif value is not None:
                page.write(number, column, value)
        if stamp is not None and number <= len(keys) and keys[number - 1] is not None:
            page.write_string(number, len(headings), str(keys[number - 1]))
    book.close()
    return path


def write_sheets(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook with a list on each sheet, the headings in its first row."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "yyyy/mm/dd"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, column, value, day)
                elif value is not None:
                    page.write(number, column, value)
    book.close()
    return path


def stamp_now(desk: Desk, list_name: str) -> ExportStamp:
    """The stamp that an export of this moment would bear."""
    found = first_row(desk.connection, "exports/stamp")
    assert found is not None
    return ExportStamp(list_name, found["code"], found["unit_uid"])


def bring(
    desk: Desk, list_name: str, path: Path, *, dry_run: bool = False, partial: bool = False
) -> ImportReport:
    """Import, and hold that no row is lost."""
    report = import_list(desk, list_name, path, dry_run=dry_run, partial=partial)
    counted = report.new + report.changed + report.unchanged + report.skipped + report.rows_with_errors
    assert counted == report.rows
    return report


def counts_of(report: ImportReport) -> dict[str, int]:
    """The figures of a report that are not nought."""
    figures = {
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "errors": report.rows_with_errors,
    }
    return {name: count for name, count in figures.items() if count}
