"""The columns of the status list: their headings, and what each group shows in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.duties.milestones import (
    MilestoneKind,
    MilestoneState,
    Standing,
    shown_duty,
    turn_of,
)
from kodoku_tui.domain.exports.sheets import Shown
from kodoku_tui.domain.exports.status_list import MilestoneCell, StatusList, StatusRow
from kodoku_tui.locale import say, say_word

# What is to be known before the state itself.
_SAID_FIRST = (Standing.REVIEW_LATE, Standing.MINISTRY, Standing.WAITS_FOR)

# Least and most: these hold the same few words or figures in every year.
_STATE_WIDTH = (8.6, 9.4)
_DATE_WIDTH = (9.0, 9.0)
_COUNT_WIDTH = (4.8, 9.0)
_ATTENDANCE_WIDTH = (11.6, 11.6)


class Section(Enum):
    """The parts of the list, told apart by the colour of their headings."""

    REGISTER = auto()
    MILESTONES = auto()
    OVERDUE = auto()
    CHECKINS = auto()
    ISSUES = auto()
    ATTENDANCE = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its part of the list, heading, kind, bounds of its width and the value of a group."""

    section: Section
    heading: str
    kind: CellKind
    least: float
    most: float
    value: Callable[[StatusRow], Shown]


def columns_of(status_list: StatusList) -> tuple[Column, ...]:
    """All columns from left to right."""
    return (
        *_register(),
        *_milestones(status_list),
        *_overdue(),
        *_checkins(),
        *_issues(status_list),
        *_attendance(status_list),
    )


def milestone_word(cell: MilestoneCell | None) -> str:
    """What is to be known first about a milestone: that it is late or near, else its state.

    What was returned and waits for its group says both, 期限超過（差戻し）. A milestone that nobody waits for
    any more, because its group has left, says so instead of 未着手.
    """
    if cell is None:
        return ""
    if cell.standing in (Standing.OVERDUE, Standing.DUE_SOON):
        pressing = say_word(cell.standing)
        returned = cell.state == MilestoneState.RETURNED
        return (
            say("excel.word_with_state", word=pressing, state=say_word(cell.state)) if returned else pressing
        )
    # Attendance that we have not recorded yet is our own matter: the group's word is 未確認.
    is_ours = cell.standing == Standing.OURS_LATE and cell.kind != MilestoneKind.SESSION
    if is_ours or cell.standing in _SAID_FIRST or _is_left_behind(cell):
        return say_word(cell.standing)
    return say_word(shown_duty(cell.state, cell.kind, mark=cell.mark, standing=cell.standing))


def checkin_word(standing: str) -> str:
    """Whether a check-in is due, in words."""
    return say(f"excel.checkin_{standing}")


def _is_left_behind(cell: MilestoneCell) -> bool:
    return cell.standing == Standing.NONE and turn_of(cell.state) is not None


def _register() -> tuple[Column, ...]:
    part = Section.REGISTER
    return (
        Column(part, say("excel.number"), CellKind.WORD, 5, 7, lambda row: row.number),
        Column(part, say("excel.name"), CellKind.TEXT, 16, 24, lambda row: row.name),
        Column(part, say("excel.project"), CellKind.TEXT, 20, 31, lambda row: row.project),
        Column(part, say("excel.blocks"), CellKind.WORD, 7.5, 9, lambda row: _listed(row.blocks)),
        Column(part, say("excel.staff"), CellKind.WORD, 7, 9, lambda row: row.staff),
        Column(part, say("excel.deputy"), CellKind.WORD, 7, 9, lambda row: row.deputy),
        Column(part, say("excel.status"), CellKind.WORD, 6.8, 10, lambda row: say_word(row.status)),
    )


def _milestones(status_list: StatusList) -> list[Column]:
    columns = []
    for place, milestone in enumerate(status_list.milestones):
        for key, kind, width, value in (
            ("excel.milestone_state", CellKind.WORD, _STATE_WIDTH, _state_at(place)),
            ("excel.milestone_date", CellKind.DATE, _DATE_WIDTH, _date_at(place)),
        ):
            heading = say(key, title=say_word(milestone.title))
            columns.append(Column(Section.MILESTONES, heading, kind, *width, value))
    return columns


def _overdue() -> tuple[Column, ...]:
    part = Section.OVERDUE
    return (
        Column(part, say("excel.overdue"), CellKind.COUNT, 7, 9, lambda row: row.overdue),
        Column(
            part,
            say("excel.oldest_overdue"),
            CellKind.WORD,
            9,
            10.5,
            lambda row: say_word(row.oldest_overdue_title),
        ),
        Column(
            part,
            say("excel.oldest_overdue_on"),
            CellKind.DATE,
            *_DATE_WIDTH,
            lambda row: row.oldest_overdue_on,
        ),
    )


def _checkins() -> tuple[Column, ...]:
    part = Section.CHECKINS
    return (
        Column(part, say("excel.last_checkin"), CellKind.DATE, *_DATE_WIDTH, lambda row: row.last_checkin_on),
        Column(part, say("excel.days_since"), CellKind.NUMBER, 7, 9, lambda row: row.days_since_checkin),
        Column(part, say("excel.next_checkin"), CellKind.DATE, *_DATE_WIDTH, lambda row: row.next_checkin_on),
        Column(
            part, say("excel.checkin"), CellKind.WORD, 8, 12, lambda row: checkin_word(row.checkin_standing)
        ),
    )


def _issues(status_list: StatusList) -> list[Column]:
    columns = [
        Column(
            Section.ISSUES,
            say("excel.issues_of", category=say_word(category)),
            CellKind.COUNT,
            *_COUNT_WIDTH,
            _issues_at(category),
        )
        for category in status_list.categories
    ]
    total = say("excel.issues_total")
    return [
        *columns,
        Column(
            Section.ISSUES, total, CellKind.COUNT, *_COUNT_WIDTH, lambda row: sum(row.open_issues.values())
        ),
    ]


def _attendance(status_list: StatusList) -> list[Column]:
    return [
        Column(
            Section.ATTENDANCE,
            say("excel.attendance_of", session=say_word(session)),
            CellKind.WORD,
            *_ATTENDANCE_WIDTH,
            _attendance_at(place),
        )
        for place, session in enumerate(status_list.sessions)
    ]


def _listed(words: tuple[str, ...]) -> str:
    return say("excel.list_separator").join(map(say_word, words))


def _state_at(place: int) -> Callable[[StatusRow], Shown]:
    return lambda row: milestone_word(row.milestones[place])


def _date_at(place: int) -> Callable[[StatusRow], Shown]:
    def on(row: StatusRow) -> date | None:
        cell = row.milestones[place]
        return None if cell is None or _is_left_behind(cell) else cell.on

    return on


def _issues_at(category: str) -> Callable[[StatusRow], Shown]:
    return lambda row: row.open_issues.get(category, 0)


def _attendance_at(place: int) -> Callable[[StatusRow], Shown]:
    # Excel would break 出席(オンライン) anywhere, even before its closing bracket.
    return lambda row: say_word(row.attendance[place]).replace(" (", "(").replace("(", "\n(")
