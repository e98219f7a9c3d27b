"""出欠: every group of one session on one page, one key a mark."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import ClassVar

from textual import on

from kodoku_tui.domain.entries import AttendanceEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.names import short_name
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_title
from kodoku_tui.services.sessions import AttendanceRow, list_attendance, mark_attendance, session_named
from kodoku_tui.tui.commands import Command
from kodoku_tui.tui.screens.list_screen import ListScreen
from kodoku_tui.tui.sources import ReadSource
from kodoku_tui.tui.widgets.list_table import Cell, Column, ListTable, PageSource, Row
from kodoku_tui.tui.widgets.plain_list import Choice

GO_BACK = Command("go_back", ("escape",), in_footer=False, group="list")
MARK_ON_SITE = Command("mark_on_site", ("p", "f6"), group="attendance")
MARK_ONLINE = Command("mark_online", ("o", "f7"), group="attendance")
MARK_RECORDING = Command("mark_recording", ("v", "f8"), group="attendance")
MARK_EXCUSED = Command("mark_excused", ("x", "f9"), group="attendance")
MARK_ABSENT = Command("mark_absent", ("z", "f11"), group="attendance")
MARK_UNKNOWN = Command("mark_unknown", ("delete",), in_footer=False, group="attendance")
MARK_OTHERS = Command("mark_others", ("n", "ctrl+n"), group="attendance")
EDIT_ATTENDANCE = Command("edit_attendance", ("f2",), in_footer=False, group="attendance")
FIND_GROUP = Command("search", ("slash", "ctrl+f"), group="list")
OPEN_GROUP = Command("open_group", ("enter",), in_footer=False, group="list")

_STYLES = {
    AttendanceMark.ON_SITE: "done",
    AttendanceMark.ONLINE: "done",
    AttendanceMark.RECORDING: "accent",
    AttendanceMark.EXCUSED: "soon",
    AttendanceMark.ABSENT: "late",
    AttendanceMark.UNKNOWN: "muted",
}


class AttendanceScreen(ListScreen):
    """Marks go to the marked rows, else to the row under the cursor, which then moves on."""

    export_kind: ClassVar[str] = "attendance"
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        MARK_ON_SITE,
        MARK_ONLINE,
        MARK_RECORDING,
        MARK_EXCUSED,
        MARK_ABSENT,
        MARK_OTHERS,
        MARK_UNKNOWN,
        EDIT_ATTENDANCE,
        FIND_GROUP,
        OPEN_GROUP,
        GO_BACK,
    )
    SCREEN_NAME = "sessions"

    def __init__(self, session: str) -> None:
        super().__init__()
        self._session = session
        self._rows: dict[int, AttendanceRow] = {}
        self._line = ""
        self._refusal: Refused | None = None
        self._waiting: list[tuple[list[int], AttendanceMark]] = []
        self._wanted_row: int | None = None
        self._is_saving = False

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("group_no", say("register.number"), 4, align="right"),
                Column("mark", say("attendance.mark"), 18),
                Column("group", say("register.name"), 28, grow=1),
                Column("staff", say("register.staff"), 12),
                Column("heads", say("attendance.heads"), 6, align="right"),
                Column("names", say("attendance.names"), 20, grow=1),
            ],
            empty_text=say("register.empty"),
        )

    def make_source(self) -> ReadSource[AttendanceRow]:
        session = session_named(self.desk, self._session)
        rows = list_attendance(self.desk, self._session)
        self._rows = {row.group_no: row for row in rows}
        self._refusal = self._not_yet(session["title"], session["held_on"])
        counts = Counter(row.mark for row in rows)
        words = [
            f"{say_word(mark)} {say('phrase.groups', count=counts[mark])}"
            for mark in AttendanceMark
            if counts[mark]
        ]
        title = say_title(session["title"], session["title_en"])
        self._line = "  ".join([title, say_day(session["held_on"], today=self.desk.today), *words])
        marks = list(AttendanceMark)
        return ReadSource(
            rows,
            attendance_row,
            {
                "group_no": lambda row: row.group_no,
                "mark": lambda row: marks.index(AttendanceMark(row.mark)),
                "group": lambda row: row.group,
                "staff": lambda row: row.staff,
                "heads": lambda row: row.heads,
                "names": lambda row: row.names or None,
            },
        )

    def line_text(self) -> str:
        return self._line

    @property
    def group_number(self) -> int | None:
        key = self.table.cursor_key
        return None if key is None else int(key)

    def action_go_back(self) -> None:
        self.dismiss()

    def action_open_group(self) -> None:
        self.open_group(self.group_number)

    def action_mark_on_site(self) -> None:
        self._mark(AttendanceMark.ON_SITE)

    def action_mark_online(self) -> None:
        self._mark(AttendanceMark.ONLINE)

    def action_mark_recording(self) -> None:
        self._mark(AttendanceMark.RECORDING)

    def action_mark_excused(self) -> None:
        self._mark(AttendanceMark.EXCUSED)

    def action_mark_absent(self) -> None:
        self._mark(AttendanceMark.ABSENT)

    def action_mark_unknown(self) -> None:
        self._mark(AttendanceMark.UNKNOWN)

    def action_mark_others(self) -> None:
        """Everybody who is not marked yet was there; asks first, with how many that are."""
        from kodoku_tui.tui.screens.confirm import ConfirmScreen

        if self._refusal is not None:
            self.desk_app.unexpected(self._refusal)
            return
        others = [row.group_no for row in self._rows.values() if row.mark == AttendanceMark.UNKNOWN]
        if not others:
            self.desk_app.tell_saved(say("attendance.all_marked"))
            return

        def answered(certain: bool | None) -> None:
            if certain:
                self._save(others, AttendanceMark.ON_SITE)

        self.app.push_screen(ConfirmScreen(say("attendance.others_question", count=len(others))), answered)

    def action_search(self) -> None:
        """Go to a group of the list by its number or a part of its name."""
        from kodoku_tui.tui.screens.choose import ChooseScreen

        choices = [Choice(row.group_no, f"{row.group_no} {row.group}") for row in self._rows.values()]

        def found(choice: Choice[int] | None) -> None:
            if choice is not None:
                self._wanted_row = choice.key
                self.reload()

        self.app.push_screen(ChooseScreen(say("attendance.find"), choices, chosen=self.group_number), found)

    def action_edit_attendance(self) -> None:
        """Write down how many came and who."""
        from kodoku_tui.tui.screens.attendance_form import AttendanceForm

        row = self._rows.get(self.group_number or 0)
        if row is not None:
            self.desk_app.open_form(lambda: AttendanceForm(self.desk, row))

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_group()

    def _mark(self, mark: AttendanceMark) -> None:
        marked = [int(key) for key in self.table.marked_keys]
        if self._refusal is not None:
            self.desk_app.unexpected(self._refusal)
        elif marked:
            self._save(marked, mark)
        elif self.group_number is not None:
            self._save([self.group_number], mark)
            self.table.cursor_row += 1

    def _save(self, numbers: list[int], mark: AttendanceMark) -> None:
        """Keep the order of the marks: one thread saves them, the next ones wait for it."""
        self._waiting.append((numbers, mark))
        if not self._is_saving:
            self._is_saving = True
            self.desk_app.in_thread(self._save_waiting, group="mark")

    def _save_waiting(self) -> None:
        try:
            while self._waiting:
                numbers, mark = self._waiting.pop(0)
                self._save_marks(numbers, mark)
        finally:
            # What waited behind a refusal was marked without knowing of it.
            self._waiting.clear()
            self._is_saving = False
            self.app.call_from_thread(self.reload)

    def _save_marks(self, numbers: list[int], mark: AttendanceMark) -> None:
        """Save, unless somebody else marked one of these groups since the person saw it."""
        entries = [
            AttendanceEntry(
                session=self._session, group_no=number, mark=mark, version=self._rows[number].version
            )
            for number in numbers
        ]
        mark_attendance(self.desk, entries)
        for number in numbers:
            row = self._rows[number]
            if row.version == 0 or row.mark != mark:
                self._rows[number] = replace(row, mark=mark.value, version=row.version + 1)
        if len(numbers) > 1:
            sentence = say("saved.attendance", count=len(numbers), mark=say_word(mark))
            self.app.call_from_thread(self.desk_app.tell_saved, sentence)

    def _loaded(self, source: PageSource, line: str) -> None:
        super()._loaded(source, line)
        if self._wanted_row is not None:
            self.table.set_source(source, at_key=self._wanted_row)
            self._wanted_row = None

    def _not_yet(self, title: str, held_on: str) -> Refused | None:
        """Why nothing can be marked before the day; None from the day on."""
        if held_on <= self.desk.today.isoformat():
            return None
        return Refused("error.session_not_yet", title=title, date=held_on)


def attendance_row(row: AttendanceRow) -> Row:
    """One group at the session as a line."""
    mark = AttendanceMark(row.mark)
    return Row(
        row.group_no,
        (
            Cell(str(row.group_no)),
            Cell(say_word(mark), _STYLES[mark]),
            Cell(short_name(row.group)),
            Cell(row.staff or say("phrase.nobody"), "muted"),
            Cell("" if row.heads is None else str(row.heads)),
            Cell(row.names),
        ),
    )
