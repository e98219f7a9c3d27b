"""Which columns of tables of one shape are which of a list's: by their headings, or as a person once said."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.exchange import ExportStamp, stamp_of
from kodoku_tui.excel.reading.cells import cell_name, is_blank, shown
from kodoku_tui.excel.reading.headings import plain_heading
from kodoku_tui.excel.recognition import RecognisedTable
from kodoku_tui.excel.recognition.list_reading import MappedTable
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.layouts import ListLayout, NamedColumn
from kodoku_tui.services.intake.columns.running_numbers import without_running_numbers
from kodoku_tui.store.unit import Unit

_HEADINGS_QUOTED = 12
NAMES_OF_A_GROUP = ("group_no", "group")
_CHOSEN_ENOUGH = 0.4
_CERTAIN_ENOUGH = 0.6
_EXAMPLES = 3
_ROWS_LOOKED_AT = 100

Tables = tuple[RecognisedTable, ...]


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which columns of tables of one shape are which of the list's; `kept` says that a person once said so.

    `blocks` are tables of the same list on the same sheets whose headings stand in another order, or are fewer or
    more: each is read by its own.
    """

    layout: ListLayout
    of_one_shape: Tables
    positions: Mapping[str, int]
    stamp: ExportStamp | None = None
    key_position: int | None = None
    kept: bool = False
    blocks: tuple[MappedTable, ...] = ()

    @property
    def tables(self) -> Tables:
        """All tables that are read, those of one shape first: `positions` are of the first one."""
        return (*self.of_one_shape, *(block.table for block in self.blocks))

    @property
    def missing(self) -> list[NamedColumn]:
        """The columns without which the list cannot be read."""
        lacking = [
            column
            for column in self.layout.columns
            if column.column.is_required and column.key not in self.positions and column.key != "group_no"
        ]
        if self.lacks_group:
            lacking.insert(0, self.layout.column("group_no"))
        if self.stamp is None:
            # What an export of ours leaves out is known here.
            lacking += [
                self.layout.column(either[0])
                for either in self.layout.kind.needs
                if self.positions.keys().isdisjoint(either)
            ]
        if self.layout.kind.name == "attendance" and not self.sessions_found:
            lacking += self.layout.sessions[:1]
        return lacking

    @property
    def lacks_group(self) -> bool:
        """Whether nothing says which group a row is about: either of `NAMES_OF_A_GROUP` is enough."""
        kind = self.layout.kind
        return (
            kind.name != "roster" and kind.names_group and self.positions.keys().isdisjoint(NAMES_OF_A_GROUP)
        )

    @property
    def titles_missing(self) -> list[str]:
        """The columns that are missing as a person is told: of number and name of a group either."""
        either = {names[0]: names for names in (NAMES_OF_A_GROUP, *self.layout.kind.needs)}
        return [self._either(either.get(one.key, (one.key,))) for one in self.missing]

    def _either(self, keys: Sequence[str]) -> str:
        *most, last = [self.layout.column(key).title for key in keys]
        return say("import.either_column", number="、".join(most), name=last) if most else last

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
    def is_certain(self) -> bool:
        """Whether it is taken without being chosen, beside another list: a summary must not pass for one."""
        is_said = self.stamp is not None or self.kept
        return self.is_clear and (is_said or self.recognised >= _CERTAIN_ENOUGH)

    @property
    def rows(self) -> int:
        """How many records there are."""
        return sum(len(table.records) for table in self.tables)

    @property
    def lines(self) -> int:
        """How many filled lines there are, with those that hold no record."""
        return self.rows + sum(len(table.filled_skips) for table in self.tables)

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
        return replace(self, positions=dict(positions), kept=False)

    def with_blocks(self, others: Sequence[ColumnMap]) -> ColumnMap:
        """The same with the tables of `others`, each with its own columns."""
        return replace(self, blocks=(*self.blocks, *(one for other in others for one in other.mapped())))

    def mapped(self) -> list[MappedTable]:
        """Each table with its columns, those of a sheet from top to bottom."""
        own = [MappedTable(table, self.positions, self.key_position) for table in self.of_one_shape]
        sheets = list(dict.fromkeys(table.sheet for table in self.tables))
        return sorted(
            [*own, *self.blocks], key=lambda one: (sheets.index(one.table.sheet), one.table.first_row)
        )


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
        columns="".join(f"「{title}」" for title in found.titles_missing),
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
    positions |= _asked_in_a_sentence(layout, table, positions)
    if stamp is None:
        positions = without_running_numbers(desk, tables, positions)
    return ColumnMap(layout, tables, positions, stamp, key_position)


def _asked_in_a_sentence(
    layout: ListLayout, table: RecognisedTable, positions: Mapping[str, int]
) -> dict[str, int]:
    """Columns whose heading is a whole question of a form, told by a word in it where one column alone has it."""
    found: dict[str, int] = {}
    for wanted in layout.columns:
        if wanted.key in positions:
            continue
        asked = [
            place
            for place, column in enumerate(table.columns)
            if place not in positions.values()
            and place not in found.values()
            and any(plain_heading(part) in plain_heading(column.header) for part in wanted.parts)
        ]
        if len(asked) == 1:
            found[wanted.key] = asked[0]
    return found


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


def _heading_without_unit(header: str) -> str:
    """A heading without what stands in brackets behind it: 予算額（千円） is 予算額."""
    plain = plain_heading(header)
    before, _, _ = plain.rpartition("(")
    # A bracket may be closed that was never opened: 例）.
    return before if before and plain.endswith(")") and not plain.startswith("(") else plain
