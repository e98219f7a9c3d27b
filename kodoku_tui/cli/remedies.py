"""What was tried for issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kodoku_tui.cli.frame.context import Setting, optional_word_of, pass_setting, word_of
from kodoku_tui.cli.frame.output import Table, give
from kodoku_tui.cli.frame.parts import Group, Whole, as_data, command, day_option, group_option, option
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day

if TYPE_CHECKING:
    from kodoku_tui.services.issues.remedies import RecordedRemedy

REMEDY_FIELDS = (
    "id",
    "issue",
    "year",
    "group_no",
    "group",
    "category",
    "subcategory",
    "issue_title",
    "issue_state",
    "tried",
    "text",
    "result",
    "result_note",
    "staff",
)


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(remedy)


@click.group(cls=Group, help="cli.help.remedy")
def remedy() -> None:
    """What was tried for issues."""


@command(remedy, "add", "cli.help.remedy_add")
@click.argument("number", type=Whole(), metavar="ID")
@option("--text", metavar="TEXT", required=True, help="cli.option.remedy_text")
@day_option("--on", help="cli.option.on")
@option("--result", metavar="RESULT", help="cli.option.remedy_result")
@option("--note", metavar="TEXT", default="", help="cli.option.remedy_note")
@option("--by", "tried_by", metavar="NAME", help="cli.option.remedy_by")
@pass_setting
def remedy_add(
    setting: Setting,
    number: int,
    text: str,
    on: str | None,
    result: str | None,
    note: str,
    tried_by: str | None,
) -> None:
    """Record what was tried for the issue of this number."""
    from kodoku_tui.domain.issues.remedies import RemedyEntry, RemedyResult
    from kodoku_tui.services.issues.remedies import add_remedy

    desk = setting.writing_desk()
    entry = RemedyEntry(
        text=text,
        tried_on=setting.day(desk, on, Direction.PAST),
        result=word_of(RemedyResult, result or RemedyResult.TRYING, field="result"),
        result_note=note,
        staff=tried_by,
    )
    setting.tell(add_remedy(desk, number, entry))


@command(remedy, "set", "cli.help.remedy_set")
@click.argument("number", type=Whole(), metavar="ID")
@option("--text", metavar="TEXT", help="cli.option.remedy_text")
@day_option("--on", help="cli.option.on")
@option("--result", metavar="RESULT", help="cli.option.remedy_result")
@option("--note", metavar="TEXT", help="cli.option.remedy_note")
@option("--hide", is_flag=True, help="cli.option.remedy_hide")
@pass_setting
def remedy_set(
    setting: Setting,
    number: int,
    text: str | None,
    on: str | None,
    result: str | None,
    note: str | None,
    hide: bool,
) -> None:
    """Change a remedy, or withdraw it from view."""
    from datetime import date

    from kodoku_tui.domain.errors import Refused
    from kodoku_tui.domain.issues.remedies import RemedyEntry, RemedyResult
    from kodoku_tui.services.issues.remedies import change_remedy, hide_remedy, list_remedies

    desk = setting.writing_desk()
    if hide:
        setting.tell(hide_remedy(desk, number))
        return
    found = next((each for each in list_remedies(desk) if each.id == number), None)
    if found is None:
        raise Refused("error.no_such_remedy", field="remedy", number=number)
    entry = RemedyEntry(
        text=found.text if text is None else text,
        tried_on=setting.optional_day(desk, on, Direction.PAST) or date.fromisoformat(found.tried),
        result=optional_word_of(RemedyResult, result, field="result") or RemedyResult(found.result),
        result_note=found.result_note if note is None else note,
    )
    setting.tell(change_remedy(desk, number, entry))


@command(remedy, "list", "cli.help.remedy_list")
@group_option
@option("--issue", "issue_id", type=Whole(), metavar="ID", help="cli.option.for_issue")
@option("--category", metavar="CATEGORY", help="cli.option.category")
@option("--subcategory", metavar="TEXT", help="cli.option.subcategory")
@option("--target", metavar="TARGET", help="cli.option.target")
@option("--block", metavar="BLOCK", help="cli.option.block")
@option("--result", metavar="RESULT", help="cli.option.remedy_result")
@option("--text", metavar="TEXT", default="", help="cli.option.remedy_words")
@as_data
@pass_setting
def remedy_list(
    setting: Setting,
    number: int | None,
    issue_id: int | None,
    category: str | None,
    subcategory: str | None,
    target: str | None,
    block: str | None,
    result: str | None,
    text: str,
    form: str | None,
) -> None:
    """Remedies of every year in the file, newest first."""
    from kodoku_tui.domain.errors import Refused
    from kodoku_tui.domain.issues.remedies import RemedyResult
    from kodoku_tui.domain.words import IssueCategory
    from kodoku_tui.services.issues.remedies import list_remedies
    from kodoku_tui.services.issues.words import subcategory_named
    from kodoku_tui.services.register.choices import block_named, target_named

    meant = optional_word_of(IssueCategory, category, field="category")
    if subcategory and meant is None:
        raise Refused("error.subcategory_needs_category", field="category")
    found = list_remedies(
        setting.reading_desk(),
        number,
        issue_id=issue_id,
        category=None if meant is None else meant.value,
        subcategory=subcategory_named(meant, subcategory) if subcategory and meant else None,
        target=None if target is None else target_named(target),
        block=None if block is None else block_named(block),
        result=optional_word_of(RemedyResult, result, field="result"),
        text=text,
    )
    give(
        form,
        REMEDY_FIELDS,
        [{field: getattr(each, field) for field in REMEDY_FIELDS} for each in found],
        lambda: _remedy_table(setting, found),
        empty="cli.empty.remedies",
    )


def _remedy_table(setting: Setting, found: list[RecordedRemedy]) -> Table:
    names = ("id", "number", "group", "issue", "on", "remedy", "result", "staff")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.id,
                each.group_no,
                each.group,
                each.issue_title,
                say_day(each.tried, today=setting.today),
                each.text,
                say_word(each.result),
                each.staff,
            ]
            for each in found
        ],
    )
