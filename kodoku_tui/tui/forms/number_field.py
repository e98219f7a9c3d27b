"""A whole number as people write it, also in full-width digits."""

from __future__ import annotations

import unicodedata

from kodoku_tui.domain.errors import Refused
from kodoku_tui.tui.forms.fields import LineField


class NumberField(LineField[int | None]):
    """A number from 0 on; its value is the number, `None` when nothing is typed."""

    DEFAULT_CSS = """
    NumberField CleanInput { width: 12; }
    """

    def __init__(self, field_name: str, label: str, value: int | None = None) -> None:
        super().__init__(field_name, label, "" if value is None else str(value))

    def understand(self) -> int | None:
        """The number that is written."""
        if self.is_empty:
            return None
        digits = unicodedata.normalize("NFKC", self.text)
        if not (digits.isascii() and digits.isdigit()):
            raise Refused("error.not_a_number", field=self.field_name, value=self.text)
        return int(digits)
