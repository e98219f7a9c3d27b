"""One day of the calendar: every group with something due on it, and the sessions."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on

from kodoku_tui.domain.duties.milestones import MilestoneKind, Standing, shown_duty
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_due, say_title
from kodoku_tui.services.duties.month import Duty, duties_between
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import CORRECT, GO_BACK, OPEN_GROUP
from kodoku_tui.tui.frame.thing import Thing, ThingKind
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

_STYLES = {
    Standing.OVERDUE: "late",
    Standing.REVIEW_LATE: "late",
    Standing.OURS_LATE: "late",
    Standing.DUE_SOON: "soon",
    Standing.DONE: "done",
}


class DayScreen(ListScreen):
    """What falls due on one day; Enter opens the group, or who came to a session."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (OPEN_GROUP, CORRECT, GO_BACK)
    SCREEN_NAME = "month"

    def __init__(self, day: date) -> None:
        super().__init__()
        self._day = day
        self._duties: dict[str, Duty] = {}

    def make_table(self) -> ListTable:
        return ListTable(day_columns(), empty_text=say("day.empty"))

    def make_source(self) -> ReadSource[Duty]:
        duties = duties_between(self.desk, self._day, self._day)
        self._duties = {_key(duty): duty for duty in duties}
        today = self.desk.today
        return ReadSource(
            duties,
            lambda duty: day_row(duty, today),
            {
                "title": lambda duty: duty.title,
                "group_no": lambda duty: duty.group_no,
                "group_name": lambda duty: duty.group_name,
                "standing": lambda duty: duty.standing,
                "state": lambda duty: duty.state,
                "staff": lambda duty: duty.staff,
            },
        )

    def line_text(self) -> str:
        day = say_day(self._day, today=self.desk.today)
        return say("day.line", day=day, count=len(self._duties))

    @property
    def group_number(self) -> int | None:
        return None if self._duty is None else self._duty.group_no

    @property
    def milestone_key(self) -> str | None:
        """The milestone under the cursor, for the forms."""
        return self._duty.key if self._duty is not None and self._duty.what == "milestone" else None

    def action_open_group(self) -> None:
        """Open the group of the line; for a session, who came."""
        duty = self._duty
        if duty is not None and duty.what == "session":
            self.desk_app.show_attendance(duty.key)
        elif duty is not None:
            self.open_group(duty.group_no)

    def command_applies(self, name: str) -> bool:
        return name != CORRECT.name or self._duty is not None

    def action_correct(self) -> None:
        """Put the milestone or the session of the line right."""
        duty = self._duty
        if duty is not None:
            self.desk_app.correct(thing_of(duty))

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_group()

    @property
    def _duty(self) -> Duty | None:
        return self._duties.get(str(self.table.cursor_key))


def thing_of(duty: Duty) -> Thing:
    """What falls due: the session, the milestone of a group, or who came."""
    if duty.what == "session" or duty.group_no is None:
        return Thing("session", key=duty.key)
    kind: ThingKind = "attendance_duty" if duty.kind == MilestoneKind.SESSION else "milestone"
    return Thing(kind, duty.group_no, key=duty.key)


def day_columns() -> list[Column]:
    """What is said of each duty of a day."""
    return [
        Column("title", say("day.title"), 18, grow=1),
        Column("group_no", say("work.number"), 4, align="right"),
        Column("group_name", say("work.group"), 22, grow=2),
        Column("standing", say("day.standing"), 12),
        Column("state", say("day.state"), 8),
        Column("staff", say("work.staff"), 11),
    ]


def day_row(duty: Duty, today: date) -> Row:
    """One duty of one group, or one session."""
    title = Cell(say_title(duty.title, duty.title_en))
    if duty.standing is None or duty.state is None:
        return Row(_key(duty), (title, Cell(""), Cell(say("work.everybody")), Cell(""), Cell(""), Cell("")))
    standing = Standing(duty.standing)
    says_when = standing in (Standing.OVERDUE, Standing.DUE_SOON, Standing.OPEN)
    words = say_due(duty.on_day, today) if says_when else say_word(duty.standing)
    return Row(
        _key(duty),
        (
            title,
            Cell(str(duty.group_no)),
            Cell(short_name(duty.group_name or "")),
            Cell(words, _STYLES.get(standing, "")),
            Cell(say_word(_word_of(duty))),
            Cell(duty.staff or say("phrase.nobody"), "" if duty.staff else "muted"),
        ),
    )


def _word_of(duty: Duty) -> str:
    return shown_duty(duty.state or "", duty.kind, mark=duty.mark, standing=duty.standing).value


def _key(duty: Duty) -> str:
    return f"{duty.what}:{duty.key}:{duty.group_no}"
