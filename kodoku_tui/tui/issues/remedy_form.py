"""What was tried for an issue: recording it, and saying later what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.remedies import RemedyEntry, RemedyResult
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import uid_of
from kodoku_tui.services.issues.page import issue_of
from kodoku_tui.services.issues.remedies import (
    RecordedRemedy,
    add_remedy,
    change_remedy,
    hide_remedy,
    list_remedies,
)
from kodoku_tui.tui.forms.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.forms.staff_choices import staff_choices


class RemedyForm(FormScreen[str]):
    """A remedy for the issue, or with `remedy_id` what is recorded of one. Made in a worker thread."""

    def __init__(self, desk: Desk, issue_id: int, remedy_id: int | None = None) -> None:
        issue = issue_of(desk, issue_id)
        self._remedy: RecordedRemedy | None = None
        if remedy_id is not None:
            found = [one for one in list_remedies(desk, issue_id=issue_id) if one.id == remedy_id]
            if not found:
                raise Refused("error.no_such_remedy", field="remedy", number=remedy_id)
            self._remedy = found[0]
            self.first_field = "result"
        super().__init__(
            title=say("remedy.form_title" if remedy_id is None else "remedy.change_title"),
            subtitle=f"{issue.group_no} {issue.group}  #{issue.id} {issue.title}",
            kind="remedy",
            about=[
                uid_of(desk, "issue", issue_id) if remedy_id is None else uid_of(desk, "remedy", remedy_id)
            ],
        )
        self.version = None if self._remedy is None else self._remedy.version
        self._desk = desk
        self._issue = issue
        self._today = desk.today
        self._year_starts_on = desk.year_starts_on
        self._staff = staff_choices(desk, self._remedy.staff if self._remedy is not None else None)

    def fields(self) -> list[Field[Any]]:
        known = self._remedy
        tried_on = self._today if known is None else date.fromisoformat(known.tried)
        shown = ChoiceField(
            "shown",
            say("field.shown"),
            [("shown", say("remedy.keep")), ("hidden", say("remedy.hide"))],
            "shown",
        )
        return [
            NoteField("text", say("field.remedy"), "" if known is None else known.text, required=True),
            ChoiceField(
                "result",
                say("field.result"),
                words_to_choose(RemedyResult),
                RemedyResult.TRYING if known is None else RemedyResult(known.result),
            ),
            NoteField("result_note", say("field.result_note"), "" if known is None else known.result_note),
            DateField(
                "tried_on",
                say("field.tried_on"),
                tried_on,
                today=self._today,
                year_starts_on=self._year_starts_on,
                direction=Direction.PAST,
                required=True,
            ),
            SearchChoiceField(
                "staff",
                say("field.staff"),
                self._staff,
                (self._desk.staff or None) if known is None else known.staff,
            ),
            *([] if known is None else [shown]),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        entry = RemedyEntry(
            text=values["text"],
            tried_on=values["tried_on"],
            result=values["result"] or RemedyResult.TRYING,
            result_note=values["result_note"] or "",
            staff=values["staff"],
        )
        if self._remedy is None:
            outcome = add_remedy(self._desk, self._issue.id, entry)
        elif values.get("shown") == "hidden":
            outcome = hide_remedy(self._desk, self._remedy.id, version=self.version)
        else:
            outcome = change_remedy(self._desk, self._remedy.id, entry, version=self.version)
        return outcome_sentences(outcome, self._today)
