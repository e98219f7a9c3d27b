"""What the minutes of a review hold (事務局内: they tell how groups are seen, and go to nobody outside)."""

from __future__ import annotations

from dataclasses import dataclass

from kodoku_tui.domain.review.frozen import Frozen
from kodoku_tui.domain.review.progress import LineStanding, ReviewCounts
from kodoku_tui.domain.said import Said


@dataclass(frozen=True, slots=True)
class GroupMinutes:
    """One group: why it stood there, what was decided, who does it by when, what was done on the spot.

    `turn` is empty while nobody said who does it; `due_on` and `left_on` are ISO text. `left` is the status of a group
    that has left since the review began.
    """

    id: int
    position: int
    group_no: int
    group: str
    staff: str | None
    standing: LineStanding
    frozen: Frozen
    decision: str = ""
    turn: str = ""
    by: str | None = None
    due_on: str | None = None
    is_promised: bool = False
    acts: tuple[Said, ...] = ()
    left: str | None = None
    left_on: str | None = None

    @property
    def has_something(self) -> bool:
        """Whether something was decided or done: the others stand in one line."""
        return self.standing in (LineStanding.DECIDED, LineStanding.ACTED)


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one review as of now, `groups` by position. Days are ISO text; `ended_on` None: it goes on."""

    review: int
    programme: str
    programme_en: str
    is_demonstration: bool
    started_on: str
    ended_on: str | None
    present: str
    staff: str
    block: str
    counts: ReviewCounts
    groups: tuple[GroupMinutes, ...]

    def of(self, standing: LineStanding) -> tuple[GroupMinutes, ...]:
        """The groups of which this became."""
        return tuple(group for group in self.groups if group.standing is standing)
