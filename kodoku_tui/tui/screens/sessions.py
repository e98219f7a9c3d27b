"""研修・会議: the gatherings of the year and how many came."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from textual import on

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_due, say_title
from kodoku_tui.services.sessions import SessionEntry, list_sessions
from kodoku_tui.tui.commands import Command
from kodoku_tui.tui.screens.list_screen import ListScreen
from kodoku_tui.tui.sources import ReadSource
from kodoku_tui.tui.widgets.list_table import Cell, Column, ListTable, Row

OPEN_SESSION = Command("open_session", ("enter",), group="list")
MOVE_SESSION = Command("move_session", ("d", "f2"), group="list")
ADD_SESSION = Command("add_session", ("n", "ctrl+n"), group="list")


class SessionsScreen(ListScreen):
    """Each session with its attendance; Enter opens it to mark who came."""

    export_kind: ClassVar[str] = "attendance"
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (OPEN_SESSION, MOVE_SESSION, ADD_SESSION)
    SCREEN_NAME = "sessions"
    SHOWS_GROUPS = False

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("on", say("sessions.on"), 22, grow=1),
                Column("title", say("sessions.title"), 20, grow=2),
                Column("kind", say("sessions.kind"), 10, grow=1),
                _count_column("present"),
                _count_column("absent"),
                _count_column("unknown"),
            ],
            empty_text=say("sessions.empty"),
        )

    def make_source(self) -> ReadSource[SessionEntry]:
        today = self.desk.today
        return ReadSource(
            list_sessions(self.desk),
            lambda session: session_row(session, today),
            {
                "on": lambda session: session.on,
                "title": lambda session: session.title,
                "kind": lambda session: session.kind,
                "present": lambda session: session.present,
                "absent": lambda session: session.absent,
                "unknown": lambda session: session.unknown,
            },
        )

    def line_text(self) -> str:
        return say("sessions.line")

    def command_applies(self, name: str) -> bool:
        if name in (OPEN_SESSION.name, MOVE_SESSION.name):
            return self.is_mounted and self.table.cursor_key is not None
        return True

    def action_open_session(self) -> None:
        """Mark who came."""
        from kodoku_tui.tui.screens.attendance import AttendanceScreen

        if self.table.cursor_key is not None:
            self.app.push_screen(AttendanceScreen(str(self.table.cursor_key)))

    def action_move_session(self) -> None:
        """Set the day of the session."""
        from kodoku_tui.tui.screens.session_form import MoveSessionForm

        key = str(self.table.cursor_key)
        self.desk_app.open_form(lambda: MoveSessionForm(self.desk, key))

    def action_add_session(self) -> None:
        """Announce a gathering."""
        from kodoku_tui.tui.screens.session_form import AddSessionForm

        self.desk_app.open_form(lambda: AddSessionForm(self.desk))

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_session()


def _count_column(key: str) -> Column:
    title = say(f"sessions.{key}")
    return Column(key, title, max(7, cell_len(title)), align="right")


def session_row(session: SessionEntry, today: date) -> Row:
    """One session as a line."""
    is_past = session.on < today.isoformat()
    when = say_day(session.on, today=today)
    due = say("sessions.held") if is_past else say_due(session.on, today)
    return Row(
        session.key,
        (
            Cell(f"{when} {due}", "muted" if is_past else ""),
            Cell(say_title(session.title, session.title_en)),
            Cell(session.kind),
            Cell(_groups(session.present)),
            Cell(_groups(session.absent)),
            Cell(_groups(session.unknown), "soon" if is_past and session.unknown and session.is_duty else ""),
        ),
    )


def _groups(count: int) -> str:
    return say("phrase.groups", count=count) if count else say("phrase.none")
