"""A time of day as people write it."""

from __future__ import annotations

from datetime import time

from kodoku_tui.domain.days.times import parse_time
from kodoku_tui.domain.errors import Refused
from kodoku_tui.tui.forms.fields import LineField


class TimeField(LineField[time | None]):
    """A time in any form that `parse_time` takes; its value is the time, `None` when nothing is typed."""

    DEFAULT_CSS = """
    TimeField CleanInput { width: 24; }
    """

    def understand(self) -> time | None:
        """The time that is written."""
        if self.is_empty:
            return None
        try:
            return parse_time(self.text)
        except Refused as refusal:
            raise Refused(refusal.key, field=self.field_name, **refusal.params) from None
