"""The register of adopted groups (採択団体一覧) as a workbook brings it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.cell_errors import CellError
from kodoku_tui.excel.cell_values import date_of, mark_of, positive_number_of, text_of
from kodoku_tui.excel.cells import CellValue, cell_name, shown
from kodoku_tui.excel.profiles import Profile, load_profile, plain_heading
from kodoku_tui.excel.tables import Record, Table, find_table, is_blank
from kodoku_tui.excel.workbook import read_workbook

_NOTE_SIGNS = ("※", "*", "＊", "注", "(注", "（注")
_LONGEST_QUOTED_VALUE = 60
_Read = TypeVar("_Read")


class RosterRow(BaseModel):
    """One group as the workbook has it. `row` is the row as Excel numbers it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    name: str
    project: str
    targets: str
    area: str
    adopted_last_year: bool
    main_staff: str | None
    deputy_staff: str | None
    contracted_on: date | None
    row: int


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that holds no group, and why (a key of the catalogue under `import.skipped_`)."""

    row: int
    reason_key: str


@dataclass(frozen=True, slots=True)
class RosterReading:
    """All of the table: every row below the headings was read, skipped or has errors.

    `columns` are the profile's columns that the table has: what is missing there was not said, rather than
    said to be empty.
    """

    sheet: str
    rows: tuple[RosterRow, ...]
    errors: tuple[CellError, ...]
    skipped: tuple[SkippedRow, ...]
    row_count: int
    rows_with_errors: int
    columns: frozenset[str]
    removed_characters: int
    table: Table

    def error_at(self, row: RosterRow, key: str, message_key: str, **params: object) -> CellError:
        """What turned out to be wrong with one cell of a row that could be read."""
        return _cell_error(self.table, row.row - 1, key, message_key, params)


def read_roster(
    path: Path,
    *,
    sheet: str | None = None,
    today: date,
    year_starts_on: date,
    profile: str = "roster",
) -> RosterReading:
    """Read a register; `year_starts_on` gives dates without a year theirs.

    Raises `Refused` for what `read_workbook` and `find_table` refuse; anything wrong with a single cell is
    listed instead.
    """
    workbook = read_workbook(path)
    columns = load_profile(profile)
    table = find_table(workbook, columns, sheet=sheet)
    reader = _RosterReader(table, columns, today, year_starts_on)
    for record in table.records():
        reader.take(record)
    return RosterReading(
        sheet=table.sheet.name,
        rows=tuple(reader.rows),
        errors=tuple(reader.errors),
        skipped=tuple(reader.skipped),
        row_count=table.row_count,
        rows_with_errors=reader.rows_with_errors,
        columns=frozenset(table.columns),
        removed_characters=workbook.removed_characters,
        table=table,
    )


def _cell_error(
    table: Table, row: int, key: str, message_key: str, params: Mapping[str, object]
) -> CellError:
    column = table.columns[key]
    value = shown(table.sheet.value(row, column))
    quoted = value if len(value) <= _LONGEST_QUOTED_VALUE else f"{value[:_LONGEST_QUOTED_VALUE]}…"
    place = {"sheet": table.sheet.name, "cell": cell_name(row, column), "column": table.heading(key)}
    told = {**params, **place, "value": quoted}
    return CellError(**place, value=quoted, message_key=message_key, params=told)


class _RosterReader:
    def __init__(self, table: Table, profile: Profile, today: date, year_starts_on: date) -> None:
        self.rows: list[RosterRow] = []
        self.errors: list[CellError] = []
        self.skipped: list[SkippedRow] = []
        self.rows_with_errors = 0
        self._table = table
        self._headings = {column.key: set(map(plain_heading, column.names)) for column in profile.columns}
        self._today = today
        self._year_starts_on = year_starts_on
        self._cell_of_number: dict[int, str] = {}

    def take(self, record: Record) -> None:
        """Read, skip or complain about one row."""
        if reason := self._reason_to_skip(record):
            self.skipped.append(SkippedRow(record.row_number, f"import.skipped_{reason}"))
            return
        before = len(self.errors)
        values: dict[str, Any] = {
            "number": self._number(record),
            "name": self._required_text(record, "name"),
            "project": self._required_text(record, "project"),
            "targets": self._read(record, "targets", text_of),
            "area": self._read(record, "area", text_of),
            "adopted_last_year": self._read(record, "adopted_last_year", mark_of),
            "main_staff": self._read(record, "main_staff", text_of) or None,
            "deputy_staff": self._read(record, "deputy_staff", text_of) or None,
            "contracted_on": self._read(record, "contracted_on", self._date),
        }
        if len(self.errors) > before:
            self.rows_with_errors += 1
        else:
            self.rows.append(RosterRow(row=record.row_number, **values))

    def _reason_to_skip(self, record: Record) -> str | None:
        filled = {key: value for key, value in record.values.items() if not is_blank(value)}
        if not filled:
            return "other_columns" if record.elsewhere else "empty"
        if len(filled) == 1 and any(shown(value).startswith(_NOTE_SIGNS) for value in filled.values()):
            return "note"
        if filled.keys() == {"number"} and not record.elsewhere:
            return "number_only" if self._is_number(filled["number"]) else "note"
        if all(plain_heading(shown(value)) in self._headings[key] for key, value in filled.items()):
            return "repeated_header"
        return None

    def _number(self, record: Record) -> int | None:
        if is_blank(record.values["number"]):
            self._complain(record, "number", "error.cell_empty", {})
            return None
        number = self._read(record, "number", positive_number_of)
        if number is None:
            return None
        first = self._cell_of_number.setdefault(number, record.cell("number"))
        if first != record.cell("number"):
            self._complain(record, "number", "error.duplicate_number", {"number": number, "first": first})
        return number

    def _required_text(self, record: Record, key: str) -> str | None:
        text = self._read(record, key, text_of)
        if text == "":
            self._complain(record, key, "error.cell_empty", {})
        return text

    def _date(self, value: CellValue) -> date | None:
        day = date_of(value, today=self._today, year_starts_on=self._year_starts_on)
        if day is not None and day > self._today:
            raise Refused("error.date_in_future", date=day)
        return day

    def _read(self, record: Record, key: str, read: Callable[[CellValue], _Read]) -> _Read | None:
        """A cell read by `read`; one of a column that the table lacks counts as empty."""
        try:
            return read(record.values.get(key))
        except Refused as refused:
            self._complain(record, key, refused.key, refused.params)
            return None

    def _complain(self, record: Record, key: str, message_key: str, params: Mapping[str, object]) -> None:
        self.errors.append(_cell_error(self._table, record.row, key, message_key, params))

    @staticmethod
    def _is_number(value: CellValue) -> bool:
        try:
            return positive_number_of(value) > 0
        except Refused:
            return False
