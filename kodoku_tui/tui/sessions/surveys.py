"""アンケート: what those who came to one session said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from textual import on

from kodoku_tui.domain.sessions.sessions import HIGHEST_SCORE, LOWEST_SCORE
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_title
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import HeldGroups, session_uid
from kodoku_tui.services.sessions.sessions import list_attendance, session_named
from kodoku_tui.services.sessions.surveys import SurveyAnswer, add_survey, list_surveys, mean_of
from kodoku_tui.tui.forms.choice_field import ChoiceField
from kodoku_tui.tui.forms.fields import Field
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import GO_BACK, OPEN_GROUP
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource
from kodoku_tui.tui.sessions.words import survey_words

ADD_SURVEY = Command("add_survey", ("n", "ctrl+n", "insert"), group="list")


class SurveysScreen(ListScreen):
    """The answers to one session, with their mean."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (ADD_SURVEY, replace(OPEN_GROUP, in_footer=False), GO_BACK)
    SCREEN_NAME = "sessions"
    WHY_NOT_CORRECT = "error.stays_as_said"
    SHOWS_GROUPS = False

    def __init__(self, session: str) -> None:
        super().__init__()
        self._session = session
        self._line = ""
        self._groups: dict[int, int | None] = {}

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("score", say("survey.score"), 6, align="right"),
                Column("group", say("register.name"), 24, grow=1),
                Column("comment", say("survey.comment"), 40, grow=3),
            ],
            empty_text=say("survey.empty"),
        )

    def make_source(self) -> ReadSource[SurveyAnswer]:
        session = session_named(self.desk, self._session)
        answers = list_surveys(self.desk, self._session)
        mean, count = mean_of(answers)
        title = say_title(session["title"], session["title_en"])
        self._line = say("survey.line", title=title, mean=survey_words(mean, count), count=len(answers))
        self._groups = {answer.id: answer.group_no for answer in answers}
        return ReadSource(
            answers,
            survey_row,
            {
                "score": lambda answer: answer.score,
                "group": lambda answer: answer.group,
                "comment": lambda answer: answer.comment or None,
            },
        )

    def line_text(self) -> str:
        return self._line

    @property
    def group_number(self) -> int | None:
        key = self.table.cursor_key
        return None if key is None else self._groups.get(int(key))

    def action_add_survey(self) -> None:
        """Write one answer down."""
        self.desk_app.open_form(lambda: SurveyForm(self.desk, self._session))

    def action_open_group(self) -> None:
        self.open_group(self.group_number)

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_group()


class SurveyForm(FormScreen[str]):
    """One answer: a score, a comment, of a group or without a name."""

    first_field = "score"

    def __init__(self, desk: Desk, session: str, number: int | None = None) -> None:
        found = session_named(desk, session)
        listed = list_attendance(desk, session)
        super().__init__(
            title=say("survey.form_title"),
            subtitle=say_title(found["title"], found["title_en"]),
            kind="survey",
            about=[session_uid(desk, session)],
            groups=HeldGroups(desk, {each.group_no: each.group_uid for each in listed}),
        )
        self._desk = desk
        self._session = session
        # By what a group is: a draft goes on meaning the one that was chosen.
        self._numbers = {each.group_uid: each.group_no for each in listed}
        self._chosen = next((each.group_uid for each in listed if each.group_no == number), None)
        self._choices = [Choice(each.group_uid, f"{each.group_no} {each.group}") for each in listed]

    def fields(self) -> list[Field[Any]]:
        scores = [str(score) for score in range(LOWEST_SCORE, HIGHEST_SCORE + 1)]
        return [
            SearchChoiceField(
                "group", say("register.name"), self._choices, self._chosen, hint=say("survey.nameless")
            ),
            ChoiceField(
                "score", say("survey.score"), [(score, say(f"survey.score_{score}")) for score in scores]
            ),
            NoteField("comment", say("survey.comment")),
        ]

    def groups_meant(self, values: Mapping[str, Any]) -> HeldGroups | None:
        number = self._number_of(values)
        return None if self.groups is None or number is None else self.groups.only([number])

    def save(self, values: Mapping[str, Any]) -> str:
        outcome = add_survey(
            self._desk,
            self._session,
            score=values["score"],
            comment=values["comment"] or "",
            number=self._number_of(values),
        )
        return outcome_sentences(outcome, self._desk.today)

    def _number_of(self, values: Mapping[str, Any]) -> int | None:
        return self._numbers.get(values["group"] or "")


def survey_row(answer: SurveyAnswer) -> Row:
    """One answer as a line."""
    return Row(
        answer.id,
        (
            Cell("" if answer.score is None else str(answer.score)),
            Cell(f"{answer.group_no} {answer.group}" if answer.group_no else say("survey.nameless")),
            Cell(answer.comment),
        ),
    )
