"""What was promised (対応事項)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import Table, give
from kodoku_tui.cli.frame.parts import (
    Group,
    Whole,
    as_data,
    command,
    day_option,
    group_option,
    number_argument,
    option,
)
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_due

if TYPE_CHECKING:
    from kodoku_tui.services.checkins.actions import RecordedAction

ACTION_FIELDS = ("id", "group_no", "group", "title", "turn", "staff", "due", "done", "postponed")


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(action)


@click.group(cls=Group, help="cli.help.action")
def action() -> None:
    """What was promised."""


@command(action, "add", "cli.help.action_add")
@number_argument
@option("--title", metavar="TEXT", required=True, help="cli.option.action_title")
@day_option("--due", help="cli.option.due")
@option("--by-group", is_flag=True, help="cli.option.by_group")
@option("--staff", metavar="NAME", help="cli.option.promised_by")
@option("--issue", "issue_id", type=Whole(), metavar="N", help="cli.option.for_issue")
@pass_setting
def action_add(setting: Setting, /, number: int, due: str | None, **given: Any) -> None:
    """Write a promise down."""
    from kodoku_tui.domain.checkins.entries import ActionEntry
    from kodoku_tui.services.checkins.actions import add_action

    desk = setting.writing_desk()
    entry = ActionEntry(group_no=number, due_on=setting.optional_day(desk, due, Direction.FUTURE), **given)
    setting.tell(add_action(desk, entry))


@command(action, "done", "cli.help.action_done")
@click.argument("number", type=Whole(), metavar="ID")
@day_option("--on", help="cli.option.on")
@pass_setting
def action_done(setting: Setting, number: int, on: str | None) -> None:
    """A promise was kept."""
    from kodoku_tui.services.checkins.actions import finish_action

    desk = setting.writing_desk()
    setting.tell(finish_action(desk, number, on=setting.day(desk, on, Direction.PAST)))


@command(action, "postpone", "cli.help.action_postpone")
@click.argument("number", type=Whole(), metavar="ID")
@day_option("--to", required=True, help="cli.option.postpone_to")
@option("--reason", metavar="TEXT", required=True, help="cli.option.postpone_reason")
@pass_setting
def action_postpone(setting: Setting, number: int, to: str, reason: str) -> None:
    """A promise is put off."""
    from kodoku_tui.services.checkins.actions import postpone_action

    desk = setting.writing_desk()
    setting.tell(postpone_action(desk, number, to=setting.day(desk, to, Direction.FUTURE), reason=reason))


@command(action, "hide", "cli.help.action_hide")
@click.argument("number", type=Whole(), metavar="ID")
@pass_setting
def action_hide(setting: Setting, number: int) -> None:
    """Withdraw a promise from view."""
    from kodoku_tui.services.checkins.actions import hide_action

    setting.tell(hide_action(setting.writing_desk(), number))


@command(action, "list", "cli.help.action_list")
@group_option
@option("--all", "with_done", is_flag=True, help="cli.option.all_actions")
@option("--staff", metavar="NAME", help="cli.option.of_staff")
@as_data
@pass_setting
def action_list(
    setting: Setting, number: int | None, with_done: bool, staff: str | None, form: str | None
) -> None:
    """What was promised and is not yet done."""
    from kodoku_tui.services.checkins.actions import list_actions

    found = list_actions(setting.reading_desk(), number, with_done=with_done, staff=staff)
    give(
        form,
        ACTION_FIELDS,
        [{field: getattr(each, field) for field in ACTION_FIELDS} for each in found],
        lambda: _action_table(setting, found),
        empty="cli.empty.actions",
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
