"""Sheets as offices lay them out, drawn by hypothesis, with what should be recognised in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from hypothesis import strategies as st

from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.sheets import Sheet

Merge = tuple[int, int, int, int]


@dataclass
class MadeTable:
    """A table as it was laid out: its headings by column, its records in order."""

    headings: list[str]
    records: list[tuple[CellValue, ...]] = field(default_factory=list)


@dataclass
class MadeSheet:
    """Cells by row and column from 0, merges, and the tables among them."""

    cells: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    tables: list[MadeTable] = field(default_factory=list)

    def as_sheet(self) -> Sheet:
        """As the reading process would hand it over."""
        if not self.cells:
            return Sheet("表", ())
        bottom = max(row for row, _ in self.cells)
        right = max(column for _, column in self.cells)
        rows = []
        for row in range(bottom + 1):
            line = [self.cells.get((row, column)) for column in range(right + 1)]
            while line and line[-1] is None:
                line.pop()
            rows.append(tuple(line))
        return Sheet(
            "表",
            tuple(rows),
            merged=tuple(self.merges),
            hidden_rows=tuple((row, row) for row in sorted(self.hidden_rows)),
        )

    def write_by_xlsxwriter(self, path: Path) -> Path:
        """As a workbook of XlsxWriter."""
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            sheet = book.add_worksheet("表")
            day = book.add_format({"num_format": "yyyy/m/d"})
            for top, left, bottom, right in self.merges:
                sheet.merge_range(top, left, bottom, right, "")
            for (row, column), value in self.cells.items():
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                else:
                    sheet.write(row, column, value)
            for row in self.hidden_rows:
                sheet.set_row(row, None, None, {"hidden": True})
        return path

    def write_by_openpyxl(self, path: Path) -> Path:
        """As a workbook of openpyxl."""
        book = openpyxl.Workbook()
        sheet: Any = book.active
        sheet.title = "表"
        for (row, column), value in self.cells.items():
            cell = sheet.cell(row + 1, column + 1)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
        for top, left, bottom, right in self.merges:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
        for row in self.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        book.save(path)
        return path


_NAMES_GIVEN = (
    "架空の会",
    "特定非営利活動法人 架空",
    "一般社団法人 ためしの家",
    "みんなの居場所",
    "つながり食堂",
    "㈱架空",
)
_TEXTS_GIVEN = ("東京都", "北海道札幌市", "こども・若者", "高齢者", "相談会\n居場所", "検討中", "佐藤 花子")
_NAMES, _TEXTS = st.sampled_from(_NAMES_GIVEN), st.sampled_from(_TEXTS_GIVEN)
_DAYS = st.dates(date(2025, 4, 1), date(2026, 3, 31))
_AMOUNTS = st.integers(100, 2_000_000)
_COLUMNS: dict[str, st.SearchStrategy[CellValue]] = {
    "団体名": _NAMES,
    "取組名": _TEXTS,
    "活動地域": _TEXTS,
    "契約日": _DAYS,
    "申請額": _AMOUNTS,
    "参加者数": st.integers(32, 500),
    "主担当": _TEXTS,
    "電話番号": st.sampled_from(["03-1234-5678", "090-0000-1111"]),
    "R6採択": st.sampled_from(["○", None]),
    "備考": st.one_of(st.none(), _TEXTS),
}


# Made once: a strategy that is made anew for each draw costs more than the draw.
_YES_OR_NO = st.booleans()
_UP_TO_ONE, _UP_TO_TWO, _UP_TO_THREE = (st.integers(0, most) for most in (1, 2, 3))
_HOW_MANY_TABLES, _HOW_MANY_RECORDS = st.integers(1, 3), st.integers(1, 8)
_SOME_COLUMNS = st.lists(st.sampled_from(sorted(_COLUMNS)), min_size=2, max_size=6, unique=True)
_WAYS_TO_WRITE_A_HEADING = (
    lambda name: name,
    lambda name: f"{name} ",
    lambda name: f"{name[:-1]}\n{name[-1:]}",
)
_WAY = st.sampled_from(_WAYS_TO_WRITE_A_HEADING)
_SOME_RECORDS = st.sets(st.integers(1, 8), max_size=2)
_TOTALS = st.sampled_from(["合計", "計", "小 計"])


@st.composite
def office_sheets(draw: st.DrawFn) -> MadeSheet:
    """Titles, one to three tables below or beside each other, units, totals, notes, hidden and repeated rows."""
    made = MadeSheet()
    row = draw(_UP_TO_THREE)
    if draw(_YES_OR_NO):
        made.cells[row, 0] = "令和7年度 架空の一覧"
        row += 1 + draw(_UP_TO_TWO)
    for place in range(draw(_HOW_MANY_TABLES)):
        if place:
            row += 1 + draw(_UP_TO_ONE)
            made.cells[row, 0] = f"表{place + 1} 架空の内訳"
            row += 1
        beside = draw(_YES_OR_NO) and place == 0
        bottom = _lay_table(draw, made, row, 0)
        if beside:
            width = len(made.tables[-1].headings)
            bottom = max(bottom, _lay_table(draw, made, row, width + 1))
            return made
        row = bottom
    return made


def _lay_table(draw: st.DrawFn, made: MadeSheet, top: int, left: int) -> int:
    names = draw(_SOME_COLUMNS)
    table = MadeTable(["番号", *names])
    made.tables.append(table)
    row = top
    for place, name in enumerate(table.headings):
        made.cells[row, left + place] = draw(_WAY)(name)
    row += 1
    if "申請額" in names and draw(_YES_OR_NO):
        made.cells[row, left + table.headings.index("申請額")] = "円"
        row += 1
    count = draw(_HOW_MANY_RECORDS)
    below_headings_again, hidden = draw(_SOME_RECORDS), draw(_SOME_RECORDS)
    for number in range(1, count + 1):
        if number > 1 and number in below_headings_again:
            for place, name in enumerate(table.headings):
                made.cells[row, left + place] = name
            row += 1
        record = (number, *(draw(_COLUMNS[name]) for name in names))
        if all(value is None for value in record[1:]):
            record = (number, *("架空" for _ in names))
        for place, value in enumerate(record):
            if value is not None:
                made.cells[row, left + place] = value
        table.records.append(record)
        if number in hidden:
            made.hidden_rows.add(row)
        row += 1
    for number in range(count + 1, count + 1 + draw(_UP_TO_TWO)):
        made.cells[row, left] = number
        row += 1
    if "申請額" in names and draw(_YES_OR_NO):
        made.cells[row, left] = draw(_TOTALS)
        made.cells[row, left + table.headings.index("申請額")] = draw(_AMOUNTS)
        row += 1
    if draw(_YES_OR_NO):
        row += draw(_UP_TO_ONE)
        made.cells[row, left] = "※ すべて架空です。"
        row += 1
    return row


_ANY_VALUES: st.SearchStrategy[CellValue] = st.one_of(
    st.integers(-10, 50_000),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 2)),
    _DAYS,
    st.sampled_from(
        [
            *_NAMES_GIVEN,
            *_TEXTS_GIVEN,
            True,
            False,
            "番号",
            "団体名",
            "備考",
            "申請額（千円）",
            "合計",
            "小計",
            "円",
            "※ 注",
            "【関東】",
            "〃",
            "-",
            "　",
            "6/1、6/8",
            "1,200円",
        ]
    ),
)


# One number a place: half the draws of a row and a column.
_WILD_ROWS, _WILD_COLUMNS = 15, 9
_PLACES = st.integers(0, _WILD_ROWS * _WILD_COLUMNS - 1)
# Left to itself hypothesis draws three cells a sheet.
_ANY_CELLS = st.one_of(
    st.dictionaries(_PLACES, _ANY_VALUES, max_size=60),
    st.dictionaries(_PLACES, _ANY_VALUES, min_size=12, max_size=24),
)
_SOME_PLACES = st.lists(_PLACES, max_size=4, unique=True)
_SOME_ROWS = st.sets(st.integers(0, 14), max_size=3)


@st.composite
def wild_sheets(draw: st.DrawFn) -> MadeSheet:
    """Cells, merges and hidden rows anywhere: nothing is promised of them but that none is lost."""
    made = MadeSheet()
    made.cells = {divmod(place, _WILD_COLUMNS): value for place, value in draw(_ANY_CELLS).items()}
    for place in draw(_SOME_PLACES):
        row, column = divmod(place, _WILD_COLUMNS)
        merge = (row, column, row + draw(_UP_TO_THREE), column + draw(_UP_TO_THREE))
        if merge[:2] != merge[2:] and not any(_overlap(merge, other) for other in made.merges):
            made.merges.append(merge)
            # Only its first cell holds something, as in a file.
            for one in list(made.cells):
                if one != merge[:2] and merge[0] <= one[0] <= merge[2] and merge[1] <= one[1] <= merge[3]:
                    del made.cells[one]
    made.hidden_rows = draw(_SOME_ROWS)
    return made


def _overlap(one: Merge, other: Merge) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
