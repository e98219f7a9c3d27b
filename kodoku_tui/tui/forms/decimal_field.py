"""A number with decimals as people write it, also in full-width digits and below zero."""

from __future__ import annotations

from kodoku_tui.domain.linkages.progress import parse_decimal, say_number
from kodoku_tui.tui.forms.fields import LineField


class DecimalField(LineField[float | None]):
    """Its value is the number, `None` when nothing is typed."""

    DEFAULT_CSS = """
    DecimalField CleanInput { width: 24; }
    """

    def __init__(
        self, field_name: str, label: str, value: float | None = None, *, required: bool = False
    ) -> None:
        super().__init__(field_name, label, say_number(value), required=required)

    def understand(self) -> float | None:
        """The number that is written."""
        return None if self.is_empty else parse_decimal(self.text, field=self.field_name)
