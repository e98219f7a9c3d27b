"""Difficulties of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kodoku_tui.cli.context import Setting, optional_word_of, pass_setting, word_of
from kodoku_tui.cli.output import Table, give
from kodoku_tui.cli.parts import Group, Whole, as_data, command, group_option, number_argument, option
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day

if TYPE_CHECKING:
    from kodoku_tui.services.issues import RecordedIssue

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
@option("--on", metavar="DATE", help="cli.option.on")
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
) -> None:
    """Record a difficulty."""
    from kodoku_tui.domain.entries import IssueEntry
    from kodoku_tui.domain.words import IssueCategory, Noticed, Severity
    from kodoku_tui.services.issues import add_issue

    with setting.acting() as desk:
        entry = IssueEntry(
            group_no=number,
            category=word_of(IssueCategory, category, field="category"),
            title=title,
            severity=word_of(Severity, severity or Severity.MEDIUM, field="severity"),
            noticed=word_of(Noticed, noticed or Noticed.AFTER, field="noticed"),
            note=note,
            opened_on=setting.day(desk, on),
        )
        add_issue(desk, entry)


@command(issue, "set", "cli.help.issue_set")
@click.argument("number", type=Whole(), metavar="ID")
@option("--state", metavar="STATE", help="cli.option.issue_state")
@option("--severity", metavar="SEVERITY", help="cli.option.severity")
@option("--title", metavar="TEXT", help="cli.option.issue_title")
@option("--note", metavar="TEXT", help="cli.option.issue_note")
@pass_setting
def issue_set(
    setting: Setting,
    number: int,
    state: str | None,
    severity: str | None,
    title: str | None,
    note: str | None,
) -> None:
    """Change an issue."""
    from kodoku_tui.domain.entries import IssueChange
    from kodoku_tui.domain.words import IssueState, Severity
    from kodoku_tui.services.issues import change_issue

    with setting.acting() as desk:
        change = IssueChange(
            state=optional_word_of(IssueState, state, field="state"),
            severity=optional_word_of(Severity, severity, field="severity"),
            title=title,
            note=note,
        )
        change_issue(desk, number, change)


@command(issue, "list", "cli.help.issue_list")
@group_option
@option("--all", "with_closed", is_flag=True, help="cli.option.all_issues")
@as_data
@pass_setting
def issue_list(setting: Setting, number: int | None, with_closed: bool, form: str | None) -> None:
    """Open issues, heaviest first."""
    from kodoku_tui.services.issues import list_issues

    found = list_issues(setting.reading_desk(), number, with_closed=with_closed)
    give(
        form,
        ISSUE_FIELDS,
        [{field: getattr(each, field) for field in ISSUE_FIELDS} for each in found],
        lambda: _issue_table(setting, found),
        empty="cli.empty.issues",
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
                say_word(each.category),
                say_word(each.severity),
                say_word(each.state),
                each.title,
                say_day(each.opened, today=setting.today),
            ]
            for each in found
        ],
    )
