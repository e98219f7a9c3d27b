"""Counts are sacred: over 2,000 generated sheets in the long battery, and through files that several programs wrote."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from kodoku_tui.excel.reading.cells import ErrorValue
from kodoku_tui.excel.reading.sheets import Sheet
from kodoku_tui.excel.reading.workbook import read_workbook
from kodoku_tui.excel.recognition import RecognisedSheet, recognise_sheet, recognise_workbook
from kodoku_tui.excel.recognition.accounting import unaccounted_cells
from tests.batteries import examples
from tests.excel.recognition.made_sheets import MadeSheet, office_sheets, wild_sheets

_SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
in_memory = settings(max_examples=examples(1_000, 60), suppress_health_check=_SLOW)
through_a_file = settings(max_examples=examples(25, 4), suppress_health_check=_SLOW)


def recognised_whole(sheet: Sheet) -> RecognisedSheet:
    recognised = recognise_sheet(sheet)
    assert unaccounted_cells(sheet, recognised) == []
    assert_rows_are_records_or_left_out(sheet, recognised)
    return recognised


def assert_rows_are_records_or_left_out(sheet: Sheet, recognised: RecognisedSheet) -> None:
    """Counted from the cells, not from what was recognised."""
    filled = {
        number
        for number, row in enumerate(sheet.rows, start=sheet.first_row + 1)
        if any(value is not None and (not isinstance(value, str) or value.strip()) for value in row)
    }
    records = {row.number for table in recognised.tables for row in table.rows()}
    left = {left.row for left in recognised.left_out}
    assert records | left == filled
    beside = {name for table in recognised.tables for row in table.rows() for name in row.beside}
    assert beside <= {name for left in recognised.left_out for name in left.cells}


def assert_tables_are_those_made(made: MadeSheet, recognised: RecognisedSheet) -> None:
    found = [
        (
            [column.header for column in table.columns if column.header],
            [tuple(value for value in row.values if value is not None) for row in table.rows()],
        )
        for table in recognised.tables
    ]
    expected = [
        (
            [name for place, name in enumerate(table.headings)],
            [tuple(value for value in record if value is not None) for record in table.records],
        )
        for table in made.tables
    ]
    assert found == expected


@in_memory
@given(wild_sheets())
def test_every_cell_of_any_sheet_is_a_heading_a_record_a_note_or_skipped(made: MadeSheet) -> None:
    recognised_whole(made.as_sheet())


@in_memory
@given(office_sheets())
def test_the_tables_of_an_office_are_told_apart_and_read_whole(made: MadeSheet) -> None:
    recognised = recognised_whole(made.as_sheet())
    assert_tables_are_those_made(made, recognised)
    hidden = {row.number - 1 for table in recognised.tables for row in table.rows() if row.is_hidden}
    assert hidden == made.hidden_rows


@through_a_file
@given(st.one_of(office_sheets(), wild_sheets()), st.sampled_from(["xlsxwriter", "openpyxl"]))
def test_a_file_is_read_as_what_was_written(tmp_path: Path, made: MadeSheet, writer: str) -> None:
    path = tmp_path / "表.xlsx"
    if writer == "xlsxwriter":
        made.write_by_xlsxwriter(path)
    else:
        made.write_by_openpyxl(path)
    (sheet,) = read_workbook(path).sheets
    recognised_whole(sheet)
    assert {
        (row, column): value for (row, column), value in made.cells.items() if not isinstance(value, float)
    } == {
        (row, column): sheet.value(row, column)
        for (row, column), value in made.cells.items()
        if not isinstance(value, float)
    }
    assert {row for first, last in sheet.hidden_rows for row in range(first, last + 1)} >= made.hidden_rows


OTHER_FORMATS = ("ods", "xls")


@pytest.fixture(scope="module")
def made_and_saved_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[MadeSheet], Path]:
    """Some sheets of an office, and the folder in which LibreOffice saved them, and 名簿, in other formats."""
    folder = tmp_path_factory.mktemp("elsewhere")
    made = _drawn_sheets(4)
    paths = [one.write_by_openpyxl(folder / f"表{number}.xlsx") for number, one in enumerate(made)]
    paths.append(_write_register(folder / "名簿.xlsx"))
    for form in OTHER_FORMATS:
        # One start for all: it costs more than what it does.
        _convert(folder, form, paths)
    return made, folder


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")
@pytest.mark.parametrize("form", OTHER_FORMATS)
def test_libreoffice_makes_other_formats_that_are_read_alike(
    made_and_saved_elsewhere: tuple[list[MadeSheet], Path], form: str
) -> None:
    made, folder = made_and_saved_elsewhere
    assert len(made) == 4
    for number, one in enumerate(made):
        workbook = read_workbook(folder / f"表{number}.{form}")
        assert workbook.format == form
        recognised = recognise_workbook(workbook).sheets[0]
        assert unaccounted_cells(workbook.sheets[0], recognised) == []
        assert_tables_are_those_made(one, recognised)


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")
@pytest.mark.parametrize("form", OTHER_FORMATS)
def test_errors_merges_and_hidden_rows_are_told_of_other_formats_too(
    made_and_saved_elsewhere: tuple[list[MadeSheet], Path], form: str
) -> None:
    _, folder = made_and_saved_elsewhere
    (read,) = read_workbook(folder / f"名簿.{form}").sheets
    assert read.value(1, 2) == ErrorValue("#N/A")
    assert (read.hidden_rows, read.hidden_columns, read.merged) == (((2, 2),), ((2, 2),), ((3, 1, 4, 1),))


def _write_register(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("名簿")
        sheet.write_row(0, 0, ["番号", "団体名", "人数"])
        sheet.write_row(1, 0, [1, "あの会"])
        sheet.write_row(2, 0, [2, "いの会", 5])
        sheet.write_formula("C2", "=NA()", None, "#N/A")
        sheet.merge_range("B4:B5", "うの会")
        sheet.write("A4", 3)
        sheet.write("A5", 4)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})
    return path


def _convert(folder: Path, form: str, paths: list[Path]) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", form]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, paths)], check=True, capture_output=True, timeout=240
    )


def _drawn_sheets(count: int) -> list[MadeSheet]:
    drawn: list[MadeSheet] = []

    @seed(20251215)
    @settings(max_examples=count, database=None, deadline=None, suppress_health_check=_SLOW)
    @given(office_sheets())
    def draw(made: MadeSheet) -> None:
        drawn.append(made)

    draw()
    return drawn[:count]
