"""What the steps of an import have in common: the file, its columns, what it comes to, and whether to stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.model import ImportReport, Intake, IntakeCancelled, IntakeRow

if TYPE_CHECKING:
    from kodoku_tui.services.intake.columns.maps import ColumnMap
    from kodoku_tui.services.intake.sources import OpenFile
    from kodoku_tui.services.intake.workbook_plan import WorkbookPlan

STEPS = ("file", "columns", "preview", "apply")

Told = Callable[[int, int], None]


class ImportJourney:
    """One import from the file to the act. Everything but the properties is for worker threads.

    `found` are the tables of one list, `together` those of several that come in as one act. `is_settled` once the
    columns of one of several are said.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.opened: OpenFile | None = None
        self.found: ColumnMap | None = None
        self.together: list[ColumnMap] = []
        self.plan: WorkbookPlan | None = None
        self.report: ImportReport | None = None
        self.is_stopped = False
        self.was_said_by_hand = False
        self.is_one_of_several = False
        self.is_settled = False
        self._by_hand: list[ColumnMap] = []
        # A screen may ask twice at once: the second waits, else its count would stand over what the first showed,
        # and rows would be written while they are worked out.
        self._working_out = Lock()
        self._is_left = False

    @property
    def intake(self) -> Intake:
        """What the file comes to."""
        assert self.plan is not None
        return self.plan.intake

    def read(self, path: Path) -> list[ColumnMap]:
        """Read a file; what its tables look like, the surest first.

        Raises `Refused` for what cannot be read, `IntakeCancelled` when it was left meanwhile (`leave_reading`).
        """
        from kodoku_tui.services.intake.sources import best_maps, open_file

        self.opened = open_file(path, is_left=lambda: self._is_left)
        return best_maps(self.desk, self.opened)

    def leave_reading(self) -> None:
        """Nobody waits for the file any more: what is read of it goes to nobody, and the program can end."""
        self._is_left = True

    def choose(self, found: ColumnMap, list_name: str | None = None) -> None:
        """Take these tables, as another list than they look like where one is named."""
        from kodoku_tui.services.intake.columns.layouts import layout_of
        from kodoku_tui.services.intake.columns.maps import map_columns

        if list_name is not None and list_name != found.layout.kind.name:
            found = map_columns(self.desk, layout_of(self.desk, list_name), found.of_one_shape)
        self.found, self.together, self.plan = found, [], None
        self.was_said_by_hand, self._by_hand = False, []

    def choose_all(self, maps: Sequence[ColumnMap], by_hand: Sequence[ColumnMap] = ()) -> None:
        """Take all of these tables, each as the list that it is; what a person said of `by_hand` will be known."""
        self.found, self.together, self.plan = None, [*maps], None
        self.was_said_by_hand = False
        self._by_hand = [*by_hand]

    def of_one(self, found: ColumnMap) -> ImportJourney:
        """A journey to the columns of one of several lists, and no further."""
        journey = ImportJourney(self.desk)
        journey.opened, journey.found, journey.is_one_of_several = self.opened, found, True
        return journey

    def say_column(self, key: str, position: int | None) -> None:
        """This column of the list is that column of the file, or none."""
        assert self.found is not None
        positions: Mapping[str, int] = {
            one: place for one, place in self.found.positions.items() if one != key and place != position
        }
        if position is not None:
            positions = {**positions, key: position}
        self.found = self.found.with_positions(positions)
        self.plan = None
        self.was_said_by_hand = True

    def work_out(self, told: Told) -> Intake:
        """Compare every row with the file; once, until a column is said otherwise."""
        from kodoku_tui.services.intake.imports import keep_columns
        from kodoku_tui.services.intake.workbook_plan import WorkbookPlan

        assert self.opened is not None
        with self._working_out:
            if self.plan is None:
                self.is_stopped = False
                maps = self.together if self.found is None else [self.found]
                plan = WorkbookPlan(self.desk, maps, self.opened)
                plan.work_out(self._stopping(told))
                said = [self.found] if self.found is not None and self.was_said_by_hand else []
                for found in said or self._by_hand:
                    keep_columns(self.desk, found)
                self.plan = plan
            return self.plan.intake

    def answer(self, row: IntakeRow, number: int) -> None:
        """Say which group a row means."""
        assert self.plan is not None
        with self._working_out:
            self.plan.answer(row, number)

    def insist(self, told: Told) -> None:
        """Days of another year are meant as they are written."""
        assert self.plan is not None
        with self._working_out:
            self.plan.insist(self._stopping(told))

    def apply(self, told: Told) -> ImportReport:
        """Write what was chosen, as one act."""
        assert self.plan is not None
        self.is_stopped = False
        with self._working_out:
            self.report = self.plan.apply(partial=True, progress=self._stopping(told))
        return self.report

    def _stopping(self, told: Told) -> Told:
        def progress(done: int, total: int) -> None:
            if self.is_stopped:
                raise IntakeCancelled
            told(done, total)

        return progress


def step_line(step: str) -> str:
    """Where one is on the way: every step, the present one in brackets."""
    said = []
    for number, name in enumerate(STEPS, 1):
        words = f"{number} {say(f'import.step_{name}')}"
        said.append(f"[{words}]" if name == step else words)
    return " > ".join(said)
