"""A date as people write it, with the date that is understood beside it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from kodoku_tui.domain.days.dates import Direction, parse_date
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.tui.forms.fields import LineField

# Most terminals send no more than ";" for ctrl+; and an input method sends it wide; no date holds either.
_TODAY_SIGNS = frozenset(";；")


class DateField(LineField[date | None]):
    """A date in any form that `parse_date` takes; its value is the date, `None` when nothing is typed.

    `direction` says whether it is of what happened or of what is to come.
    """

    DEFAULT_CSS = """
    DateField {
        & Horizontal { height: 1; }
        & CleanInput { width: 24; }
        & .date-field--understood { width: 1fr; padding-left: 2; color: $text-accent; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+semicolon", "write_today", show=False),
    ]

    def __init__(
        self,
        field_name: str,
        label: str,
        value: date | None = None,
        *,
        today: date,
        year_starts_on: date | None = None,
        direction: Direction | None = None,
        required: bool = False,
        hint: str = "",
    ) -> None:
        text = "" if value is None else value.isoformat()
        super().__init__(field_name, label, text, required=required, hint=hint)
        self._today = today
        self._year_starts_on = year_starts_on
        self._direction = direction
        self._understood = Static(Content(self._in_words()), classes="date-field--understood")

    def compose_control(self) -> ComposeResult:
        """The line, and the date in words to its right."""
        with Horizontal():
            yield self.line
            yield self._understood

    def understand(self) -> date | None:
        """The date that is written."""
        if self.is_empty:
            return None
        try:
            return parse_date(
                self.text,
                today=self._today,
                year_starts_on=self._year_starts_on,
                direction=self._direction,
            )
        except Refused as refusal:
            raise Refused(refusal.key, field=self.field_name, **refusal.params) from None

    def action_write_today(self) -> None:
        """Write today's date."""
        self.line.value = self._today.isoformat()
        self.line.cursor_position = len(self.line.value)

    @on(Input.Changed)
    def _show_understood(self, message: Input.Changed) -> None:
        if _TODAY_SIGNS & set(message.value):
            self.action_write_today()
        self._understood.update(Content(self._in_words()))

    def _in_words(self) -> str:
        try:
            day = self.understand()
        except Refused:
            return ""
        return "" if day is None else say_day(day, today=self._today)
