"""A workbook with one list or several: what it comes to as a whole, and applying it as one act."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.rehearsal import rehearsing
from kodoku_tui.services.intake.columns.maps import ColumnMap
from kodoku_tui.services.intake.groups import Answers
from kodoku_tui.services.intake.model import SEVERAL, ImportReport, Intake, IntakeRow
from kodoku_tui.services.intake.not_taken import left_tables
from kodoku_tui.services.intake.plan import IntakePlan, NotApplied, Progress, in_silence, write_failed_rows
from kodoku_tui.services.intake.report import report_of
from kodoku_tui.services.intake.sources import COMPANIONS, OpenFile
from kodoku_tui.services.keeping.backups import back_up_before_import
from kodoku_tui.store.written_files import WrittenPath

# What a list tells of is known to those behind it: a new group to its check-ins, a new issue to its remedies.
LIST_ORDER = (
    "roster",
    "contacts",
    "status",
    "milestones",
    "checkins",
    "issues",
    "remedies",
    "expenses",
    "attendance",
    "surveys",
)


class WorkbookPlan:
    """Each list is worked out in the state in which the lists before it leave the file.

    To know that state, the lists before it are written in a copy of the file: others can write in the file meanwhile.
    Applying works them out again on the way, and writes no row otherwise than it was seen. Raises `Refused` as
    `IntakePlan`.
    """

    def __init__(
        self, desk: Desk, maps: Sequence[ColumnMap], opened: OpenFile, *, insists: bool = False
    ) -> None:
        self.desk = desk
        answers: Answers = {}
        self.plans: list[IntakePlan] = []
        first = 0
        for found in sorted(maps, key=lambda one: LIST_ORDER.index(one.layout.kind.name)):
            self.plans.append(IntakePlan(desk, found, opened, first=first, answers=answers, insists=insists))
            first += found.lines
        self._takes_workbook: bool | None = None
        self.intake = self.plans[0].intake
        if len(self.plans) > 1:
            self.intake = Intake(
                _name_of_all([found.layout.kind.name for found in maps]),
                opened.path.name,
                [],
                not_taken=[column for plan in self.plans for column in plan.intake.not_taken],
                removed_characters=opened.workbook.removed_characters,
                used_kept_map=any(plan.intake.used_kept_map for plan in self.plans),
                other_file=any(plan.intake.other_file for plan in self.plans),
                handed_out=any(plan.intake.handed_out for plan in self.plans),
                left_tables=left_tables(opened, *maps),
                reasons=self.plans[0].intake.reasons,
            )

    def work_out(self, progress: Progress = in_silence) -> Intake:
        """Read and compare every row; what was chosen and decided before stays."""
        if len(self.plans) == 1:
            self.plans[0].work_out(progress)
        else:
            with (
                rehearsing(self.desk) as away,
                suppress(NotApplied),
                away.writing(self._act, file=self.intake.file_name) as unit,
            ):
                for plan, told in zip(self.plans, self._shared(progress), strict=True):
                    with plan.at(away):
                        plan.work_out(told)
                        self._decide(plan)
                        if plan is not self.plans[-1]:
                            plan.write(unit)
                raise NotApplied
        self._gather()
        return self.intake

    def decide_conflicts(self, *, takes_workbook: bool) -> None:
        """Decide every conflict alike: what the workbook says is taken, or what stands here stays."""
        self._takes_workbook = takes_workbook
        for plan in self.plans:
            self._decide(plan)

    def insist(self, progress: Progress = in_silence) -> Intake:
        """Days of another year are meant as they are written."""
        for plan in self.plans:
            plan.insists = True
        return self.work_out(progress)

    def answer(self, row: IntakeRow, number: int) -> Intake:
        """Say which group a row means; every row of the same number and name is then about that one."""
        self._plan_of(row).note_answer(row, number)
        return self.work_out()

    def groups_to_choose(self, row: IntakeRow) -> list[tuple[int, str]]:
        """Number and name of every group, the likeliest for the row first."""
        return self._plan_of(row).groups_to_choose(row)

    def apply(
        self,
        *,
        partial: bool = False,
        dry_run: bool = False,
        failed_to: WrittenPath | None = None,
        progress: Progress = in_silence,
    ) -> ImportReport:
        """Write the chosen rows as one act, as `IntakePlan.apply`."""
        if len(self.plans) == 1:
            (plan,) = self.plans
            return plan.apply(partial=partial, dry_run=dry_run, failed_to=failed_to, progress=progress)
        unit_id: int | None = None
        if not dry_run:
            back_up_before_import(self.desk)
        try:
            with self.desk.writing(self._act, file=self.intake.file_name) as unit:
                for plan, told in zip(self.plans, self._shared(progress), strict=True):
                    plan.work_out_as_seen(told)
                    plan.write(unit, told)
                if failed_to is not None:
                    self.write_failed_rows(failed_to)
                if dry_run or (not partial and any(plan.is_hindered for plan in self.plans)):
                    raise NotApplied
                unit_id = unit.id if unit.changes else None
        except NotApplied:
            pass
        self._gather()
        report = report_of(self.intake, unit_id)
        report.lists = [report_of(plan.intake, unit_id) for plan in self.plans]
        return report

    def write_failed_rows(self, path: WrittenPath) -> int:
        """Write the rows of all lists that could not be taken, as `write_failed_rows`."""
        return write_failed_rows(self.plans, path)

    @property
    def _act(self) -> str:
        return f"unit.import_{self.intake.list_name}"

    def _gather(self) -> None:
        self.intake.rows = [row for plan in self.plans for row in plan.intake.rows]
        if len(self.plans) > 1:
            self.intake.suspicions = [one for plan in self.plans for one in plan.intake.suspicions]
        names = (name for plan in self.plans for name in plan.intake.new_staff)
        self.intake.new_staff = list(dict.fromkeys(names))

    def _decide(self, plan: IntakePlan) -> None:
        if self._takes_workbook is None:
            return
        for row in plan.intake.rows:
            for cell in row.cells:
                if cell.is_conflict:
                    cell.takes_workbook = self._takes_workbook

    def _plan_of(self, row: IntakeRow) -> IntakePlan:
        return next(plan for plan in self.plans if any(one is row for one in plan.intake.rows))

    def _shared(self, progress: Progress) -> list[Progress]:
        """For each list the progress of the whole: the lists before it are done."""
        total = sum(plan.found.rows for plan in self.plans)
        before = 0
        shared: list[Progress] = []
        for plan in self.plans:
            shared.append(lambda done, _, before=before: progress(before + done, total))  # type: ignore[misc]
            before += plan.found.rows
        return shared


def _name_of_all(names: Sequence[str]) -> str:
    """Issues with their remedies are the issues; lists that do not belong together have no name of their own."""
    along = {name for main in names for name in COMPANIONS.get(main, ())}
    mains = {*names} - along
    return mains.pop() if len(mains) == 1 else SEVERAL
