"""Where a review stands: which of its groups were looked at, and with which one it goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class LineStanding(StrEnum):
    """What became of one group of a review."""

    DECIDED = "decided"
    """Something was decided."""
    ACTED = "acted"
    """Nothing was decided, but something was done for it on the spot."""
    LOOKED = "looked"
    """It was looked at, and there was nothing to decide (見た・決めることなし)."""
    SKIPPED = "skipped"
    """It was not looked at, or nobody said so."""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One group of a review. `position` counts from 1; `acts` is what was done for it that still stands."""

    id: int
    position: int
    group_no: int
    group: str
    status: str
    is_looked_at: bool
    has_decision: bool
    acts: int

    @property
    def standing(self) -> LineStanding:
        """What became of it, the weightiest first."""
        if self.has_decision:
            return LineStanding.DECIDED
        if self.acts:
            return LineStanding.ACTED
        return LineStanding.LOOKED if self.is_looked_at else LineStanding.SKIPPED


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How many groups a review has, and what became of them. Those decided or acted on were looked at too."""

    groups: int
    looked: int
    decided: int
    acted: int
    skipped: int


def counts_of(lines: Iterable[ReviewLine]) -> ReviewCounts:
    """The counts of a review."""
    found = [line.standing for line in lines]
    skipped = found.count(LineStanding.SKIPPED)
    return ReviewCounts(
        groups=len(found),
        looked=len(found) - skipped,
        decided=found.count(LineStanding.DECIDED),
        acted=found.count(LineStanding.ACTED),
        skipped=skipped,
    )


def first_to_look_at(lines: Sequence[ReviewLine], after: int = 0) -> ReviewLine | None:
    """The first group after a position that was not looked at yet, else the first of all; None once there is none."""
    waiting = [line for line in lines if line.standing is LineStanding.SKIPPED]
    return next((line for line in waiting if line.position > after), waiting[0] if waiting else None)
