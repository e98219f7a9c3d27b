"""Working out what a workbook comes to, and applying it as one act."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from kodoku_tui.collecting import collecting_later
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exchange import RowKey, stamp_of
from kodoku_tui.domain.intake_lists import INTAKE_KINDS, NAMING_COLUMNS
from kodoku_tui.excel.cell_errors import CellError
from kodoku_tui.excel.list_reading import ListReader, MappedTable, ReadRow
from kodoku_tui.excel.recognition import RecognisedTable
from kodoku_tui.excel.tables import is_blank
from kodoku_tui.locale import LANGUAGES, say, say_word, sentence
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.intake.attendance import AttendancePlanner
from kodoku_tui.services.intake.checkins import CheckinPlanner
from kodoku_tui.services.intake.expenses import ExpensePlanner
from kodoku_tui.services.intake.groups import GroupFinder
from kodoku_tui.services.intake.issues import IssuePlanner
from kodoku_tui.services.intake.milestones import MilestonePlanner
from kodoku_tui.services.intake.model import (
    CellChange,
    ImportReport,
    Intake,
    IntakeRow,
    LeftTable,
    NotTaken,
    Remark,
    RowState,
    SkippedLine,
    Value,
)
from kodoku_tui.services.intake.planner import Planner
from kodoku_tui.services.intake.remedies import RemedyPlanner
from kodoku_tui.services.intake.roster import RosterPlanner
from kodoku_tui.services.intake.sources import ColumnMap, OpenFile, require_all
from kodoku_tui.services.intake.standing import Origin
from kodoku_tui.services.intake.status import StatusPlanner
from kodoku_tui.services.register import add_alias
from kodoku_tui.store.unit import StaleVersion, Unit

PLANNERS: Mapping[str, type[Planner]] = {
    "roster": RosterPlanner,
    "milestones": MilestonePlanner,
    "checkins": CheckinPlanner,
    "issues": IssuePlanner,
    "remedies": RemedyPlanner,
    "attendance": AttendancePlanner,
    "expenses": ExpensePlanner,
    "status": StatusPlanner,
}
_STEP = 100
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Progress = Callable[[int, int], None]
"""Told how many rows of how many are done; may raise `IntakeCancelled`."""


class _NotApplied(Exception):
    """Leaves the unit without writing it."""


def _in_silence(done: int, total: int) -> None:
    """For whoever does not want to know."""


class IntakePlan:
    """A workbook with its columns known: what its rows come to, and applying them.

    Working out writes nothing. Raises `Refused` when a column is missing without which nothing can be read.
    """

    def __init__(self, desk: Desk, found: ColumnMap, opened: OpenFile) -> None:
        self.desk = desk
        self.found = require_all(found)
        self._origin = Origin.of(desk.connection, found.stamp)
        self._finder = GroupFinder(desk.connection, desk.programme["id"])
        self._planner = PLANNERS[found.layout.kind.name](desk, found.layout, self._origin, self._finder)
        self._reads: dict[int, ReadRow] = {}
        self.intake = Intake(
            found.layout.kind.name,
            opened.path.name,
            [],
            not_taken=_not_taken(found),
            removed_characters=opened.workbook.removed_characters,
            used_kept_map=found.kept,
            other_file=self._origin.is_of_another_file,
            left_tables=[
                LeftTable(table.sheet, len(table.records), _list_of(table, found.layout.kind.name))
                for table in opened.workbook.tables
                if table.records and not any(table is taken for taken in found.tables)
            ],
        )

    @collecting_later()
    def work_out(self, progress: Progress = _in_silence) -> Intake:
        """Read and compare every row. May be asked again, after a group was answered or the file was written to."""
        rows: list[IntakeRow] = []
        reads: list[tuple[IntakeRow, ReadRow]] = []
        for mapped in self.found.mapped():
            rows += self._read_table(mapped, len(rows), reads)
        self._reads = {row.position: read for row, read in reads}
        self._keep_one_line_a_key(reads)
        for done, (row, read) in enumerate(reads):
            if done % _STEP == 0:
                progress(done, len(reads))
            self._work_out_row(row, read)
        self._planner.finish(rows)
        self.intake.rows = rows
        self.intake.new_staff = list(self._planner.new_staff)
        return self.intake

    def answer(self, row: IntakeRow, number: int) -> Intake:
        """Say which group a row means; every row of the same number and name is then about that one."""
        if row.question is not None:
            self._finder.answers[row.question.number, row.question.name] = number
        return self._again()

    def groups_to_choose(self, row: IntakeRow) -> list[tuple[int, str]]:
        """Number and name of every group, the likeliest for the row first."""
        likeliest = [] if row.question is None else [one.number for one in row.question.candidates]
        rest = [group.number for group in self._finder.groups if group.number not in likeliest]
        return [(number, self._finder.by_number[number].name) for number in [*likeliest, *rest]]

    @collecting_later()
    def apply(
        self, *, partial: bool = False, dry_run: bool = False, progress: Progress = _in_silence
    ) -> ImportReport:
        """Write the chosen rows as one act. Any error or open conflict applies nothing unless `partial`."""
        intake = self.intake
        unit_id: int | None = None
        try:
            with self.desk.writing(f"unit.import_{intake.list_name}", file=intake.file_name) as unit:
                self._write_all(unit, progress)
                if dry_run or (not partial and self._is_hindered):
                    raise _NotApplied
                unit_id = unit.id if unit.changes else None
        except _NotApplied:
            pass
        return self._report(unit_id)

    def write_failed_rows(self, path: Path) -> int:
        """Write the rows that could not be taken, each with the reasons, to mend and take in again; how many.

        Raises `Refused` when the file cannot be written.
        """
        from kodoku_tui.excel.error_list import FailedRow, write_failed_rows

        failed = []
        for row in self.intake.rows:
            errors = row.errors or self._conflicts(row)
            if errors and row.position in self._reads:
                read = self._reads[row.position]
                reasons = tuple(f"{error.cell} {error.column}: {error.reason()}" for error in errors)
                failed.append(FailedRow(read.table.table, read.record, reasons))
        write_failed_rows(path, failed, as_of=self.desk.today)
        return len(failed)

    @property
    def _is_hindered(self) -> bool:
        counts = self.intake.counts()
        return bool(counts[RowState.ERROR] or counts[RowState.CONFLICT])

    def _write_all(self, unit: Unit, progress: Progress) -> None:
        chosen = [row for row in self.intake.rows if row.is_to_be_written]
        left = self._planner.before_writing(unit, chosen)
        for done, row in enumerate(left):
            if done % _STEP == 0:
                progress(done, len(left))
            assert row.write is not None
            try:
                with unit.part():
                    row.write(unit, row.taken)
            except StaleVersion:
                self._complain(row, Refused("error.changed_since_preview"))
            except Refused as refused:
                self._complain(row, refused)
            except sqlite3.IntegrityError:
                self._complain(row, Refused("error.row_not_written"))
        self._remember_answers(unit)

    def _remember_answers(self, unit: Unit) -> None:
        """A name that was asked about is known from now on, where applying wrote anything."""
        if not unit.changes:
            return
        for (_, name), number in self._finder.answers.items():
            if name:
                add_alias(unit, self._finder.by_number[number].organization_id, name)

    def _complain(self, row: IntakeRow, refused: Refused) -> None:
        self._planner.complain(self._reads[row.position], row, refused)

    def _report(self, unit_id: int | None) -> ImportReport:
        rows, intake = self.intake.rows, self.intake
        report = ImportReport(
            rows=len(rows),
            removed_characters=intake.removed_characters,
            new_staff=list(self._planner.new_staff),
            unit=unit_id,
            list_name=intake.list_name,
            not_taken=list(intake.not_taken),
            used_kept_map=intake.used_kept_map,
            other_file=intake.other_file,
            left_tables=list(intake.left_tables),
        )
        counts: Counter[str] = Counter()
        for row in rows:
            state = row.state
            report.remarks += [(row.sheet, row.row, remark) for remark in row.remarks]
            if state in (RowState.NEW, RowState.CHANGED) and not row.is_chosen:
                report.skipped_rows.append(SkippedLine(row.sheet, row.row, "import.skipped_not_chosen"))
                counts["skipped"] += 1
            elif state is RowState.CONFLICT:
                counts["errors"] += 1
                report.errors += self._conflicts(row)
            elif state is RowState.ERROR:
                counts["errors"] += 1
                report.errors += row.errors
            else:
                counts[state.value] += 1
                if row.skipped is not None:
                    report.skipped_rows.append(SkippedLine(row.sheet, row.row, row.skipped))
        report.new, report.changed = counts["new"], counts["changed"]
        report.unchanged, report.skipped = counts["unchanged"], counts["skipped"]
        report.rows_with_errors = counts["errors"]
        return report

    def _conflicts(self, row: IntakeRow) -> list[CellError]:
        return [
            conflict_error(row, cell)
            for cell in row.cells
            if cell.is_conflict and cell.takes_workbook is None
        ]

    def _again(self) -> Intake:
        """Work everything out again; what was chosen and decided stays."""
        before = {row.position: row for row in self.intake.rows}
        new_planner = PLANNERS[self.intake.list_name]
        self._planner = new_planner(self.desk, self.found.layout, self._origin, self._finder)
        self.work_out()
        for row in self.intake.rows:
            if (known := before.get(row.position)) is not None:
                row.is_chosen = known.is_chosen
                decided = {cell.key: cell.takes_workbook for cell in known.cells if cell.is_conflict}
                for cell in row.cells:
                    cell.takes_workbook = decided.get(cell.key) if cell.is_conflict else None
        return self.intake

    def _read_table(
        self, mapped: MappedTable, first: int, reads: list[tuple[IntakeRow, ReadRow]]
    ) -> list[IntakeRow]:
        table = mapped.table
        programme = self.desk.programme
        reader = ListReader(
            [column.column for column in self.found.layout.columns],
            mapped,
            self.found.layout.words,
            today=self.desk.today,
            year_starts_on=date(programme["fiscal_year"], 4, 1),
        )
        lines: list[tuple[int, str | None, ReadRow | None]] = [
            (skipped.number, f"import.skipped_{skipped.reason.value}", None) for skipped in table.skipped
        ]
        lines += [(record.number, None, reader.read(record)) for record in table.records]
        lines.sort(key=lambda line: line[0])
        rows = []
        for place, (number, skipped, read) in enumerate(lines, start=first):
            row = IntakeRow(place, table.sheet, number, skipped=skipped)
            rows.append(row)
            if read is not None:
                reads.append((row, read))
        return rows

    def _work_out_row(self, row: IntakeRow, read: ReadRow) -> None:
        if reason := self._reason_to_skip(read):
            row.skipped = f"import.skipped_{reason}"
            return
        row.errors += read.errors
        if row.errors and self.intake.list_name != "roster":
            self._say_whose(row, read)
            return
        self._planner.plan(read, row)
        if row.is_new:
            row.new_cells = lambda: _cells_of(read)
        if read.record.is_hidden and row.state not in (RowState.UNCHANGED, RowState.SKIPPED):
            row.remarks.append(Remark("import.remark_hidden"))
        if not row.about:
            self._say_whose(row, read)

    def _reason_to_skip(self, read: ReadRow) -> str | None:
        if not read.errors and all(value is None for value in read.values.values()) and read.key is None:
            return "other_columns"
        is_always_whole = self.intake.list_name in ("roster", "status")
        if not is_always_whole and read.key is None and read.records_nothing:
            return "number_only"
        return None

    def _say_whose(self, row: IntakeRow, read: ReadRow) -> None:
        number, name = read.values.get("group_no"), read.values.get("group")
        row.group_no = number
        row.about = " ".join(str(part) for part in (number, name) if part)

    def _keep_one_line_a_key(self, reads: list[tuple[IntakeRow, ReadRow]]) -> None:
        """A line that was copied in Excel bears the key of another: the least edited keeps it, the rest are new."""
        lines: dict[RowKey, list[tuple[IntakeRow, ReadRow]]] = defaultdict(list)
        for row, read in reads:
            if read.key is not None and self._origin.is_ours:
                lines[read.key].append((row, read))
        for alike in lines.values():
            if len(alike) == 1:
                continue
            trials = []
            for row, read in alike:
                trial = replace(row, cells=[], errors=[], remarks=[])
                planner = PLANNERS[self.intake.list_name](
                    self.desk, self.found.layout, self._origin, self._finder
                )
                planner.plan(replace(read, values=dict(read.values)), trial)
                trials.append(len(trial.cells) + 100 * len(trial.errors))
            keeper = trials.index(min(trials))
            for place, (_, read) in enumerate(alike):
                if place != keeper:
                    read.key = None


def _cells_of(read: ReadRow) -> list[CellChange]:
    """What a new row says, cell by cell."""
    return [
        CellChange(key, read.table.heading(key), read.table.cell(read.record, key), None, value)
        for key, value in read.values.items()
        if value not in (None, "") and key not in NAMING_COLUMNS
    ]


def _list_of(table: RecognisedTable, taken: str) -> str:
    """Which other list of ours a table says that it is; empty where it says nothing or is no other one."""
    said = (stamp_of(column.header) for column in table.columns)
    name = next((stamp.list_name for stamp in said if stamp is not None), "")
    return name if name in INTAKE_KINDS and name != taken else ""


def _not_taken(found: ColumnMap) -> list[NotTaken]:
    """The columns that hold something and are not read in."""
    taken = {*found.positions.values(), found.key_position}
    ours = {sentence("excel.errors_reason", tongue) for tongue in LANGUAGES}
    left = []
    for table in found.tables:
        for position, column in enumerate(table.columns):
            if position in taken or column.header in ours:
                continue
            cells = sum(1 for record in table.records if not is_blank(record.values[position]))
            if cells:
                is_computed = column.key in found.layout.known_headings
                left.append(NotTaken(table.sheet, column.header or column.letter, cells, is_computed))
    return left


def conflict_error(row: IntakeRow, cell: CellChange) -> CellError:
    """An open conflict as something to mend: what went out, what stands here, what the workbook says."""
    place = {"sheet": row.sheet, "cell": cell.cell, "column": cell.heading}
    said = {"exported": said_value(cell.exported), "here": said_value(cell.here)}
    value = said_value(cell.workbook)
    return CellError(
        **place, value=value, message_key="error.cell_conflict", params={**said, **place, "value": value}
    )


def said_value(value: Value) -> str:
    """A value of a cell as the reader reads it; nothing says so."""
    if value is None or value == "":
        return say("phrase.none")
    if value is True:
        return say("phrase.marked")
    if isinstance(value, str) and _DAY.fullmatch(value):
        return say("phrase.full_day", day=date.fromisoformat(value))
    return say_word(" ".join(str(value).split()))
