"""A whole number as people write it, also in full-width digits."""

from __future__ import annotations

from kodoku_tui.domain.text.numbers import parse_whole
from kodoku_tui.tui.forms.fields import LineField


class NumberField(LineField[int | None]):
    """A number from 0 on; its value is the number, `None` when nothing is typed."""

    DEFAULT_CSS = """
    NumberField CleanInput { width: 12; }
    """

    def __init__(self, field_name: str, label: str, value: int | None = None, *, hint: str = "") -> None:
        super().__init__(field_name, label, "" if value is None else str(value), hint=hint)

    def understand(self) -> int | None:
        """The number that is written."""
        if self.is_empty:
            return None
        return parse_whole(self.text, field=self.field_name)
