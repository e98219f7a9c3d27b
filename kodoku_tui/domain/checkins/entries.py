"""What is handed in of a check-in (面談記録) and of a promise (対応事項)."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, model_validator

from kodoku_tui.domain.checkins.fields import COLUMNS, stored
from kodoku_tui.domain.checkins.readers import as_stored, names_in
from kodoku_tui.domain.entry import Entry, Line, Text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import Answer, Channel, Condition, Occasion, Reader, as_word


class CheckinEntry(Entry):
    """One contact with a group, as it is logged. `staff` is who held it; by default whoever logs it.

    `condition` is how the group seemed to whoever held it; nobody who says nothing says that it goes well.

    `reader` says who may read the note, and `named` who of the secretariat, beside whoever held the contact.

    `participants` are the names of those of the group who took part: contacts that are known, or new ones.
    """

    group_no: int
    held_on: date
    channel: Annotated[Channel, BeforeValidator(lambda text: as_word(Channel, text, field="channel"))]
    note: Text
    condition: Annotated[
        Condition | None,
        BeforeValidator(lambda text: as_word(Condition, text, field="condition") if text else None),
    ] = None
    next_on: date | None = None
    answer: Annotated[
        Answer | None,
        BeforeValidator(lambda text: as_word(Answer, text, field="answer") if text else None),
    ] = None
    staff: Line | None = None
    held_at: time | None = None
    occasion: Annotated[
        Occasion | None,
        BeforeValidator(lambda text: as_word(Occasion, text, field="occasion") if text else None),
    ] = None
    participants: tuple[Line, ...] = ()
    reader: Annotated[Reader, BeforeValidator(lambda text: as_word(Reader, text, field="reader"))] = (
        Reader.OFFICE
    )
    named: Annotated[Line, AfterValidator(lambda text: as_stored(names_in(text)))] = ""

    @model_validator(mode="before")
    @classmethod
    def _settle_reader(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Whoever names people means a note for them alone; without a word it stays in the secretariat."""
        if given.get("reader"):
            return given
        return {**given, "reader": Reader.NAMED if given.get("named") else Reader.OFFICE}

    def values(self) -> dict[str, str | None]:
        """The columns of its row."""
        return {field.key: stored(field, getattr(self, field.key)) for field in COLUMNS}

    def check(self, today: date) -> None:
        """Raise `Refused` for a contact in the future, an empty note or a next date not after the contact.

        With nobody who answered no next date was agreed, and nobody took part.
        """
        if self.held_on > today:
            raise Refused("error.date_in_future", field="held_on", date=self.held_on)
        if not self.note.strip():
            raise Refused("error.note_empty", field="note")
        if self.named and self.reader is not Reader.NAMED:
            raise Refused("error.named_not_limited", field="named", names=self.named)
        if self.next_on is not None and self.next_on <= self.held_on:
            raise Refused("error.next_not_after", field="next_on", date=self.next_on)
        if self.answer is not None:
            if self.next_on is not None:
                raise Refused("error.nobody_agreed", field="next_on")
            if self.participants:
                raise Refused("error.nobody_took_part", field="participants")


class ActionEntry(Entry):
    """Something promised: by the group or by us, by when."""

    group_no: int
    title: Line
    by_group: bool = False
    staff: Line | None = None
    due_on: date | None = None
    checkin_id: int | None = None
    issue_id: int | None = None

    def check(self) -> None:
        """Raise `Refused` for an empty title."""
        if not self.title:
            raise Refused("error.title_empty", field="title")


class ActionChange(Entry):
    """What a promise is to be; `due_on` None takes its date away."""

    title: Line
    by_group: bool
    staff: Line | None
    due_on: date | None
