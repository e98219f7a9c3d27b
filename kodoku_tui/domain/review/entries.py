"""What is handed in for a review: who is there, and what is decided for a group."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.entry import Entry, Line, Text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.lengths import check_length


class ReviewEntry(Entry):
    """Who is there, and whose groups of which block are walked through; empty for all."""

    present: Line = ""
    staff: Line = ""
    block: Line = ""

    def check(self) -> None:
        """Raise `Refused` for more names than a line can carry."""
        check_length(self.present, field="present")


class DecisionEntry(Entry):
    """What is decided for one group; who does it by when, where that was said."""

    decision: Text
    by_group: bool = False
    staff: Line | None = None
    due_on: date | None = None

    def check(self) -> None:
        """Raise `Refused` for a decision without words."""
        if not self.decision.strip():
            raise Refused("error.decision_empty", field="decision")
