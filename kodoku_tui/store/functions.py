"""The rules of the domain as SQL functions, so that a query and a screen ask the same rule.

SQLite asks once for each mention of a column of a view, and many groups share their dates: answers are kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from kodoku_tui.domain.days.nearness import nearness
from kodoku_tui.domain.duties.documents import is_missing
from kodoku_tui.domain.duties.judgement import (
    followup_by,
)
from kodoku_tui.domain.duties.turns import days_in_turn
from kodoku_tui.domain.sessions.attending import absences_in_a_row
from kodoku_tui.domain.text.names import text_key
from kodoku_tui.domain.text.sounds import sound_order
from kodoku_tui.domain.text.telephones import digits_in
from kodoku_tui.domain.words import Reader

_day = lru_cache(maxsize=4096)(date.fromisoformat)


NoteAsRead = Callable[[str, str, str, str | None], str]
"""What whoever reads sees of a note: by the note, who may read it, who is named and its author."""


def withhold(note: str, reader: str, _named: str, _author: str | None) -> str:
    """Where nobody in particular reads, a note for named people is not shown."""
    return "" if reader == Reader.NAMED else note


def register_functions(
    connection: sqlite3.Connection, today: Callable[[], date], note_as_read: NoteAsRead
) -> None:
    """Make the rules callable from SQL on this connection. Dates go in and out as ISO text."""

    def say_today() -> str:
        return today().isoformat()

    # Deterministic is: the same within one statement. Else it is asked for every row.
    connection.create_function("digits_in", 1, _digits_in, deterministic=True)
    connection.create_function("person_key", 2, _person_key, deterministic=True)
    connection.create_function("person_digits", 2, _person_digits, deterministic=True)
    connection.create_function("sound_order", 1, sound_order, deterministic=True)
    connection.create_function("today", 0, say_today, deterministic=True)
    connection.create_function("text_key", 1, _text_key, deterministic=True)
    connection.create_function("followup_by", 3, _followup_by, deterministic=True)
    connection.create_function("days_in_turn", 2, _days_in_turn, deterministic=True)
    connection.create_function("is_missing", 3, _is_missing, deterministic=True)
    connection.create_function("absences_in_a_row", 1, _absences_in_a_row, deterministic=True)
    connection.create_function("note_as_read", 4, note_as_read, deterministic=True)
    connection.create_function("nearness", 3, _nearness, deterministic=True)


_text_key = lru_cache(maxsize=8192)(text_key)
_digits_in = lru_cache(maxsize=8192)(digits_in)


# Of every contact of a large file, at each letter that somebody types.
@lru_cache(maxsize=65_536)
def _person_key(name: str, reading: str | None) -> str:
    return text_key(f"{name}|{reading or ''}")


@lru_cache(maxsize=65_536)
def _person_digits(phone: str, note: str) -> str:
    return digits_in(f"{phone}\n{note}") if phone or note else ""


def _optional(text: str | None) -> date | None:
    return None if text is None else _day(text)


def _followup_by(session_on: str, own_day: str | None, working_days: int) -> str:
    return followup_by(_day(session_on), _optional(own_day), working_days).isoformat()


@lru_cache(maxsize=4096)
def _days_in_turn(began_on: str | None, today: str) -> int | None:
    return days_in_turn(_optional(began_on), _day(today))


@lru_cache(maxsize=512)
def _is_missing(state: str, standing: str, received_on: str | None) -> int:
    return int(is_missing(state=state, standing=standing, received_on=_optional(received_on)))


@lru_cache(maxsize=1024)
def _absences_in_a_row(marks: str | None) -> int:
    """Of the marks by date, with | between."""
    return absences_in_a_row(marks.split("|")) if marks else 0


@lru_cache(maxsize=4096)
def _nearness(due_on: str | None, today: str, soon_days: int) -> str:
    return nearness(_optional(due_on), _day(today), soon_days).value
