"""The lines of 今日: a row a group, or a line for each single item; and what stands under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, Protocol

from kodoku_tui.domain.duties.milestones import MilestoneKind
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.domain.work.rows import NextAct, Reason, TodayRow
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_ago, say_day, say_due
from kodoku_tui.services.work.today import next_act
from kodoku_tui.services.work.today_words import (
    say_act,
    say_group,
    say_groups,
    say_headline,
    say_more,
    say_reasons,
    say_when,
    say_why,
)
from kodoku_tui.services.work.worklist import WorkItem
from kodoku_tui.tui.frame.thing import Thing, ThingKind
from kodoku_tui.tui.lists.list_cells import wide_enough
from kodoku_tui.tui.lists.list_table import Cell, Column, Row
from kodoku_tui.tui.work.reasons import reason_of

_DUTIES = ("milestone", "review")
_AT_SESSIONS = ("attendance", "followup", "session")
_STYLES = {"overdue": "late", "due": "soon", "waiting": "accent", "soon": "", "coming": "muted"}


def row_columns() -> list[Column]:
    """The columns of the rows. How many reasons there are besides has its own: it must not be cut with the first."""
    return [
        Column(
            "turn", say("work.turn"), wide_enough(6, (say("standing.group"), say("standing.secretariat")))
        ),
        Column("due_on", say("work.due"), 10, dated=10),
        Column("group_no", say("work.number"), 4, align="right"),
        Column("group_name", say("work.group"), 14, grow=2),
        Column("reason", say("work.reason"), 24, grow=4, sortable=False),
        Column("more", "", wide_enough(7, (say("why.more", count=9),)), sortable=False),
        Column("act", say("work.act"), 14, sortable=False),
    ]


def item_columns() -> list[Column]:
    """The columns of the single items."""
    return [
        Column("urgency", say("work.urgency"), 10),
        Column("due_on", say("work.due"), 20, dated=20),
        Column("group_no", say("work.number"), 4, align="right"),
        Column("group_name", say("work.group"), 16, grow=2),
        Column("reason", say("work.reason"), 24, grow=3, sortable=False),
        Column("staff", say("work.staff"), 11),
    ]


def _row(row: TodayRow, today: date) -> Row:
    head, group = row.head, row.group
    style = _STYLES[head.urgency]
    return Row(
        row.key,
        (
            Cell(say(f"standing.{head.turn}") if head.turn else ""),
            Cell(say_when(row, today), style),
            Cell("" if group is None else str(group.number)),
            Cell(_whose(row)),
            Cell(say_headline(row, today)),
            Cell(say_more(row)),
            Cell(say_act(row), "muted"),
        ),
    )


def _whose(row: TodayRow) -> str:
    if row.is_fold:
        return say_groups(row)
    return say("work.everybody") if row.group is None else short_name(row.group.name)


def _item(item: WorkItem, today: date) -> Row:
    style = _STYLES[item.urgency]
    due = say_due(item.due_on, today)
    when = f"{say_day(item.due_on, today=today)} {due}" if item.due_on else due
    return Row(
        f"{item.what}:{item.item_id}",
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


class Page(NamedTuple):
    """Where Enter leads: the karte of a group, who came to a session, a column of the matrix, the check-ins due."""

    kind: Literal["group", "attendance", "matrix", "checkins"]
    key: str = ""


class WorkLine(Protocol):
    """What a line of either list tells of, and what can be done from it."""

    @property
    def key(self) -> str:
        """What it is, from one reading to the next."""

    @property
    def group_no(self) -> int | None:
        """The group that it is of; None where it is of many or of none."""

    @property
    def milestone_key(self) -> str | None:
        """The milestone that m and t are about."""

    @property
    def promise(self) -> int | None:
        """The promise that t puts off and x ticks."""

    @property
    def session_key(self) -> str:
        """The session whose page settles it; empty for none."""

    @property
    def act(self) -> NextAct | None:
        """What settles it; None where that is done for many at once, on a page."""

    @property
    def thing(self) -> Thing:
        """What F2 puts right."""

    @property
    def page(self) -> Page:
        """Where Enter leads."""

    def as_row(self) -> Row:
        """Its cells."""

    def whole(self) -> str:
        """All of it, for the lines below the list."""

    def beside(self) -> Sequence[str]:
        """What the panel beside the list says of it before it says of the group."""

    def behind(self) -> Sequence[Thing]:
        """The record behind each reason that the panel tells; nothing where it tells of many groups or of none."""


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of today."""

    row: TodayRow
    today: date

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def group_no(self) -> int | None:
        return None if self.row.group is None else self.row.group.number

    @property
    def milestone_key(self) -> str | None:
        head = self.row.head
        return head.duty if self.row.group is not None and head.what in _DUTIES else None

    @property
    def promise(self) -> int | None:
        head = self.row.head
        return head.item_id if self.row.group is not None and head.ticks_a_promise else None

    @property
    def session_key(self) -> str:
        return (self.row.head.duty or "") if self.row.head.what in _AT_SESSIONS else ""

    @property
    def act(self) -> NextAct | None:
        return None if self.row.group is None else self.row.head.act

    @property
    def thing(self) -> Thing:
        return thing_of_row(self.row)

    @property
    def page(self) -> Page:
        head = self.row.head
        if self.row.group is not None:
            return Page("group")
        if head.what in _AT_SESSIONS:
            return Page("attendance", head.duty or "")
        return Page("checkins") if head.what == "checkin" else Page("matrix", head.duty or "")

    def as_row(self) -> Row:
        return _row(self.row, self.today)

    def whole(self) -> str:
        group = self.row.group
        if group is None:
            return say_why(self.row, self.today)
        return f"{group.number} {group.name}: {say('work.between').join(say_reasons(self.row, self.today))}"

    def beside(self) -> Sequence[str]:
        if self.row.is_fold:
            return [say_why(self.row, self.today), "", *map(say_group, self.row.groups)]
        return say_reasons(self.row, self.today)

    def behind(self) -> Sequence[Thing]:
        group = self.row.group
        return () if group is None else [thing_of_reason(one, group.number) for one in self.row.reasons]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A single item."""

    item: WorkItem
    today: date

    @property
    def key(self) -> str:
        return f"{self.item.what}:{self.item.item_id}"

    @property
    def group_no(self) -> int | None:
        return self.item.group_no

    @property
    def milestone_key(self) -> str | None:
        return self.item.key if self.item.what in _DUTIES else None

    @property
    def promise(self) -> int | None:
        return self.item.promise_id

    @property
    def session_key(self) -> str:
        # The plan's key is not always that of the session: F2 finds it.
        return ""

    @property
    def act(self) -> NextAct | None:
        return None if self.item.group_no is None else next_act(self.item)

    @property
    def thing(self) -> Thing:
        return thing_of(self.item)

    @property
    def page(self) -> Page:
        is_of_session = self.item.what in ("session", "attendance")
        return Page("attendance", self.item.key or "") if is_of_session else Page("group")

    def as_row(self) -> Row:
        return _item(self.item, self.today)

    def whole(self) -> str:
        item = self.item
        whose = f"{item.group_no} {item.group_name}" if item.group_name else say("work.everybody")
        said = f"{whose}: {reason_of(item, self.today)}"
        if item.group_no is None or item.what == "checkin":
            return said
        return f"{said}  {say('work.last_checkin', ago=say_ago(item.days_since_checkin))}"

    def beside(self) -> Sequence[str]:
        return ()

    def behind(self) -> Sequence[Thing]:
        return ()


def thing_of(item: WorkItem) -> Thing:
    """What a line tells of: the promise, the session, the last check-in, the milestone, or who came."""
    if item.what in ("session", "attendance") or item.group_no is None:
        return Thing("session", key=item.key or "")
    if item.promise_id is not None:
        return Thing("action", item.group_no, item.promise_id)
    if item.what == "checkin":
        return Thing("last_checkin", item.group_no)
    kind: ThingKind = "attendance_duty" if item.kind == MilestoneKind.SESSION else "milestone"
    return Thing(kind, item.group_no, key=item.key or "")


def thing_of_row(row: TodayRow) -> Thing:
    """What the gravest reason of a row is about; of a row of many groups only their session can be put right."""
    head, group = row.head, row.group
    if group is None:
        return Thing("session", key=head.duty or "") if head.what in _AT_SESSIONS else Thing("stays")
    return thing_of_reason(head, group.number)


def thing_of_reason(reason: Reason, number: int) -> Thing:
    """The record behind a reason of the group that has this number."""
    row_id, duty = reason.item_id or 0, reason.duty or ""
    if reason.what in _DUTIES:
        return Thing("milestone", number, key=duty)
    if reason.what == "issue":
        return Thing("issue", number, row_id)
    if reason.ticks_a_promise:
        return Thing("action", number, row_id)
    if reason.what in ("followup", "attendance"):
        return Thing("session", key=duty)
    if reason.what in ("condition", "attempts"):
        return Thing("checkin", number, row_id)
    if reason.what == "activity":
        return Thing("activity", number)
    return Thing("last_checkin" if reason.what == "checkin" else "group", number)
