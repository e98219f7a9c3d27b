"""What is handed in of a month of a group, and of a change of its plan."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.entry import Entry, Line, Text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.activity import COUNTS, month_of
from kodoku_tui.domain.text.lengths import check_length
from kodoku_tui.domain.words import ChangeKind, Stage

_MOST = 1_000_000


class ActivityEntry(Entry):
    """The numbers of one month of one group, planned or actual. What is None stays as it was."""

    group_no: int
    month: str
    stage: Stage = Stage.ACTUAL
    times: int | None = None
    people: int | None = None
    visits: int | None = None
    newcomers: int | None = None

    def check(self, today: date) -> None:
        """Raise `Refused` without any number, for one that can be none, and for what came of a month to come."""
        given = self.counts()
        if not given:
            raise Refused("error.no_numbers", field=COUNTS[0])
        for name, count in given.items():
            if not 0 <= count <= _MOST:
                raise Refused("error.number_out_of_range", field=name, value=count, most=_MOST)
        if self.stage is Stage.ACTUAL and self.month > month_of(today):
            raise Refused("error.month_in_future", field="month", month=self.month)

    def counts(self) -> dict[str, int]:
        """The numbers that are handed in, by their names."""
        return {name: count for name in COUNTS if (count := getattr(self, name)) is not None}


class PlanChangeEntry(Entry):
    """One change of a group's plan or one piece of advice from outside: when, what, and of advice from whom."""

    changed_on: date
    kind: ChangeKind = ChangeKind.COURSE
    note: Text
    adviser: Line = ""

    def check(self, today: date) -> None:
        """Raise `Refused` without words, for a day to come, and for a long name."""
        if not self.note.strip():
            raise Refused("error.note_empty", field="note")
        check_length(self.adviser, field="adviser")
        if self.changed_on > today:
            raise Refused("error.date_in_future", field="changed_on", date=self.changed_on)
