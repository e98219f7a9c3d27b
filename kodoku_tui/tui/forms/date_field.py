"""A date as people write it, with the date that is understood beside it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from kodoku_tui.domain.days.dates import parse_date
from kodoku_tui.domain.days.direction import Direction, is_slip, months_off
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale.phrases import say_full_day
from kodoku_tui.tui.forms.fields import LineField

# Most terminals send no more than ";" for ctrl+; and an input method sends it wide; no date holds either.
_TODAY_SIGNS = frozenset(";；")


class DateField(LineField[date | None]):
    """A date in any form that `parse_date` takes; its value is the date, `None` when nothing is typed.

    `direction` says whether it is of what happened or of what is to come. A day that is far off is asked about beside
    the field, and taken when the form is saved once more with it.
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
        year_starts_on: date,
        direction: Direction,
        required: bool = False,
        hint: str = "",
    ) -> None:
        text = "" if value is None else value.isoformat()
        super().__init__(field_name, label, text, required=required, hint=hint)
        self._today = today
        self._year_starts_on = year_starts_on
        self._direction = direction
        # Neither what stood there before nor what was asked about is asked about again.
        self._certain = {value}
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

    def read(self) -> date | None:
        """As every field. Refused (`error.date_far_off_here`) the first time for a day that is far off."""
        day = super().read()
        question = self._question(day)
        self._certain.add(day)
        if question is not None:
            raise question
        return day

    def complain_if_wrong(self) -> None:
        """As every field; asks about a day that is far off as soon as the person goes on."""
        super().complain_if_wrong()
        with suppress(Refused):
            if (question := self._question(self.understand())) is not None:
                self.complain(question)

    def _question(self, day: date | None) -> Refused | None:
        if day is None or day in self._certain:
            return None
        if not is_slip(day, self._today, self._direction, self._year_starts_on):
            return None
        return Refused(
            "error.date_far_off_here", field=self.field_name, day=day, months=months_off(day, self._today)
        )

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
        return "" if day is None else say_full_day(day)
