"""A check-in in words, as every page says it."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.checkins.fields import FIELDS, CheckinField, RecordedCheckin
from kodoku_tui.domain.checkins.readers import readers_of
from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.words import Reader
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day

# What every page says in a place of its own: when, how, who, how the group was, the note, when next.
_HAS_ITS_PLACE = frozenset(
    {
        "held_on",
        "held_at",
        "channel",
        "answer",
        "occasion",
        "staff",
        "participants",
        "condition",
        "note",
        "named",
        "next_on",
    }
)


def how_it_seemed(checkin: RecordedCheckin) -> str:
    """What came of a contact in a word: nobody answered, how the group seemed, or that nobody said so."""
    return say_word(checkin.answer or checkin.condition) or say("checkin.no_condition")


def more_lines(checkin: RecordedCheckin, today: date) -> list[str]:
    """What else is recorded, a line for each field that is filled in, named as the lists name it."""
    return [
        say("checkin.fact", name=say(f"heading.{field.key}"), value=_said(checkin, field, value, today))
        for field in FIELDS
        if field.key not in _HAS_ITS_PLACE
        and (value := getattr(checkin, field.key))
        # What nobody chose stays inside, as nearly all notes do: only another reader is told.
        and value != Reader.OFFICE
    ]


def reader_words(checkin: RecordedCheckin) -> str:
    """Who may read its note, with the names of those whom it is for."""
    if checkin.reader != Reader.NAMED:
        return say_word(checkin.reader)
    names = say("note.between_names").join(readers_of(checkin.named, checkin.staff)) or say("phrase.nobody")
    return say("note.reader_named", reader=say_word(checkin.reader), names=names)


def _said(checkin: RecordedCheckin, field: CheckinField, value: str, today: date) -> str:
    if field.key == "reader":
        return reader_words(checkin)
    return say_day(value, today=today) if field.kind is CellKind.DATE else say_word(value)
