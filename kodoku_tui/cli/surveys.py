"""What those who came said of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import Table, give, tell
from kodoku_tui.cli.frame.parts import Group, as_data, command, group_option, option
from kodoku_tui.locale import say

if TYPE_CHECKING:
    from kodoku_tui.services.sessions.surveys import SurveyAnswer

SURVEY_FIELDS = ("id", "session", "group_no", "group", "score", "comment")


@click.group(cls=Group, help="cli.help.survey")
def survey() -> None:
    """Answers to a session's survey."""


@command(survey, "add", "cli.help.survey_add")
@click.argument("key", metavar="SESSION")
@option("--score", metavar="1-5", help="cli.option.score")
@option("--comment", metavar="TEXT", default="", help="cli.option.survey_comment")
@group_option
@pass_setting
def survey_add(setting: Setting, key: str, score: str | None, comment: str, number: int | None) -> None:
    """Write one answer down."""
    from kodoku_tui.services.sessions.surveys import add_survey

    desk = setting.writing_desk()
    setting.tell(add_survey(desk, key, score=score, comment=comment, number=number))


@command(survey, "list", "cli.help.survey_list")
@click.argument("key", metavar="[SESSION]", required=False)
@group_option
@as_data
@pass_setting
def survey_list(setting: Setting, key: str | None, number: int | None, form: str | None) -> None:
    """The answers, with their mean."""
    from kodoku_tui.services.sessions.surveys import list_surveys, mean_of

    found = list_surveys(setting.reading_desk(), key, number=number)
    give(
        form,
        SURVEY_FIELDS,
        [{field: getattr(each, field) for field in SURVEY_FIELDS} for each in found],
        lambda: _survey_table(found),
        empty="cli.empty.surveys",
    )
    mean, count = mean_of(found)
    if form is None and mean is not None:
        tell(say("cli.survey_mean", mean=mean, count=count))


def _survey_table(found: list[SurveyAnswer]) -> Table:
    names = ("id", "session", "number", "group", "score", "comment")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [[each.id, each.session, each.group_no, each.group, each.score, each.comment] for each in found],
    )
