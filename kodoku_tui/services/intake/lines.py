"""The lines of the tables of a list, read: each with its cells, and with the row key that is its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from kodoku_tui.domain.exports.exchange import RowKey
from kodoku_tui.domain.exports.intake_lists import NAMING_COLUMNS
from kodoku_tui.excel.recognition.list_reading import ListReader, MappedTable, ReadRow
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.withheld import is_withheld
from kodoku_tui.services.intake.columns.maps import ColumnMap
from kodoku_tui.services.intake.model import CellChange, IntakeRow
from kodoku_tui.services.intake.planners.planner import Planner

Reads = list[tuple[IntakeRow, ReadRow]]


def read_lines(
    desk: Desk, found: ColumnMap, *, first: int = 0, encoding: str = ""
) -> tuple[list[IntakeRow], Reads]:
    """Every line of the tables, from position `first` on, and what stands in those that hold a record.

    `encoding` is that of a text file.
    """
    rows: list[IntakeRow] = []
    reads: Reads = []
    for mapped in found.mapped():
        rows += _read_table(desk, found, mapped, encoding, first + len(rows), reads)
    return rows, reads


def _read_table(
    desk: Desk, found: ColumnMap, mapped: MappedTable, encoding: str, first: int, reads: Reads
) -> list[IntakeRow]:
    table = mapped.table
    reader = ListReader(
        [column.column for column in found.layout.columns],
        mapped,
        found.layout.words,
        today=desk.today,
        year_starts_on=desk.year_starts_on,
        encoding=encoding,
    )
    lines: list[tuple[int, str | None, ReadRow | None]] = [
        (skipped.number, f"import.skipped_{skipped.reason.value}", None) for skipped in table.filled_skips
    ]
    lines += [(record.number, None, _without_withheld(reader.read(record))) for record in table.records]
    lines.sort(key=lambda line: line[0])
    rows = []
    for place, (number, skipped, read) in enumerate(lines, start=first):
        row = IntakeRow(place, table.sheet, number, list_name=found.layout.kind.name, skipped=skipped)
        rows.append(row)
        if read is not None:
            row.remarks += read.remarks
            reads.append((row, read))
    return rows


def _without_withheld(read: ReadRow) -> ReadRow:
    """The line without the words that went out in place of a note: they are none, and must not become one."""
    if is_withheld(str(read.values.get("note") or "")):
        read.values.pop("note")
        read.is_withheld = True
    return read


def keep_one_line_a_key(reads: Reads, new_planner: Callable[[], Planner]) -> None:
    """A line that was copied in Excel bears the key of another: the least edited keeps it, the rest are new.

    `new_planner` gives a planner that has seen no line yet, to try each of them alone.
    """
    lines: dict[RowKey, Reads] = defaultdict(list)
    for row, read in reads:
        if read.key is not None:
            lines[read.key].append((row, read))
    for alike in lines.values():
        if len(alike) == 1:
            continue
        trials = []
        for row, read in alike:
            trial = replace(row, cells=[], errors=[], remarks=[])
            new_planner().plan(replace(read, values=dict(read.values)), trial)
            trials.append(len(trial.cells) + 100 * len(trial.errors))
        keeper = trials.index(min(trials))
        for place, (_, read) in enumerate(alike):
            if place != keeper:
                read.key = None


def cells_of(read: ReadRow) -> list[CellChange]:
    """What a new row says, cell by cell."""
    return [
        CellChange(key, read.table.heading(key), read.table.cell(read.record, key), None, value)
        for key, value in read.values.items()
        if value not in (None, "") and key not in NAMING_COLUMNS
    ]
