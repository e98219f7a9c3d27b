"""Every list as a sheet: read back with openpyxl and with our own reader."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.exchange import ExportStamp, RowKey, row_key_of, stamp_of
from kodoku_tui.domain.exports.sheets import ListSheet, SheetColumn, SheetRow
from kodoku_tui.excel.reading.continuations import units_in, whole
from kodoku_tui.excel.reading.workbook import read_workbook
from kodoku_tui.excel.writing import list_writer
from kodoku_tui.excel.writing.list_writer import SPARE_ROWS, write_lists
from kodoku_tui.excel.writing.output import MAXIMUM_CELL_UNITS, sheet_name
from tests.written import workbook_at

STAMP = ExportStamp("checkins", "ab" * 16, "cd" * 16)
UID = "0f" * 16
DAY = date(2025, 12, 15)
COLUMNS = (
    SheetColumn("番号", CellKind.NUMBER),
    SheetColumn("団体名", CellKind.TEXT),
    SheetColumn("方法", CellKind.WORD, choices=("訪問", "電話")),
    SheetColumn("面談日", CellKind.DATE),
    SheetColumn("時刻", CellKind.TIME),
    SheetColumn("予算額", CellKind.YEN),
    SheetColumn("内容", CellKind.LONG_TEXT),
)


def row(note: str) -> SheetRow:
    values = (1, "架空の会", "電話", DAY, time(14, 30), 300_000, note)
    return SheetRow(values, str(RowKey("checkin", UID, 3)))


def listed(*rows: SheetRow, **more: Any) -> ListSheet:
    return ListSheet("面談記録", "面談記録の一覧", "基準日 2025/12/15", COLUMNS, rows, STAMP, **more)


def written(folder: Path, *rows: SheetRow, **more: Any) -> Worksheet:
    write_lists(workbook_at(folder / "一覧.xlsx"), [listed(*rows, **more)], title="一覧", created=DAY)
    sheet = openpyxl.load_workbook(folder / "一覧.xlsx").worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_a_line_holds_its_values_by_kind_and_its_hidden_key(tmp_path: Path) -> None:
    sheet = written(tmp_path, row("話した"))
    assert [cell.value for cell in sheet[3]] == [column.heading for column in COLUMNS] + [str(STAMP)]
    assert [cell.value for cell in sheet[4]] == [
        1,
        "架空の会",
        "電話",
        datetime(2025, 12, 15),
        time(14, 30),
        300_000,
        "話した",
        f"checkin:{UID}:3",
    ]
    assert (sheet["D4"].number_format, sheet["F4"].number_format) == ("yyyy/mm/dd", "#,##0")
    assert sheet.column_dimensions["H"].hidden
    assert stamp_of(str(sheet["H3"].value)) == STAMP
    assert row_key_of(str(sheet["H4"].value)) == RowKey("checkin", UID, 3)


def test_the_keys_are_sorted_along_with_the_rows_and_are_not_printed(tmp_path: Path) -> None:
    sheet = written(tmp_path, row("一"), row("二"))
    assert sheet.auto_filter.ref == "A3:H5"
    assert sheet.print_area == "'面談記録'!$A$3:$G$5"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C4", "$3:$3")


def test_words_of_a_closed_list_are_offered_also_below_the_last_row(tmp_path: Path) -> None:
    (rule,) = written(tmp_path, row("一")).data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == (f"C4:C{4 + SPARE_ROWS}", '"訪問,電話"')


def test_choices_that_do_not_fit_a_rule_stand_on_a_hidden_sheet(tmp_path: Path) -> None:
    many = tuple(f"担当{number:03},架空" for number in range(60))
    sheet = ListSheet("表", "表", "", (SheetColumn("担当", CellKind.WORD, choices=many),), (), STAMP)
    write_lists(workbook_at(tmp_path / "一覧.xlsx"), [sheet], title="表", created=DAY)
    book = openpyxl.load_workbook(tmp_path / "一覧.xlsx")
    first = book.worksheets[0]
    assert isinstance(first, Worksheet)
    assert first.data_validations.dataValidation[0].formula1 == "'選択肢'!$A$1:$A$60"
    assert book["選択肢"].sheet_state == "hidden"
    assert [cell.value for (cell,) in book["選択肢"].iter_rows()] == list(many)


@pytest.mark.parametrize("start", "=+-@\t＝＋－＠")
def test_a_text_never_becomes_a_formula_not_even_when_somebody_edits_it(tmp_path: Path, start: str) -> None:
    text = f"{start}1+1"
    cell = written(tmp_path, row(text))["G4"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_what_a_cell_cannot_hold_goes_on_in_a_sheet_of_its_own(tmp_path: Path) -> None:
    texts = ["あ" * 40_000, "😀" * 70_000, "短い", "x" * 32_767]
    sheet = written(tmp_path, *map(row, texts))
    book = openpyxl.load_workbook(tmp_path / "一覧.xlsx")
    cells = [str(cell.value) for one in book.worksheets for line in one.iter_rows() for cell in line]
    assert max(map(units_in, cells)) <= MAXIMUM_CELL_UNITS
    assert str(sheet["G4"].value).endswith("〔つづき1〕")
    assert [cell.value for cell in book["つづき"][2]][:3] == [1, 2, "面談記録!G4"]
    read = whole(read_workbook(tmp_path / "一覧.xlsx"))
    assert [one.name for one in read.sheets] == ["面談記録"]
    assert [read.sheets[0].value(line, 6) for line in range(3, 7)] == texts


def test_the_rest_of_a_text_is_found_however_the_sheet_is_sorted(tmp_path: Path) -> None:
    text = "".join(str(number % 10) for number in range(100_000))
    written(tmp_path, row(text))
    book = openpyxl.load_workbook(tmp_path / "一覧.xlsx")
    rest = book["つづき"]
    lines = [[cell.value for cell in line] for line in rest.iter_rows(min_row=2)]
    for number, line in enumerate(reversed(lines), start=2):
        for column, value in enumerate(line, start=1):
            rest.cell(number, column, value)
    book.save(tmp_path / "並べ替え.xlsx")
    assert whole(read_workbook(tmp_path / "並べ替え.xlsx")).sheets[0].value(3, 6) == text


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    sheet = written(tmp_path, nobody="なし（該当する記録はありません）")
    assert "なし（該当する記録はありません）" in [cell.value for cell in sheet[4]]


def test_what_stops_the_writing_leaves_no_file(tmp_path: Path) -> None:
    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_lists(
            workbook_at(tmp_path / "一覧.xlsx"),
            [listed(*[row("x")] * 600)],
            title="一覧",
            created=DAY,
            told=stop,
        )
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_takes_are_refused_rather_than_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_writer, "MAXIMUM_ROWS", 5)
    with pytest.raises(Refused) as refused:
        written(tmp_path, row("一"), row("二"), row("三"))
    assert refused.value.key == "error.too_many_rows"


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_text_gives_a_name_that_excel_takes(names: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        taken.append(sheet_name(name, taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    for name in taken:
        assert 0 < units_in(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'") and not name.endswith("'")
