"""A file that says who came: a list of marks by group, or what a web meeting (Zoom, Teams) reports of its participants.

Zoom writes UTF-8 with or without a mark, and older versions what Windows speaks: a block about the meeting and
below it 「名前（元の名前）, ユーザーのメール, 参加時間, 退出時間, 時間（分）」; for a webinar several sections (host,
panelists, attendees, who only registered). Teams writes UTF-16 with tabs and the sections 1. 要約, 2. 参加者,
3. 会議中のアクティビティ; earlier versions a line for each coming and going.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.sessions.participants import mail_key, person_key
from kodoku_tui.excel.reading.cells import cell_name, shown
from kodoku_tui.excel.reading.meeting_days import days_in
from kodoku_tui.excel.reading.meeting_words import MeetingWords, meeting_words
from kodoku_tui.excel.reading.sheets import Workbook
from kodoku_tui.excel.reading.workbook import read_workbook

MAXIMUM_PEOPLE = 5_000

Place = tuple[str, int]
"""A sheet, and a row as Excel numbers it."""

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(slots=True)
class Participant:
    """One person in a web meeting, however often they came in. `cell` is where their first line stands.

    `places` are all their lines.
    """

    name: str
    mail: str
    cell: str
    sheet: str
    joins: int = 1
    places: list[Place] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ListedMark:
    """One line of a list of marks, as it is written. Cells are named by column key."""

    sheet: str
    row: int
    columns: dict[str, int]
    number: str
    group: str
    mark: str
    heads: str
    names: str
    note: str

    @property
    def place(self) -> Place:
        """Where the line stands."""
        return self.sheet, self.row + 1

    def cell(self, column: str) -> str:
        """The cell of a column as Excel names it; the first known one where that column is lacking."""
        return cell_name(self.row, self.columns.get(column, min(self.columns.values())))


@dataclass(slots=True)
class AttendanceFile:
    """What a file says: people of a meeting, or marks of groups. `not_attended` only registered.

    `held_on` are the days on which the meeting may have been: none where the file does not say, two where its day and
    month can be read either way (11/12/2025, 13:05). `filled` are all rows in which anything stands, counted in the
    cells; `left` says why lines are none of a person or a group (a word of `import.left_…`).
    """

    people: list[Participant] = field(default_factory=list)
    marks: list[ListedMark] = field(default_factory=list)
    not_attended: int = 0
    lines: int = 0
    held_on: tuple[date, ...] = ()
    filled: tuple[Place, ...] = ()
    left: dict[Place, str] = field(default_factory=dict)


TextRow = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    name: str
    rows: Sequence[TextRow]
    first_row: int = 0
    first_column: int = 0

    def place(self, number: int) -> Place:
        """Where the row of this number, counted from 0 here, stands."""
        return self.name, self.first_row + number + 1


def read_attendance_file(path: Path) -> AttendanceFile:
    """What the file says, of whichever kind it is.

    Raises `Refused` with `file` for a file that cannot be read, and `error.no_attendance_table` for one that holds
    neither a list of participants nor one of marks.
    """
    words = meeting_words()
    workbook = read_workbook(path)
    grids = _grids(workbook, path)
    filled = tuple((sheet.name, row) for sheet in workbook.sheets for row in sheet.filled_rows)
    read = {grid.name for grid in grids}
    hidden = {place: "hidden_sheet" for place in filled if place[0] not in read}
    for grid in grids:
        found = _marks_in(grid, words)
        if found.marks:
            other = {place: "other_table" for place in filled if place[0] != grid.name}
            found.filled, found.left = filled, other | hidden | found.left
            return found
    report = _Report(words)
    for grid in grids:
        report.read(grid)
    report.found.filled, report.found.left = filled, hidden | report.found.left
    if not report.has_heading:
        raise Refused("error.no_attendance_table", file=path.name)
    if len(report.found.people) > MAXIMUM_PEOPLE:
        raise Refused("error.too_many_people", file=path.name)
    if not report.found.people:
        raise Refused("error.nobody_in_file", file=path.name)
    return report.found


def _grids(workbook: Workbook, path: Path) -> list[_Grid]:
    visible = [sheet for sheet in workbook.sheets if not sheet.hidden] or list(workbook.sheets)
    if not any(any(row) for sheet in visible for row in sheet.rows):
        raise Refused("error.workbook_empty_file", file=path.name)
    return [
        _Grid(
            sheet.name,
            [tuple(shown(value) for value in row) for row in sheet.rows],
            sheet.first_row,
            sheet.first_column,
        )
        for sheet in visible
    ]


def _marks_in(grid: _Grid, words: MeetingWords) -> AttendanceFile:
    found = AttendanceFile()
    columns: dict[str, int] | None = None
    for place, row in enumerate(grid.rows):
        heading = words.list_columns(row)
        if heading is not None:
            columns = heading
            found.left[grid.place(place)] = "heading"
            continue
        if not any(row):
            continue
        if columns is None:
            found.left[grid.place(place)] = "title"
            continue
        cells = {key: _cell(row, column) for key, column in columns.items()}
        if not cells.get("number") and not cells.get("group"):
            found.left[grid.place(place)] = "no_group"
            continue
        found.lines += 1
        found.marks.append(
            ListedMark(
                sheet=grid.name,
                row=grid.first_row + place,
                columns={key: grid.first_column + column for key, column in columns.items()},
                number=cells.get("number", ""),
                group=cells.get("group", ""),
                mark=cells.get("mark", ""),
                heads=cells.get("heads", ""),
                names=cells.get("names", ""),
                note=cells.get("note", ""),
            )
        )
    return found


class _Report:
    """Reads the sheets of a report, and brings together the lines of one person."""

    def __init__(self, words: MeetingWords) -> None:
        self.found = AttendanceFile()
        self.has_heading = False
        self._words = words
        self._by_mail: dict[str, Participant] = {}
        self._by_name: dict[str, list[Participant]] = {}

    def read(self, grid: _Grid) -> None:
        """Every person below a heading, until a section that lists comings and goings begins."""
        columns: dict[str, int] | None = None
        is_skipped = False
        for place, row in enumerate(grid.rows):
            self._note_start(grid, place)
            if not any(row):
                continue
            section = self._words.section_of(row)
            if section == "stop":
                self.found.left |= {grid.place(below): "activity" for below in range(place, len(grid.rows))}
                return
            heading = self._words.report_columns(row)
            if heading is not None:
                self.has_heading = True
                columns = heading
                self.found.left[grid.place(place)] = "heading"
            elif section is not None:
                columns, is_skipped = None, section == "skip"
                self.found.left[grid.place(place)] = "section"
            elif columns is not None and not is_skipped:
                self._take(row, columns, grid, place)
            else:
                self.found.left[grid.place(place)] = "host" if is_skipped else "meeting"

    def _take(self, row: TextRow, columns: dict[str, int], grid: _Grid, place: int) -> None:
        cells = {key: _cell(row, column) for key, column in columns.items()}
        mail = next((text for key in ("mail", "upn") if _MAIL.fullmatch(text := cells.get(key, ""))), "")
        name = cells["name"] or mail
        if not name:
            self.found.left[grid.place(place)] = "no_name"
            return
        self.found.lines += 1
        if _plain(cells.get("attended", "")) in self._words.not_attended:
            self.found.not_attended += 1
            self.found.left[grid.place(place)] = "not_attended"
            return
        self._note_day(cells.get("joined", ""))
        known = self._known(name, mail)
        if known is not None:
            known.joins += 1
            known.places.append(grid.place(place))
            if mail and not known.mail:
                known.mail = mail
                self._by_mail[mail_key(mail)] = known
            return
        cell = cell_name(grid.first_row + place, grid.first_column + columns["name"])
        person = Participant(name, mail, cell, grid.name, places=[grid.place(place)])
        self.found.people.append(person)
        if mail:
            self._by_mail[mail_key(mail)] = person
        self._by_name.setdefault(person_key(name), []).append(person)

    def _known(self, name: str, mail: str) -> Participant | None:
        """The same person: by the same mail, or by the same name where not both have a mail."""
        if mail and (known := self._by_mail.get(mail_key(mail))):
            return known
        alike = self._by_name.get(person_key(name), [])
        return next((one for one in alike if not (mail and one.mail)), None)

    def _note_start(self, grid: _Grid, place: int) -> None:
        """When the meeting began, where the part above the people says so: beside the words for it, or below."""
        row = grid.rows[place]
        below: TextRow = grid.rows[place + 1] if place + 1 < len(grid.rows) else ()
        for column, text in enumerate(row):
            if text and _plain(text.rstrip(":：")) in self._words.start:
                self._note_day(
                    _cell(row, column + 1) if len([*filter(None, row)]) == 2 else _cell(below, column)
                )

    def _note_day(self, written: str) -> None:
        # Not of any line: above may stand the day on which the report was made.
        if not self.found.held_on:
            self.found.held_on = days_in(written)


def _cell(row: TextRow, column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
