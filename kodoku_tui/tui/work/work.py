"""今日: what needs me, or everybody, most pressing first."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import ClassVar

from kodoku_tui.domain.duties.milestones import MilestoneKind
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_ago, say_day, say_due
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.register.staff import is_registered
from kodoku_tui.services.work.worklist import WorkItem, worklist
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import CORRECT, EXTEND_DUE, FINISH_ACTION, OPEN_GROUP
from kodoku_tui.tui.frame.thing import Thing, ThingKind
from kodoku_tui.tui.lists.line_screen import LineScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource
from kodoku_tui.tui.work.reasons import reason_of

SHOW_MINE = Command("show_mine", ("f", "f8"), group="list")

_PROMISES = ("action", "followup")
_URGENCIES = ("overdue", "due", "waiting", "soon", "coming")
_STYLES = {"overdue": "late", "due": "soon", "waiting": "accent", "soon": "", "coming": "muted"}


class WorkScreen(LineScreen[WorkItem]):
    """The one list that answers "what needs me"."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (OPEN_GROUP, SHOW_MINE, FINISH_ACTION, CORRECT, EXTEND_DUE)
    SCREEN_NAME = "work"

    def __init__(self) -> None:
        super().__init__()
        self._only_mine = True
        self._today = date.min
        self._line = ""

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("urgency", say("work.urgency"), 10),
                Column("due_on", say("work.due"), 20),
                Column("group_no", say("work.number"), 4, align="right"),
                Column("group_name", say("work.group"), 16, grow=2),
                Column("reason", say("work.reason"), 24, grow=3, sortable=False),
                Column("staff", say("work.staff"), 11),
            ],
            empty_text=say("work.empty"),
        )

    def make_source(self) -> ReadSource[WorkItem]:
        return self.read(self.desk)

    def read(self, desk: Desk) -> ReadSource[WorkItem]:
        """The work list as of today, mine or everybody's."""
        today = desk.today
        shows_mine = self._only_mine and is_registered(desk, desk.staff)
        items = worklist(desk, staff=desk.staff if shows_mine else None)
        self.keep(items)
        self._today = today
        counts = Counter(item.urgency for item in items)
        whose = say("work.of_me", name=desk.staff) if shows_mine else say("work.of_all")
        self._line = "  ".join(
            [
                whose,
                *(
                    f"{say(f'urgency.{name}')} "
                    f"{say('phrase.count', count=counts[name]) if counts[name] else say('phrase.none')}"
                    for name in _URGENCIES
                ),
            ]
        )
        return ReadSource(
            items,
            lambda item: work_row(item, today),
            {
                "urgency": lambda item: _URGENCIES.index(item.urgency),
                "due_on": lambda item: item.due_on,
                "group_no": lambda item: item.group_no,
                "group_name": lambda item: item.group_name,
                "staff": lambda item: item.staff,
            },
        )

    def line_text(self) -> str:
        return self._line

    def key_of(self, one: WorkItem) -> str:
        return _key(one)

    def whole_of(self, one: WorkItem) -> str:
        whose = f"{one.group_no} {one.group_name}" if one.group_name else say("work.everybody")
        said = f"{whose}: {reason_of(one, self._today)}"
        if one.group_no is None or one.what == "checkin":
            return said
        return f"{said}  {say('work.last_checkin', ago=say_ago(one.days_since_checkin))}"

    @property
    def milestone_key(self) -> str | None:
        """The milestone under the cursor, for the forms."""
        item = self.at_cursor
        return item.key if item is not None and item.what in ("milestone", "review") else None

    def command_applies(self, name: str) -> bool:
        if name == SHOW_MINE.name:
            return bool(self.desk.staff)
        if name == FINISH_ACTION.name:
            return self.at_cursor is not None and self.at_cursor.what in _PROMISES
        if name == CORRECT.name:
            return self.at_cursor is not None
        return True

    def action_show_mine(self) -> None:
        """Only what needs me, or what needs anybody."""
        self._only_mine = not self._only_mine
        self.show_others()

    def action_finish_action(self) -> None:
        """The promise under the cursor was kept."""
        item = self.at_cursor
        if item is not None:
            self.desk_app.in_thread(lambda: self._finish(item), group="finish")

    def action_extend_due(self) -> None:
        """Put the promise under the cursor off, or extend the milestone."""
        item = self.at_cursor
        if item is None or item.what not in _PROMISES:
            self.desk_app.extend_due()
            return
        from kodoku_tui.tui.checkins.action_forms import PostponeForm

        self.desk_app.open_form(lambda: PostponeForm(self.desk, item.item_id))

    def action_correct(self) -> None:
        """Put right what the line tells of."""
        item = self.at_cursor
        if item is not None:
            self.desk_app.correct(thing_of(item))

    def action_open_group(self) -> None:
        """Open the group, or the session, of the line."""
        item = self.at_cursor
        if item is None:
            return
        if item.what == "session":
            self.desk_app.show_attendance(item.key or "")
        else:
            self.open_group(item.group_no)

    def _finish(self, item: WorkItem) -> None:
        from kodoku_tui.services.checkins.actions import finish_action

        outcome = finish_action(self.desk, item.item_id, on=self.desk.today)
        self.app.call_from_thread(self.desk_app.tell_saved, outcome_sentences(outcome, self.desk.today))
        self.app.call_from_thread(self.reload)


def thing_of(item: WorkItem) -> Thing:
    """What a line tells of: the promise, the session, the last check-in, the milestone, or who came."""
    if item.what == "session" or item.group_no is None:
        return Thing("session", key=item.key or "")
    if item.what in _PROMISES:
        return Thing("action", item.group_no, item.item_id)
    if item.what == "checkin":
        return Thing("last_checkin", item.group_no)
    kind: ThingKind = "attendance_duty" if item.kind == MilestoneKind.SESSION else "milestone"
    return Thing(kind, item.group_no, key=item.key or "")


def work_row(item: WorkItem, today: date) -> Row:
    """One line: how urgent, by when, whose, and why it stands here."""
    style = _STYLES[item.urgency]
    due = say_due(item.due_on, today)
    when = f"{say_day(item.due_on, today=today)} {due}" if item.due_on else due
    return Row(
        _key(item),
        (
            Cell(say(f"urgency.{item.urgency}"), style),
            # A day of last year is long: how late it is matters more than which day it was.
            Cell(when, style, shorter=(due,)),
            Cell("" if item.group_no is None else str(item.group_no)),
            Cell(short_name(item.group_name) if item.group_name else say("work.everybody")),
            Cell(reason_of(item, today)),
            Cell(item.staff or "", "muted"),
        ),
    )


def _key(item: WorkItem) -> str:
    return f"{item.what}:{item.item_id}"
