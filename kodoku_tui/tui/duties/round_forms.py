"""What belongs to a deliverable beside its state: documents that came, and comments on its rounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_title
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.duties.documents import DocumentEntry, list_documents, receive_document
from kodoku_tui.services.duties.milestone_page import add_comment
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.store.unit import StaleVersion
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.group_form import GroupForm
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField


class DocumentForm(GroupForm):
    """A document came: which, when, and where it is kept. Once more for the same document corrects that."""

    TAKES_WHAT_WAS = True

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__(desk, number, kind="document")
        self.documents = {_key(document): document for document in list_documents(desk, number)}
        if not self.documents:
            raise Refused("error.no_documents", key="")

    def fields(self) -> list[Field[Any]]:
        choices = [Choice(key, self._words(each), key) for key, each in self.documents.items()]
        return [
            SearchChoiceField("document", say("field.document"), choices, required=True),
            self.date_field(
                "on", say("field.received_on"), self.today, direction=Direction.PAST, required=True
            ),
            TextField("place", say("field.place"), hint=say("field.place_hint")),
            NoteField("note", say("field.note")),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        number = self.number_of(values)
        document = self.documents[values["document"]]
        outcome = receive_document(
            self.desk,
            number,
            document.milestone,
            document.key,
            on=values["on"],
            place=values["place"] or document.place,
            note=values["note"] or document.note,
            version=document.version,
        )
        return outcome_sentences(outcome, self.today)

    def has_seen(self, stale: StaleVersion, values: Mapping[str, Any]) -> None:
        key = values["document"]
        self.documents[key] = replace(self.documents[key], version=stale.version)

    def _words(self, document: DocumentEntry) -> str:
        came = (
            say_day(document.received, today=self.today) if document.received else say("karte.not_received")
        )
        return f"{say_title(document.title, document.title_en)}  {came}  {document.place}".rstrip()


class CommentForm(GroupForm):
    """Something to say on the newest round of a deliverable; of several that were handed in, it asks of which."""

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__(desk, number, kind="comment")
        self.handed_in = {each.key: each for each in list_milestones(desk, number) if each.round}
        if not self.handed_in:
            raise Refused("error.nothing_handed_in")
        self._only = next(iter(self.handed_in)) if len(self.handed_in) == 1 else None
        self.first_field = "key" if self._only is None else "text"

    def fields(self) -> list[Field[Any]]:
        choices = [
            Choice(
                key,
                f"{say_title(each.title, each.title_en)}  {say('karte.round', round=each.round)}",
                key,
            )
            for key, each in self.handed_in.items()
        ]
        return [
            SearchChoiceField("key", say("field.milestone"), choices, self._only, required=True),
            NoteField("text", say("field.comment"), required=True),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        outcome = add_comment(self.desk, self.number_of(values), values["key"], values["text"])
        return outcome_sentences(outcome, self.today)


def _key(document: DocumentEntry) -> str:
    return f"{document.milestone}:{document.key}"
