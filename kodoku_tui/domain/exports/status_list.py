"""The status list (状況一覧) that a manager hands to the client: what it holds, not how it looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kodoku_tui.domain.exports.exchange import ExportStamp


@dataclass(frozen=True, slots=True)
class MilestoneColumn:
    """One milestone of the plan as a pair of columns (state, date)."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class MilestoneCell:
    """A milestone of one group: its state word, its standing word and the date that goes with them.

    `on` is the effective due date while the milestone is open, else the day on which it reached its state.
    """

    state: str
    standing: str
    on: date | None
    kind: str | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One group of the status list. Words are the domain's (Japanese); counts are plain integers.

    `attendance` is empty where nothing is recorded and nothing has to be: the session is still to come or open
    to whoever likes, or the group has left. `key` finds the group again (`RowKey`).
    """

    number: int
    name: str
    project: str
    blocks: tuple[str, ...]
    staff: str
    deputy: str
    status: str
    milestones: tuple[MilestoneCell | None, ...]
    overdue: int
    oldest_overdue_title: str
    oldest_overdue_on: date | None
    last_checkin_on: date | None
    days_since_checkin: int | None
    next_checkin_on: date | None
    checkin_standing: str
    open_issues: dict[str, int]
    attendance: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class StatusList:
    """The whole list, with what its sheet of notes has to say; a due date is near from `due_soon_days` days on."""

    programme: str
    as_of: date
    due_soon_days: int
    is_demonstration: bool
    filter_words: str
    milestones: tuple[MilestoneColumn, ...]
    categories: tuple[str, ...]
    sessions: tuple[str, ...]
    rows: tuple[StatusRow, ...] = field(default=())
    stamp: ExportStamp | None = None
