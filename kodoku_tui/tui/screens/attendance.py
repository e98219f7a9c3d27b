"""出欠: every group of one session on one page, one key a mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from textual import on

from kodoku_tui.domain.entries import AttendanceEntry
from kodoku_tui.domain.names import short_name
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_title
from kodoku_tui.services.sessions import AttendanceRow, list_attendance, mark_attendance, session_named
from kodoku_tui.tui.commands import Command
from kodoku_tui.tui.screens.list_screen import ListScreen
from kodoku_tui.tui.sources import ReadSource
from kodoku_tui.tui.widgets.list_table import Cell, Column, ListTable, Row

GO_BACK = Command("go_back", ("escape",), in_footer=False, group="list")
MARK_ON_SITE = Command("mark_on_site", ("p", "f6"), group="attendance")
MARK_ONLINE = Command("mark_online", ("o", "f7"), group="attendance")
MARK_RECORDING = Command("mark_recording", ("v", "f8"), group="attendance")
MARK_EXCUSED = Command("mark_excused", ("x", "f9"), group="attendance")
MARK_ABSENT = Command("mark_absent", ("z", "f11"), group="attendance")
MARK_UNKNOWN = Command("mark_unknown", ("delete",), in_footer=False, group="attendance")
MARK_OTHERS = Command("mark_others", ("n", "ctrl+n"), group="attendance")
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

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        MARK_ON_SITE,
        MARK_ONLINE,
        MARK_RECORDING,
        MARK_EXCUSED,
        MARK_ABSENT,
        MARK_OTHERS,
        MARK_UNKNOWN,
        OPEN_GROUP,
        GO_BACK,
    )
    SCREEN_NAME = "sessions"

    def __init__(self, session: str) -> None:
        super().__init__()
        self._session = session
        self._rows: list[AttendanceRow] = []
        self._line = ""

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
        self._rows = list_attendance(self.desk, self._session)
        counts = Counter(row.mark for row in self._rows)
        words = [
            f"{say_word(mark)} {say('phrase.groups', count=counts[mark])}"
            for mark in AttendanceMark
            if counts[mark]
        ]
        title = say_title(session["title"], session["title_en"])
        self._line = "  ".join([title, say_day(session["held_on"], today=self.desk.today), *words])
        marks = list(AttendanceMark)
        return ReadSource(
            self._rows,
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

        others = [row.group_no for row in self._rows if row.mark == AttendanceMark.UNKNOWN]
        if not others:
            self.desk_app.tell_saved(say("attendance.all_marked"))
            return

        def answered(certain: bool | None) -> None:
            if certain:
                self._save(others, AttendanceMark.ON_SITE)

        self.app.push_screen(ConfirmScreen(say("attendance.others_question", count=len(others))), answered)

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_group()

    def _mark(self, mark: AttendanceMark) -> None:
        marked = [int(key) for key in self.table.marked_keys]
        if marked:
            self._save(marked, mark)
        elif self.group_number is not None:
            self._save([self.group_number], mark)
            self.table.cursor_row += 1

    def _save(self, numbers: Sequence[int], mark: AttendanceMark) -> None:
        entries = [AttendanceEntry(session=self._session, group_no=number, mark=mark) for number in numbers]

        def save() -> None:
            mark_attendance(self.desk, entries)
            if len(numbers) > 1:
                sentence = say("saved.attendance", count=len(numbers), mark=say_word(mark))
                self.app.call_from_thread(self.desk_app.tell_saved, sentence)
            self.app.call_from_thread(self.reload)

        self.run_in_thread(save, group="mark")


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
