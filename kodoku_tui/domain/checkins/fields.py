"""A check-in (面談記録) as it stands in the file, and each of its fields declared once.

The lists that go out and come back, the forms, the karte, the JSON and the options of the command line are made from
`FIELDS`. CONTRIBUTING.md tells step by step how to add one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from kodoku_tui.domain.columns import CellKind, Goes, ListColumn
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.words import Answer, Channel, Condition, Occasion, Reader


@dataclass(frozen=True, slots=True)
class RecordedCheckin:
    """One contact as it stands in the file; dates are ISO text, `held_at` is HH:MM or None, `participants` names.

    `answer` is empty where somebody answered; an attempt that was not tells nothing of the group, nor its condition.
    `condition` is empty where nobody said how the group seemed.
    """

    id: int
    version: int
    group_no: int
    group: str
    held_on: str
    held_at: str | None
    channel: str
    answer: str
    occasion: str
    staff: str | None
    participants: list[str]
    condition: str
    reader: str
    # Of a note for named people: who they are, beside its author.
    named: str
    note: str
    next_on: str | None
    # When it was written down, as what orders rows (`store.moments`).
    moment: str = ""
    # Whether words in place of the note say for whom it is: whoever reads is not among them.
    is_withheld: bool = False


def noun_of(channel: str) -> str:
    """By which of the words `unit`, `saved`, `records` and `search` have of a contact this one is called.

    What was only written is a message (連絡), no check-in (面談): DOMAIN, the words of the field.
    """
    return "message" if channel == Channel.MAIL else "checkin"


@dataclass(frozen=True, slots=True)
class CheckinField(ListColumn):
    """A field under the one name (`key`) that it has in the file, in `CheckinEntry` and in `RecordedCheckin`.

    `data_name` is what JSON and CSV call it, and `option` the command line; empty where that is the key. Who held the
    contact and who took part have tables of their own: they are no column of it. What is not let out stays inside.
    """

    goes: Goes = Goes.INSIDE
    words: tuple[StrEnum, ...] = ()
    data_name: str = ""
    option: str = ""
    is_column: bool = True


# In the order of the lists.
FIELDS = (
    CheckinField(
        "held_on",
        CellKind.DATE,
        is_required=True,
        goes=Goes.OUT,
        direction=Direction.PAST,
        time_key="held_at",
        data_name="on",
        option="on",
    ),
    CheckinField("held_at", CellKind.TIME, goes=Goes.OUT, data_name="at", option="at"),
    CheckinField("channel", CellKind.WORD, tuple(Channel), is_required=True, goes=Goes.OUT),
    CheckinField("answer", CellKind.WORD, tuple(Answer)),
    CheckinField("occasion", CellKind.WORD, tuple(Occasion)),
    CheckinField("staff", CellKind.TEXT, is_column=False),
    CheckinField("participants", CellKind.TEXT, is_personal=True, option="with", is_column=False),
    CheckinField("condition", CellKind.WORD, tuple(Condition)),
    CheckinField("reader", CellKind.WORD, tuple(Reader)),
    CheckinField("named", CellKind.TEXT, option="for"),
    CheckinField("note", CellKind.LONG_TEXT, is_required=True, goes=Goes.OUT),
    CheckinField("next_on", CellKind.DATE, direction=Direction.FUTURE, data_name="next", option="next"),
)
COLUMNS = tuple(field for field in FIELDS if field.is_column)

# In the order in which a form asks for them.
ASKED = (
    "note",
    "condition",
    "channel",
    "next_on",
    "held_on",
    "held_at",
    "participants",
    "occasion",
    "staff",
    "answer",
    "reader",
    "named",
)

_TEXTS = (CellKind.TEXT, CellKind.LONG_TEXT, CellKind.WORD)


def stored(field: CheckinField, value: date | time | str | None) -> str | None:
    """A value as the file has it: no text is an empty one, no day and no time are nothing."""
    if value is None:
        return "" if field.kind in _TEXTS else None
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)
