"""出欠: every group of one session on one page, one key a mark."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on

from kodoku_tui.domain.sessions.attending import ABSENT
from kodoku_tui.domain.words import AttendanceMark, Reply
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_said, say_title
from kodoku_tui.services.sessions.replies import has_replies
from kodoku_tui.services.sessions.sessions import (
    AttendanceRow,
    left_unconfirmed,
    list_attendance,
    not_yet,
    session_entry,
    session_named,
)
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.frame.shared_commands import GO_BACK, OPEN_GROUP, SEARCH
from kodoku_tui.tui.lists.list_table import ListTable
from kodoku_tui.tui.lists.sources import ReadSource
from kodoku_tui.tui.sessions.attendance_commands import (
    ADD_FOLLOWUPS,
    EDIT_ATTENDANCE,
    ENTER_MARKS,
    IMPORT_ATTENDANCE,
    INVITE,
    MARK_ABSENT,
    MARK_EXCUSED,
    MARK_ON_SITE,
    MARK_ONLINE,
    MARK_OTHERS,
    MARK_RECORDING,
    MARK_UNKNOWN,
    SHOW_SURVEYS,
)
from kodoku_tui.tui.sessions.attendance_marking import MarkingScreen
from kodoku_tui.tui.sessions.attendance_words import attendance_row, session_line, shown_columns


class AttendanceScreen(MarkingScreen):
    """Marks go to the marked rows, else to the row under the cursor, which then moves on."""

    EXPORT_KIND = "attendance"
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        MARK_ON_SITE,
        MARK_ONLINE,
        MARK_RECORDING,
        MARK_EXCUSED,
        MARK_ABSENT,
        MARK_OTHERS,
        ENTER_MARKS,
        MARK_UNKNOWN,
        EDIT_ATTENDANCE,
        ADD_FOLLOWUPS,
        IMPORT_ATTENDANCE,
        INVITE,
        SHOW_SURVEYS,
        SEARCH,
        replace(OPEN_GROUP, in_footer=False),
        replace(GO_BACK, in_footer=False),
    )
    SCREEN_NAME = "sessions"
    DEFAULT_CSS = """
    AttendanceScreen .list-screen--line { height: auto; max-height: 3; }
    """

    def __init__(self, session: str) -> None:
        super().__init__(session)
        self._line = ""
        self._columns: list[str] = []

    def make_table(self) -> ListTable:
        columns = shown_columns(
            is_to_come=not_yet(session_named(self.desk, self._session), self.desk.today) is not None,
            asks=has_replies(self.desk, self._session),
        )
        self._columns = [column.key for column in columns]
        return ListTable(
            columns,
            empty_text=say("register.empty"),
        )

    def make_source(self) -> ReadSource[AttendanceRow]:
        self._entry = session_entry(self.desk, self._session)
        rows = list_attendance(self.desk, self._session)
        self._rows = {row.group_no: row for row in rows}
        self._refusal = not_yet(session_named(self.desk, self._session), self.desk.today)
        self._line = session_line(self._entry, rows, self.desk.today)
        marks, replies = list(AttendanceMark), list(Reply)
        return ReadSource(
            rows,
            lambda row: attendance_row(row, self._columns),
            {
                "group_no": lambda row: row.group_no,
                "mark": lambda row: marks.index(AttendanceMark(row.mark)),
                "group": lambda row: row.group,
                "reply": lambda row: (row.difference or "", replies.index(Reply(row.reply))),
                "staff": lambda row: row.staff,
                "heads": lambda row: row.heads,
                "names": lambda row: row.names or None,
                "followups": lambda row: row.followups or None,
            },
        )

    def line_text(self) -> str:
        return self._line

    def action_go_back(self) -> None:
        """Leave; says who is still not confirmed when the others are."""
        if self._entry is not None:
            said = left_unconfirmed(self._entry, [*self._rows.values()], self.desk.today)
            if said is not None:
                notify_plain(self.app, say_said(said))
        self.dismiss()

    def action_open_group(self) -> None:
        self.open_group(self.group_number)

    def action_enter_marks(self) -> None:
        """Mark by numbers: 12,20-25 x."""
        from kodoku_tui.tui.sessions.attendance_forms import MarksForm

        rows = dict(self._rows)
        self.desk_app.open_form(lambda: MarksForm(self.desk, self._session, rows))

    def action_add_followups(self) -> None:
        """Follow an absence up: of the marked groups, else of the one under the cursor; the form offers all as well."""
        from kodoku_tui.tui.sessions.attendance_forms import FollowUpForm

        absent = [row.group_no for row in self._rows.values() if row.mark in ABSENT]
        if not absent:
            self.desk_app.tell_saved(say("followup.nobody"))
            return
        at_hand = self.marked_groups or [self.group_number or 0]
        numbers = [number for number in at_hand if number in absent]
        self.desk_app.open_form(lambda: FollowUpForm(self.desk, self._session, numbers, absent))

    def action_import_attendance(self) -> None:
        """Take who came from a file, after a look at what it would mark."""
        from kodoku_tui.services.intake.attendance.preview import AttendancePreview
        from kodoku_tui.tui.sessions.attendance_file import AttendanceFileScreen
        from kodoku_tui.tui.sessions.attendance_preview import AttendancePreviewScreen

        if self._refusal is not None:
            self.desk_app.unexpected(self._refusal)
            return
        if self._entry is None:
            return

        def read(preview: AttendancePreview | None) -> None:
            if preview is not None:
                self.app.push_screen(AttendancePreviewScreen(preview))

        title = say_title(self._entry.title, self._entry.title_en)
        self.app.push_screen(AttendanceFileScreen(self._session, title), read)

    def action_invite_groups(self) -> None:
        """Invite the groups that a filter leaves."""
        from kodoku_tui.services.sessions.invitations import InvitationPreview
        from kodoku_tui.tui.sessions.invite_form import InviteForm, ask_and_invite

        def chosen(preview: InvitationPreview | None) -> None:
            if preview is not None:
                ask_and_invite(self.desk_app, self._session, preview.numbers)

        self.desk_app.open_form(lambda: InviteForm(self.desk, self._session), chosen)

    def action_show_surveys(self) -> None:
        """What those who came said."""
        from kodoku_tui.tui.sessions.surveys import SurveysScreen

        self.app.push_screen(SurveysScreen(self._session))

    def action_search(self) -> None:
        """Go to a group of the list by its number or a part of its name."""
        from kodoku_tui.tui.forms.choose import ChooseScreen

        choices = [Choice(row.group_no, f"{row.group_no} {row.group}") for row in self._rows.values()]

        def found(choice: Choice[int] | None) -> None:
            if choice is not None:
                self.stand_on(choice.key)
                self.reload()

        self.app.push_screen(ChooseScreen(say("attendance.find"), choices, chosen=self.group_number), found)

    def action_edit_attendance(self) -> None:
        """Write down how many came and who."""
        from kodoku_tui.tui.sessions.attendance_form import AttendanceForm

        row = self._rows.get(self.group_number or 0)
        if row is not None:
            self.desk_app.open_form(lambda: AttendanceForm(self.desk, row))

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_group()
