"""Announcing a session, changing what is said of it, and setting its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.sessions.sessions import SessionFormat, SessionKind
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_title
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import programme_uid, uid_of
from kodoku_tui.services.sessions.sessions import (
    SessionFacts,
    add_session,
    change_session,
    move_session,
    session_named,
)
from kodoku_tui.tui.forms.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen

_OPEN, _DUTY = "open", "duty"
_FIXED, _MONTH = "fixed", "month"


class _SessionForm(FormScreen[str]):
    def __init__(self, desk: Desk, *, title: str, kind: str, about: str, subtitle: str = "") -> None:
        super().__init__(title=title, subtitle=subtitle, kind=kind, about=[about])
        self._desk = desk
        self._today = desk.today
        self._year_starts_on = desk.year_starts_on

    def _day_field(self, value: date | None) -> DateField:
        return DateField(
            "on",
            say("field.on"),
            value,
            today=self._today,
            year_starts_on=self._year_starts_on,
            direction=Direction.OF_YEAR,
            required=True,
            hint=say("field.date_hint"),
        )

    def _day_known_field(self, known: Mapping[str, Any]) -> ChoiceField[str]:
        """Whether the day is fixed, or its month alone."""
        return ChoiceField(
            "day",
            say("session.day"),
            [(_FIXED, say("session.day_fixed")), (_MONTH, say("session.day_open"))],
            _MONTH if known.get("is_day_open") else _FIXED,
        )

    def _facts_fields(self, known: Mapping[str, Any]) -> list[Field[Any]]:
        """When, where, how and for how many, with what is known filled in."""
        held_on = known.get("held_on")
        kinds = [(kind.value, say_word(kind.value)) for kind in SessionKind]
        own_kind = known.get("kind", "")
        if own_kind and own_kind not in dict(kinds):
            kinds.append((own_kind, own_kind))
        capacity = known.get("capacity")
        return [
            TextField("title", say("field.title"), known.get("title", ""), required=True),
            ChoiceField("kind", say("field.kind"), kinds, own_kind or None),
            self._day_field(date.fromisoformat(held_on) if held_on else None),
            self._day_known_field(known),
            TextField(
                "time", say("session.time"), known.get("starts_at") or "", hint=say("session.time_hint")
            ),
            ChoiceField(
                "format", say("session.format"), words_to_choose(SessionFormat), known.get("format") or None
            ),
            TextField("place", say("session.place"), known.get("place", ""), hint=say("session.place_hint")),
            TextField(
                "capacity",
                say("session.capacity"),
                "" if capacity is None else str(capacity),
                hint=say("session.capacity_hint"),
            ),
            DateField(
                "reply_by",
                say("session.reply_by"),
                date.fromisoformat(known["reply_by"]) if known.get("reply_by") else None,
                today=self._today,
                year_starts_on=self._year_starts_on,
                direction=Direction.OF_YEAR,
                hint=say("session.reply_by_hint"),
            ),
        ]


class MoveSessionForm(_SessionForm):
    """Another day for a session; the duties of the groups move along."""

    def __init__(self, desk: Desk, key: str) -> None:
        self._session = session_named(desk, key)
        super().__init__(
            desk,
            title=say("session.move_title"),
            subtitle=say_title(self._session["title"], self._session["title_en"]),
            kind="move_session",
            about=uid_of(desk, "session", self._session["id"]),
        )

    def fields(self) -> list[Field[Any]]:
        # Whoever comes here comes to fix the day: one that nobody fixed is typed, not taken over.
        is_open = self._session["is_day_open"]
        known = None if is_open else date.fromisoformat(self._session["held_on"])
        return [self._day_field(known), self._day_known_field({})]

    def save(self, values: Mapping[str, Any]) -> str:
        is_day_open = values["day"] == _MONTH
        outcome = move_session(self._desk, self._session["key"], on=values["on"], is_day_open=is_day_open)
        return outcome_sentences(outcome, self._today)


class EditSessionForm(_SessionForm):
    """Everything that is said of a session."""

    def __init__(self, desk: Desk, key: str) -> None:
        self._session = dict(session_named(desk, key))
        super().__init__(
            desk,
            title=say("session.edit_title"),
            subtitle=say_title(self._session["title"], self._session["title_en"]),
            kind="edit_session",
            about=uid_of(desk, "session", self._session["id"]),
        )
        self.version = self._session["version"]

    def fields(self) -> list[Field[Any]]:
        return self._facts_fields(self._session)

    def save(self, values: Mapping[str, Any]) -> str:
        outcome = change_session(self._desk, self._session["key"], _facts(values), version=self.version)
        return outcome_sentences(outcome, self._today)


class AddSessionForm(_SessionForm):
    """A session: open to all, or a duty of every group."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, title=say("session.add_title"), kind="add_session", about=programme_uid(desk))

    def fields(self) -> list[Field[Any]]:
        return [
            *self._facts_fields({}),
            ChoiceField(
                "duty",
                say("session.duty"),
                [(_OPEN, say("session.is_open")), (_DUTY, say("session.is_duty"))],
                _OPEN,
            ),
            TextField("key", say("field.key"), hint=say("session.key_hint")),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        outcome = add_session(
            self._desk,
            values["key"],
            values["title"],
            values["kind"] or "",
            on=values["on"],
            facts=_facts(values),
            is_duty=values["duty"] == _DUTY,
        )
        return outcome_sentences(outcome, self._today)


def _facts(values: Mapping[str, Any]) -> SessionFacts:
    return SessionFacts(
        title=values["title"],
        kind=values["kind"] or "",
        on=values["on"],
        is_day_open=values["day"] == _MONTH,
        time=values["time"],
        place=values["place"],
        format=values["format"] or "",
        capacity=values["capacity"],
        reply_by=values["reply_by"] or "",
    )
