"""Announcing a gathering, and setting its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_title
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.sessions import add_session, move_session, session_named
from kodoku_tui.tui.screens.form import FormScreen
from kodoku_tui.tui.widgets.date_field import DateField
from kodoku_tui.tui.widgets.fields import Field, TextField


class _SessionForm(FormScreen[str]):
    def __init__(self, desk: Desk, *, title: str, subtitle: str, draft_key: str) -> None:
        super().__init__(title=title, subtitle=subtitle, draft_key=draft_key)
        self._desk = desk
        self._today = desk.today
        self._year_starts_on = date(desk.programme["fiscal_year"], 4, 1)

    def _day_field(self, value: date | None) -> DateField:
        return DateField(
            "on",
            say("field.on"),
            value,
            today=self._today,
            year_starts_on=self._year_starts_on,
            required=True,
            hint=say("field.date_hint"),
        )


class MoveSessionForm(_SessionForm):
    """Another day for a session; the duties of the groups move along."""

    def __init__(self, desk: Desk, key: str) -> None:
        self._session = session_named(desk, key)
        super().__init__(
            desk,
            title=say("session.move_title"),
            subtitle=say_title(self._session["title"], self._session["title_en"]),
            draft_key=f"move_session:{key}",
        )

    def fields(self) -> list[Field[Any]]:
        return [self._day_field(date.fromisoformat(self._session["held_on"]))]

    def save(self, values: Mapping[str, Any]) -> str:
        move_session(self._desk, self._session["key"], on=values["on"])
        title = say_title(self._session["title"], self._session["title_en"])
        return say("saved.session_moved", title=title, date=say_day(values["on"], today=self._today))


class AddSessionForm(_SessionForm):
    """A gathering that is nobody's duty."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, title=say("session.add_title"), subtitle="", draft_key="add_session")

    def fields(self) -> list[Field[Any]]:
        return [
            TextField("title", say("field.title"), required=True),
            TextField("kind", say("field.kind"), hint=say("session.kind_hint")),
            self._day_field(None),
            TextField("key", say("field.key"), required=True, hint=say("session.key_hint")),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        add_session(self._desk, values["key"], values["title"], values["kind"] or "", on=values["on"])
        return say("saved.session", title=values["title"])
