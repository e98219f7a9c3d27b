"""What is handed in of the attendance (出欠) of one group."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from kodoku_tui.domain.entry import Entry, Line
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import AttendanceMark, as_word


class AttendanceEntry(Entry):
    """The mark of one group at one session. `version` is the one that the person saw, 0 for a first mark."""

    session: str
    group_no: int
    mark: Annotated[AttendanceMark, BeforeValidator(lambda text: as_word(AttendanceMark, text, field="mark"))]
    heads: int | None = None
    names: Line | None = None
    note: Line | None = None
    version: int | None = None

    def check(self) -> None:
        """Raise `Refused` for a negative number of heads."""
        if self.heads is not None and self.heads < 0:
            raise Refused("error.heads_negative", field="heads")
