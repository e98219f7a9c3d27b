"""今日: what needs me, or everybody: a row a group in the order of attention, or single items by urgency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on

from kodoku_tui.domain.work.rows import TodayRow
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_ago
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.register.staff import is_registered
from kodoku_tui.services.work.today import today_list
from kodoku_tui.services.work.today_words import say_group, say_reasons, say_why
from kodoku_tui.services.work.worklist import WorkItem, worklist
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import CORRECT, EXTEND_DUE, FINISH_ACTION, OPEN_GROUP
from kodoku_tui.tui.frame.thing import Thing
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import ListTable, PageSource, Row
from kodoku_tui.tui.lists.sources import ReadSource
from kodoku_tui.tui.work.lines import (
    PROMISES,
    item_columns,
    item_key,
    item_line,
    row_columns,
    row_line,
    thing_of,
    thing_of_row,
)
from kodoku_tui.tui.work.reasons import reason_of

SHOW_MINE = Command("show_mine", ("f", "f8"), group="list")
SHOW_ITEMS = Command("show_items", ("v", "tab"), group="list")

_URGENCIES = ("overdue", "due", "waiting", "soon", "coming")


class ItemSource(ReadSource[WorkItem]):
    """The single items, which have columns of their own."""


class WorkScreen(ListScreen):
    """The one list that answers "what needs me"."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        OPEN_GROUP,
        SHOW_MINE,
        SHOW_ITEMS,
        FINISH_ACTION,
        CORRECT,
        EXTEND_DUE,
    )
    SCREEN_NAME = "work"

    def __init__(self) -> None:
        super().__init__()
        self._only_mine = True
        self._shows_items = False
        self._today = date.min
        self._rows: dict[str, TodayRow] = {}
        self._items: dict[str, WorkItem] = {}
        self._line = ""

    def make_table(self) -> ListTable:
        return ListTable(row_columns(), empty_text=say("work.empty"))

    def make_source(self) -> PageSource:
        return self.read(self.desk)

    def read(self, desk: Desk) -> PageSource:
        """The list as of today, mine or everybody's."""
        self._today = desk.today
        shows_mine = self._only_mine and is_registered(desk, desk.staff)
        staff = desk.staff if shows_mine else None
        whose = say("work.of_me", name=desk.staff) if shows_mine else say("work.of_all")
        self._rows, self._items = {}, {}
        return (
            self._read_items(desk, staff, whose) if self._shows_items else self._read_rows(desk, staff, whose)
        )

    def _read_rows(self, desk: Desk, staff: str | None, whose: str) -> PageSource:
        today = desk.today
        found = today_list(desk, staff=staff)
        self._rows = {row.key: row for row in found}
        groups = len({group.group_id for row in found for group in row.groups})
        self._line = "  ".join(
            [
                whose,
                say("work.rows", count=len(found)) if found else say("phrase.none"),
                say("work.rows_groups", count=groups),
                say("work.rows_order"),
            ]
        )
        return ReadSource(
            found,
            lambda row: row_line(row, today),
            {
                "turn": lambda row: row.head.turn,
                "due_on": lambda row: row.head.due_on,
                "group_no": lambda row: row.group.number if row.group else None,
                "group_name": lambda row: row.group.name if row.group else None,
            },
        )

    def _read_items(self, desk: Desk, staff: str | None, whose: str) -> PageSource:
        today = desk.today
        items = worklist(desk, staff=staff)
        self._items = {item_key(item): item for item in items}
        counts = Counter(item.urgency for item in items)
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
        return ItemSource(
            items,
            lambda item: item_line(item, today),
            {
                "urgency": lambda item: _URGENCIES.index(item.urgency),
                "due_on": lambda item: item.due_on,
                "group_no": lambda item: item.group_no,
                "group_name": lambda item: item.group_name,
                "staff": lambda item: item.staff,
            },
        )

    def _show_source(self, source: PageSource, line: str) -> None:
        self.table.set_columns(item_columns() if isinstance(source, ItemSource) else row_columns())
        super()._show_source(source, line)

    def line_text(self) -> str:
        return self._line

    def whole_text(self, row: Row) -> str:
        if (shown := self._rows.get(str(row.key))) is not None:
            if shown.group is None:
                return say_why(shown, self._today)
            reasons = say("work.between").join(say_reasons(shown, self._today))
            return f"{shown.group.number} {shown.group.name}: {reasons}"
        item = self._items.get(str(row.key))
        if item is None:
            return ""
        whose = f"{item.group_no} {item.group_name}" if item.group_name else say("work.everybody")
        said = f"{whose}: {reason_of(item, self._today)}"
        if item.group_no is None or item.what == "checkin":
            return said
        return f"{said}  {say('work.last_checkin', ago=say_ago(item.days_since_checkin))}"

    def lines_beside(self) -> Sequence[str]:
        """All reasons of the row, or all groups of one that is of many."""
        row = self._row
        if row is None:
            return ()
        if row.is_fold:
            return [say_why(row, self._today), "", *map(say_group, row.groups)]
        return say_reasons(row, self._today)

    @property
    def group_number(self) -> int | None:
        if (row := self._row) is not None:
            return None if row.group is None else row.group.number
        item = self._item
        return None if item is None else item.group_no

    @property
    def milestone_key(self) -> str | None:
        """The milestone under the cursor, for the forms."""
        if (row := self._row) is not None:
            return row.head.duty if row.group and row.head.what in ("milestone", "review") else None
        item = self._item
        return item.key if item is not None and item.what in ("milestone", "review") else None

    def command_applies(self, name: str) -> bool:
        if name == SHOW_MINE.name:
            return bool(self.desk.staff)
        if name == FINISH_ACTION.name:
            return self._promise is not None
        if name == CORRECT.name:
            return self._thing is not None
        return True

    def action_show_mine(self) -> None:
        """Only what needs me, or what needs anybody."""
        self._only_mine = not self._only_mine
        self.show_others()

    def action_show_items(self) -> None:
        """Single items by urgency, or a row a group."""
        self._shows_items = not self._shows_items
        self.show_others()

    def action_finish_action(self) -> None:
        """The promise under the cursor was kept."""
        promise = self._promise
        if promise is not None:
            self.desk_app.in_thread(lambda: self._finish(promise), group="finish")

    def action_extend_due(self) -> None:
        """Put the promise under the cursor off, or extend the milestone."""
        promise = self._promise
        if promise is None:
            self.desk_app.extend_due()
            return
        from kodoku_tui.tui.checkins.action_forms import PostponeForm

        self.desk_app.open_form(lambda: PostponeForm(self.desk, promise))

    def action_correct(self) -> None:
        """Put right what the line tells of."""
        thing = self._thing
        if thing is not None:
            self.desk_app.correct(thing)

    def action_open_group(self) -> None:
        """Open the group of the line, or the page on which what is of many is settled."""
        row, item = self._row, self._item
        if row is not None:
            self._open_row(row)
        elif item is not None and item.what in ("session", "attendance"):
            self.desk_app.show_attendance(item.key or "")
        elif item is not None:
            self.open_group(item.group_no)

    def _open_row(self, row: TodayRow) -> None:
        head = row.head
        if row.group is not None:
            self.open_group(row.group.number)
        elif head.what in ("attendance", "followup", "session"):
            self.desk_app.show_attendance(head.duty or "")
        elif head.what == "checkin":
            self.desk_app.main_screens.show("checkins")
        else:
            self.desk_app.show_matrix(head.duty or "")

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_group()

    @on(ListTable.RowHighlighted)
    def _row_changed(self) -> None:
        self.refresh_bindings()

    @property
    def _row(self) -> TodayRow | None:
        return self._rows.get(str(self.table.cursor_key))

    @property
    def _item(self) -> WorkItem | None:
        return self._items.get(str(self.table.cursor_key))

    @property
    def _promise(self) -> int | None:
        """The promise under the cursor."""
        row, item = self._row, self._item
        if row is not None:
            return row.head.item_id if row.group is not None and row.head.ticks_a_promise else None
        return item.item_id if item is not None and item.what in PROMISES else None

    @property
    def _thing(self) -> Thing | None:
        row, item = self._row, self._item
        if row is not None:
            return thing_of_row(row)
        return None if item is None else thing_of(item)

    def _finish(self, promise: int) -> None:
        from kodoku_tui.services.checkins.actions import finish_action

        outcome = finish_action(self.desk, promise, on=self.desk.today)
        self.app.call_from_thread(self.desk_app.tell_saved, outcome_sentences(outcome, self.desk.today))
        self.app.call_from_thread(self.reload)
