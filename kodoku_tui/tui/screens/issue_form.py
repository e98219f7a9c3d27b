"""Recording a difficulty of a group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.entries import IssueEntry
from kodoku_tui.domain.words import IssueCategory, Noticed, Severity
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.issues import add_issue
from kodoku_tui.tui.screens.group_form import GroupForm
from kodoku_tui.tui.widgets.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.widgets.fields import Field, TextField
from kodoku_tui.tui.widgets.note_field import NoteField


class IssueForm(GroupForm):
    """Title and category first; the rest may stay as it is."""

    def __init__(self, desk: Desk, number: int | None) -> None:
        super().__init__(desk, number, kind="issue")

    def fields(self) -> list[Field[Any]]:
        return [
            *self.group_fields(),
            TextField("title", say("field.title"), required=True),
            ChoiceField("category", say("field.category"), words_to_choose(IssueCategory), required=True),
            ChoiceField("severity", say("field.severity"), words_to_choose(Severity), Severity.MEDIUM),
            ChoiceField("noticed", say("field.noticed"), words_to_choose(Noticed), Noticed.AFTER),
            NoteField("note", say("field.note")),
            self.date_field("opened_on", say("field.opened_on"), self.today, required=True),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        name = self.name_of(values)
        entry = IssueEntry(
            group_no=self.number_of(values),
            category=values["category"],
            title=values["title"],
            severity=values["severity"] or Severity.MEDIUM,
            noticed=values["noticed"] or Noticed.AFTER,
            note=values["note"] or "",
            opened_on=values["opened_on"],
        )
        add_issue(self.desk, entry)
        return say("saved.issue", group=name, category=say_word(entry.category), title=entry.title)
