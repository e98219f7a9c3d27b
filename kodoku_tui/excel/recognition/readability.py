"""What a person should know about a table before it is read in, in the words of the 機械可読性ルール.

The rules are those of the Digital Agency's 行政データにおける機械可読性に関するルール
(github.com/digital-go-jp/machine_readability_rule, machine-readability-rules.csv). Told here are L1-01 to L1-08,
L1-10, L1-12 to L1-15, L2-01 to L2-03, L2-06, L3-01, L3-03 and L3-05; the others ask about colours, code tables or
earlier years, which no single file can say. Codes that are words are ours: what endangers the values themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kodoku_tui.domain.register.corporate_numbers import is_corporate_number
from kodoku_tui.excel.reading.cells import UNCALCULATED, CellValue, ErrorValue, cell_name, column_name, shown
from kodoku_tui.excel.reading.dates_in_cells import has_two_dates
from kodoku_tui.excel.reading.limits import Limits
from kodoku_tui.excel.recognition.build import BuiltTable
from kodoku_tui.excel.recognition.grid import Grid
from kodoku_tui.excel.recognition.kinds import kind_of
from kodoku_tui.excel.recognition.model import (
    ColumnKind,
    RecognisedColumn,
    RecognisedTable,
    SkipReason,
    Warning,
)
from kodoku_tui.excel.recognition.vocabulary import plain, vocabulary
from kodoku_tui.excel.recognition.words_of_sheets import compact, heading_text

_MACHINE_READABLE = {"xlsx", "xlsm", "ods", "csv", "tsv"}
_TEXT_FORMATS = {"csv", "tsv", "html"}
_NUMBERS = {ColumnKind.INTEGER, ColumnKind.DECIMAL}
_DAYS = {ColumnKind.DATE, ColumnKind.MIXED}
_BETWEEN = "\x00"
# Over all texts of a column at once, with noughts between them.
_WORTH_A_LOOK = re.compile(
    "[\n①-⓿㈠-㋿㌀-㏿Ⅰ-ⅿ№℡〃″]|\x00[ \u3000\t]|[ \u3000\t]\x00|[ \u3000]{2}|\x00[^\x00]{1,2}\x00"
)
_PLATFORM = re.compile("[①-⓿㈠-㋿㌀-㏿Ⅰ-ⅿ№℡]")
_SPACES = re.compile("^[ \u3000\t]|[ \u3000\t]$|[ \u3000]{2,}")
_DASHES = frozenset("-ー―–—−‐…")
_LETTERS_TOLD = 5
_LARGEST_EXACT = 10**15


def warnings_about(grid: Grid, built: BuiltTable, form: str) -> list[Warning]:
    """Everything to tell about one table, the gravest first."""
    table = built.table
    warnings = [
        *grid.limits.over(_about_values(table, grid.limits)),
        *_about_rows(table),
        *_about_shape(grid, built),
    ]
    if form in _TEXT_FORMATS:
        warnings += _about_text_file(table, built, form)
    return warnings


def warnings_about_file(form: str, place: str) -> list[Warning]:
    """L1-01: a format that machines read with trouble."""
    if form in _MACHINE_READABLE:
        return []
    return [_warning("L1-01", place, format=form)]


def warnings_about_sheet(grid: Grid, tables: list[RecognisedTable]) -> list[Warning]:
    """What concerns the whole sheet: several tables, objects over it, formulas, being hidden."""
    place = _place_of(tables[0]) if tables else "A1"
    warnings = []
    if grid.sheet.hidden:
        warnings.append(_warning("hidden_sheet", place))
    if len(tables) > 1:
        warnings.append(_warning("L1-02", place, count=len(tables)))
    if grid.sheet.has_objects:
        warnings.append(_warning("L1-10", place))
    if grid.sheet.formulas:
        warnings.append(_warning("L2-06", place, count=grid.sheet.formulas))
    return warnings


def _about_values(table: RecognisedTable, limits: Limits) -> Iterator[Warning]:
    for position, column in enumerate(table.columns):
        limits.check()
        values = [row.values[position] for row in table.records]
        cells = _Cells(table, position, column)
        # Most columns hold one type and nothing to tell: one look at all types and all letters says so.
        types = set(map(type, values))
        if ErrorValue in types:
            yield from _about_errors(cells, values)
        if vocabulary().corporate_number_heading.search(plain(column.header)):
            yield from _about_corporate_numbers(cells, values)
        elif types & {int, float}:
            numbers = [at for at, value in enumerate(values) if _is_inexact(value)]
            yield from cells.warn("lost_digits", numbers)
        if str in types:
            texts = [(at, value) for at, value in enumerate(values) if type(value) is str]
            yield from _about_texts(cells, column, texts)


def _about_errors(cells: _Cells, values: list[CellValue]) -> Iterator[Warning]:
    errors = [(at, value) for at, value in enumerate(values) if type(value) is ErrorValue]
    uncalculated = [at for at, value in errors if value.code == UNCALCULATED]
    yield from cells.warn("uncalculated", uncalculated)
    for at, value in errors:
        if value.code != UNCALCULATED:
            yield _warning("error_cell", cells.name(at), value=value.code, column=cells.heading)


def _about_corporate_numbers(cells: _Cells, values: list[CellValue]) -> Iterator[Warning]:
    for at, value in enumerate(values):
        if value is None or type(value) is ErrorValue or is_corporate_number(compact(shown(value))):
            continue
        yield _warning("corporate_number", cells.name(at), value=shown(value))


def _about_texts(cells: _Cells, column: RecognisedColumn, texts: list[tuple[int, str]]) -> Iterator[Warning]:
    letters = _BETWEEN.join(["", *(text for _, text in texts), ""])
    if "E+" in letters:
        yield from cells.warn("lost_digits", [at for at, text in texts if _is_shortened(text)])
    looked = texts if _WORTH_A_LOOK.search(letters) or column.kind is not ColumnKind.TEXT else []
    yield from cells.warn("L1-06", [at for at, text in looked if is_laid_out(text)])
    if column.kind in _DAYS or vocabulary().date_heading.search(plain(column.header)):
        yield from cells.warn("L1-07", [at for at, text in looked if has_two_dates(text)])
    yield from cells.warn("L1-08", [at for at, text in looked if _PLATFORM.search(text)])
    yield from cells.warn("L2-02", [at for at, text in looked if plain(text) in vocabulary().same_as_above])
    if column.kind in _NUMBERS | {ColumnKind.MIXED}:
        yield from cells.warn(
            "L2-01", [at for at, text in texts if kind_of(text) in _NUMBERS and not compact(text).isdecimal()]
        )
        signs = [at for at, text in texts if _says_nothing(text)]
        yield from cells.warn("L3-03", signs if column.kind in _NUMBERS or len(signs) < len(texts) else [])
    if column.kind in _DAYS:
        yield from cells.warn("L3-05", [at for at, text in texts if kind_of(text) is ColumnKind.DATE])


def _about_rows(table: RecognisedTable) -> Iterator[Warning]:
    if not table.records:
        yield _warning("empty_form", _place_of(table))
    hidden = [row for row in table.records if row.is_hidden]
    if hidden:
        place = cell_name(hidden[0].number - 1, table.columns[0].index)
        yield _warning("L1-13", place, count=len(hidden), letters="")
    yield from _about_ids(table)
    blanks = [row.number for row in table.skipped if row.reason is SkipReason.EMPTY]
    if blanks:
        yield _warning("L1-03", cell_name(blanks[0] - 1, table.columns[0].index), count=len(blanks))


def _about_ids(table: RecognisedTable) -> Iterator[Warning]:
    for position, column in enumerate(table.columns):
        if plain(column.header) not in vocabulary().id_headings:
            continue
        values = [row.values[position] for row in table.records]
        if set(map(type, values)) == {int} and len(set(values)) == len(values):
            continue
        first: dict[str, str] = {}
        repeated: list[tuple[str, str]] = []
        for row in table.records:
            value = row.values[position]
            if value is None or position in row.merged or type(value) is ErrorValue:
                continue
            name = cell_name(row.number - 1, column.index)
            key = compact(shown(value))
            if key in first:
                repeated.append((name, key))
            else:
                first[key] = name
        if repeated:
            cell, value = repeated[0]
            yield _warning(
                "repeated_id",
                cell,
                column=column.header,
                value=value,
                first=first[value],
                count=len(repeated),
            )


def _about_shape(grid: Grid, built: BuiltTable) -> Iterator[Warning]:
    table, found = built.table, built.found
    indexes = [column.index for column in table.columns]
    gaps = sorted({*range(indexes[0], indexes[-1] + 1)} - {*indexes}) if indexes else []
    if gaps:
        yield _warning("blank_column", f"{column_name(gaps[0])}{_first_row(table)}", letters=_letters(gaps))
    beside = [note for note in table.notes if not note.is_comment and heading_text(note.text) != table.title]
    if beside:
        yield _warning("L1-04", beside[0].cell, count=len(beside))
    unheaded = [column.index for column in table.columns if not column.header]
    if unheaded:
        yield _warning("L1-05", f"{column_name(unheaded[0])}{_first_row(table)}", letters=_letters(unheaded))
    yield from _about_headings(table)
    yield from _about_merges(grid, built)
    hidden = [column.index for column in table.columns if column.is_hidden]
    if hidden:
        yield _warning(
            "hidden_columns", f"{column_name(hidden[0])}{_first_row(table)}", letters=_letters(hidden)
        )
    if found.header is not None and found.header.first > 0:
        yield _warning("L3-01", _place_of(table), row=found.header.first + 1)


def _about_headings(table: RecognisedTable) -> Iterator[Warning]:
    seen: dict[str, str] = {}
    for column in table.columns:
        if not column.key:
            continue
        if column.key in seen:
            place = f"{column.letter}{table.header_rows[-1]}"
            yield _warning("L2-03", place, header=column.header, first=seen[column.key])
        else:
            seen[column.key] = column.letter


def _about_merges(grid: Grid, built: BuiltTable) -> Iterator[Warning]:
    table = built.table
    if not grid.merges or not table.columns:
        return
    first = _first_row(table) - 1
    last = (table.data_last or table.header_rows[-1]) - 1
    left, right = table.columns[0].index, table.columns[-1].index
    own = grid.limits.over(grid.merges)
    merges = [merge for merge in own if first <= merge[0] <= last and left <= merge[1] <= right]
    if merges:
        place = min(merges)
        yield _warning("L1-12", cell_name(place[0], place[1]), count=len(merges))


def _about_text_file(table: RecognisedTable, built: BuiltTable, form: str) -> Iterator[Warning]:
    if form == "html":
        return
    broken = [
        (row, position)
        for row in table.records
        for position, value in enumerate(row.values)
        if type(value) is str and "\n" in value
    ]
    if broken:
        row, position = broken[0]
        place = cell_name(row.number - 1, table.columns[position].index)
        yield _warning("L1-14", place, count=len(broken))
    if built.strays:
        yield _warning("L1-15", built.strays[0].cell, count=len(built.strays))


class _Cells:
    """The cells of one column, to warn about the first of several."""

    def __init__(self, table: RecognisedTable, position: int, column: RecognisedColumn) -> None:
        self._table = table
        self._column = column
        self.heading = column.header or column.letter

    def name(self, at: int) -> str:
        return cell_name(self._table.records[at].number - 1, self._column.index)

    def warn(self, code: str, places: Iterable[int]) -> Iterator[Warning]:
        found = list(places)
        if found:
            yield _warning(code, self.name(found[0]), count=len(found), column=self.heading)


def _warning(code: str, cell: str, **params: object) -> Warning:
    key = code.replace("-", "_").lower()
    return Warning(cell, _OTHER_CODES.get(code, code), f"inspect.warning_{key}", params)


# Two sentences under one rule.
_OTHER_CODES = {"blank_column": "L1-03", "hidden_columns": "L1-13"}


def _place_of(table: RecognisedTable) -> str:
    return f"{table.columns[0].letter if table.columns else 'A'}{_first_row(table)}"


def _first_row(table: RecognisedTable) -> int:
    return table.header_rows[0] if table.header_rows else table.data_first or 1


def _letters(columns: list[int]) -> str:
    more = " …" if len(columns) > _LETTERS_TOLD else ""
    return "、".join(column_name(one) for one in columns[:_LETTERS_TOLD]) + more


def _is_inexact(value: CellValue) -> bool:
    """Whether a number has more digits than Excel keeps."""
    return isinstance(value, int | float) and abs(value) >= _LARGEST_EXACT


def _is_shortened(text: str) -> bool:
    """Whether a text is a number that Excel has shortened (1.23E+12)."""
    return re.fullmatch(r"[0-9.]+E\+[0-9]{1,3}", compact(text)) is not None


@lru_cache(maxsize=8192)
def _says_nothing(text: str) -> bool:
    """Whether a text stands for a missing number (－, …, 不明)."""
    bare = plain(text)
    return bool(bare) and (set(bare) <= _DASHES or bare in vocabulary().signs_for_nothing)


@lru_cache(maxsize=8192)
def is_laid_out(text: str) -> bool:
    """Whether spaces or line breaks arrange a text rather than part its words (L1-06)."""
    return "\n" in text or _SPACES.search(text) is not None
