"""The lines of 今日: a row a group, or a line for each single item; and what stands under the cursor."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.duties.milestones import MilestoneKind
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.domain.work.rows import TodayRow
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_due
from kodoku_tui.services.work.today_words import say_act, say_groups, say_headline, say_more, say_when
from kodoku_tui.services.work.worklist import WorkItem
from kodoku_tui.tui.frame.thing import Thing, ThingKind
from kodoku_tui.tui.lists.list_cells import wide_enough
from kodoku_tui.tui.lists.list_table import Cell, Column, Row
from kodoku_tui.tui.work.reasons import reason_of

PROMISES = ("action", "followup")
_STYLES = {"overdue": "late", "due": "soon", "waiting": "accent", "soon": "", "coming": "muted"}


def row_columns() -> list[Column]:
    """The columns of the rows. How many reasons there are besides has its own: it must not be cut with the first."""
    return [
        Column(
            "turn", say("work.turn"), wide_enough(6, (say("standing.group"), say("standing.secretariat")))
        ),
        Column("due_on", say("work.due"), 10),
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
        Column("due_on", say("work.due"), 20),
        Column("group_no", say("work.number"), 4, align="right"),
        Column("group_name", say("work.group"), 16, grow=2),
        Column("reason", say("work.reason"), 24, grow=3, sortable=False),
        Column("staff", say("work.staff"), 11),
    ]


def row_line(row: TodayRow, today: date) -> Row:
    """One row: whose move it is, how far off its day is, whose it is, why, and what settles it."""
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


def item_line(item: WorkItem, today: date) -> Row:
    """One item: how urgent, by when, whose, and why it stands here."""
    style = _STYLES[item.urgency]
    due = say_due(item.due_on, today)
    when = f"{say_day(item.due_on, today=today)} {due}" if item.due_on else due
    return Row(
        item_key(item),
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


def item_key(item: WorkItem) -> str:
    """What the line of an item is, from one reading to the next."""
    return f"{item.what}:{item.item_id}"


def thing_of(item: WorkItem) -> Thing:
    """What a line tells of: the promise, the session, the last check-in, the milestone, or who came."""
    if item.what in ("session", "attendance") or item.group_no is None:
        return Thing("session", key=item.key or "")
    if item.what in PROMISES:
        return Thing("action", item.group_no, item.item_id)
    if item.what == "checkin":
        return Thing("last_checkin", item.group_no)
    kind: ThingKind = "attendance_duty" if item.kind == MilestoneKind.SESSION else "milestone"
    return Thing(kind, item.group_no, key=item.key or "")


def thing_of_row(row: TodayRow) -> Thing:
    """What the gravest reason of a row is about; of a row of many groups only their session can be put right."""
    head, group = row.head, row.group
    if group is None:
        is_session = head.what in ("session", "attendance", "followup")
        return Thing("session", key=head.duty or "") if is_session else Thing("stays")
    row_id, duty = head.item_id or 0, head.duty or ""
    if head.what in ("milestone", "review"):
        return Thing("milestone", group.number, key=duty)
    if head.what == "issue":
        return Thing("issue", group.number, row_id)
    if head.ticks_a_promise:
        return Thing("action", group.number, row_id)
    if head.what == "followup":
        return Thing("session", key=duty)
    return Thing("last_checkin" if head.what in ("checkin", "condition") else "group", group.number)
