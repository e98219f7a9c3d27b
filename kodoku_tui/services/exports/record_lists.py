"""The lists of the file as sheets: check-ins, issues, remedies, milestones, expenses, attendance, people, answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any

from kodoku_tui.domain.columns import CellKind, Goes, ListColumn
from kodoku_tui.domain.duties.milestones import Standing, shown_state
from kodoku_tui.domain.duties.money import CostLine
from kodoku_tui.domain.exports.exchange import (
    ATTENDANCE,
    ATTENDANCE_MARKS,
    CHECKINS,
    EXPENSES,
    ISSUES,
    MILESTONES,
    REMEDIES,
    RowKey,
)
from kodoku_tui.domain.exports.list_kind import ListKind
from kodoku_tui.domain.exports.people_lists import CONTACTS, SURVEYS
from kodoku_tui.domain.exports.sheets import Fill, ListSheet, SheetColumn, SheetRow, Shown
from kodoku_tui.domain.words import AttendanceMark, Condition, Reader, Severity
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_open_month, say_title
from kodoku_tui.services.desk.withheld import withheld_words
from kodoku_tui.services.exports.source import ExportSource

Values = dict[str, Any]

_GROUP_WIDTH = (16.0, 34.0)
# One long text may take this much of the width of a page, several of them only that much each.
_LONG_WIDTH, _LONG_WIDTH_AMONG_OTHERS = 62.0, 42.0
# Texts as short as words, and set like them.
_LIKE_WORDS = ("staff", "state", "standing", "turn", "item")
_FILLS = {
    "condition": (Fill((Condition.NEEDS_SUPPORT,), "late"), Fill((Condition.CAUTION,), "near")),
    "severity": (Fill((Severity.HEAVY,), "near"),),
    "standing": (
        Fill((Standing.OVERDUE,), "late"),
        Fill((Standing.DUE_SOON,), "near"),
        Fill((Standing.WAITING, Standing.REVIEW_LATE, Standing.OURS_LATE), "ours"),
        Fill((Standing.DONE,), "finished"),
        Fill((Standing.NONE,), "gone"),
    ),
}
_ABSENCES = (Fill((AttendanceMark.EXCUSED, AttendanceMark.ABSENT), "near"),)


def checkins_sheet(source: ExportSource) -> ListSheet:
    """The check-ins that show, by group and day; of a note that does not go so far, what stands in its place."""
    lines = (dict(found) for found in source.rows("checkins"))
    return list_sheet(source, CHECKINS, (line | {"note": _note_going_out(source, line)} for line in lines))


def _note_going_out(source: ExportSource, line: Values) -> str | None:
    """The note where it may be shared, or is the secretariat's and asked for; one for named people is in no copy."""
    reader = line["reader"]
    if reader == Reader.SHARED or (reader == Reader.OFFICE and source.shows(Goes.INNER)):
        return str(line["note"])
    return withheld_words(reader, line["named"], line["staff"]) if source.copy.comes_back else None


def issues_sheets(source: ExportSource) -> tuple[ListSheet, ...]:
    """The issues, each with its remedies in one cell, and the remedies line by line, which nobody hands on."""
    issues = list_sheet(source, ISSUES, map(dict, source.rows("issues")))
    if not source.copy.comes_back:
        return (issues,)
    return issues, list_sheet(source, REMEDIES, map(dict, source.rows("remedies")))


def milestones_sheet(source: ExportSource) -> ListSheet:
    """Every duty of every group, with the day that counts and whose move it is."""
    return list_sheet(source, MILESTONES, map(_milestone_values, source.rows("milestones")))


def expenses_sheet(source: ExportSource) -> ListSheet:
    """Every cost item of every group, also where nothing is recorded yet."""
    return list_sheet(source, EXPENSES, map(_expense_values, source.rows("expenses")))


def contacts_sheet(source: ExportSource) -> ListSheet:
    """The people of every group; who they are only where personal data was asked for."""
    return list_sheet(source, CONTACTS, map(_contact_values, source.rows("contact_list")))


def surveys_sheet(source: ExportSource) -> ListSheet:
    """What the groups said of the sessions; answers without a name are of no selection of groups."""
    found = list(source.rows("survey_list"))
    if not source.request.filter_words:
        found += source.named("exports/survey_list_of_nobody", programme_id=source.programme["id"])
    return list_sheet(source, SURVEYS, map(_survey_values, found))


def attendance_sheet(source: ExportSource) -> ListSheet:
    """One line a group, one column a session; nothing stands where nothing is recorded."""
    sessions = source.named("sessions/sessions", programme_id=source.programme["id"])
    marks = tuple(say_word(mark) for mark in ATTENDANCE_MARKS)
    columns = tuple(
        SheetColumn(
            say(
                "excel.session_heading_open" if session["is_day_open"] else "excel.session_heading",
                title=say_title(session["title"], session["title_en"]),
                day=date.fromisoformat(session["held_on"]),
            ),
            CellKind.WORD,
            12,
            16,
            choices=marks if source.copy.comes_back else (),
            fills=_said_fills(_ABSENCES),
            colour="#4F5359",
        )
        for session in sessions
    )
    recorded = {
        (found["group_id"], found["session_id"]): found["mark"] for found in source.rows("attendance")
    }

    def lines() -> Iterator[SheetRow]:
        for group in source.rows("groups"):
            told = (say_word(recorded.get((group["id"], session["id"]))) or None for session in sessions)
            yield SheetRow((group["number"], group["name"], *told), _key(ATTENDANCE, group))

    return _sheet(source, ATTENDANCE, (*columns_of(source, ATTENDANCE), *columns), lines())


def list_sheet(source: ExportSource, kind: ListKind, lines: Iterable[Values]) -> ListSheet:
    """A list by its declaration; `lines` hold the values of its columns, and `uid` and `version` of the row."""
    shown = shown_columns(source, kind)

    def rows() -> Iterator[SheetRow]:
        for line in lines:
            yield SheetRow(tuple(shown_value(column, line[column.key]) for column in shown), _key(kind, line))

    return _sheet(source, kind, columns_of(source, kind), rows())


def shown_columns(source: ExportSource, kind: ListKind) -> list[ListColumn]:
    """The columns of a list that this copy has: what is personal only where it was asked for."""
    return [column for column in kind.columns if source.shows(column.goes, is_personal=column.is_personal)]


def columns_of(source: ExportSource, kind: ListKind) -> tuple[SheetColumn, ...]:
    """The columns of a list with their headings, drop-downs and colours."""
    offered: dict[str, Callable[[], tuple[str, ...]]] = {
        "staff": lambda: tuple(found["name"] for found in source.named("exports/staff")),
        "item": lambda: tuple(
            say_title(found["title"], found["title_en"])
            for found in source.named("exports/cost_items", programme_id=source.programme["id"])
        ),
    }
    shown = shown_columns(source, kind)
    return tuple(
        SheetColumn(
            say(f"heading.{column.key}"),
            CellKind.WORD if column.key in _LIKE_WORDS else column.kind,
            least=_GROUP_WIDTH[0] if column.key == "group" else 0,
            most=_most_width(column, shown),
            choices=_choices(source, column, offered),
            fills=_said_fills(_FILLS.get(column.key, ())),
            colour="#7F7F7F" if column.is_computed else "#44546A",
        )
        for column in shown
    )


def _choices(
    source: ExportSource, column: ListColumn, offered: Mapping[str, Callable[[], tuple[str, ...]]]
) -> tuple[str, ...]:
    """What a cell offers; nothing where nobody is to write, for the names of the staff would go along."""
    if not source.copy.comes_back:
        return ()
    return tuple(map(say_word, column.words)) or (offered[column.key]() if column.key in offered else ())


def _most_width(column: ListColumn, shown: list[ListColumn]) -> float:
    if column.kind is CellKind.LONG_TEXT:
        is_only = sum(one.kind is CellKind.LONG_TEXT for one in shown) == 1
        return _LONG_WIDTH if is_only else _LONG_WIDTH_AMONG_OTHERS
    return _GROUP_WIDTH[1] if column.key == "group" else 0


def _sheet(
    source: ExportSource, kind: ListKind, columns: tuple[SheetColumn, ...], rows: Iterable[SheetRow]
) -> ListSheet:
    name = say(f"export.kind_{kind.name}")
    return ListSheet(
        name=name,
        title=say("excel.list_title", programme=source.programme_name, list=name),
        about=source.about(),
        columns=columns,
        rows=rows,
        stamp=source.stamp(kind.name),
        nobody=say("excel.nothing_listed"),
        foot=say("excel.see_notes", sheet=say("excel.sheet_notes")),
        is_demonstration=source.is_demonstration,
    )


def _key(kind: ListKind, line: Values | sqlite3.Row) -> str:
    return "" if line["uid"] is None else str(RowKey(kind.table, line["uid"], line["version"]))


def shown_value(column: ListColumn, value: Any) -> Shown:
    """A value of the file as a cell shows it, in the reader's language."""
    if value is None or value == "":
        return None
    if column.kind is CellKind.DATE:
        return value if isinstance(value, OpenMonth) else date.fromisoformat(value)
    if column.kind is CellKind.TIME:
        return time.fromisoformat(value)
    if column.kind is CellKind.WORD:
        return say_word(value)
    return value  # type: ignore[no-any-return]


class OpenMonth(str):
    """8月（日未定）: what stands in place of a day that is not fixed."""

    __slots__ = ()


def _milestone_values(found: sqlite3.Row) -> Values:
    day_open = OpenMonth(say_open_month(found["due_on"])) if found["is_day_open"] else None
    return dict(found) | {
        "planned_on": day_open or found["planned_on"],
        "due_on": day_open or found["due_on"],
        "milestone": say_title(found["milestone"], found["milestone_en"]),
        "state": say_word(shown_state(found["state"], found["kind"])),
        "standing": say_word(found["standing"]),
        "turn": say(f"standing.{found['turn']}") if found["turn"] else None,
    }


def _contact_values(found: sqlite3.Row) -> Values:
    return dict(found) | {"primary": say("excel.marked") if found["primary"] else None}


def _survey_values(found: sqlite3.Row) -> Values:
    score = None if found["score"] is None else str(found["score"])
    return dict(found) | {"session": say_title(found["session"], found["session_en"]), "score": score}


def _expense_values(found: sqlite3.Row) -> Values:
    line = CostLine(
        budget=found["budget"] or 0,
        received=found["received"],
        given=found["given"],
        proper=found["proper"],
    )
    return dict(found) | {
        "item": say_title(found["item"], found["item_en"]),
        "accepted": None if found["proper"] is None else line.accepted,
    }


def _said_fills(fills: Iterable[Fill]) -> tuple[Fill, ...]:
    return tuple(Fill(tuple(say_word(word) for word in fill.words), fill.look) for fill in fills)
