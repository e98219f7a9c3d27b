"""Records of a recognised table as lines of one of our lists: each cell as what its column holds, or what is wrong.

Days are ISO text, times `HH:MM`, amounts whole yen, words those of the file; an empty cell is None.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from kodoku_tui.domain.columns import CellKind, ListColumn
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.days.times import Span
from kodoku_tui.domain.duties.money import checked_yen, parse_yen
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.exchange import RowKey, row_key_of
from kodoku_tui.domain.exports.intake_lists import NAMING_COLUMNS
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.furigana import reading_from
from kodoku_tui.domain.words import AttendanceMark, YesNo
from kodoku_tui.excel.reading.cell_errors import CellError
from kodoku_tui.excel.reading.cell_values import (
    Moment,
    mark_of,
    moment_of,
    positive_number_of,
    says_nothing,
    span_of,
    text_of,
)
from kodoku_tui.excel.reading.cells import CellValue, cell_name, is_blank, shown
from kodoku_tui.excel.reading.signs import UNREADABLE
from kodoku_tui.excel.recognition.model import RecognisedRow, RecognisedTable
from kodoku_tui.excel.recognition.words_of_sheets import says_same_as_above
from kodoku_tui.locale import say

_LONGEST_QUOTED_VALUE = 60
_SAID_TWICE = re.compile(r"(.+)\((.+)\)")
# The longer word first: 百万円 holds 万円.
_UNITS = (
    ("百万円", 1_000_000),
    ("100万円", 1_000_000),
    ("million", 1_000_000),
    ("万円", 10_000),
    ("千円", 1_000),
    ("thousand", 1_000),
)

NAME, READING = "name", "reading"

_PEOPLE = frozenset({"staff", "deputy", "main_staff", "deputy_staff", "participants"})
_NONE_OR_NOUGHT = frozenset({"なし", "無し", "無", "該当なし"})
_WORDS_FOR_NOTHING = frozenset(
    {"なし", "無し", "無", "該当なし", "特になし", "未定", "不明", "未確定", "調整中", "n/a", "tbd"}
)

Words = Mapping[str, Mapping[str, str]]
"""By column: what a word is called, folded, and the word of the file that it stands for."""


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A recognised table and where each column of the list stands in it.

    `positions` count among the table's columns. `key_position` is that of the hidden column of row keys.
    """

    table: RecognisedTable
    positions: Mapping[str, int]
    key_position: int | None = None

    def heading(self, key: str) -> str:
        """What stands above a column."""
        header = self.table.columns[self.positions[key]].header
        return say("import.furigana_of", column=header) if self.has_furigana_for(key) else header

    def has_furigana_for(self, key: str) -> bool:
        """Whether the reading is that of the furigana of the names: it has no column of its own."""
        return key == READING and self.positions[key] == self.positions.get(NAME)

    def cell(self, row: RecognisedRow, key: str) -> str:
        """The cell of a column in a row as Excel names it."""
        return cell_name(row.number - 1, self.table.columns[self.positions[key]].index)

    def error(self, row: RecognisedRow, key: str, refused: Refused) -> CellError:
        """What is wrong with a cell; without the column, with the row."""
        if key not in self.positions:
            key = next(iter(self.positions))
        value = shown(row.values[self.positions[key]])
        quoted = value if len(value) <= _LONGEST_QUOTED_VALUE else f"{value[:_LONGEST_QUOTED_VALUE]}…"
        place = {"sheet": self.table.sheet, "cell": self.cell(row, key), "column": self.heading(key)}
        told = {"value": quoted, **refused.params, **place}
        return CellError(**place, value=quoted, message_key=refused.key, params=told)


@dataclass(slots=True)
class ReadRow:
    """One record by the keys of the list; what could not be read is among the errors and not among the values.

    `remarks` tell what of a cell was read and has no place in the list. `encoding` is that of a text file.
    `is_withheld`: what stood in a cell was no note, only for whom it is.
    """

    table: MappedTable
    record: RecognisedRow
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    remarks: list[Said] = field(default_factory=list)
    key: RowKey | None = None
    encoding: str = ""
    is_withheld: bool = False

    def complain(self, key: str, refused: Refused) -> None:
        """Add what is wrong with a cell of the row."""
        self.errors.append(self.table.error(self.record, key, refused))

    def remark(self, message_key: str, key: str, **params: object) -> None:
        """Say something of a cell of the row that was read."""
        place = {"cell": self.table.cell(self.record, key), "column": self.table.heading(key)}
        self.remarks.append(Said(message_key, **place, **params))

    @property
    def records_nothing(self) -> bool:
        """Whether the row says at most which record it would be about."""
        return not self.errors and all(
            value is None for key, value in self.values.items() if key not in NAMING_COLUMNS
        )


class ListReader:
    """Reads the records of one mapped table."""

    def __init__(
        self,
        columns: Sequence[ListColumn],
        mapped: MappedTable,
        words: Words,
        *,
        today: date,
        year_starts_on: date,
        encoding: str = "",
    ) -> None:
        self._encoding = encoding
        self._mapped = mapped
        self._words = words
        self._today = today
        self._year_starts_on = year_starts_on
        self._readers: list[tuple[ListColumn, int, Callable[[CellValue], Any]]] = [
            (column, mapped.positions[column.key], self._reader(column, words))
            for column in columns
            if column.key in mapped.positions
        ]
        keys = {column.key for column in columns}
        self._reads_furigana = READING in keys - mapped.positions.keys() and NAME in mapped.positions
        # A day that follows from others is never taken: words in its place (8月（日未定）) are no mistake.
        self._days_shown = {
            column.key for column in columns if column.is_computed and column.kind is CellKind.DATE
        }
        # A time that stands in the cell of its day, where no column is for times: it is told of that cell.
        beside = {
            column.time_key: place
            for column, place, _ in self._readers
            if column.time_key and column.time_key not in mapped.positions
        }
        if self._reads_furigana:
            beside[READING] = mapped.positions[NAME]
        if beside:
            self._mapped = replace(mapped, positions={**mapped.positions, **beside})

    def read(self, record: RecognisedRow) -> ReadRow:
        """One record; an empty cell is None whatever its column holds."""
        row = ReadRow(self._mapped, record, encoding=self._encoding)
        values = record.values
        spans: list[tuple[ListColumn, Span]] = []
        for column, position, reader in self._readers:
            value = values[position]
            if is_blank(value) or (isinstance(value, str) and _is_empty(value, column, self._words)):
                row.values[column.key] = None
                continue
            try:
                if self._encoding and isinstance(value, str) and UNREADABLE in value:
                    raise Refused("error.cell_unreadable", value=value)
                if isinstance(value, str) and says_same_as_above(value):
                    raise Refused("error.cell_same_as_above", value=value)
                found = reader(value)
            except Refused as refused:
                if column.key not in self._days_shown:
                    row.complain(column.key, refused)
                continue
            if isinstance(found, Moment):
                row.values[column.key] = found.day.isoformat()
                spans += [(column, found.at)] if found.at is not None else []
            elif isinstance(found, Span):
                row.values[column.key] = f"{found.start:%H:%M}"
                _remark_end(row, column.key, found)
            else:
                row.values[column.key] = found
        if self._reads_furigana:
            _take_furigana(row)
        for column, span in spans:
            _take_time(row, column, span)
        if self._mapped.key_position is not None:
            written = values[self._mapped.key_position]
            row.key = row_key_of(written) if isinstance(written, str) else None
        return row

    def _reader(self, column: ListColumn, words: Words) -> Callable[[CellValue], Any]:
        match column.kind:
            case CellKind.NUMBER | CellKind.COUNT:
                is_name = column.key in NAMING_COLUMNS
                return (
                    _number_of
                    if column.is_computed
                    else partial(positive_number_of, is_name=is_name, may_be_nought=column.may_be_nought)
                )
            case CellKind.YEN:
                return partial(yen_of, field=column.key, unit=self._unit(column.key))
            case CellKind.DATE:
                return lambda value: self._day(value, column.direction)
            case CellKind.TIME:
                return span_of
            case CellKind.MARK:
                return lambda value: mark_of(value) or None
            case CellKind.LONG_TEXT:
                return long_text_of
        if column.key in words:
            known = words[column.key]
            choices = tuple(dict.fromkeys(known.values()))
            return lambda value: word_of(value, known, choices)
        return text_of

    def _unit(self, key: str) -> int:
        """How many yen one in a column of amounts is, as its heading or a line above the table says."""
        column = self._mapped.table.columns[self._mapped.positions[key]]
        said = folded_word(f"{column.header} {column.unit}")
        return next((yen for word, yen in _UNITS if word in said), 1)

    def _day(self, value: CellValue, direction: Direction) -> Moment | None:
        return moment_of(value, today=self._today, direction=direction, year_starts_on=self._year_starts_on)


def _is_empty(text: str, column: ListColumn, words: Words) -> bool:
    """Whether a cell says that nothing is there (―, なし, 未定), where that can mean nothing else in its column."""
    if column.key in NAMING_COLUMNS or column.key in _PEOPLE:
        return says_nothing(text, also=_WORDS_FOR_NOTHING)
    if column.is_required:
        return False
    if column.key in words:
        # For 有無 and for who came a stroke may be a no.
        asks = isinstance(next(iter(column.words), None), YesNo | AttendanceMark)
        return not asks and folded_word(text) not in words[column.key] and says_nothing(text)
    if column.kind is CellKind.DATE or column.kind is CellKind.TIME:
        return says_nothing(text, also=_WORDS_FOR_NOTHING)
    return column.kind is CellKind.NUMBER and says_nothing(text)


def _take_furigana(row: ReadRow) -> None:
    """How the name is read, by what the workbook has beside it."""
    position = row.table.positions[NAME]
    written, runs = row.record.values[position], row.record.furigana.get(position, ())
    if isinstance(written, str) and (reading := reading_from(written, runs)):
        row.values[READING] = reading


def _take_time(row: ReadRow, column: ListColumn, span: Span) -> None:
    """A time that stands beside its day goes where the list has times, unless another one is there."""
    at = f"{span.start:%H:%M}"
    if not column.time_key or column.time_key not in row.table.positions:
        row.remark("import.remark_time_left", column.key, time=at)
        return
    other = row.values.get(column.time_key)
    if other is not None and other != at:
        row.remark("import.remark_other_time", column.key, time=at, other=other)
        return
    row.values[column.time_key] = at
    _remark_end(row, column.key, span)


def _remark_end(row: ReadRow, key: str, span: Span) -> None:
    """The list has no place for when something ended."""
    if span.until:
        row.remark("import.remark_end_left", key, time=span.until, start=f"{span.start:%H:%M}")


def folded_word(text: str) -> str:
    """A word reduced to what counts when two are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def word_of(value: CellValue, known: Mapping[str, str], choices: tuple[str, ...]) -> str:
    """The word of the file that a cell means. Raises `Refused` (`error.cell_word`) naming the words there are."""
    text = text_of(value)
    folded = folded_word(text)
    word = known.get(folded)
    if word is None and (said_twice := _SAID_TWICE.fullmatch(folded)):
        # オンライン（Zoom）: the same word in two ways. 出席（途中まで） says more than a word, and is asked about.
        one, other = (known.get(part) for part in said_twice.groups())
        word = one if one == other else None
    if word is None:
        raise Refused("error.cell_word", value=text, choices=choices)
    return word


def long_text_of(value: CellValue) -> str:
    """The cell as text of several lines. Raises what `text_of` raises."""
    if not isinstance(value, str):
        return text_of(value)
    return clean_text(value, multiline=True).text.strip()


def yen_of(value: CellValue, *, field: str, unit: int = 1) -> int:
    """Whole yen; `unit` is what one is worth in a column that says 千円 above plain numbers.

    Raises `Refused` as `parse_yen` does.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        text = text_of(value)
        if says_nothing(text, also=_NONE_OR_NOUGHT):
            raise Refused("error.amount_or_nothing", field=field, text=text)
        return parse_yen(text, field=field, unit=unit)
    amount_written = value * unit
    if isinstance(amount_written, float):
        whole = round(amount_written)
        if abs(amount_written - whole) > 1e-6:
            raise Refused("error.amount_fractional", field=field, text=shown(value))
        amount_written = whole
    return checked_yen(amount_written, field=field)


def _number_of(value: CellValue) -> int | str:
    """A computed number, read only to be compared."""
    return value if isinstance(value, int) else text_of(value)
