"""Outcome indicators (成果指標): what a group set out to reach."""

from __future__ import annotations

import math

from kodoku_tui.domain.entry import Entry, Line, Text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.lengths import check_length

INDICATORS_AT_MOST = 3


class IndicatorEntry(Entry):
    """What a group set out to reach; up to three a group. What is None stays as it was."""

    group_no: int
    position: int
    name: Line | None = None
    unit: Line | None = None
    baseline: float | None = None
    target: float | None = None
    narrative: Text | None = None

    def check(self) -> None:
        """Raise `Refused` for a fourth indicator, an empty or long name, and a number that is none."""
        if not 1 <= self.position <= INDICATORS_AT_MOST:
            raise Refused("error.indicators_at_most", field="position", count=INDICATORS_AT_MOST)
        if self.name == "":
            raise Refused("error.name_empty", field="name")
        check_length(self.name or "", field="name")
        check_length(self.unit or "", field="unit")
        for field, value in (("baseline", self.baseline), ("target", self.target)):
            if value is not None and not math.isfinite(value):
                raise Refused("error.not_a_decimal", field=field, value=value)
