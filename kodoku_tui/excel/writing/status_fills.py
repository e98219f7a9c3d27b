"""The colours of the status list. Each stands beside a word that says the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.duties.milestones import ContractWord, MilestoneState, SessionWord, Standing
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.excel.reading.cells import column_name
from kodoku_tui.excel.writing.status_columns import Column, Section, checkin_word
from kodoku_tui.locale import say, say_word

if TYPE_CHECKING:
    # Also the notes of a list ask for these words, and services open without a workbook library.
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LATE = {"bg_color": "#F8CBC6", "font_color": "#7A0C0C"}
NEAR = {"bg_color": "#FFE9A8", "font_color": "#5F4700"}
OURS = {"bg_color": "#D6E6F5", "font_color": "#173F66"}
FINISHED = {"bg_color": "#E4F0DD", "font_color": "#2F4A22"}
GONE = {"bg_color": "#EDEDED", "font_color": "#6B6B6B"}
LOOKS = {"late": LATE, "near": NEAR, "ours": OURS, "finished": FINISHED, "gone": GONE}


@dataclass(frozen=True, slots=True)
class Legend:
    """One line of the legend: the words in a fill, and the catalogue key of what they mean."""

    words: tuple[str, ...]
    fill: dict[str, str]
    meaning: str


def milestone_legend() -> tuple[Legend, ...]:
    """The words of the milestone columns and their fills; a word is looked for at the start of the cell."""
    return (
        Legend((say_word(Standing.OVERDUE),), LATE, "excel.legend_overdue"),
        Legend((say_word(Standing.DUE_SOON),), NEAR, "excel.legend_due_soon"),
        Legend(
            tuple(
                map(
                    say_word,
                    (
                        MilestoneState.SUBMITTED,
                        ContractWord.SENT_BACK,
                        MilestoneState.IN_REVIEW,
                        Standing.REVIEW_LATE,
                        Standing.OURS_LATE,
                    ),
                )
            ),
            OURS,
            "excel.legend_waiting",
        ),
        Legend(
            tuple(
                map(
                    say_word,
                    (
                        MilestoneState.ACCEPTED,
                        ContractWord.CONCLUDED,
                        SessionWord.ATTENDED,
                        SessionWord.FOLLOWED_UP,
                    ),
                )
            ),
            FINISHED,
            "excel.legend_done",
        ),
        Legend(
            tuple(map(say_word, (MilestoneState.WAIVED, MilestoneState.NOT_APPLICABLE, Standing.NONE))),
            GONE,
            "excel.legend_none",
        ),
    )


def checkin_legend() -> tuple[Legend, ...]:
    """The words of the check-in column that bear a fill."""
    return (
        Legend((checkin_word("overdue"),), LATE, "excel.legend_checkin_overdue"),
        Legend((checkin_word("due"),), NEAR, "excel.legend_checkin_due"),
    )


def attendance_legend() -> tuple[Legend, ...]:
    """The words of the attendance columns that bear a fill."""
    absences = (say_word(AttendanceMark.ABSENT), say_word(AttendanceMark.EXCUSED))
    return (Legend(absences, NEAR, "excel.legend_absent"),)


def group_legend() -> tuple[Legend, ...]:
    """The words of groups that have left; their number and name bear the fill as well."""
    gone = (say_word(GroupStatus.WITHDRAWN), say_word(GroupStatus.STOPPED))
    return (Legend(gone, GONE, "excel.legend_gone"),)


def add_fills(
    workbook: Workbook, sheet: Worksheet, columns: tuple[Column, ...], first_row: int, last_row: int
) -> None:
    """Colour the rows by rules, so that the colours follow when a cell is changed in Excel."""
    formats: dict[str, Format] = {}
    for first, last, formula, fill in _rules(columns, first_row + 1):
        shape = formats.setdefault(fill["bg_color"], workbook.add_format(fill))
        rule = {"type": "formula", "criteria": formula, "format": shape}
        sheet.conditional_format(first_row, first, last_row, last, rule)


def _rules(columns: tuple[Column, ...], row: int) -> Iterator[tuple[int, int, str, dict[str, str]]]:
    """First and last column of each rule, its formula for the first row, and its fill."""
    headings = [column.heading for column in columns]
    status = headings.index(say("excel.status"))
    for legend in group_legend():
        for columns_filled in ((0, 1), (status, status)):
            yield *columns_filled, _begins(status, row, legend), legend.fill
    overdue = headings.index(say("excel.overdue"))
    yield overdue, overdue + 2, f"=${column_name(overdue)}{row}>0", LATE
    for place, column in enumerate(columns):
        if column.section is Section.MILESTONES and column.kind is CellKind.WORD:
            for legend in milestone_legend():
                yield place, place + 1, _begins(place, row, legend), legend.fill
        elif column.section is Section.CHECKINS and column.kind is CellKind.WORD:
            for legend in checkin_legend():
                yield place, place, _begins(place, row, legend), legend.fill
        elif column.section is Section.ATTENDANCE:
            for legend in attendance_legend():
                yield place, place, _begins(place, row, legend), legend.fill


def _begins(column: int, row: int, legend: Legend) -> str:
    cell = f"${column_name(column)}{row}"
    # Before its bracket a mark is broken: 欠席(連絡あり) stands on two lines.
    words = dict.fromkeys(word.partition("(")[0].rstrip() for word in legend.words)
    tests = ",".join(f'LEFT({cell},{len(word)})="{_quoted(word)}"' for word in words)
    return f"=OR({tests})"


def _quoted(word: str) -> str:
    return word.replace('"', '""')
