"""Working out what the tables of one list come to, and writing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.days.dates import fiscal_year_of
from kodoku_tui.domain.days.direction import is_of_another_year
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.garbage_collection import collecting_later
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.account import reasons_of
from kodoku_tui.services.intake.coloured_rows import remark_colours
from kodoku_tui.services.intake.columns.maps import ColumnMap, require_all
from kodoku_tui.services.intake.conflicts import open_conflicts
from kodoku_tui.services.intake.exchanges import flag_exchanges
from kodoku_tui.services.intake.groups import Answers, GroupFinder
from kodoku_tui.services.intake.handouts import is_handout
from kodoku_tui.services.intake.lines import cells_of, keep_one_line_a_key, read_lines
from kodoku_tui.services.intake.model import (
    OF_ANOTHER_YEAR,
    STRUCK,
    ImportReport,
    Intake,
    IntakeRow,
    RowState,
)
from kodoku_tui.services.intake.not_taken import left_tables, not_taken
from kodoku_tui.services.intake.planners.by_list import PLANNERS
from kodoku_tui.services.intake.planners.planner import Planner
from kodoku_tui.services.intake.report import report_of
from kodoku_tui.services.intake.settled_keys import settle_keys
from kodoku_tui.services.intake.sources import OpenFile
from kodoku_tui.services.intake.standing.standing import Origin
from kodoku_tui.services.intake.suspicions import suspicions_of
from kodoku_tui.services.keeping.backups import back_up_before_import
from kodoku_tui.services.register.register import add_alias
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.unit import StaleVersion, Unit
from kodoku_tui.store.written_files import WrittenPath

if TYPE_CHECKING:
    from kodoku_tui.excel.writing.error_list import FailedRow

_STEP = 100

Progress = Callable[[int, int], None]
"""Told how many rows of how many are done; may raise `IntakeCancelled`."""


class NotApplied(Exception):
    """Leaves the unit without writing it."""


def in_silence(done: int, total: int) -> None:
    """For whoever does not want to know."""


class IntakePlan:
    """The tables of one list with their columns known: what the rows come to, and applying them.

    Working out writes nothing. The rows are numbered from `first` on. `answers` are the groups that a person named,
    by the number and name that were asked about; lists of one workbook share them. Unless somebody `insists`, a row
    that brings in a day of another year, or is struck through, is an error. Raises `Refused` when a column is missing
    without which nothing can be read, and for a hand-out copy of a list that went out without its words.
    """

    def __init__(
        self,
        desk: Desk,
        found: ColumnMap,
        opened: OpenFile,
        *,
        first: int = 0,
        answers: Answers | None = None,
        insists: bool = False,
    ) -> None:
        self.desk = desk
        handed_out = found.stamp is None and is_handout(opened.workbook, found.layout.kind.name, opened.path)
        self.found = require_all(found)
        self._first = first
        self._answers = {} if answers is None else answers
        self.insists = insists
        self._origin = Origin.of(desk.connection, found.stamp)
        self._reads: dict[int, ReadRow] = {}
        self.source = opened.path
        self._encoding = opened.workbook.encoding
        self._look_at_the_file()
        self.intake = Intake(
            found.layout.kind.name,
            opened.path.name,
            [],
            not_taken=not_taken(found),
            removed_characters=opened.workbook.removed_characters,
            used_kept_map=found.kept,
            other_file=self._origin.is_of_another_file,
            handed_out=handed_out,
            left_tables=left_tables(opened, found),
            reasons=reasons_of(opened),
        )

    @contextmanager
    def at(self, desk: Desk) -> Iterator[None]:
        """Work at another desk for a while: at a copy of the file."""
        own, self.desk = self.desk, desk
        try:
            yield
        finally:
            self.desk = own

    @collecting_later()
    def work_out(self, progress: Progress = in_silence) -> Intake:
        """Read and compare every row with the file as it is now; what was chosen and decided before stays."""
        before = {row.position: row for row in self.intake.rows}
        self._look_at_the_file()
        rows, reads = read_lines(self.desk, self.found, first=self._first, encoding=self._encoding)
        self._reads = {row.position: read for row, read in reads}
        keep_one_line_a_key(reads, self._new_planner)
        left_behind = settle_keys(self._planner, reads)
        for done, (row, read) in enumerate(reads):
            if done % _STEP == 0:
                progress(done, len(reads))
            self._work_out_row(row, read)
        self._planner.finish(rows)
        flag_exchanges(rows, self._planner.columns, left_behind)
        if self.found.stamp is None:
            remark_colours(reads)
        for row in rows:
            if (known := before.get(row.position)) is not None:
                row.is_chosen = known.is_chosen
                decided = {cell.key: cell.takes_workbook for cell in known.cells if cell.is_conflict}
                for cell in row.cells:
                    cell.takes_workbook = decided.get(cell.key) if cell.is_conflict else None
        self.intake.rows = rows
        self.intake.suspicions = suspicions_of(
            self.intake.list_name, self._planner.columns, rows, self._reads
        )
        self.intake.new_staff = list(self._planner.new_staff)
        return self.intake

    def work_out_as_seen(self, progress: Progress = in_silence) -> None:
        """As `work_out`; a row that would now be written otherwise than it was seen is an error."""
        seen = {row.position: _outcome(row) for row in self.intake.rows}
        self.work_out(progress)
        for row in self.intake.rows:
            if row.is_to_be_written and _outcome(row) != seen.get(row.position):
                self._complain(row, Refused("error.changed_since_preview"))

    def answer(self, row: IntakeRow, number: int) -> Intake:
        """Say which group a row means; every row of the same number and name is then about that one."""
        self.note_answer(row, number)
        return self.work_out()

    def note_answer(self, row: IntakeRow, number: int) -> None:
        """Keep which group a row means for when it is worked out again."""
        if row.question is not None:
            self._answers[row.question.number, row.question.name] = number

    def groups_to_choose(self, row: IntakeRow) -> list[tuple[int, str]]:
        """Number and name of every group, the likeliest for the row first."""
        likeliest = [] if row.question is None else [one.number for one in row.question.candidates]
        rest = [group.number for group in self._finder.groups if group.number not in likeliest]
        return [(number, self._finder.by_number[number].name) for number in [*likeliest, *rest]]

    @collecting_later()
    def apply(
        self,
        *,
        partial: bool = False,
        dry_run: bool = False,
        failed_to: WrittenPath | None = None,
        progress: Progress = in_silence,
    ) -> ImportReport:
        """Write the chosen rows as one act. Any error or open conflict applies nothing unless `partial`.

        The rows that could not be taken go to `failed_to`; when they cannot be written, nothing is applied. Nor is it
        where the file cannot be backed up first.
        """
        intake = self.intake
        unit_id: int | None = None
        if not dry_run:
            back_up_before_import(self.desk)
        try:
            with self.desk.writing(f"unit.import_{intake.list_name}", file=intake.file_name) as unit:
                self.write(unit, progress)
                if failed_to is not None:
                    write_failed_rows([self], failed_to)
                if dry_run or (not partial and self.is_hindered):
                    raise NotApplied
                unit_id = unit.id if unit.changes else None
        except NotApplied:
            pass
        return report_of(intake, unit_id)

    def failed_rows(self) -> list[FailedRow]:
        """The rows that could not be taken, each with the reasons."""
        from kodoku_tui.excel.writing.error_list import FailedRow

        failed = []
        for row in self.intake.rows:
            errors = row.errors or open_conflicts(row)
            if errors and row.position in self._reads:
                read = self._reads[row.position]
                reasons = tuple(f"{error.cell} {error.column}: {error.reason()}" for error in errors)
                failed.append(FailedRow(read.table.table, read.record, reasons))
        return failed

    @property
    def is_hindered(self) -> bool:
        """Whether any row is in error or in a conflict that nobody has decided."""
        counts = self.intake.counts()
        return bool(counts[RowState.ERROR] or counts[RowState.CONFLICT])

    def write(self, unit: Unit, progress: Progress = in_silence) -> None:
        """Write the chosen rows as a part of an act; a row that is refused becomes an error."""
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
        self.intake.new_staff = list(self._planner.new_staff)
        self._remember_answers(unit)

    def _remember_answers(self, unit: Unit) -> None:
        """A name that was asked about is known from now on, where applying wrote anything."""
        if not unit.changes:
            return
        for (_, name), number in self._answers.items():
            if name and number in self._finder.by_number:
                add_alias(unit, self._finder.by_number[number].organization_id, name)

    def _complain(self, row: IntakeRow, refused: Refused) -> None:
        self._planner.complain(self._reads[row.position], row, refused)

    def _look_at_the_file(self) -> None:
        """Read anew what the rows are compared with."""
        self._finder = GroupFinder(self.desk.connection, self.desk.programme["id"], self._answers)
        self._planner = self._new_planner()

    def _new_planner(self) -> Planner:
        layout = self.found.layout
        planner = PLANNERS[layout.kind.name](self.desk, layout, self._origin, self._finder)
        planner.source_name = self.source.stem
        return planner

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
            row.new_cells = lambda: cells_of(read)
        if not self.insists and row.state in (RowState.NEW, RowState.CHANGED):
            self._ask_about_days(row, read)
            if read.record.is_struck:
                self._planner.complain(read, row, Refused(STRUCK))
            for doubt in row.doubts:
                self._planner.complain(read, row, doubt)
        if read.record.is_hidden and row.state not in (RowState.UNCHANGED, RowState.SKIPPED):
            row.remarks.append(Said("import.remark_hidden"))
        if read.record.beside:
            row.remarks.append(Said("import.remark_beside", cells="、".join(read.record.beside)))
        if not row.about:
            self._say_whose(row, read)

    def _ask_about_days(self, row: IntakeRow, read: ReadRow) -> None:
        """A day that would be written and lies in another year is more likely a slip than meant."""
        starts_on = self.desk.year_starts_on
        for cell in row.shown_cells:
            column = self._planner.columns.get(cell.key)
            if column is None or column.kind is not CellKind.DATE or not isinstance(cell.workbook, str):
                continue
            day = date.fromisoformat(cell.workbook)
            if cell.is_taken and is_of_another_year(day, starts_on):
                year = fiscal_year_of(starts_on)
                self._planner.complain(
                    read, row, Refused(OF_ANOTHER_YEAR, field=cell.key, day=day, year=year)
                )

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


def write_failed_rows(plans: Sequence[IntakePlan], path: WrittenPath) -> int:
    """Write the rows that could not be taken, each with the reasons, to mend and take in again; how many.

    Without any, no file is written. Raises `Refused` as `WrittenPath` does, which the file read in can never be.
    """
    from kodoku_tui.excel.writing.error_list import write_failed_rows as write

    failed = [row for plan in plans for row in plan.failed_rows()]
    if failed:
        write(path.sparing(*(plan.source for plan in plans)), failed, as_of=plans[0].desk.today)
    return len(failed)


def _outcome(row: IntakeRow) -> tuple[object, ...]:
    """What writing a row comes to, and of which group."""
    return (
        row.is_new,
        row.group_no,
        row.about,
        [(cell.key, cell.here, cell.workbook) for cell in row.cells if cell.is_taken],
    )
