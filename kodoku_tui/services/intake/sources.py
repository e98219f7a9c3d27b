"""Which tables of a file are read in, as which list, and which of their columns is which."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exchange import ExportStamp, stamp_of
from kodoku_tui.domain.intake_lists import INTAKE_KINDS, NAMING_COLUMNS
from kodoku_tui.excel.cells import cell_name, shown
from kodoku_tui.excel.list_reading import MappedTable
from kodoku_tui.excel.profiles import plain_heading
from kodoku_tui.excel.recognition import RecognisedTable, RecognisedWorkbook, recognise
from kodoku_tui.excel.tables import is_blank
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.intake.columns import ListLayout, NamedColumn, layout_of
from kodoku_tui.services.intake.running_numbers import without_running_numbers
from kodoku_tui.store.unit import Unit

AUTO = "auto"
_FEWEST_HEADINGS = 2
_HEADINGS_QUOTED = 12
_CHOSEN_ENOUGH = 0.4
_EXAMPLES = 3
_ROWS_LOOKED_AT = 100
_OF_A_ROSTER = frozenset({"targets", "area"})
_DOUBT = 0.001

Tables = tuple[RecognisedTable, ...]


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file as it was recognised."""

    path: Path
    workbook: RecognisedWorkbook

    def families(self, sheet: str | None = None) -> list[Tables]:
        """Tables of one shape together: those of a sheet, else those of every sheet that shows.

        Raises `Refused` (`error.no_such_sheet`) naming the sheets there are, and `error.workbook_empty`.
        """
        sheets = self.workbook.sheets
        if sheet is not None and sheet not in {one.name for one in sheets}:
            names = "、".join(f"「{one.name}」" for one in sheets)
            raise Refused("error.no_such_sheet", field="sheet", sheet=sheet, sheets=names)
        hidden = {one.name for one in sheets if one.hidden}
        shows_any = any(one.tables for one in sheets if not one.hidden)
        found = [
            tables
            for family in self.workbook.families()
            if (tables := tuple(table for table in family if sheet in (None, table.sheet)))
            and (sheet is not None or not shows_any or tables[0].sheet not in hidden)
        ]
        if not found:
            names = sheet or "、".join(one.name for one in sheets)
            has_text = any(one.notes for one in sheets if sheet in (None, one.name))
            raise Refused("error.no_tables" if has_text else "error.workbook_empty", sheet=names)
        return found


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which columns of tables of one shape are which of the list's; `kept` says that a person once said so."""

    layout: ListLayout
    tables: Tables
    positions: Mapping[str, int]
    stamp: ExportStamp | None = None
    key_position: int | None = None
    kept: bool = False

    @property
    def missing(self) -> list[NamedColumn]:
        """The columns without which the list cannot be read."""
        lacking = [
            column
            for column in self.layout.columns
            if column.column.is_required and column.key not in self.positions and column.key != "group_no"
        ]
        if self.layout.kind.name != "roster" and not self.positions.keys() & {"group_no", "group"}:
            lacking.insert(0, self.layout.column("group_no"))
        if self.layout.kind.name == "attendance" and not self.sessions_found:
            lacking += self.layout.sessions[:1]
        return lacking

    @property
    def sessions_found(self) -> list[str]:
        """The columns of a grid that are there."""
        return [column.key for column in self.layout.sessions if column.key in self.positions]

    @property
    def recognised(self) -> float:
        """How much of the tables such a list knows, from 0 to 1."""
        columns = [column for column in self.tables[0].columns if column.header]
        known = set(self.positions.values())
        if self.key_position is not None:
            known.add(self.key_position)
        found = sum(
            1
            for position, column in enumerate(self.tables[0].columns)
            if column.header and (position in known or column.key in self.layout.known_headings)
        )
        return found / len(columns) if columns else 0.0

    @property
    def is_clear(self) -> bool:
        """Whether there is no doubt which list it is and which columns are which."""
        return not self.missing and (self.stamp is not None or self.recognised >= _CHOSEN_ENOUGH)

    @property
    def rows(self) -> int:
        """How many records there are."""
        return sum(len(table.records) for table in self.tables)

    @property
    def sheets(self) -> str:
        """The names of the sheets."""
        return "、".join(dict.fromkeys(table.sheet for table in self.tables))

    def examples(self, position: int) -> list[str]:
        """The first few values of a column."""
        filled = (
            shown(record.values[position])
            for table in self.tables
            for record in table.records
            if not is_blank(record.values[position])
        )
        return list(islice(dict.fromkeys(islice(filled, _ROWS_LOOKED_AT)), _EXAMPLES))

    def with_positions(self, positions: Mapping[str, int]) -> ColumnMap:
        """The same tables with their columns said by hand."""
        return ColumnMap(self.layout, self.tables, dict(positions), self.stamp, self.key_position)

    def mapped(self) -> list[MappedTable]:
        """Each table with its columns."""
        return [MappedTable(table, self.positions, self.key_position) for table in self.tables]


def open_file(path: Path) -> OpenFile:
    """Read a file. Raises `Refused` for what cannot be read."""
    return OpenFile(path, recognise(path))


def find_map(
    desk: Desk, opened: OpenFile, list_name: str, *, sheet: str | None = None, profile: str | None = None
) -> ColumnMap:
    """The tables of the file that are the list `list_name` (`auto`: whichever they are), with their columns.

    What is missing is among `missing`. Raises `Refused` when nothing in the file looks like it.
    """
    families = opened.families(sheet)
    names = [*INTAKE_KINDS] if list_name == AUTO else [list_name]
    layouts = [layout_of(desk, name, profile) for name in names]
    maps = [map_columns(desk, layout, family) for family in families for layout in layouts]
    best = max(maps, key=_fitness)
    if best.missing and len(best.positions) < _FEWEST_HEADINGS and best.stamp is None:
        raise _no_table(opened, best, list_name)
    if list_name == AUTO and not best.is_clear:
        if _is_report_of_a_meeting(opened.path):
            raise Refused("error.meeting_report", file=opened.path.name)
        raise Refused("error.kind_unclear", field="kind", kinds="、".join(names))
    return best


def best_maps(desk: Desk, opened: OpenFile) -> list[ColumnMap]:
    """What each family of tables of a file most looks like, the one that most surely is a list of ours first."""
    layouts = [layout_of(desk, name) for name in INTAKE_KINDS]
    best = [
        max((map_columns(desk, layout, family) for layout in layouts), key=_fitness)
        for family in opened.families()
    ]
    return sorted(best, key=_fitness, reverse=True)


def require_all(found: ColumnMap) -> ColumnMap:
    """The map; raises `Refused` (`error.missing_column`) when a column is missing without which nothing is read."""
    if not found.missing:
        return found
    table = found.tables[0]
    headings = [column.header for column in table.columns if column.header]
    more = " …" if len(headings) > _HEADINGS_QUOTED else ""
    raise Refused(
        "error.missing_column",
        sheet=table.sheet,
        cell=cell_name(max(table.header_rows, default=1) - 1, table.columns[0].index if table.columns else 0),
        columns="".join(f"「{column.title}」" for column in found.missing),
        found="".join(f"「{heading}」" for heading in headings[:_HEADINGS_QUOTED]) + more,
    )


def map_columns(desk: Desk, layout: ListLayout, tables: Tables) -> ColumnMap:
    """What the headings say, or what a person once said of tables of this shape."""
    table = tables[0]
    key_position, stamp = next(
        (
            (position, stamp)
            for position, column in enumerate(table.columns)
            if (stamp := stamp_of(column.header)) is not None
        ),
        (None, None),
    )
    if stamp is not None and stamp.list_name != layout.kind.name:
        return ColumnMap(layout, tables, {})
    if stamp is None and (kept := _kept_map(desk, layout, table)) is not None:
        return ColumnMap(layout, tables, kept, kept=True)
    standing: dict[str, int] = {}
    for position, column in enumerate(table.columns):
        if column.header:
            standing.setdefault(_heading_without_unit(column.header), position)
            standing.setdefault(plain_heading(column.header), position)
    for name, position in _lowest_names(table).items():
        standing.setdefault(name, position)
    positions: dict[str, int] = {}
    for wanted in layout.columns:
        for name in wanted.names:
            found = standing.get(plain_heading(name))
            if found is not None and found not in positions.values():
                positions[wanted.key] = found
                break
    if stamp is None:
        positions = without_running_numbers(desk, tables, positions)
    return ColumnMap(layout, tables, positions, stamp, key_position)


def _lowest_names(table: RecognisedTable) -> dict[str, int]:
    """Of headings in several rows (面談/実施日) the lowest alone, where only one column is called so."""
    lowest = [
        plain_heading(_heading_without_unit(column.header.rsplit("/", 1)[-1])) for column in table.columns
    ]
    return {
        name: position
        for position, (name, column) in enumerate(zip(lowest, table.columns, strict=True))
        if "/" in column.header and lowest.count(name) == 1
    }


def keep_map(unit: Unit, found: ColumnMap) -> None:
    """Remember what a person said of the columns of tables of this shape."""
    table = found.tables[0]
    headings = {key: table.columns[position].key for key, position in found.positions.items()}
    text = json.dumps(headings, ensure_ascii=False, sort_keys=True)
    shape, name = shape_code(table.shape), found.layout.kind.name
    standing = unit.connection.execute(
        "SELECT id FROM column_map WHERE list_name = ? AND shape = ?", (name, shape)
    ).fetchone()
    if standing is None:
        unit.insert("column_map", list_name=name, shape=shape, columns=text)
    else:
        unit.update("column_map", standing["id"], {"columns": text})


def shape_code(shape: Sequence[str]) -> str:
    """The headings of a table as one short code."""
    return hashlib.sha256("\x1f".join(shape).encode()).hexdigest()[:32]


def _kept_map(desk: Desk, layout: ListLayout, table: RecognisedTable) -> dict[str, int] | None:
    found = desk.connection.execute(
        "SELECT columns FROM column_map WHERE list_name = ? AND shape = ?",
        (layout.kind.name, shape_code(table.shape)),
    ).fetchone()
    if found is None:
        return None
    standing: dict[str, int] = {}
    for position, column in enumerate(table.columns):
        standing.setdefault(column.key, position)
    known = {column.key for column in layout.columns}
    headings = json.loads(found["columns"])
    return {
        key: standing[heading] for key, heading in headings.items() if key in known and heading in standing
    }


def _fitness(found: ColumnMap) -> tuple[bool, bool, float, int]:
    rows = sum(len(table.records) for table in found.tables)
    likeness = found.recognised + len(found.positions) / 100
    if found.layout.kind.name == "roster" and not found.positions.keys() & _OF_A_ROSTER:
        # Number, name and project alone stand on a status list, too.
        likeness -= _DOUBT
    return found.stamp is not None, not found.missing, likeness, rows


def _heading_without_unit(header: str) -> str:
    """A heading without what stands in brackets behind it: 予算額（千円） is 予算額."""
    plain = plain_heading(header)
    return plain[: plain.rindex("(")] if plain.endswith(")") and not plain.startswith("(") else plain


def _no_table(opened: OpenFile, best: ColumnMap, list_name: str) -> Refused:
    if _is_report_of_a_meeting(opened.path):
        return Refused("error.meeting_report", file=opened.path.name)
    needed = [
        column.title
        for column in best.layout.columns
        if column.column.is_required or (column.key in NAMING_COLUMNS and list_name != AUTO)
    ]
    return Refused(
        "error.no_list",
        sheet="、".join(dict.fromkeys(table.sheet for table in opened.workbook.tables)),
        columns="".join(f"「{title}」" for title in dict.fromkeys(needed)),
    )


def _is_report_of_a_meeting(path: Path) -> bool:
    """Whether Zoom or Teams wrote the file: who was there has a door of its own."""
    from kodoku_tui.excel.attendance_file import read_attendance_file

    try:
        return bool(read_attendance_file(path).people)
    except Refused:
        return False
