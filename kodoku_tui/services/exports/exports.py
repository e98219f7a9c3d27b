"""Handing lists out as workbooks and as a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.copies import Copy
from kodoku_tui.domain.exports.sheets import FactSheet, ListSheet
from kodoku_tui.locale import language, say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.deadlines import deadline_calendar
from kodoku_tui.services.exports.figures import figure_request, figures_sheets
from kodoku_tui.services.exports.forms import forms_sheets
from kodoku_tui.services.exports.karte import karte_sheets
from kodoku_tui.services.exports.notes import notes_sheet
from kodoku_tui.services.exports.record_lists import (
    attendance_sheet,
    checkins_sheet,
    contacts_sheet,
    expenses_sheet,
    issues_sheets,
    milestones_sheet,
    surveys_sheet,
)
from kodoku_tui.services.exports.source import ExportRequest, ExportSource, export_source
from kodoku_tui.services.exports.status import status_list
from kodoku_tui.store.written_files import CALENDAR, WORKBOOK, WrittenPath

Told = Callable[[int], None]
Sheets = Iterable[ListSheet | FactSheet]
Through = Callable[[ExportSource, Sheets], Sheets]


def _karte(source: ExportSource) -> Sheets:
    if source.request.group_no is None:
        raise Refused("error.export_needs_group", field="group")
    return karte_sheets(source, source.request.group_no)


def _with_notes(kind: str, sheets: Callable[[ExportSource], Sheets]) -> Callable[[ExportSource], Sheets]:
    return lambda source: (*sheets(source), notes_sheet(source, kind))


_LISTS: dict[str, Callable[[ExportSource], Sheets]] = {
    "milestones": lambda source: (milestones_sheet(source),),
    "checkins": lambda source: (checkins_sheet(source),),
    "issues": issues_sheets,
    "attendance": lambda source: (attendance_sheet(source),),
    "expenses": lambda source: (expenses_sheet(source),),
}

_OF_PEOPLE: dict[str, Callable[[ExportSource], Sheets]] = {
    "contacts": lambda source: (contacts_sheet(source),),
    "surveys": lambda source: (surveys_sheet(source),),
}

_SHEETS: dict[str, Callable[[ExportSource], Sheets]] = {
    **{kind: _with_notes(kind, sheets) for kind, sheets in (_LISTS | _OF_PEOPLE).items()},
    "group": _karte,
    "figures": figures_sheets,
    "forms": forms_sheets,
}

# Holds nothing that was noted.
_TO_FILL_IN = ("forms",)

EXPORT_KINDS = (
    "status",
    *(kind for kind in _SHEETS if kind not in _OF_PEOPLE),
    "book",
    "calendar",
    *_OF_PEOPLE,
)
"""What can be handed out, by its name on the command line, in the order of the digits that choose on the screen."""


def _as_they_are(_source: ExportSource, sheets: Sheets) -> Sheets:
    return sheets


def tell_nobody(count: int) -> None:
    """How many rows are written is of no interest."""


def check_export_kind(kind: str) -> None:
    """Raise `Refused` (`error.no_such_export`) for what cannot be handed out."""
    if kind not in EXPORT_KINDS:
        raise Refused("error.no_such_export", field="kind", kind=kind, kinds="、".join(EXPORT_KINDS))


def is_ordered(kind: str) -> bool:
    """Whether the groups of an export stand in the order of the selection, else by number."""
    return kind == "status"


def ending_of(kind: str) -> str:
    """How the name of the file ends."""
    return CALENDAR if kind == "calendar" else WORKBOOK


def mark_of(request: ExportRequest) -> str:
    """What stands before the title of each sheet: what the copy is for."""
    return "" if request.copy is None else say(f"copy.mark_{request.copy}")


def export(
    desk: Desk,
    kind: str,
    path: Path,
    request: ExportRequest,
    *,
    replaces: bool = False,
    told: Told = tell_nobody,
    through: Through = _as_they_are,
) -> int:
    """Write an export to `path`, whole or not at all; returns how many rows (groups, days) it holds.

    The sheets of a list go `through` what changes them. What is at `path` is replaced only where `replaces`. `told`
    hears from time to time how many rows are written, and stops the export by raising. Raises `Refused` for an unknown
    kind, for a group that is missing or not there, for a copy that there is not of this kind, and as `WrittenPath`
    does.
    """
    check_export_kind(kind)
    request = request.for_kind(kind)
    written = desk.written_path(path, ending=ending_of(kind), replaces=replaces)
    if kind == "status":
        return _export_status(desk, written, request, told)
    if kind == "calendar":
        return _export_calendar(desk, written, request)
    if kind == "book":
        from kodoku_tui.services.exports.books import export_book

        return export_book(desk, written, told=told)
    from kodoku_tui.excel.writing.list_writer import write_lists

    with export_source(desk, figure_request(request) if kind == "figures" else request) as source:
        title = say("excel.list_title", programme=source.programme_name, list=say(f"export.kind_{kind}"))
        return write_lists(
            written,
            through(source, _SHEETS[kind](source)),
            title=title,
            created=desk.today,
            told=told,
            mark=mark_of(request),
        )


def _export_status(desk: Desk, path: WrittenPath, request: ExportRequest, told: Told) -> int:
    """The status list as of today."""
    from kodoku_tui.excel.writing.status_list import write_status_list

    with export_source(desk, ExportRequest(request.chosen)):
        listed = status_list(
            desk,
            request.chosen,
            filter_words=request.filter_words,
            in_english=language() == "en",
            order=request.order,
            is_reversed=request.is_reversed,
            comes_back=request.copy is not Copy.HANDOUT,
        )
    write_status_list(path, listed, told, mark_of(request))
    return len(listed.rows)


def _export_calendar(desk: Desk, path: WrittenPath, request: ExportRequest) -> int:
    """Due dates of the groups, and the sessions; what is done or has fallen away is in the file as cancelled."""
    from kodoku_tui.reports.calendar import write_calendar

    listed = deadline_calendar(desk, request.chosen, in_english=language() == "en")
    write_calendar(path, listed)
    return sum(deadline.is_open for deadline in listed.deadlines)
