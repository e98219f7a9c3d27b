"""What a person hands in through a form or the command line, checked before anything is written."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.words import (
    AttendanceMark,
    Channel,
    Condition,
    IssueCategory,
    IssueState,
    Noticed,
    Occasion,
    Severity,
    as_word,
)

Line = Annotated[str, AfterValidator(lambda text: clean_text(text).text)]
Text = Annotated[str, AfterValidator(lambda text: clean_text(text, multiline=True).text)]

# No more than: something on either side of one @, without spaces.
_MAIL = re.compile(r"[^\s@＠]+[@＠][^\s@＠]+")


class Entry(BaseModel):
    """What is handed in: nothing unknown in it, and never changed afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CheckinEntry(Entry):
    """One contact with a group, as it is logged. `staff` is who held it; by default whoever logs it.

    `participants` are the names of those of the group who took part: contacts that are known, or new ones.
    """

    group_no: int
    held_on: date
    channel: Annotated[Channel, BeforeValidator(lambda text: as_word(Channel, text, field="channel"))]
    note: Text
    condition: Annotated[
        Condition, BeforeValidator(lambda text: as_word(Condition, text, field="condition"))
    ] = Condition.GOOD
    next_on: date | None = None
    staff: Line | None = None
    held_at: time | None = None
    occasion: Annotated[
        Occasion | None,
        BeforeValidator(lambda text: as_word(Occasion, text, field="occasion") if text else None),
    ] = None
    participants: tuple[Line, ...] = ()

    def check(self, today: date) -> None:
        """Raise `Refused` for a contact in the future, an empty note or a next date not after the contact."""
        if self.held_on > today:
            raise Refused("error.date_in_future", field="held_on", date=self.held_on)
        if not self.note.strip():
            raise Refused("error.note_empty", field="note")
        if self.next_on is not None and self.next_on <= self.held_on:
            raise Refused("error.next_not_after", field="next_on", date=self.next_on)


class IssueEntry(Entry):
    """A difficulty of a group, as it is recorded."""

    group_no: int
    category: Annotated[
        IssueCategory, BeforeValidator(lambda text: as_word(IssueCategory, text, field="category"))
    ]
    subcategory: Line = ""
    title: Line
    severity: Annotated[Severity, BeforeValidator(lambda text: as_word(Severity, text, field="severity"))] = (
        Severity.MEDIUM
    )
    noticed: Annotated[Noticed, BeforeValidator(lambda text: as_word(Noticed, text, field="noticed"))] = (
        Noticed.AFTER
    )
    note: Text = ""
    opened_on: date
    checkin_id: int | None = None

    def check(self, today: date) -> None:
        """Raise `Refused` for an empty title or a date in the future."""
        if not self.title:
            raise Refused("error.title_empty", field="title")
        if self.opened_on > today:
            raise Refused("error.date_in_future", field="opened_on", date=self.opened_on)


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


class ContactEntry(Entry):
    """A person of a group's organization, as they are recorded."""

    name: Line
    role: Line = ""
    phone: Line = ""
    mail: Line = ""
    is_primary: bool = False
    note: Text = ""

    def check(self) -> None:
        """Raise `Refused` for an empty name, or a mail address or telephone number that can be none."""
        if not self.name:
            raise Refused("error.name_empty", field="name")
        if self.mail and not _MAIL.fullmatch(self.mail):
            raise Refused("error.no_mail_address", field="mail", text=self.mail)
        if self.phone and not any(sign.isdigit() for sign in self.phone):
            raise Refused("error.no_phone_number", field="phone", text=self.phone)


class AttendanceEntry(Entry):
    """The mark of one group at one session. `version` is the one that the person saw, 0 for a first mark."""

    session: str
    group_no: int
    mark: Annotated[AttendanceMark, BeforeValidator(lambda text: as_word(AttendanceMark, text, field="mark"))]
    heads: int | None = None
    names: Line | None = None
    note: Line | None = None
    version: int | None = None

    def check(self) -> None:
        """Raise `Refused` for a negative number of heads."""
        if self.heads is not None and self.heads < 0:
            raise Refused("error.heads_negative", field="heads")


class IssueChange(Entry):
    """What changes about an issue; what is not given stays."""

    state: Annotated[
        IssueState | None,
        BeforeValidator(lambda text: None if text is None else as_word(IssueState, text, field="state")),
    ] = None
    severity: Annotated[
        Severity | None,
        BeforeValidator(lambda text: None if text is None else as_word(Severity, text, field="severity")),
    ] = None
    category: Annotated[
        IssueCategory | None,
        BeforeValidator(
            lambda text: None if text is None else as_word(IssueCategory, text, field="category")
        ),
    ] = None
    subcategory: Line | None = None
    noticed: Annotated[
        Noticed | None,
        BeforeValidator(lambda text: None if text is None else as_word(Noticed, text, field="noticed")),
    ] = None
    title: Line | None = None
    note: Text | None = None
