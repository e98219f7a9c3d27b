"""What was recognised in a workbook: sheets, tables, columns, records, notes and warnings.

Row numbers are as Excel shows them (the first is 1), column indexes count from 0 (0 is A). Nothing that a
person wrote is dropped: `accounting.unaccounted_cells` says so of every recognised sheet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from string import ascii_uppercase
from types import MappingProxyType
from typing import NamedTuple

from kodoku_tui.excel.reading.broken_words import readings_of
from kodoku_tui.excel.reading.cells import CellValue, cell_name, column_name, shown
from kodoku_tui.excel.reading.headings import plain_heading
from kodoku_tui.excel.reading.rules.entry_rules import EntryRule
from kodoku_tui.excel.recognition.words_of_sheets import heading_text
from kodoku_tui.locale import say


class ColumnKind(StrEnum):
    """What the cells of a column hold, by their meaning: a date written as text is a date."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    BOOLEAN = "boolean"
    MIXED = "mixed"
    EMPTY = "empty"


class SkipReason(StrEnum):
    """Why a row of a table is no record."""

    EMPTY = "empty"
    NUMBER_ONLY = "number_only"
    """A row of a form that carries its number and nothing else."""
    REPEATED_HEADER = "repeated_header"
    TOTAL = "total"
    UNITS = "units"
    SECTION = "section"
    """A heading within the data (【関東】)."""
    NOTE = "note"
    """Its text is among the table's notes."""
    BESIDE = "beside"
    """What stands beside the table, under none of its headings; it is among the notes, too."""
    HEADING = "heading"
    """The headings themselves: told of a sheet, never among the `skipped` rows of a table."""
    TITLE = "title"
    """What a table is called, above its headings: told as `HEADING`."""


@dataclass(frozen=True, slots=True)
class Note:
    """A text beside the data: a title, ※ and the like, a memo, or a comment that hangs on a cell."""

    cell: str
    text: str
    is_comment: bool = False


@dataclass(frozen=True, slots=True)
class Warning:
    """Something about a workbook that a person should know before reading it in.

    `code` is a rule of the Digital Agency's 機械可読性ルール (L1-01 … L3-09) where one speaks of it, else a
    word of ours (`error_cell`, `repeated_id`, `empty_form` …). `cell` is the first place; `count` how many.
    """

    cell: str
    code: str
    message_key: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What it is and what to do, in the reader's language."""
        return say(self.message_key, **self.params)


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row between the headings and the end of the table that is no record; `cells` filled cells stand in it."""

    number: int
    reason: SkipReason
    cells: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of a sheet that is no record, and why; of a row that holds a record the `cells` that are not in it."""

    row: int
    reason: SkipReason
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecognisedColumn:
    """One column of a table. `header` joins the rows of a heading (`parent/child`), each on one line.

    `unit` is what a unit row, the heading or, for amounts, a line above the table (単位：千円) says, without brackets;
    empty where nothing does.
    """

    index: int
    header: str
    kind: ColumnKind
    unit: str = ""
    is_hidden: bool = False
    rule: EntryRule | None = None
    """What may be entered in its cells, where the workbook says so: the rule of most of its rows."""

    @property
    def letter(self) -> str:
        """The letters over the column."""
        return column_name(self.index)

    @property
    def key(self) -> str:
        """The heading reduced to what counts when two are compared (`headings.plain_heading`)."""
        return plain_heading(self.header)


@dataclass(frozen=True, slots=True)
class RecognisedCell:
    """One cell of a record. `is_merged`: the value stands for a merge that begins elsewhere."""

    name: str
    value: CellValue
    is_merged: bool = False

    @property
    def text(self) -> str:
        """The cell as written; line breaks within it stay."""
        return self.value if isinstance(self.value, str) else shown(self.value)

    @property
    def readings(self) -> tuple[str, ...]:
        """What the text may be: with the spaces closed that a PDF copy left, where sure, then as written."""
        return readings_of(self.text)


class RecognisedRow(NamedTuple):
    """One record. `values` stand in the order of the table's columns; None is an empty cell.

    `merged` are the positions (in `values`) whose value stands for a merge that begins in another cell. `beside` are
    the cells of the row that stand under no column of the table; they are among its notes.
    """

    number: int
    values: tuple[CellValue, ...]
    is_hidden: bool = False
    merged: frozenset[int] = frozenset()
    beside: tuple[str, ...] = ()
    is_struck: bool = False
    """Whether a filled cell of the row is struck through."""
    colour: str = ""
    """What tells the colour that the row is filled with; empty where it is not."""
    furigana: Mapping[int, tuple[tuple[int, int, str], ...]] = MappingProxyType({})
    """How the texts at these positions (in `values`) are read, where the workbook says so."""


@dataclass(frozen=True)
class RecognisedTable:
    """A table of a sheet.

    `header_rows` are empty for data without headings. `data_first` and `data_last` are the rows of the first
    and the last record, None for an empty form. `skipped` are all other rows from the headings to the end of
    the table; rows that hold nothing are among them as long as a record follows.
    """

    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[RecognisedColumn, ...]
    records: tuple[RecognisedRow, ...]
    skipped: tuple[SkippedRow, ...] = ()
    notes: tuple[Note, ...] = ()
    warnings: tuple[Warning, ...] = ()
    title: str = ""
    span: tuple[int, int] = (0, 0)
    """First and last column of the part of the sheet that was read for this table."""
    merged_header_rows: tuple[int, ...] = ()
    """Those of `header_rows` that hold nothing of their own: a merge from above fills them."""

    @property
    def data_first(self) -> int | None:
        """The row of the first record."""
        return self.records[0].number if self.records else None

    @property
    def data_last(self) -> int | None:
        """The row of the last record."""
        return self.records[-1].number if self.records else None

    @property
    def filled_skips(self) -> tuple[SkippedRow, ...]:
        """Those of the skipped rows that hold something: with the records the filled rows below the headings."""
        return tuple(row for row in self.skipped if row.cells)

    @property
    def first_row(self) -> int:
        """The row in which it begins: of its headings, or of a record above them."""
        rows = [*self.header_rows[:1], *(record.number for record in self.records[:1])]
        return min(rows, default=1)

    @property
    def is_empty_form(self) -> bool:
        """Headings, perhaps notes and numbered rows, but no record."""
        return not self.records

    @cached_property
    def shape(self) -> tuple[str, ...]:
        """The headings reduced and in order: two tables of one shape can be read as one, or by one mapping."""
        return tuple(column.key for column in self.columns if column.key)

    def rows(self) -> Iterator[RecognisedRow]:
        """The records from top to bottom."""
        yield from self.records

    def cell(self, row: RecognisedRow, position: int) -> RecognisedCell:
        """A cell of a record by its position among the columns."""
        name = cell_name(row.number - 1, self.columns[position].index)
        return RecognisedCell(name, row.values[position], position in row.merged)


@dataclass(frozen=True)
class RecognisedSheet:
    """A worksheet (or the one sheet of a text file, named after the file).

    `own_notes` and `own_warnings` belong to no table: a sheet of explanations has notes only.
    """

    name: str
    hidden: bool
    tables: tuple[RecognisedTable, ...]
    own_notes: tuple[Note, ...] = ()
    own_warnings: tuple[Warning, ...] = ()
    rules: tuple[EntryRule, ...] = ()
    """Every rule for entries, whether a column has it or single cells."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes of the sheet."""
        return self.own_notes + tuple(note for table in self.tables for note in table.notes)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Every filled row that is no record, and every filled cell of a record's row that is not in it, from top to
        bottom: with the records these are all filled rows of the sheet."""
        return tuple(_left_out(self))

    @property
    def warnings(self) -> tuple[Warning, ...]:
        """All warnings about the sheet."""
        return self.own_warnings + tuple(warning for table in self.tables for warning in table.warnings)


@dataclass(frozen=True)
class RecognisedWorkbook:
    """A file as it was recognised. `format` is by content: xlsx, xlsm, xlsb, xls, ods, csv, tsv, html.

    `filled_rows` are those of each sheet as it was read, whatever was recognised of them.
    """

    format: str
    sheets: tuple[RecognisedSheet, ...]
    removed_characters: int = 0
    encoding: str = ""
    """In which a text file is written, by Python's name; empty for others."""
    filled_rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[RecognisedTable, ...]:
        """Every table, hidden sheets last."""
        ordered = sorted(self.sheets, key=lambda sheet: sheet.hidden)
        return tuple(table for sheet in ordered for table in sheet.tables)

    def families(self) -> tuple[tuple[RecognisedTable, ...], ...]:
        """Tables of one shape together (one sheet a prefecture), in the order of their first; hidden sheets
        are never joined to visible ones."""
        together: dict[tuple[bool, tuple[str, ...]], list[RecognisedTable]] = {}
        for sheet in self.sheets:
            for table in sheet.tables:
                together.setdefault((sheet.hidden, table.shape), []).append(table)
        return tuple(tuple(tables) for tables in together.values())


def _left_out(sheet: RecognisedSheet) -> Iterator[LeftOut]:
    records = {record.number for table in sheet.tables for record in table.records}
    reasons: dict[int, dict[SkipReason, list[str]]] = defaultdict(lambda: defaultdict(list))
    for table in sheet.tables:
        for number in table.header_rows:
            if number not in table.merged_header_rows:
                reasons[number][SkipReason.HEADING]
        for skipped in table.skipped:
            if skipped.cells:
                reasons[skipped.number][skipped.reason]
    for note, title in _own_notes(sheet):
        number = int(note.cell.lstrip(ascii_uppercase))
        if number in records or SkipReason.HEADING in reasons.get(number, ()):
            reasons[number][SkipReason.BESIDE].append(note.cell)
        elif number not in reasons:
            reasons[number][
                SkipReason.TITLE if title and heading_text(note.text) == title else SkipReason.NOTE
            ]
    for number in sorted(reasons):
        for reason, cells in reasons[number].items():
            yield LeftOut(number, reason, tuple(cells))


def _own_notes(sheet: RecognisedSheet) -> Iterator[tuple[Note, str]]:
    """The notes of a sheet that stand in cells, each with the title of its table."""
    for note in sheet.own_notes:
        if not note.is_comment:
            yield note, ""
    for table in sheet.tables:
        for note in table.notes:
            if not note.is_comment:
                yield note, table.title
