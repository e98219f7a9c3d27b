"""Difficulties of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kodoku_tui.cli.frame.context import Setting, optional_word_of, pass_setting, word_of
from kodoku_tui.cli.frame.output import Table, give, tell
from kodoku_tui.cli.frame.parts import (
    Group,
    Whole,
    as_data,
    command,
    day_option,
    group_option,
    number_argument,
    option,
    refuse_usage,
)
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.issues.words import say_kind

if TYPE_CHECKING:
    from kodoku_tui.services.issues.issues import RecordedIssue
    from kodoku_tui.services.issues.remedies import Likes

ISSUE_FIELDS = (
    "id",
    "group_no",
    "group",
    "category",
    "severity",
    "state",
    "noticed",
    "title",
    "note",
    "opened",
    "closed",
    "subcategory",
    "checkin",
    "remedies",
)
LIKE_FIELDS = (
    "group_no",
    "group",
    "year",
    "issue",
    "category",
    "subcategory",
    "issue_title",
    "remedy",
    "tried",
    "text",
    "result",
    "result_note",
    "points",
    "reasons",
)


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(issue)


@click.group(cls=Group, help="cli.help.issue")
def issue() -> None:
    """Difficulties of groups."""


@command(issue, "add", "cli.help.issue_add")
@number_argument
@option("--category", metavar="CATEGORY", required=True, help="cli.option.category")
@option("--title", metavar="TEXT", required=True, help="cli.option.issue_title")
@option("--severity", metavar="SEVERITY", help="cli.option.severity")
@option("--noticed", metavar="NOTICED", help="cli.option.noticed")
@option("--note", metavar="TEXT", default="", help="cli.option.issue_note")
@day_option("--on", help="cli.option.on")
@option("--subcategory", metavar="TEXT", default="", help="cli.option.subcategory")
@option("--checkin", type=Whole(), metavar="ID", help="cli.option.issue_checkin")
@option("--action", metavar="TEXT", help="cli.option.issue_action")
@option("--action-by-group", "by_group", is_flag=True, help="cli.option.issue_action_by_group")
@day_option("--due", help="cli.option.issue_due")
@pass_setting
def issue_add(
    setting: Setting,
    number: int,
    category: str,
    title: str,
    severity: str | None,
    noticed: str | None,
    note: str,
    on: str | None,
    subcategory: str,
    checkin: int | None,
    action: str | None,
    by_group: bool,
    due: str | None,
) -> None:
    """Record a difficulty, and what was promised for it."""
    from kodoku_tui.domain.checkins.entries import ActionEntry
    from kodoku_tui.domain.issues.entries import IssueEntry
    from kodoku_tui.domain.words import IssueCategory, Noticed, Severity
    from kodoku_tui.services.issues.issues import add_issue

    desk = setting.writing_desk()
    entry = IssueEntry(
        group_no=number,
        category=word_of(IssueCategory, category, field="category"),
        title=title,
        severity=word_of(Severity, severity or Severity.MEDIUM, field="severity"),
        noticed=word_of(Noticed, noticed or Noticed.AFTER, field="noticed"),
        note=note,
        opened_on=setting.day(desk, on, Direction.PAST),
        subcategory=subcategory,
        checkin_id=checkin,
    )
    if action is None and (due is not None or by_group):
        refuse_usage(say("usage.due_without_action"))
    promise = (
        None
        if action is None
        else ActionEntry(
            group_no=number,
            title=action,
            by_group=by_group,
            due_on=setting.optional_day(desk, due, Direction.FUTURE),
        )
    )
    setting.tell(add_issue(desk, entry, promise))


@command(issue, "set", "cli.help.issue_set")
@click.argument("number", type=Whole(), metavar="ID")
@option("--state", metavar="STATE", help="cli.option.issue_state")
@option("--severity", metavar="SEVERITY", help="cli.option.severity")
@option("--title", metavar="TEXT", help="cli.option.issue_title")
@option("--note", metavar="TEXT", help="cli.option.issue_note")
@option("--category", metavar="CATEGORY", help="cli.option.category")
@option("--subcategory", metavar="TEXT", help="cli.option.subcategory")
@option("--noticed", metavar="NOTICED", help="cli.option.noticed")
@option("--worked", type=Whole(), metavar="ID", help="cli.option.worked")
@option("--remedy", metavar="TEXT", help="cli.option.remedy_that_worked")
@pass_setting
def issue_set(
    setting: Setting,
    number: int,
    state: str | None,
    severity: str | None,
    title: str | None,
    note: str | None,
    category: str | None,
    subcategory: str | None,
    noticed: str | None,
    worked: int | None,
    remedy: str | None,
) -> None:
    """Change an issue; closing it may name the remedy that worked."""
    from kodoku_tui.domain.issues.entries import IssueChange
    from kodoku_tui.domain.issues.remedies import RemedyEntry, RemedyResult
    from kodoku_tui.domain.words import IssueCategory, IssueState, Noticed, Severity
    from kodoku_tui.services.issues.issues import change_issue

    desk = setting.writing_desk()
    change = IssueChange(
        state=optional_word_of(IssueState, state, field="state"),
        severity=optional_word_of(Severity, severity, field="severity"),
        title=title,
        note=note,
        category=optional_word_of(IssueCategory, category, field="category"),
        subcategory=subcategory,
        noticed=optional_word_of(Noticed, noticed, field="noticed"),
    )
    helped = (
        None
        if remedy is None
        else RemedyEntry(text=remedy, tried_on=setting.today, result=RemedyResult.WORKED)
    )
    setting.tell(change_issue(desk, number, change, worked=worked, remedy=helped))


@command(issue, "list", "cli.help.issue_list")
@group_option
@option("--all", "with_closed", is_flag=True, help="cli.option.all_issues")
@option("--without-remedy", is_flag=True, help="cli.option.without_remedy")
@as_data
@pass_setting
def issue_list(
    setting: Setting, number: int | None, with_closed: bool, without_remedy: bool, form: str | None
) -> None:
    """Open issues, heaviest first; those without a remedy oldest first."""
    from kodoku_tui.services.issues.issues import list_issues

    found = list_issues(
        setting.reading_desk(), number, with_closed=with_closed, without_remedy=without_remedy
    )
    give(
        form,
        ISSUE_FIELDS,
        [{field: getattr(each, field) for field in ISSUE_FIELDS} for each in found],
        lambda: _issue_table(setting, found),
        empty="cli.empty.issues",
    )


@command(issue, "like", "cli.help.issue_like")
@click.argument("number", type=Whole(), metavar="ID")
@as_data
@pass_setting
def issue_like(setting: Setting, number: int, form: str | None) -> None:
    """What helped other groups with a like issue."""
    from kodoku_tui.services.issues.remedies import like_issue

    likes = like_issue(setting.reading_desk(), number)
    records = [
        {
            **{field: getattr(each, field) for field in LIKE_FIELDS if field not in ("remedy", "reasons")},
            "remedy": each.id,
            "reasons": [say(f"like.{reason}") for reason in each.reasons],
        }
        for each in likes.remedies
    ]
    if form is None:
        tell(say("like.heading", count=likes.groups))
    give(form, LIKE_FIELDS, records, lambda: _like_table(likes), empty="cli.empty.likes")


def _like_table(likes: Likes) -> Table:
    names = ("number", "group", "title", "remedy", "result", "reasons")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.group_no,
                each.group,
                each.issue_title,
                each.text,
                say_word(each.result),
                say("filter.between").join(say(f"like.{reason}") for reason in each.reasons),
            ]
            for each in likes.remedies
        ],
    )


def _issue_table(setting: Setting, found: list[RecordedIssue]) -> Table:
    names = ("id", "number", "group", "category", "severity", "state", "title", "opened")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.id,
                each.group_no,
                each.group,
                say_kind(each.category, each.subcategory),
                say_word(each.severity),
                say_word(each.state),
                each.title,
                say_day(each.opened, today=setting.today),
            ]
            for each in found
        ],
    )
