"""The lists that go out to Excel and come back: their columns, and what finds a row again (issue 5).

One declaration serves both ways, so that what an export writes an import reads. A heading is the sentence
`heading.<column key>` of the catalogue, in the reader's language on the way out, in either one on the way in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kodoku_tui.domain.checkins import fields
from kodoku_tui.domain.columns import CellKind, Goes, ListColumn
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.exports.list_kind import ListKind
from kodoku_tui.domain.exports.people_lists import CONTACTS, SURVEYS
from kodoku_tui.domain.words import AttendanceMark, IssueCategory, IssueState, Noticed, Severity


@dataclass(frozen=True, slots=True)
class RowKey:
    """Which row a line of an export is, in every copy of the file, and which version of it went out."""

    table: str
    uid: str
    version: int

    def __str__(self) -> str:
        return f"{self.table}:{self.uid}:{self.version}"


@dataclass(frozen=True, slots=True)
class ExportStamp:
    """Where and when an export came from: which list, of which file, after which act (its uid).

    It stands as the heading of the hidden last column, whose cells hold the row keys.
    """

    list_name: str
    file_id: str
    unit_uid: str

    def __str__(self) -> str:
        return f"kodoku:{self.list_name}:{self.file_id}:{self.unit_uid}"


# A text that is too long for one cell goes on in a sheet of its own; the cell ends in the number to look under.
CONTINUED = "kodoku:continued"

_MARK = re.compile(r"〔つづき([0-9]{1,9})〕\Z")
_KEY = re.compile(r"([a-z_]+):([0-9a-f]{32}):([0-9]{1,9})")
_STAMP = re.compile(r"kodoku:([a-z_]+):([0-9a-f]{32}):([0-9a-f]{32})")


def row_key_of(text: str) -> RowKey | None:
    """The key that a cell of the hidden column holds; None for anything else."""
    match = _KEY.fullmatch(text.strip())
    return RowKey(match[1], match[2], int(match[3])) if match else None


def stamp_of(text: str) -> ExportStamp | None:
    """The stamp that a heading holds; None for the heading of any other column."""
    match = _STAMP.fullmatch(text.strip())
    return ExportStamp(match[1], match[2], match[3]) if match else None


def continued_mark(number: int) -> str:
    """How a cell ends whose text goes on under `number`."""
    return f"〔つづき{number}〕"


def continued_number_of(text: str) -> int | None:
    """Under which number the text of a cell goes on; None where it ends in the cell."""
    match = _MARK.search(text)
    return int(match[1]) if match else None


_GROUP_NO = ListColumn("group_no", CellKind.NUMBER, is_required=True)
_GROUP = ListColumn("group", CellKind.TEXT)

CHECKINS = ListKind("checkins", "checkin", (_GROUP_NO, _GROUP, *fields.FIELDS))

ISSUES = ListKind(
    "issues",
    "issue",
    (
        _GROUP_NO,
        _GROUP,
        ListColumn("category", CellKind.WORD, tuple(IssueCategory), is_required=True),
        ListColumn("subcategory", CellKind.TEXT, goes=Goes.INSIDE),
        ListColumn("title", CellKind.TEXT, is_required=True, goes=Goes.INSIDE),
        ListColumn("severity", CellKind.WORD, tuple(Severity), goes=Goes.INSIDE),
        ListColumn("issue_state", CellKind.WORD, tuple(IssueState)),
        ListColumn("noticed", CellKind.WORD, tuple(Noticed)),
        ListColumn("opened_on", CellKind.DATE, is_required=True, direction=Direction.PAST),
        ListColumn("closed_on", CellKind.DATE, is_computed=True),
        ListColumn("note", CellKind.LONG_TEXT, goes=Goes.INNER),
        ListColumn("remedies", CellKind.LONG_TEXT, is_computed=True, goes=Goes.INNER),
    ),
)

REMEDY_RESULTS = ("試行中", "効果あり", "一部効果", "効果なし")

# The second sheet of an export of issues, one line a remedy.
REMEDIES = ListKind(
    "remedies",
    "remedy",
    (
        _GROUP_NO,
        _GROUP,
        ListColumn("title", CellKind.TEXT, is_computed=True),
        ListColumn("tried_on", CellKind.DATE, is_required=True, direction=Direction.PAST),
        ListColumn("remedy", CellKind.LONG_TEXT, is_required=True),
        ListColumn("result", CellKind.WORD, REMEDY_RESULTS),
        ListColumn("result_note", CellKind.LONG_TEXT, goes=Goes.INNER),
        ListColumn("staff", CellKind.TEXT),
    ),
)

MILESTONES = ListKind(
    "milestones",
    "milestone",
    (
        _GROUP_NO,
        _GROUP,
        ListColumn("milestone", CellKind.TEXT, is_required=True),
        ListColumn("planned_on", CellKind.DATE, is_computed=True),
        ListColumn("due_on", CellKind.DATE, is_computed=True),
        ListColumn("state", CellKind.TEXT),
        ListColumn("state_on", CellKind.DATE, direction=Direction.PAST),
        ListColumn("standing", CellKind.TEXT, is_computed=True),
        ListColumn("round", CellKind.NUMBER, is_computed=True),
        ListColumn("turn", CellKind.TEXT, is_computed=True),
        ListColumn("days_in_turn", CellKind.NUMBER, is_computed=True),
        ListColumn("extended_to", CellKind.DATE, direction=Direction.OF_YEAR),
        ListColumn("extension_reason", CellKind.TEXT, goes=Goes.INSIDE),
    ),
)

EXPENSES = ListKind(
    "expenses",
    "group_cost",
    (
        _GROUP_NO,
        _GROUP,
        ListColumn("item", CellKind.TEXT, is_required=True),
        ListColumn("budget", CellKind.YEN),
        ListColumn("reported", CellKind.YEN),
        ListColumn("proper", CellKind.YEN),
        ListColumn("accepted", CellKind.YEN, is_computed=True),
    ),
)

# One line a group, one column a session: the sessions' columns follow these.
ATTENDANCE = ListKind("attendance", "adopted_group", (_GROUP_NO, _GROUP))
ATTENDANCE_MARKS = tuple(AttendanceMark)

LIST_KINDS = {
    kind.name: kind
    for kind in (CHECKINS, ISSUES, REMEDIES, MILESTONES, EXPENSES, ATTENDANCE, CONTACTS, SURVEYS)
}
