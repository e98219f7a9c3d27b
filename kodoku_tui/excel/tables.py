"""The table within a workbook: which sheet, which row holds the headings, which column is which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.cells import CellValue, cell_name, shown
from kodoku_tui.excel.profiles import Profile, ProfileColumn, plain_heading
from kodoku_tui.excel.workbook import Sheet, Workbook

HEADER_SEARCHED_ROWS = 15

# Fewer known headings than this in a row may be chance, and say nothing about what is missing.
_HEADINGS_OF_A_TABLE = 2
_HEADINGS_QUOTED = 12


@dataclass(frozen=True, slots=True)
class Record:
    """One row below the headings, its values by the profile's column keys."""

    row: int
    values: Mapping[str, CellValue]
    columns: Mapping[str, int]
    elsewhere: tuple[CellValue, ...]
    """What stands in the row outside the known columns."""

    def cell(self, key: str) -> str:
        """The cell of a column as Excel names it."""
        return cell_name(self.row, self.columns[key])

    @property
    def row_number(self) -> int:
        """The row as Excel numbers it."""
        return self.row + 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a sheet. Rows and columns are counted from 0."""

    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]

    def heading(self, key: str) -> str:
        """The heading of a column as it stands in the sheet, on one line."""
        return shown(self.sheet.value(self.header_row, self.columns[key]))

    @property
    def row_count(self) -> int:
        """How many rows lie below the headings, empty ones within the used part included."""
        return self.sheet.first_row + len(self.sheet.rows) - self.header_row - 1

    def records(self) -> Iterator[Record]:
        """Every row below the headings, from top to bottom."""
        known = set(self.columns.values())
        for row in range(self.header_row + 1, self.header_row + 1 + self.row_count):
            cells = self.sheet.rows[row - self.sheet.first_row]
            yield Record(
                row,
                {key: self.sheet.value(row, column) for key, column in self.columns.items()},
                self.columns,
                tuple(
                    value
                    for column, value in enumerate(cells, start=self.sheet.first_column)
                    if column not in known and not is_blank(value)
                ),
            )


def find_table(workbook: Workbook, profile: Profile, *, sheet: str | None = None) -> Table:
    """The table of `profile` in the sheet named, else in the first visible sheet that has all its columns.

    The headings are looked for in the first 15 used rows of a sheet. Raises `Refused`: `error.no_such_sheet`,
    `error.workbook_empty`, `error.missing_column` (a table, but not all required columns), `error.no_table`.
    """
    sheets = _sheets_searched(workbook, sheet)
    filled = [one for one in sheets if any(not is_blank(value) for row in one.rows for value in row)]
    if not filled:
        raise Refused("error.workbook_empty", sheet="、".join(one.name for one in sheets))
    best = max((_best_header(one, profile) for one in filled), key=lambda table: _found(table, profile))
    missing = [column for column in profile.required if column.key not in best.columns]
    if not missing:
        return best
    if len(best.columns) < _HEADINGS_OF_A_TABLE:
        raise Refused(
            "error.no_table",
            sheet="、".join(one.name for one in filled),
            rows=HEADER_SEARCHED_ROWS,
            columns=_quoted(profile.required),
        )
    raise Refused(
        "error.missing_column",
        sheet=best.sheet.name,
        cell=cell_name(best.header_row, min(best.columns.values())),
        columns=_quoted(missing),
        found=_headings_found(best),
    )


def is_blank(value: CellValue) -> bool:
    """Whether a person sees nothing in the cell."""
    return value is None or (isinstance(value, str) and not value.strip())


def _sheets_searched(workbook: Workbook, sheet: str | None) -> list[Sheet]:
    if sheet is None:
        return [one for one in workbook.sheets if not one.hidden] or list(workbook.sheets)
    wanted = [one for one in workbook.sheets if one.name == sheet]
    if not wanted:
        names = "、".join(f"「{one.name}」" for one in workbook.sheets)
        raise Refused("error.no_such_sheet", field="sheet", sheet=sheet, sheets=names)
    return wanted


def _best_header(sheet: Sheet, profile: Profile) -> Table:
    candidates = [
        Table(sheet, sheet.first_row + index, _columns_in(cells, sheet.first_column, profile))
        for index, cells in enumerate(sheet.rows[:HEADER_SEARCHED_ROWS])
    ]
    return max(candidates, key=lambda table: _found(table, profile))


def _found(table: Table, profile: Profile) -> tuple[int, int]:
    return sum(column.key in table.columns for column in profile.required), len(table.columns)


def _columns_in(cells: tuple[CellValue, ...], first_column: int, profile: Profile) -> dict[str, int]:
    positions: dict[str, int] = {}
    for column, value in enumerate(cells, start=first_column):
        if isinstance(value, str):
            positions.setdefault(plain_heading(value), column)
    found: dict[str, int] = {}
    for wanted in profile.columns:
        named = (positions[heading] for name in wanted.names if (heading := plain_heading(name)) in positions)
        if (column_found := next(named, None)) is not None:
            found[wanted.key] = column_found
    return found


def _headings_found(table: Table) -> str:
    cells = table.sheet.rows[table.header_row - table.sheet.first_row]
    headings = [f"「{shown(value)}」" for value in cells if not is_blank(value)]
    more = " …" if len(headings) > _HEADINGS_QUOTED else ""
    return "".join(headings[:_HEADINGS_QUOTED]) + more


def _quoted(columns: tuple[ProfileColumn, ...] | list[ProfileColumn]) -> str:
    return "".join(f"「{column.names[0]}」" for column in columns)
