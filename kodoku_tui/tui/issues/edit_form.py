"""Changing what is recorded of an issue; closing it may name the remedy that worked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.issues.entries import IssueChange
from kodoku_tui.domain.issues.remedies import RemedyEntry, RemedyResult
from kodoku_tui.domain.words import IssueCategory, IssueState, Noticed, Severity
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import uid_of
from kodoku_tui.services.issues.issues import RecordedIssue, change_issue
from kodoku_tui.services.issues.page import issue_of
from kodoku_tui.services.issues.remedies import list_remedies
from kodoku_tui.tui.forms.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.issues.kind_field import KindField


class IssueEditForm(FormScreen[str]):
    """State, category, severity, noticed, title and note of one issue; `state` is put in to begin with.

    Made in a worker thread. What somebody else changed meanwhile is met: the same field shows both values, another
    one is kept as they left it.
    """

    def __init__(self, desk: Desk, issue_id: int, *, state: IssueState | None = None) -> None:
        self._issue = issue_of(desk, issue_id)
        self._remedies = list_remedies(desk, issue_id=issue_id)
        super().__init__(
            title=say("issue.edit_title"),
            subtitle=f"{self._issue.group_no} {self._issue.group}  #{issue_id}",
            kind=f"issue_edit_{state.name.lower()}" if state else "issue_edit",
            about=[uid_of(desk, "issue", issue_id)],
        )
        self._desk = desk
        self.version = self._issue.version
        self.seen = _columns(self._issue)
        self._state = state or IssueState(self._issue.state)
        if state is IssueState.SOLVED:
            self.first_field = "worked" if self._remedies else "worked_text"

    def fields(self) -> list[Field[Any]]:
        issue = self._issue
        tried = [
            Choice(one.id, f"{' '.join(one.text.split())[:60]}  {say_word(one.result)}")
            for one in self._remedies
        ]
        worked: list[Field[Any]] = [
            TextField("worked_text", say("field.worked_text"), hint=say("issue.worked_hint"))
        ]
        if tried:
            worked.insert(
                0, SearchChoiceField("worked", say("field.worked"), tried, hint=say("issue.worked_hint"))
            )
        return [
            ChoiceField("state", say("field.state"), words_to_choose(IssueState), self._state),
            *worked,
            KindField("kind", say("field.category"), (issue.category, issue.subcategory)),
            ChoiceField(
                "severity", say("field.severity"), words_to_choose(Severity), Severity(issue.severity)
            ),
            ChoiceField("noticed", say("field.noticed"), words_to_choose(Noticed), Noticed(issue.noticed)),
            TextField("title", say("field.title"), issue.title, required=True),
            NoteField("note", say("field.note"), issue.note),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        category, subcategory = values["kind"]
        wanted = {
            "state": values["state"] or self._issue.state,
            "severity": values["severity"] or self._issue.severity,
            "category": category,
            "subcategory": subcategory,
            "noticed": values["noticed"] or self._issue.noticed,
            "title": values["title"],
            "note": values["note"] or "",
        }
        changed = {name: value for name, value in wanted.items() if value != self.seen[name]}
        if "category" in changed:
            changed["subcategory"] = subcategory

        remedy = None
        if values["worked_text"]:
            remedy = RemedyEntry(
                text=values["worked_text"], tried_on=self._desk.today, result=RemedyResult.WORKED
            )
        change = IssueChange(
            state=changed.get("state"),
            severity=changed.get("severity"),
            category=IssueCategory(changed["category"]) if "category" in changed else None,
            subcategory=changed.get("subcategory"),
            noticed=changed.get("noticed"),
            title=changed.get("title"),
            note=changed.get("note"),
        )
        outcome = change_issue(
            self._desk,
            self._issue.id,
            change,
            version=self.version,
            worked=values.get("worked"),
            remedy=remedy,
        )
        return outcome_sentences(outcome, self._desk.today)

    def stands_now(self) -> Mapping[str, object]:
        return _columns(issue_of(self._desk, self._issue.id))


def _columns(issue: RecordedIssue) -> dict[str, object]:
    return {
        "state": issue.state,
        "severity": issue.severity,
        "category": issue.category,
        "subcategory": issue.subcategory,
        "noticed": issue.noticed,
        "title": issue.title,
        "note": issue.note,
    }
