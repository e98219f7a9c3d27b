"""An amount of yen as people write it, with the amount that is understood beside it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from kodoku_tui.domain.duties.money import parse_yen
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.tui.forms.fields import LineField


class YenField(LineField[int | None]):
    """An amount in any form that `parse_yen` takes; its value is whole yen, `None` when nothing is typed."""

    DEFAULT_CSS = """
    YenField {
        & Horizontal { height: 1; }
        & CleanInput { width: 24; }
        & .yen-field--understood { width: 1fr; padding-left: 2; color: $text-accent; }
    }
    """

    def __init__(
        self, field_name: str, label: str, value: int | None = None, *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__(field_name, label, "" if value is None else str(value), required=required, hint=hint)
        self._understood = Static(Content(self._in_words()), classes="yen-field--understood")

    def compose_control(self) -> ComposeResult:
        """The line, and the amount in words to its right."""
        with Horizontal():
            yield self.line
            yield self._understood

    def understand(self) -> int | None:
        """The amount that is written."""
        return None if self.is_empty else parse_yen(self.text, field=self.field_name)

    @on(Input.Changed)
    def _show_understood(self, message: Input.Changed) -> None:
        self._understood.update(Content(self._in_words()))

    def _in_words(self) -> str:
        try:
            amount = self.understand()
        except Refused:
            return ""
        return "" if amount is None else say("phrase.yen", amount=amount)
