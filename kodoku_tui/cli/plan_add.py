"""Adding a milestone to the year's plan, in particular an internal check (事前確認) before another one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting, word_of
from kodoku_tui.cli.frame.output import Table, give_table, tell
from kodoku_tui.cli.frame.parts import Group, Whole, command, day_option, option, refuse_usage
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_title

if TYPE_CHECKING:
    from kodoku_tui.services.desk.desk import Desk
    from kodoku_tui.services.duties.plan.additions import Addition, PlanAddition


def register(plan: Group | click.Group) -> None:
    """Add the command to the family of the plan."""
    command(plan, "add", "cli.help.plan_add")(plan_add)


@option("--title", metavar="TEXT", default="", help="cli.option.plan_title")
@option("--english", metavar="TEXT", default="", help="cli.option.plan_english")
@option("--key", metavar="KEY", default="", help="cli.option.plan_key")
@option("--before", metavar="KEY", help="cli.option.plan_before")
@option("--days", type=Whole(), metavar="N", help="cli.option.plan_days")
@option("--kind", metavar="KIND", default="deliverable", help="cli.option.plan_kind")
@day_option("--on", help="cli.option.plan_add_on")
@option("--rule", metavar="RULE", default="", help="cli.option.plan_rule")
@option("--policy", metavar="WORD", default="据置", help="cli.option.plan_policy")
@option("--review-days", type=Whole(), metavar="N", help="cli.option.plan_review_days")
@option("--after", metavar="KEY", default="", help="cli.option.plan_after")
@option("--optional", is_flag=True, help="cli.option.plan_optional")
@option("--dry-run", is_flag=True, help="cli.option.plan_dry_run")
@pass_setting
def plan_add(setting: Setting, /, dry_run: bool, **given: Any) -> None:
    """Add a milestone, and give it to every group that takes part."""
    from kodoku_tui.services.duties.plan.additions import add_milestone, preview_addition

    before, days, title, on, rule = (given[name] for name in ("before", "days", "title", "on", "rule"))
    if before is None and not (title and (on or rule)):
        refuse_usage(say("usage.plan_add"))
    if before is not None and (days is None or on or rule):
        refuse_usage(say("usage.plan_add_before"))
    if dry_run:
        desk = setting.reading_desk()
        _tell(setting, preview_addition(desk, _addition(setting, desk, **given)))
        tell(say("cli.plan_dry_run"))
        return
    desk = setting.writing_desk()
    outcome = add_milestone(desk, _addition(setting, desk, **given))
    _tell(setting, outcome.addition)
    setting.tell(outcome)


def _addition(
    setting: Setting,
    desk: Desk,
    *,
    title: str,
    english: str,
    key: str,
    before: str | None,
    days: int | None,
    kind: str,
    on: str | None,
    rule: str,
    policy: str,
    review_days: int | None,
    after: str,
    optional: bool,
) -> Addition:
    from kodoku_tui.domain.days.closed_days import HolidayPolicy
    from kodoku_tui.services.duties.plan.additions import Addition, check_before, usual_review_days

    if before is not None:
        return check_before(desk, before, days or 0, title=title, title_en=english)
    return Addition(
        title=title,
        title_en=english,
        key=key,
        kind=_kind_meant(kind),
        after=after,
        planned_on=setting.optional_day(desk, on, Direction.OF_YEAR),
        rule=rule,
        holiday_policy=word_of(HolidayPolicy, policy, field="holiday_policy").value,
        review_days=usual_review_days(_kind_meant(kind)) if review_days is None else review_days,
        required=not optional,
    )


def _kind_meant(text: str) -> str:
    """The kind as the reader reads it (提出物, 検査), or its word in the file."""
    from kodoku_tui.domain.duties.milestones import MilestoneKind

    for kind in MilestoneKind:
        if say(f"plan.kind_{kind.value}").casefold() == text.strip().casefold():
            return kind.value
    return word_of(MilestoneKind, text, field="kind").value


def _tell(setting: Setting, addition: PlanAddition) -> None:
    """What is added; then which groups get which day as a table, and what else there is to know as sentences."""
    from kodoku_tui.domain.register.number_ranges import number_ranges

    new = addition.milestone
    tell(say("cli.plan_adds", key=new.key, title=say_title(new.title, new.title_en)))
    by_due = sorted(addition.duties, key=lambda duty: (duty.due, duty.group_no))
    if by_due:
        give_table(
            Table(
                [say(f"cli.column.{name}") for name in ("due", "groups", "numbers")],
                [
                    [
                        say_day(due, today=setting.today),
                        len(numbers := [duty.group_no for duty in duties]),
                        number_ranges(numbers),
                    ]
                    for due, duties in groupby(by_due, key=lambda duty: duty.due)
                ],
            )
        )
    if addition.is_past:
        tell(say("plan_add.past_internal" if new.internal else "plan_add.past", count=addition.is_past))
    if addition.ended:
        tell(say("plan_add.ended", count=addition.ended))
    if new.internal:
        tell(say("plan_add.internal"))
