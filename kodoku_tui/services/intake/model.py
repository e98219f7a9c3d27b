"""What an import would do, row by row: pure data for the screen, the command line and the act itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.sessions.replies import SessionDifference
from kodoku_tui.excel.reading.cell_errors import CellError
from kodoku_tui.services.duties.money.passing import AUDIT_DOUBTS
from kodoku_tui.store.unit import Unit

SEVERAL = "several"
"""In place of the name of a list: several lists of one workbook."""

OF_ANOTHER_YEAR = "error.cell_of_another_year"
"""What is wrong with a day that lies in another year; it is taken where somebody says that it is meant."""

STRUCK = "error.row_struck"
"""What is wrong with a row that is struck through; it is taken where somebody says that it still counts."""

ASKED_ABOUT = (OF_ANOTHER_YEAR, STRUCK, AUDIT_DOUBTS)
"""What is taken as it is written once somebody insists."""

Value = str | int | bool | None
Write = Callable[[Unit, Mapping[str, Any]], None]


class RowState(StrEnum):
    """What a row of the workbook comes to."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    ERROR = "error"
    SKIPPED = "skipped"


class IntakeCancelled(Exception):
    """The person stopped the import; nothing has been applied."""


@dataclass(slots=True)
class CellChange:
    """One cell that was edited: what stands here, and what the workbook says.

    In a conflict `exported` is what went out, and `takes_workbook` what the person decided: None while open.
    `exchanged_with` is the cell whose value this one took over, where rows exchange their values: a conflict as well.
    A mark that is unlike what the group had said of the session tells how (`differs`).
    """

    key: str
    heading: str
    cell: str
    here: Value
    workbook: Value
    exported: Value = None
    is_conflict: bool = False
    takes_workbook: bool | None = None
    exchanged_with: str = ""
    differs: SessionDifference | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the value of the workbook is to be written."""
        return not self.is_conflict or self.takes_workbook is True


@dataclass(frozen=True, slots=True)
class Candidate:
    """A group that a row may mean; `likeness` from 0 to 100."""

    number: int
    name: str
    likeness: int


@dataclass(frozen=True, slots=True)
class GroupQuestion:
    """Which group is meant, where number and name do not tell: asked, never guessed."""

    number: int | None
    name: str
    candidates: tuple[Candidate, ...]


@dataclass(slots=True)
class IntakeRow:
    """One row. `position` is its place in the workbook, `about` what it is about in the reader's words."""

    position: int
    sheet: str
    row: int
    list_name: str = ""
    about: str = ""
    group_no: int | None = None
    is_new: bool = False
    is_chosen: bool = True
    cells: list[CellChange] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    skipped: str | None = None
    remarks: list[Said] = field(default_factory=list)
    doubts: list[Refused] = field(default_factory=list)
    question: GroupQuestion | None = None
    write: Write | None = None
    new_cells: Callable[[], list[CellChange]] | None = None

    @property
    def shown_cells(self) -> list[CellChange]:
        """The cells that change; of a new row all that say something."""
        return self.new_cells() if self.is_new and self.new_cells is not None else self.cells

    @property
    def state(self) -> RowState:
        """What the row comes to as things stand."""
        if self.errors:
            return RowState.ERROR
        if self.skipped is not None:
            return RowState.SKIPPED
        if any(cell.is_conflict and cell.takes_workbook is None for cell in self.cells):
            return RowState.CONFLICT
        if self.is_new:
            return RowState.NEW
        return RowState.CHANGED if any(cell.is_taken for cell in self.cells) else RowState.UNCHANGED

    @property
    def is_to_be_written(self) -> bool:
        """Whether applying writes something for this row."""
        return self.is_chosen and self.state in (RowState.NEW, RowState.CHANGED)

    @property
    def taken(self) -> dict[str, Any]:
        """What is to be written, by column."""
        return {cell.key: cell.workbook for cell in self.cells if cell.is_taken}


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A column that is not read in: its heading, how many cells of it are filled, and whether it is computed."""

    sheet: str
    heading: str
    cells: int
    is_computed: bool


@dataclass(frozen=True, slots=True)
class LeftTable:
    """Another table of the file, which is not read in: its sheet and how many records it has.

    `list_name` is the list of ours that it can be taken in as; empty where that is not known.
    """

    sheet: str
    rows: int
    list_name: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A filled row of the file that is not taken in: its sheet, its number, and why (a word of `import.left_…`)."""

    sheet: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """Every filled row of a file once: how many came to what, and those that are not taken in.

    `counts` has no row that is `left_out`.
    """

    counts: Mapping[RowState, int] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()

    @property
    def rows(self) -> int:
        """How many filled rows the file has."""
        return sum(self.counts.values()) + len(self.left_out)

    def of(self, *states: RowState) -> int:
        """How many rows came to one of these."""
        return sum(self.counts.get(state, 0) for state in states)


@dataclass(frozen=True, slots=True)
class CellTold:
    """A cell that changes, or would: where, of which group, which column, what stood here, what is said instead."""

    sheet: str
    row: int
    group_no: int | None
    about: str
    cell: CellChange


class SuspicionKind(StrEnum):
    """What is suspicious of a set of changes."""

    EXCHANGED = "exchanged"
    ALL_NOTES = "all_notes"
    MOST_OF_LIST = "most_of_list"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A suspicious set: `count` of `of` known records, of which list, and of which column where it is of one.

    `cells` are the cells that it consists of, none where it is of whole rows.
    """

    kind: SuspicionKind
    list_name: str
    count: int
    of: int
    column: str = ""
    field: str = ""
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class Intake:
    """A workbook as it would come in: every row of its tables is in `rows`.

    `list_name` is `SEVERAL` where they are of several lists; each row says of which. `reasons` has every filled row of
    the file, and why it would be left out if no row of `rows` were it (`account.reasons_of`).
    """

    list_name: str
    file_name: str
    rows: list[IntakeRow]
    not_taken: list[NotTaken] = field(default_factory=list)
    removed_characters: int = 0
    new_staff: list[str] = field(default_factory=list)
    used_kept_map: bool = False
    other_file: bool = False
    handed_out: bool = False
    left_tables: list[LeftTable] = field(default_factory=list)
    reasons: Mapping[Any, str] = field(default_factory=dict)
    suspicions: list[Suspicion] = field(default_factory=list)

    def counts(self) -> Counter[RowState]:
        """How many rows come to what."""
        return Counter(row.state for row in self.rows)

    @property
    def errors(self) -> list[CellError]:
        """Everything that is wrong, in the order of the rows."""
        return [error for row in self.rows for error in row.errors]


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A row that is not taken, and why (a key of the catalogue under `import.skipped_`)."""

    sheet: str
    row: int
    reason_key: str


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do. `rows` is new + changed + unchanged + skipped + rows with errors.

    `unit` is the number under which it can be taken back; None when nothing was written. `lists` says the same of
    each list, where there are several. `account` has every filled row of the file once; `changes` the cells of rows
    that change, with what is said instead. `differences` are the groups that did otherwise at a session than they
    had said.
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    rows_with_errors: int = 0
    errors: list[CellError] = field(default_factory=list)
    skipped_rows: list[SkippedLine] = field(default_factory=list)
    removed_characters: int = 0
    new_staff: list[str] = field(default_factory=list)
    unit: int | None = None
    list_name: str = ""
    not_taken: list[NotTaken] = field(default_factory=list)
    remarks: list[tuple[str, int, Said]] = field(default_factory=list)
    used_kept_map: bool = False
    other_file: bool = False
    handed_out: bool = False
    left_tables: list[LeftTable] = field(default_factory=list)
    conflicts: list[tuple[IntakeRow, CellChange]] = field(default_factory=list)
    lists: list[ImportReport] = field(default_factory=list)
    differences: list[tuple[int, SessionDifference]] = field(default_factory=list)
    account: Account = field(default_factory=Account)
    suspicions: list[Suspicion] = field(default_factory=list)
    changes: list[CellTold] = field(default_factory=list)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The filled rows of the file that are none of new, changed, unchanged and in error."""
        return self.account.left_out

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are and became what, save those with errors."""
        return {
            "rows": self.rows,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
        }
