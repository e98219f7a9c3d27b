"""面談・対応: which check-ins are due, and what was promised; two lists that one key switches."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import ClassVar, Literal

from kodoku_tui.domain.days.nearness import Nearness
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_ago, say_day, say_due
from kodoku_tui.services.checkins.actions import RecordedAction, finish_action, list_actions
from kodoku_tui.services.checkins.due import DueGroup, checkins_due
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.register.staff import is_registered
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import ADD_ACTION, CORRECT, EXTEND_DUE, FINISH_ACTION, OPEN_GROUP
from kodoku_tui.tui.frame.thing import Thing
from kodoku_tui.tui.lists.line_screen import LineScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

SWITCH_LIST = Command("switch_list", ("v", "tab"), group="list")
CHANGE_SCOPE = Command("change_scope", ("f", "f8"), group="list")

Scope = Literal["mine", "all", "group"]
_SCOPES: tuple[Scope, ...] = ("mine", "all", "group")
_NEARNESS = tuple(Nearness)
_STYLES = {Nearness.OVERDUE: "late", Nearness.DUE: "soon", Nearness.WAITING: "muted"}

_Item = DueGroup | RecordedAction


class CheckinsDueScreen(LineScreen[_Item]):
    """Late first in both lists; Enter opens the karte, `c` logs a check-in, `x` ticks a promise off."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        OPEN_GROUP,
        SWITCH_LIST,
        CHANGE_SCOPE,
        FINISH_ACTION,
        replace(EXTEND_DUE, group="list"),
        replace(CORRECT, in_footer=True),
        replace(ADD_ACTION, in_footer=False),
    )
    SCREEN_NAME = "checkins"

    def __init__(self) -> None:
        super().__init__()
        self._shows_actions = False
        self._scope: Scope = "mine"
        self._scope_group: int | None = None
        self._line = ""
        self._today = date.min

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("standing", say("checkins.standing"), 8),
                Column("due", say("checkins.due_on"), 21, dated=21),
                Column("group_no", say("work.number"), 4, align="right"),
                Column("group", say("work.group"), 16, grow=2),
                Column("what", say("checkins.what"), 24, grow=3, sortable=False),
                Column("staff", say("work.staff"), 11),
            ],
            empty_text=say("checkins.empty"),
        )

    def make_source(self) -> ReadSource[_Item]:
        today = self.desk.today
        scope = self._scope
        if scope == "mine" and not is_registered(self.desk, self.desk.staff):
            scope = "all"
        staff = self.desk.staff if scope == "mine" else None
        number = self._scope_group if scope == "group" else None
        items: list[_Item] = (
            [*list_actions(self.desk, number, staff=staff)]
            if self._shows_actions
            else [*checkins_due(self.desk, staff=staff, number=number, with_all=number is not None)]
        )
        self.keep(items)
        self._today = today
        self._line = self._line_of(items, scope, today)
        return ReadSource(
            items,
            lambda item: due_row(item, today),
            {
                "standing": lambda item: _NEARNESS.index(Nearness(item.nearness)),
                "due": _due_of,
                "group_no": lambda item: item.group_no,
                "group": _group_of,
                "staff": lambda item: item.staff,
            },
        )

    def line_text(self) -> str:
        return self._line

    def key_of(self, one: _Item) -> str:
        return _key(one)

    def whole_of(self, one: _Item) -> str:
        return f"{one.group_no} {_group_of(one)}: {_what_of(one, self._today)}"

    def command_applies(self, name: str) -> bool:
        item = self.at_cursor
        if name == FINISH_ACTION.name:
            return isinstance(item, RecordedAction)
        if name in (OPEN_GROUP.name, CORRECT.name):
            return item is not None
        return True

    def action_switch_list(self) -> None:
        """The other list."""
        self._shows_actions = not self._shows_actions
        self.show_others()

    def action_change_scope(self) -> None:
        """Mine, everybody's, those of the group under the cursor."""
        at = _SCOPES.index(self._scope)
        self._scope = _SCOPES[(at + 1) % len(_SCOPES)]
        if self._scope == "mine" and not self.desk.staff:
            self._scope = "all"
        if self._scope == "group":
            self._scope_group = self.group_number
            if self._scope_group is None:
                self._scope = "mine" if self.desk.staff else "all"
        self.show_others()

    def action_finish_action(self) -> None:
        """The promise under the cursor was kept."""
        item = self.at_cursor
        if isinstance(item, RecordedAction):
            self.desk_app.in_thread(lambda: self._finish(item), group="finish")

    def action_extend_due(self) -> None:
        """Put the promise under the cursor off; on a group, extend a milestone as everywhere."""
        item = self.at_cursor
        if not isinstance(item, RecordedAction):
            self.desk_app.extend_due()
            return
        from kodoku_tui.tui.checkins.action_forms import PostponeForm

        self.desk_app.open_form(lambda: PostponeForm(self.desk, item.id))

    def action_correct(self) -> None:
        """Change the promise under the cursor; on a group, correct its last check-in."""
        item = self.at_cursor
        if isinstance(item, RecordedAction):
            self.desk_app.correct(Thing("action", item.group_no, item.id))
        elif item is not None:
            self.desk_app.correct(Thing("last_checkin", item.group_no))

    def action_add_action(self) -> None:
        """Write a promise down for the group under the cursor."""
        from kodoku_tui.tui.checkins.action_forms import ActionForm

        number = self.group_number
        self.desk_app.open_form(lambda: ActionForm(self.desk, number))

    def _finish(self, action: RecordedAction) -> None:
        outcome = finish_action(self.desk, action.id, on=self.desk.today)
        self.app.call_from_thread(self.desk_app.tell_saved, outcome_sentences(outcome, self.desk.today))
        self.app.call_from_thread(self.reload)

    def _line_of(self, items: list[_Item], scope: Scope, today: date) -> str:
        which = say("checkins.list_actions" if self._shows_actions else "checkins.list_checkins")
        whose = {
            "mine": say("work.of_me", name=self.desk.staff),
            "all": say("work.of_all"),
            "group": say("checkins.of_group", number=self._scope_group),
        }[scope]
        counts = Counter(item.nearness for item in items)
        said = [
            f"{say(f'checkins.{name}')} {say('phrase.count', count=counts[name])}"
            for name in _NEARNESS
            if counts[name]
        ]
        return "  ".join([which, whose, *(said or [say("phrase.none")])])


def due_row(item: _Item, today: date) -> Row:
    """One group that is due for a check-in, or one promise."""
    style = _STYLES.get(Nearness(item.nearness), "")
    due = _due_of(item)
    when = f"{say_day(due, today=today)} {say_due(due, today)}" if due else say("phrase.no_due")
    return Row(
        _key(item),
        (
            Cell(say(f"checkins.{item.nearness}"), style),
            # How late it is matters more than which day it was.
            Cell(when, style, shorter=(say_due(due, today),)),
            Cell(str(item.group_no)),
            Cell(short_name(_group_of(item))),
            Cell(_what_of(item, today), shorter=(_what_of(item, today, is_short=True),)),
            Cell(item.staff or "", "muted"),
        ),
    )


def _what_of(item: _Item, today: date, *, is_short: bool = False) -> str:
    if isinstance(item, DueGroup):
        last = (
            say("checkins.never")
            if item.last_on is None
            else say("checkins.last", date=say_day(item.last_on, today=today), ago=say_ago(item.days_since))
        )
        if is_short and item.last_on is not None:
            words = [say_ago(item.days_since), say_word(item.condition), say_word(item.tier)]
            return " ".join(word for word in words if word)
        agreed = (
            say("karte.next_on", date=say_day(item.agreed_on, today=today))
            if item.agreed_on and item.agreed_on >= today.isoformat()
            else ""
        )
        words = [last, say_word(item.condition), say_word(item.tier), agreed]
        return "  ".join(word for word in words if word)
    put_off = say("records.postponed", count=item.postponed) if item.postponed else ""
    return f"{say(f'standing.{item.turn}')}: {item.title}  {put_off}".rstrip()


def _due_of(item: _Item) -> str | None:
    if isinstance(item, DueGroup):
        return item.maximum_on if item.nearness == Nearness.OVERDUE else item.due_on
    return item.due


def _group_of(item: _Item) -> str:
    return item.group_name if isinstance(item, DueGroup) else item.group


def _key(item: _Item) -> str:
    return f"checkin:{item.group_no}" if isinstance(item, DueGroup) else f"action:{item.id}"
