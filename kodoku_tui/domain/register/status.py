"""Where a group stands in its year, and what follows from it: the one place that says which groups count."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class GroupStatus(StrEnum):
    """Whether a group still takes part in its programme."""

    ACTIVE = "実施中"
    WITHDRAWN = "辞退"
    STOPPED = "中止"
    COMPLETED = "完了"

    @property
    def has_left(self) -> bool:
        """Whether it gave up its part: of such a group nothing is late, and it is in no figure of the year."""
        return self in (GroupStatus.WITHDRAWN, GroupStatus.STOPPED)

    @property
    def is_at_work(self) -> bool:
        """Whether there is still something to do with it: what filters work. Completing (完了) ends the work only."""
        return self is GroupStatus.ACTIVE


def may_be_written_down(status: GroupStatus | str, ended_on: date | None, on: date) -> bool:
    """Whether what happened on a day can be recorded for a group: whatever the day while it is at work; once it left or
    completed, what happened up to that day."""
    return GroupStatus(status).is_at_work or ended_on is None or on <= ended_on


IN_FIGURES = tuple(status for status in GroupStatus if not status.has_left)
"""The groups of every figure, rate and list of their year: completing is not leaving (law 5)."""

SHOWN = "実施中か完了"
"""What a filter says that leaves exactly those, while nobody asked for one status."""

AT_WORK = tuple(status for status in GroupStatus if status.is_at_work)
"""The groups that ask for something still."""
