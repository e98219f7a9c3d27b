"""What groups did month by month, and how their plans changed on the way."""

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
from kodoku_tui.domain.register.activity import COUNTS
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day

if TYPE_CHECKING:
    from kodoku_tui.services.register.activity import ActivityMonth, Counts
    from kodoku_tui.services.register.plan_changes import PlanChange

ACTIVITY_FIELDS = ("group_no", "group", "month", "planned", "actual")
CHANGE_FIELDS = ("id", "group_no", "group", "on", "kind", "note", "adviser")


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(activity)
    root.add_command(change)


@click.group(cls=Group, help="cli.help.activity")
def activity() -> None:
    """What groups did month by month."""


@click.group(cls=Group, help="cli.help.change")
def change() -> None:
    """How plans changed on the way, and what was advised."""


@command(activity, "set", "cli.help.activity_set")
@number_argument
@click.argument("month", metavar="MONTH")
@option("--planned", is_flag=True, help="cli.option.planned")
@option("--times", metavar="N", help="cli.option.times")
@option("--people", metavar="N", help="cli.option.people")
@option("--visits", metavar="N", help="cli.option.visits")
@option("--new", "newcomers", metavar="N", help="cli.option.newcomers")
@pass_setting
def activity_set(setting: Setting, /, number: int, month: str, planned: bool, **given: str | None) -> None:
    """Write down the numbers of a month."""

    from kodoku_tui.domain.register.activity import parse_month
    from kodoku_tui.domain.register.activity_entries import ActivityEntry
    from kodoku_tui.domain.text.numbers import parse_whole
    from kodoku_tui.domain.words import Stage
    from kodoku_tui.services.register.activity import record_activity

    desk = setting.writing_desk()
    counts = {
        name: parse_whole(written, field=name) for name, written in given.items() if written is not None
    }
    entry = ActivityEntry(
        group_no=number,
        month=parse_month(month, today=setting.today, year_starts_on=desk.year_starts_on),
        stage=Stage.PLANNED if planned else Stage.ACTUAL,
        **counts,
    )
    setting.tell(record_activity(desk, entry))


@command(activity, "list", "cli.help.activity_list")
@group_option
@as_data
@pass_setting
def activity_list(setting: Setting, number: int | None, form: str | None) -> None:
    """The months of the groups."""
    from kodoku_tui.services.register.activity import list_activity

    found = list_activity(setting.reading_desk(), number)
    give(
        form,
        ACTIVITY_FIELDS,
        [activity_record(each) for each in found],
        lambda: _activity_table(found),
        empty="cli.empty.activity",
    )


@command(change, "add", "cli.help.change_add")
@number_argument
@option("--note", metavar="TEXT", required=True, help="cli.option.change_note")
@day_option("--on", help="cli.option.on")
@option("--kind", metavar="KIND", help="cli.option.change_kind")
@option("--adviser", metavar="NAME", default="", help="cli.option.adviser")
@pass_setting
def change_add(
    setting: Setting, number: int, note: str, on: str | None, kind: str | None, adviser: str
) -> None:
    """Write down a change of plan or a piece of advice."""
    from kodoku_tui.cli.frame.context import optional_word_of
    from kodoku_tui.domain.register.activity_entries import PlanChangeEntry
    from kodoku_tui.domain.words import ChangeKind
    from kodoku_tui.services.register.plan_changes import add_plan_change

    desk = setting.writing_desk()
    # Whoever names an adviser tells of advice.
    usual = ChangeKind.ADVICE if adviser else ChangeKind.COURSE
    entry = PlanChangeEntry(
        changed_on=setting.day(desk, on, Direction.PAST),
        kind=optional_word_of(ChangeKind, kind, field="kind") or usual,
        note=note,
        adviser=adviser,
    )
    setting.tell(add_plan_change(desk, number, entry))


@command(change, "hide", "cli.help.change_hide")
@click.argument("change_id", type=Whole(), metavar="ID")
@pass_setting
def change_hide(setting: Setting, change_id: int) -> None:
    """Withdraw one from view."""
    from kodoku_tui.services.register.plan_changes import hide_plan_change

    setting.tell(hide_plan_change(setting.writing_desk(), change_id))


@command(change, "list", "cli.help.change_list")
@group_option
@as_data
@pass_setting
def change_list(setting: Setting, number: int | None, form: str | None) -> None:
    """How the plans of the groups changed, and what was advised."""
    from kodoku_tui.services.register.plan_changes import list_plan_changes

    found = list_plan_changes(setting.reading_desk(), number)
    names = ("id", "number", "group", "on", "kind", "adviser", "note")
    give(
        form,
        CHANGE_FIELDS,
        [change_record(each) for each in found],
        lambda: Table(
            [say(f"cli.column.{name}") for name in names],
            [
                [
                    each.id,
                    each.group_no,
                    each.group,
                    say_day(each.changed_on, today=setting.today),
                    say_word(each.kind),
                    each.adviser,
                    each.note,
                ]
                for each in found
            ],
        ),
        empty="cli.empty.changes",
    )


def activity_record(each: ActivityMonth) -> dict[str, Any]:
    """A month as data."""
    return {
        "group_no": each.group_no,
        "group": each.group,
        "month": each.month,
        "planned": _counts_record(each.planned),
        "actual": _counts_record(each.actual),
    }


def change_record(each: PlanChange) -> dict[str, Any]:
    """A change of plan as data."""
    return {
        "id": each.id,
        "group_no": each.group_no,
        "group": each.group,
        "on": each.changed_on,
        "kind": each.kind,
        "note": each.note,
        "adviser": each.adviser,
    }


def _counts_record(counts: Counts | None) -> dict[str, int | None] | None:
    return None if counts is None else {name: getattr(counts, name) for name in COUNTS}


def _activity_table(found: list[ActivityMonth]) -> Table:
    from kodoku_tui.domain.words import Stage

    lines = [
        [each.group_no, each.group, each.month, say_word(stage), *(getattr(counts, name) for name in COUNTS)]
        for each in found
        for stage, counts in ((Stage.PLANNED, each.planned), (Stage.ACTUAL, each.actual))
        if counts is not None
    ]
    names = ("number", "group", "month", "stage", *COUNTS)
    return Table([say(f"cli.column.{name}") for name in names], lines)
