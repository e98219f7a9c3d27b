"""Contacts with groups, and what was promised in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.context import Setting, pass_setting, word_of
from kodoku_tui.cli.output import Table, give, tell
from kodoku_tui.cli.parts import Group, Whole, as_data, command, group_option, number_argument, option
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_due

if TYPE_CHECKING:
    from kodoku_tui.services.checkins import LoggedCheckin
    from kodoku_tui.services.desk import Desk
    from kodoku_tui.services.issues import RecordedAction

CHECKIN_FIELDS = ("id", "group_no", "group", "on", "channel", "staff", "condition", "note", "next")
ACTION_FIELDS = ("id", "group_no", "group", "title", "turn", "staff", "due", "done")


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(checkin)
    root.add_command(action)


@click.group(cls=Group, help="cli.help.checkin")
def checkin() -> None:
    """Contacts with groups."""


@click.group(cls=Group, help="cli.help.action")
def action() -> None:
    """What was promised."""


@command(checkin, "add", "cli.help.checkin_add")
@number_argument
@option("--on", metavar="DATE", help="cli.option.on")
@option("--channel", metavar="CHANNEL", required=True, help="cli.option.channel")
@option("--note", metavar="TEXT", required=True, help="cli.option.note")
@option("--next", "next_on", metavar="DATE", help="cli.option.next")
@option("--condition", metavar="CONDITION", help="cli.option.condition")
@option("--staff", metavar="NAME", help="cli.option.held_by")
@pass_setting
def checkin_add(
    setting: Setting,
    number: int,
    on: str | None,
    channel: str,
    note: str,
    next_on: str | None,
    condition: str | None,
    staff: str | None,
) -> None:
    """Write a contact down."""
    from kodoku_tui.domain.entries import CheckinEntry
    from kodoku_tui.domain.words import Channel, Condition
    from kodoku_tui.services.checkins import log_checkin

    with setting.acting() as desk:
        entry = CheckinEntry(
            group_no=number,
            held_on=setting.day(desk, on),
            channel=word_of(Channel, channel, field="channel"),
            note=note,
            condition=word_of(Condition, condition or Condition.GOOD, field="condition"),
            next_on=setting.optional_day(desk, next_on),
            staff=staff,
        )
        log_checkin(desk, entry)
    _warn_of_next(setting, desk, number)


@command(checkin, "list", "cli.help.checkin_list")
@group_option
@option("--since", metavar="DATE", help="cli.option.since")
@option("--limit", type=Whole(), metavar="N", help="cli.option.limit")
@as_data
@pass_setting
def checkin_list(
    setting: Setting, number: int | None, since: str | None, limit: int | None, form: str | None
) -> None:
    """Contacts, newest first."""
    from kodoku_tui.services.checkins import list_checkins

    desk = setting.reading_desk()
    found = list_checkins(desk, number, since=setting.optional_day(desk, since), limit=limit or -1)
    give(
        form,
        CHECKIN_FIELDS,
        [{field: getattr(each, field) for field in CHECKIN_FIELDS} for each in found],
        lambda: _checkin_table(setting, found),
        empty="cli.empty.checkins",
    )


@command(action, "add", "cli.help.action_add")
@number_argument
@option("--title", metavar="TEXT", required=True, help="cli.option.action_title")
@option("--due", metavar="DATE", help="cli.option.due")
@option("--by-group", is_flag=True, help="cli.option.by_group")
@option("--staff", metavar="NAME", help="cli.option.promised_by")
@option("--issue", "issue_id", type=Whole(), metavar="N", help="cli.option.for_issue")
@pass_setting
def action_add(setting: Setting, /, number: int, due: str | None, **given: Any) -> None:
    """Write a promise down."""
    from kodoku_tui.domain.entries import ActionEntry
    from kodoku_tui.services.issues import add_action

    with setting.acting() as desk:
        add_action(desk, ActionEntry(group_no=number, due_on=setting.optional_day(desk, due), **given))


@command(action, "done", "cli.help.action_done")
@click.argument("number", type=Whole(), metavar="ID")
@option("--on", metavar="DATE", help="cli.option.on")
@pass_setting
def action_done(setting: Setting, number: int, on: str | None) -> None:
    """A promise was kept."""
    from kodoku_tui.services.issues import finish_action

    with setting.acting() as desk:
        finish_action(desk, number, on=setting.day(desk, on))


@command(action, "list", "cli.help.action_list")
@group_option
@option("--all", "with_done", is_flag=True, help="cli.option.all_actions")
@as_data
@pass_setting
def action_list(setting: Setting, number: int | None, with_done: bool, form: str | None) -> None:
    """What was promised and is not yet done."""
    from kodoku_tui.services.issues import list_actions

    found = list_actions(setting.reading_desk(), number, with_done=with_done)
    give(
        form,
        ACTION_FIELDS,
        [{field: getattr(each, field) for field in ACTION_FIELDS} for each in found],
        lambda: _action_table(setting, found),
        empty="cli.empty.actions",
    )


def _warn_of_next(setting: Setting, desk: Desk, number: int) -> None:
    """Say so when the agreed date is later than the cadence allows: it counts for nothing then."""
    from kodoku_tui.services.checkins import checkin_due

    due = checkin_due(desk, number)
    if due.agreed_on is not None and due.agreed_on > due.maximum_on:
        agreed, maximum = (say_day(day, today=setting.today) for day in (due.agreed_on, due.maximum_on))
        tell(say("cli.next_beyond_maximum", agreed=agreed, maximum=maximum))


def _checkin_table(setting: Setting, found: list[LoggedCheckin]) -> Table:
    names = ("on", "number", "group", "channel", "condition", "staff", "next", "note")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                say_day(each.on, today=setting.today),
                each.group_no,
                each.group,
                say_word(each.channel),
                say_word(each.condition),
                each.staff,
                say_day(each.next, today=setting.today),
                each.note,
            ]
            for each in found
        ],
    )


def _action_table(setting: Setting, found: list[RecordedAction]) -> Table:
    names = ("id", "number", "group", "title", "turn", "staff", "due", "days", "done")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.id,
                each.group_no,
                each.group,
                each.title,
                say(f"standing.{each.turn}"),
                each.staff,
                say_day(each.due, today=setting.today),
                None if each.done else say_due(each.due, setting.today),
                say_day(each.done, today=setting.today) if each.done else None,
            ]
            for each in found
        ],
    )
