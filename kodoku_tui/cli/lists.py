"""The lists that the screens show: what needs somebody, what is late, how every group stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, group_filter, pass_setting, selected
from kodoku_tui.cli.frame.output import Table, give, tell
from kodoku_tui.cli.frame.parts import as_data, command, option, whose
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_due, say_said, say_title, say_turn

if TYPE_CHECKING:
    from kodoku_tui.domain.work.rows import TodayRow
    from kodoku_tui.services.exports.status import GroupStatusEntry
    from kodoku_tui.services.work.worklist import WorkItem

_ITEM_FIELDS = ("group_no", "group", "what", "title", "due", "days_over", "turn", "staff")
OVERDUE_FIELDS = (*_ITEM_FIELDS, "groups")
WORK_FIELDS = ("urgency", *_ITEM_FIELDS)
TODAY_FIELDS = (*WORK_FIELDS, "groups", "why", "more", "act")
STATUS_FIELDS = (
    "group_no",
    "group",
    "project",
    "status",
    "blocks",
    "staff",
    "next_due",
    "overdue",
    "last_checkin",
    "checkin_state",
    "open_issues",
    "attention",
)


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    command(root, "today", "cli.help.today")(today)
    command(root, "overdue", "cli.help.overdue")(overdue)
    command(root, "status", "cli.help.status")(status)


@whose
@as_data
@pass_setting
def today(setting: Setting, staff: str | None, block: str | None, view: str | None, form: str | None) -> None:
    """What needs somebody today, one row a group that has a reason, in the order of attention."""
    from kodoku_tui.services.keeping.retention import waiting_sentence
    from kodoku_tui.services.work.today import today_list

    block = group_filter(block=block).block
    desk = setting.reading_desk()
    if waiting := waiting_sentence(desk):
        tell(say_said(waiting))
    found = today_list(desk, staff=staff, block=block, among=selected(desk, view=view).of_view)
    give(
        form,
        TODAY_FIELDS,
        [_today_record(row, setting) for row in found],
        lambda: _today_table(found, setting),
        empty="cli.empty.today",
    )


@whose
@as_data
@pass_setting
def overdue(
    setting: Setting, staff: str | None, block: str | None, view: str | None, form: str | None
) -> None:
    """What is late."""
    from kodoku_tui.services.work.worklist import overdue_list

    block = group_filter(block=block).block
    desk = setting.reading_desk()
    items = overdue_list(desk, staff=staff, block=block, among=selected(desk, view=view).of_view)
    give(
        form,
        OVERDUE_FIELDS,
        [work_record(item) | {"groups": item.groups} for item in items],
        lambda: work_table(setting, items),
        empty="cli.empty.overdue",
    )


@whose
@option("--all", "with_all", is_flag=True, help="cli.option.all_groups")
@as_data
@pass_setting
def status(setting: Setting, /, form: str | None, **chosen: Any) -> None:
    """How every group stands."""
    from kodoku_tui.services.exports.status import status_entries

    desk = setting.reading_desk()
    selection = selected(desk, **chosen).selection
    entries = status_entries(desk, selection.chosen, order=selection.order, is_reversed=selection.is_reversed)
    give(
        form,
        STATUS_FIELDS,
        [_status_record(entry) for entry in entries],
        lambda: _status_table(setting, entries),
        empty="cli.empty.groups",
    )


def _today_record(row: TodayRow, setting: Setting) -> dict[str, Any]:
    from kodoku_tui.services.work.today_words import say_why, title_of

    head = row.head
    return {
        "urgency": head.urgency,
        "group_no": row.group.number if row.group else None,
        "group": row.group.name if row.group else None,
        "what": head.what,
        "title": title_of(head),
        "due": head.due_on,
        "days_over": (setting.today - date.fromisoformat(head.due_on)).days if head.due_on else None,
        "turn": head.turn,
        "staff": None if row.is_fold else head.staff,
        "groups": len(row.groups),
        "why": say_why(row, setting.today),
        "more": row.more,
        "act": head.act.value,
    }


def _today_table(found: list[TodayRow], setting: Setting) -> Table:
    from kodoku_tui.services.work.today_words import say_act, say_when, say_why

    names = ("number", "group", "why", "turn", "due", "days", "next_act", "staff")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                row.group.number if row.group else None,
                row.group.name if row.group else None,
                say_why(row, setting.today),
                say(f"standing.{row.head.turn}") if row.head.turn else None,
                say_day(row.head.due_on, today=setting.today) if row.head.due_on else None,
                say_when(row, setting.today),
                say_act(row),
                None if row.is_fold else row.head.staff,
            ]
            for row in found
        ],
    )


def work_record(item: WorkItem) -> dict[str, Any]:
    """One thing that needs somebody, as data."""
    return {
        "urgency": item.urgency,
        "group_no": item.group_no,
        "group": item.group_name,
        "what": item.what,
        "title": _title(item),
        "due": item.due_on,
        "days_over": item.days_over,
        "turn": item.turn,
        "staff": item.staff,
    }


def work_table(setting: Setting, items: list[WorkItem]) -> Table:
    """Things that need somebody, for people."""
    names = ("number", "group", "what", "due", "days", "turn", "staff")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                item.group_no,
                item.group_name,
                work_words(item.what, _title(item)),
                say_day(item.due_on, today=setting.today),
                say_due(item.due_on, setting.today),
                _turn(item),
                item.staff,
            ]
            for item in items
        ],
    )


def work_words(what: str, title: str) -> str:
    """What is to be done, in a few words."""
    return say(f"cli.what_{what}", title=title)


def _turn(item: WorkItem) -> str | None:
    if item.what in ("milestone", "review"):
        return say_turn(item.turn, item.days_in_turn)
    return say(f"standing.{item.turn}") if item.turn else None


def _title(item: WorkItem) -> str:
    if item.title is None:
        return say("cli.what_checkin")
    title = say_title(item.title, item.title_en)
    return (
        say("cli.attendance_title", title=title, groups=item.groups) if item.what == "attendance" else title
    )


def _status_record(entry: GroupStatusEntry) -> dict[str, Any]:
    due = entry.next_due
    return {
        "group_no": entry.group_no,
        "group": entry.group,
        "project": entry.project,
        "status": entry.status,
        "blocks": entry.blocks,
        "staff": entry.staff,
        "next_due": None if due is None else {"title": say_title(due.title, due.title_en), "due": due.due},
        "overdue": entry.overdue,
        "last_checkin": entry.last_checkin,
        "checkin_state": entry.checkin_state,
        "open_issues": entry.open_issues,
        "attention": entry.attention,
    }


def _status_table(setting: Setting, entries: list[GroupStatusEntry]) -> Table:
    names = (
        "number",
        "group",
        "status",
        "staff",
        "next_due",
        "due",
        "overdue",
        "last_checkin",
        "checkin",
        "issues",
    )
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                entry.group_no,
                entry.group,
                say_word(entry.status),
                entry.staff,
                say_title(entry.next_due.title, entry.next_due.title_en) if entry.next_due else None,
                say_day(entry.next_due.due, today=setting.today) if entry.next_due else None,
                entry.overdue,
                say_day(entry.last_checkin, today=setting.today),
                say(f"standing.{entry.checkin_state}"),
                sum(entry.open_issues.values()),
            ]
            for entry in entries
        ],
    )
