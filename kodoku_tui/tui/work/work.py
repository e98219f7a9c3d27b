"""今日: what needs me, or everybody: a row a group in the order of attention, or single items by urgency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual import on

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.work.rows import AT_ONCE, NextAct
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.register.staff import is_registered
from kodoku_tui.services.work.today import today_list
from kodoku_tui.services.work.worklist import worklist
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.draft_words import line_with_drafts
from kodoku_tui.tui.frame.shared_commands import CORRECT, EXTEND_DUE, OPEN_GROUP
from kodoku_tui.tui.frame.thing import Thing
from kodoku_tui.tui.lists.line_screen import LineScreen
from kodoku_tui.tui.lists.list_table import ListTable, PageSource
from kodoku_tui.tui.lists.sources import ReadSource
from kodoku_tui.tui.work.lines import ItemLine, RowLine, WorkLine, item_columns, row_columns

SHOW_MINE = Command("show_mine", ("f", "f8"), group="list")
SHOW_ITEMS = Command("show_items", ("v", "tab"), group="list")
NEXT_REASON = Command(
    "next_reason", ("right_square_bracket", "ctrl+down", "ctrl+d", "alt+down"), in_footer=False, group="list"
)
PREVIOUS_REASON = Command(
    "previous_reason", ("left_square_bracket", "ctrl+up", "ctrl+u", "alt+up"), in_footer=False, group="list"
)
LEAVE_REASONS = Command("leave_reasons", ("escape",), in_footer=False, in_palette=False, group="list")
SETTLE = Command("settle", ("x", "ctrl+x"), group="list")

_URGENCIES = ("overdue", "due", "waiting", "soon", "coming")


class ItemSource(ReadSource[ItemLine]):
    """The single items, which have columns of their own."""


class WorkScreen(LineScreen[WorkLine]):
    """The one list that answers "what needs me"."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        OPEN_GROUP,
        SHOW_MINE,
        SHOW_ITEMS,
        SETTLE,
        CORRECT,
        replace(EXTEND_DUE, in_footer=False),
        NEXT_REASON,
        PREVIOUS_REASON,
        LEAVE_REASONS,
    )
    SCREEN_NAME = "work"

    def __init__(self) -> None:
        super().__init__()
        self._only_mine = True
        self._shows_items = False
        self._line = ""
        self._reason: int | None = None

    def make_table(self) -> ListTable:
        return ListTable(row_columns(), empty_text=say("work.empty"))

    def make_source(self) -> PageSource:
        return self.read(self.desk)

    def read(self, desk: Desk) -> PageSource:
        """The list as of today, mine or everybody's."""
        shows_mine = self._only_mine and is_registered(desk, desk.staff)
        staff = desk.staff if shows_mine else None
        whose = say("work.of_me", name=desk.staff) if shows_mine else say("work.of_all")
        return (
            self._read_items(desk, staff, whose) if self._shows_items else self._read_rows(desk, staff, whose)
        )

    def _read_rows(self, desk: Desk, staff: str | None, whose: str) -> PageSource:
        today = desk.today
        lines = [RowLine(row, today) for row in today_list(desk, staff=staff)]
        self.keep(lines)
        self._line = f"{whose}  {_rows_told(lines)}"
        return ReadSource(
            lines,
            RowLine.as_row,
            {
                "turn": lambda line: line.row.head.turn,
                "due_on": lambda line: line.row.head.due_on,
                "group_no": lambda line: line.group_no,
                "group_name": lambda line: line.row.group.name if line.row.group else None,
            },
        )

    def _read_items(self, desk: Desk, staff: str | None, whose: str) -> PageSource:
        today: date = desk.today
        lines = [ItemLine(item, today) for item in worklist(desk, staff=staff)]
        self.keep(lines)
        counts = Counter(line.item.urgency for line in lines)
        told = (
            f"{say(f'urgency.{name}')} "
            f"{say('phrase.count', count=counts[name]) if counts[name] else say('phrase.none')}"
            for name in _URGENCIES
        )
        self._line = "  ".join([whose, *told])
        return ItemSource(
            lines,
            ItemLine.as_row,
            {
                "urgency": lambda line: _URGENCIES.index(line.item.urgency),
                "due_on": lambda line: line.item.due_on,
                "group_no": lambda line: line.group_no,
                "group_name": lambda line: line.item.group_name,
                "staff": lambda line: line.item.staff,
            },
        )

    def _show_source(self, source: PageSource, line: str) -> None:
        self.table.set_columns(item_columns() if isinstance(source, ItemSource) else row_columns())
        super()._show_source(source, line_with_drafts(line, self.desk_app.drafts))

    def line_text(self) -> str:
        return self._line

    def key_of(self, one: WorkLine) -> str:
        return one.key

    def whole_of(self, one: WorkLine) -> str:
        """All of a row; once its reasons are walked, the one that is chosen."""
        if self._reason is None or one is not self.at_cursor:
            return one.whole()
        said = one.beside()
        return say("work.reason_of", place=self._reason + 1, count=len(said), reason=said[self._reason])

    def lines_beside(self) -> Sequence[str]:
        """All reasons of a row, or all groups of one that is of many; the chosen reason is marked."""
        said = () if self.at_cursor is None else self.at_cursor.beside()
        if self._reason is None:
            return said
        return [f"{'>' if at == self._reason else ' '} {one}" for at, one in enumerate(said)]

    @property
    def record_behind(self) -> Thing | None:
        """What the chosen reason is about; None while none is chosen."""
        line = self.at_cursor
        return None if line is None or self._reason is None else line.behind()[self._reason]

    @property
    def milestone_key(self) -> str | None:
        """The milestone under the cursor, for the forms."""
        return None if self.at_cursor is None else self.at_cursor.milestone_key

    def command_applies(self, name: str) -> bool:
        if name == SHOW_MINE.name:
            return bool(self.desk.staff)
        if name in (CORRECT.name, SETTLE.name):
            return self.at_cursor is not None
        if name in (NEXT_REASON.name, PREVIOUS_REASON.name):
            return self.at_cursor is not None and bool(self.at_cursor.behind())
        return name != LEAVE_REASONS.name or self._reason is not None

    def action_show_mine(self) -> None:
        """Only what needs me, or what needs anybody."""
        self._only_mine = not self._only_mine
        self.show_others()

    def action_show_items(self) -> None:
        """Single items by urgency, or a row a group."""
        self._shows_items = not self._shows_items
        self.show_others()

    def action_settle(self) -> None:
        """Do what the line asks for: at once where no more needs to be said, else in its form or on its page."""
        line = self.at_cursor
        number = None if line is None else line.group_no
        if line is None:
            return
        if number is None or line.act is None:
            self.action_open_group()
        elif line.promise is not None:
            self._settle(partial(_finish, self.desk, line.promise))
        elif line.act in AT_ONCE and line.milestone_key is not None:
            self._settle(partial(_move, self.desk, number, line.milestone_key, AT_ONCE[line.act]))
        elif line.act is NextAct.FOLLOW_UP and line.session_key:
            self.desk_app.show_attendance(line.session_key)
        elif line.act in (NextAct.FOLLOW_UP, NextAct.OPEN_ISSUE):
            self.action_correct()
        else:
            self._ask(line.act, number, line.milestone_key)

    def _ask(self, act: NextAct, number: int, key: str | None) -> None:
        """Open the form of an act of which more needs to be said."""
        from kodoku_tui.tui.checkins.checkin_form import CheckinForm
        from kodoku_tui.tui.duties.milestone_form import MilestoneForm
        from kodoku_tui.tui.duties.money_form import AuditForm

        forms: dict[NextAct, Callable[[], FormScreen[Any]]] = {
            NextAct.AUDIT: lambda: AuditForm(self.desk, number, None),
            NextAct.LOG_CHECKIN: lambda: CheckinForm(self.desk, number),
            NextAct.REVIEW: lambda: MilestoneForm(self.desk, number, key),
        }
        self.desk_app.open_form(forms[act])

    def action_extend_due(self) -> None:
        """Put the promise under the cursor off, or extend the milestone."""
        promise = self._promise
        if promise is None:
            self.desk_app.extend_due()
            return
        from kodoku_tui.tui.checkins.action_forms import PostponeForm

        self.desk_app.open_form(lambda: PostponeForm(self.desk, promise))

    def action_correct(self) -> None:
        """Put right what the line tells of, or the chosen one of its reasons."""
        if self.at_cursor is not None:
            self.desk_app.correct(self.record_behind or self.at_cursor.thing)

    def action_next_reason(self) -> None:
        """Go down the reasons of the row: Enter and F2 open the record behind the one that is chosen."""
        self._walk(1)

    def action_previous_reason(self) -> None:
        """Go up the reasons of the row."""
        self._walk(-1)

    def action_leave_reasons(self) -> None:
        """Let Enter mean the whole row again."""
        self._choose(None)

    def _walk(self, step: int) -> None:
        count = 0 if self.at_cursor is None else len(self.at_cursor.behind())
        if count:
            first = 0 if step > 0 else count - 1
            self._choose(first if self._reason is None else (self._reason + step) % count)

    def _choose(self, reason: int | None) -> None:
        self._reason = reason
        if self.at_cursor is not None:
            self.say_row_anew(self.whole_of(self.at_cursor))
        self.refresh_bindings()

    @on(ListTable.RowHighlighted)
    def _reasons_of_another(self) -> None:
        self._reason = None

    def action_open_group(self) -> None:
        """Open the group of the line, or the page on which what is of many is settled."""
        line = self.at_cursor
        if line is None:
            return
        if self.record_behind is not None:
            self.desk_app.correct(self.record_behind)
            return
        page = line.page
        if page.kind == "attendance":
            self.desk_app.show_attendance(page.key)
        elif page.kind == "matrix":
            self.desk_app.show_matrix(page.key)
        elif page.kind == "checkins":
            self.desk_app.main_screens.show("checkins")
        else:
            self.open_group(line.group_no)

    @property
    def _promise(self) -> int | None:
        return None if self.at_cursor is None else self.at_cursor.promise

    def _settle(self, act: Callable[[], Outcome]) -> None:
        self.desk_app.in_thread(lambda: self._settled(act()), group="settle")

    def _settled(self, outcome: Outcome) -> None:
        self.app.call_from_thread(self.desk_app.tell_saved, outcome_sentences(outcome, self.desk.today))
        self.app.call_from_thread(self.reload)


def _finish(desk: Desk, promise: int) -> Outcome:
    from kodoku_tui.services.checkins.actions import finish_action

    return finish_action(desk, promise, on=desk.today)


def _move(desk: Desk, number: int, key: str, move: Move) -> Outcome:
    from kodoku_tui.services.duties.milestones import move_milestone

    return move_milestone(desk, number, key, move, on=desk.today)


def _rows_told(lines: list[RowLine]) -> str:
    if not lines:
        return say("phrase.none")
    groups = {group.group_id for line in lines for group in line.row.groups}
    told = (
        say("work.rows", count=len(lines)),
        say("work.rows_groups", count=len(groups)),
        say("work.rows_order"),
    )
    return "  ".join(told)
