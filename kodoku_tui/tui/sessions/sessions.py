"""研修・会議: the sessions of the year, how many came, and what they said."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from textual import on

from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_due, say_session_day, say_title
from kodoku_tui.services.sessions.invitations import InvitationPreview
from kodoku_tui.services.sessions.sessions import SessionEntry, list_sessions
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource
from kodoku_tui.tui.sessions.words import invited_words, say_percent, survey_words

OPEN_SESSION = Command("open_session", ("enter",), group="list")
EDIT_SESSION = Command("edit_session", ("f2",), group="list")
MOVE_SESSION = Command("move_session", ("d", "ctrl+d", "f11"), in_footer=False, group="list")
ADD_SESSION = Command("add_session", ("n", "ctrl+n", "insert"), group="list")
INVITE = Command("invite_groups", ("g", "shift+f8"), group="list")
SHOW_SURVEYS = Command("show_surveys", ("l", "shift+f12"), group="list")

_OF_A_SESSION = (OPEN_SESSION, EDIT_SESSION, MOVE_SESSION, INVITE, SHOW_SURVEYS)


class SessionsScreen(ListScreen):
    """Each session with its attendance, those to come first; Enter opens it to mark who came."""

    EXPORT_KIND = "attendance"
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        OPEN_SESSION,
        EDIT_SESSION,
        MOVE_SESSION,
        ADD_SESSION,
        INVITE,
        SHOW_SURVEYS,
    )
    SCREEN_NAME = "sessions"
    SHOWS_GROUPS = False

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("on", say("sessions.on"), 28, dated=28),
                Column("title", say("sessions.title"), 20, grow=2),
                _count_column("present"),
                _count_column("absent"),
                _count_column("unknown"),
                Column("rate", say("sessions.rate"), 7, align="right"),
                Column("invited", say("sessions.invited"), 19),
                Column("survey", say("sessions.survey"), 12),
                Column("kind", say("sessions.kind"), 16),
                Column("format", say("sessions.format"), 10),
                Column("place", say("sessions.place"), 14, grow=1),
            ],
            empty_text=say("sessions.empty"),
        )

    def make_source(self) -> ReadSource[SessionEntry]:
        today = self.desk.today
        return ReadSource(
            coming_first(list_sessions(self.desk)),
            lambda session: session_row(session, today),
            {
                "on": lambda session: (session.on, session.starts_at or ""),
                "title": lambda session: session.title,
                "kind": lambda session: session.kind,
                "present": lambda session: session.present,
                "absent": lambda session: session.absent,
                "unknown": lambda session: session.unknown,
                "rate": lambda session: session.rate,
                "invited": lambda session: session.invited,
                "survey": lambda session: session.survey_mean,
                "format": lambda session: session.format or None,
                "place": lambda session: session.place or None,
            },
        )

    def line_text(self) -> str:
        return say("sessions.line")

    def command_applies(self, name: str) -> bool:
        if any(name == command.name for command in _OF_A_SESSION):
            return self.is_mounted and self.table.cursor_key is not None
        return True

    def action_open_session(self) -> None:
        """Mark who came."""
        from kodoku_tui.tui.sessions.attendance import AttendanceScreen

        if self.table.cursor_key is not None:
            self.app.push_screen(AttendanceScreen(str(self.table.cursor_key)))

    def action_edit_session(self) -> None:
        """Change what is said of the session."""
        from kodoku_tui.tui.sessions.session_form import EditSessionForm

        key = str(self.table.cursor_key)
        self.desk_app.open_form(lambda: EditSessionForm(self.desk, key))

    def action_move_session(self) -> None:
        """Set the day of the session."""
        from kodoku_tui.tui.sessions.session_form import MoveSessionForm

        key = str(self.table.cursor_key)
        self.desk_app.open_form(lambda: MoveSessionForm(self.desk, key))

    def action_add_session(self) -> None:
        """Announce a session."""
        from kodoku_tui.tui.sessions.session_form import AddSessionForm

        self.desk_app.open_form(lambda: AddSessionForm(self.desk))

    def action_invite_groups(self) -> None:
        """Invite the groups that a filter leaves."""
        from kodoku_tui.tui.sessions.invite_form import InviteForm, ask_and_invite

        key = str(self.table.cursor_key)

        def chosen(preview: InvitationPreview | None) -> None:
            if preview is not None:
                ask_and_invite(self.desk_app, key, preview.numbers)

        self.desk_app.open_form(lambda: InviteForm(self.desk, key), chosen)

    def action_show_surveys(self) -> None:
        """What those who came said."""
        from kodoku_tui.tui.sessions.surveys import SurveysScreen

        self.app.push_screen(SurveysScreen(str(self.table.cursor_key)))

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_session()

    @on(ListTable.RowHighlighted)
    def _row_changed(self) -> None:
        self.refresh_bindings()


def coming_first(sessions: list[SessionEntry]) -> list[SessionEntry]:
    """Those of today and to come by date, and then those held, the newest first."""
    coming = [session for session in sessions if not session.is_past]
    held = [session for session in sessions if session.is_past]
    return coming + held[::-1]


def _count_column(key: str) -> Column:
    title = say(f"sessions.{key}")
    return Column(key, title, max(7, cell_len(title)), align="right")


def session_row(session: SessionEntry, today: date) -> Row:
    """One session as a line."""
    is_past = session.is_past
    due = "" if session.is_day_open else say("sessions.held") if is_past else say_due(session.on, today)
    day = say_session_day(session.on, session.is_day_open, today=today)
    when = " ".join(filter(None, (day, session.starts_at, due)))
    # A session to come that is open to all: nobody is expected, and nobody not yet marked.
    unknown = session.unknown if session.is_duty or session.invited else 0
    return Row(
        session.key,
        (
            Cell(when, "muted" if is_past else "", shorter=(f"{day} {due}".strip(), day)),
            Cell(say_title(session.title, session.title_en)),
            Cell(_groups(session.present)),
            Cell(_groups(session.absent)),
            Cell(_groups(unknown), "soon" if is_past and unknown else ""),
            Cell(say_percent(session.rate)),
            Cell(invited_words(session), "late" if session.over else ""),
            Cell(survey_words(session.survey_mean, session.survey_count)),
            Cell(say_word(session.kind)),
            Cell(say_word(session.format)),
            Cell(session.place),
        ),
    )


def _groups(count: int) -> str:
    return say("phrase.groups", count=count) if count else say("phrase.none")
