"""What is handed in of an issue (課題)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from kodoku_tui.domain.entry import Entry, Line, Text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import IssueCategory, IssueState, Noticed, Severity, as_word


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
