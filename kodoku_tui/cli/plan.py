"""The year's plan: reading it, and changing it with a look at what would move."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli import plan_add
from kodoku_tui.cli.frame.context import Setting, optional_word_of, pass_setting
from kodoku_tui.cli.frame.output import Table, give, give_table, tell
from kodoku_tui.cli.frame.parts import Group, Whole, as_data, command, day_option, option, refuse_usage
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_said, say_session_day, say_title

if TYPE_CHECKING:
    from kodoku_tui.services.duties.plan.changes import PlanChange, PlanMilestone

PLAN_FIELDS = (
    "key",
    "title",
    "kind",
    "planned",
    "rule",
    "due",
    "policy",
    "review_days",
    "required",
    "internal",
    "after",
    "day_open",
)


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    plan_add.register(plan)
    root.add_command(plan)


@click.group(cls=Group, help="cli.help.plan")
def plan() -> None:
    """The milestones of the year."""


@command(plan, "list", "cli.help.plan_list")
@as_data
@pass_setting
def plan_list(setting: Setting, form: str | None) -> None:
    """The plan in its order."""
    from kodoku_tui.services.duties.plan.changes import list_plan

    milestones = list_plan(setting.reading_desk())
    give(
        form,
        PLAN_FIELDS,
        [_record(milestone) for milestone in milestones],
        lambda: _table(setting, milestones),
        empty="cli.empty.plan",
    )


@command(plan, "set", "cli.help.plan_set")
@click.argument("key", metavar="KEY")
@day_option("--on", help="cli.option.plan_on")
@option("--rule", metavar="RULE", help="cli.option.plan_rule")
@option("--policy", metavar="WORD", help="cli.option.plan_policy")
@option("--review-days", type=Whole(), metavar="N", help="cli.option.plan_review_days")
@option("--after", metavar="KEY", help="cli.option.plan_after")
@option("--title", metavar="TEXT", help="cli.option.plan_title")
@option("--required", "required", flag_value="yes", help="cli.option.plan_required")
@option("--optional", "required", flag_value="no", help="cli.option.plan_optional")
@option("--dry-run", is_flag=True, help="cli.option.plan_dry_run")
@pass_setting
def plan_set(
    setting: Setting,
    key: str,
    on: str | None,
    rule: str | None,
    policy: str | None,
    review_days: int | None,
    after: str | None,
    title: str | None,
    required: str | None,
    dry_run: bool,
) -> None:
    """Change one milestone of the plan, and move what follows from it."""
    from kodoku_tui.domain.days.closed_days import HolidayPolicy
    from kodoku_tui.services.duties.plan.changes import PlanEdit, change_plan, preview_change

    if (on, rule, policy, review_days, after, title, required) == (None,) * 7:
        refuse_usage(say("usage.plan_set"))
    word = optional_word_of(HolidayPolicy, policy, field="holiday_policy")

    desk = setting.reading_desk() if dry_run else setting.writing_desk()
    edit = PlanEdit(
        planned_on=setting.optional_day(desk, on, Direction.OF_YEAR),
        rule=rule,
        holiday_policy=None if word is None else word.value,
        review_days=review_days,
        after=after,
        title=title if setting.language == "ja" else None,
        title_en=title if setting.language == "en" else None,
        required=None if required is None else required == "yes",
    )
    if dry_run:
        _tell_change(setting, preview_change(desk, key, **edit))
        tell(say("cli.plan_dry_run"))
        return
    outcome = change_plan(desk, key, **edit)
    _tell_change(setting, outcome.change)
    setting.tell(outcome)


@command(plan, "settle-before", "cli.help.plan_settle_before")
@click.argument("before", metavar="DATE")
@option("--reason", metavar="TEXT", help="cli.option.settle_reason")
@option("--done", "is_done", is_flag=True, help="cli.option.settle_done")
@option("--dry-run", is_flag=True, help="cli.option.plan_dry_run")
@pass_setting
def plan_settle_before(
    setting: Setting, before: str, reason: str | None, is_done: bool, dry_run: bool
) -> None:
    """Settle what was due before a day and has nothing recorded, as one unit."""
    from kodoku_tui.domain.duties.late_start import Settling
    from kodoku_tui.services.duties.plan.late_start import (
        preview_settlement,
        settle_before,
        told_settlement,
    )

    how = Settling.DONE if is_done else Settling.NOT_HERE
    desk = setting.reading_desk() if dry_run else setting.writing_desk()
    day = setting.day(desk, before, Direction.OF_YEAR)
    preview = preview_settlement(desk, day, how)
    tell(
        say(
            "cli.settle_count", date=say_day(day, today=setting.today), count=preview.count, how=say_word(how)
        )
    )
    for line in told_settlement(preview):
        tell(say_said(line))
    if dry_run:
        tell(say("cli.plan_dry_run"))
        return
    setting.tell(settle_before(desk, day, reason=reason or "", how=how))


def _tell_change(setting: Setting, change: PlanChange) -> None:
    """What moves as a table, what stays and why as sentences."""
    if change.moves:
        names = ("number", "group", "title", "due_from", "due_to")
        give_table(
            Table(
                [say(f"cli.column.{name}") for name in names],
                [
                    [
                        move.group_no,
                        move.group,
                        say_title(move.title, move.title_en),
                        say_day(move.due_from, today=setting.today),
                        say_day(move.due_to, today=setting.today),
                    ]
                    for move in change.moves
                ],
            )
        )
    tell(say_said(change.told_moves))
    for why, count in Counter(stay.why for stay in change.stays).items():
        tell(say(f"plan.stays_{why}", count=count))


def _record(milestone: PlanMilestone) -> dict[str, Any]:
    record = {field: getattr(milestone, field) for field in PLAN_FIELDS}
    return record | {"title": say_title(milestone.title, milestone.title_en)}


def _table(setting: Setting, milestones: list[PlanMilestone]) -> Table:
    from kodoku_tui.locale.rules import say_rule

    names = (
        "key",
        "title",
        "plan_kind",
        "planned",
        "due",
        "rule",
        "policy",
        "review_days",
        "after",
        "required",
    )
    titles = {one.key: say_title(one.title, one.title_en) for one in milestones}
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                one.key,
                titles[one.key] + (f" ({say('plan.internal')})" if one.internal else ""),
                say(f"plan.kind_{one.kind}"),
                say_session_day(one.planned, one.day_open, today=setting.today),
                say_session_day(one.due, one.day_open, today=setting.today),
                say_rule(one.rule, titles),
                say_word(one.policy),
                one.review_days,
                titles.get(one.after),
                say("plan.required") if one.required else say("plan.optional"),
            ]
            for one in milestones
        ],
    )
