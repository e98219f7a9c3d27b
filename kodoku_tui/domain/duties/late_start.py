"""A register that was started in the middle of its year: when that is asked about, and what is settled then."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kodoku_tui.domain.duties.milestones import MilestoneKind, MilestoneState


@dataclass(frozen=True, slots=True)
class FirstSight:
    """What a year holds: how many groups are at work, how many things people recorded of them, and how many duties are
    late whose last day in time had passed before the groups came into the file."""

    groups: int
    recorded: int
    late: int

    @property
    def began_late(self) -> bool:
        """Whether the register was started after much of its year: nothing is recorded, and of the groups, one with
        another, each had something late when it came. A year in which somebody recorded anything never asks."""
        return self.groups > 0 and self.recorded == 0 and self.late >= self.groups


class Settling(StrEnum):
    """How what lies before a day is settled: as no business of this register, or as done by that day."""

    NOT_HERE = "台帳開始前"
    DONE = "台帳開始前に済"


def settled_as(kind: MilestoneKind | str, how: Settling) -> MilestoneState:
    """The state that a duty gets. Who came to a session nobody knows by settling it: it is never 出席."""
    if how is Settling.DONE and kind != MilestoneKind.SESSION:
        return MilestoneState.ACCEPTED
    return MilestoneState.NOT_APPLICABLE
