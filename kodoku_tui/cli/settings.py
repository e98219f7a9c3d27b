"""The settings of the year: the cap, what is due soon, what may be moved without approval."""

from __future__ import annotations

from typing import Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import Table, give
from kodoku_tui.cli.frame.parts import Group, Whole, as_data, command, option, refuse_usage
from kodoku_tui.locale import say

FIELDS = ("year", "cap", "due_soon_days", "limit_percent", "opens_days", "recording_days", "followup_days")


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(settings)


@click.group(cls=Group, help="cli.help.settings")
def settings() -> None:
    """The settings of the year."""


@command(settings, "list", "cli.help.settings_list")
@as_data
@pass_setting
def settings_list(setting: Setting, form: str | None) -> None:
    """What holds for every group of the year."""
    from kodoku_tui.services.desk.programme_settings import programme_settings

    now = programme_settings(setting.reading_desk())
    record: dict[str, Any] = {
        "year": now.fiscal_year,
        "cap": now.cap,
        "due_soon_days": now.due_soon_days,
        "limit_percent": now.limit_percent,
        "opens_days": now.opens_days,
        "recording_days": now.recording_days,
        "followup_days": now.followup_days,
    }
    limit = say("setting.no_limit") if now.limit_percent is None else f"{now.limit_percent}%"
    lines = [
        [say("setting.cap"), say("phrase.yen", amount=now.cap)],
        [say("setting.due_soon_days"), say("plan.days", count=now.due_soon_days)],
        [say("setting.opens_days"), say("plan.days", count=now.opens_days)],
        [say("setting.recording_days"), say("setting.working_days", count=now.recording_days)],
        [say("setting.followup_days"), say("setting.working_days", count=now.followup_days)],
        [say("setting.limit_percent"), limit],
    ]
    headings = [say("setting.what"), say("setting.value")]
    give(form, FIELDS, [record], lambda: Table(headings, lines), empty="cli.empty.plan")


@command(settings, "set", "cli.help.settings_set")
@option("--cap", metavar="YEN", help="cli.option.settings_cap")
@option("--due-soon", "due_soon_days", type=Whole(), metavar="N", help="cli.option.settings_soon")
@option("--opens", "opens_days", type=Whole(), metavar="N", help="cli.option.settings_opens")
@option("--recording", "recording_days", type=Whole(), metavar="N", help="cli.option.settings_recording")
@option("--followup", "followup_days", type=Whole(), metavar="N", help="cli.option.settings_followup")
@option("--limit", "limit_percent", metavar="PERCENT", help="cli.option.settings_limit")
@pass_setting
def settings_set(
    setting: Setting,
    cap: str | None,
    due_soon_days: int | None,
    opens_days: int | None,
    recording_days: int | None,
    followup_days: int | None,
    limit_percent: str | None,
) -> None:
    """Change what holds for every group of the year."""
    from kodoku_tui.domain.duties.money import parse_percent, parse_yen
    from kodoku_tui.services.desk.programme_settings import change_settings

    given: dict[str, Any] = {}
    if cap is not None:
        given["cap"] = parse_yen(cap, field="cap")
    days = {
        "due_soon_days": due_soon_days,
        "opens_days": opens_days,
        "recording_days": recording_days,
        "followup_days": followup_days,
    }
    given |= {name: count for name, count in days.items() if count is not None}
    if limit_percent is not None:
        given["limit_percent"] = parse_percent(limit_percent, field="limit_percent")
    if not given:
        refuse_usage(say("usage.settings_set"))
    desk = setting.writing_desk()
    setting.tell(change_settings(desk, **given))
