"""One named part of a figure, with its points, its reason and the record behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kodoku_tui.domain.said import Said


@dataclass(frozen=True, slots=True)
class Opened:
    """The record behind a term: milestone, action, checkin, issue or session; or, with the group's id, what shows its
    money, its linkages, its months or all of it (expenses, linkages, activity, group)."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Term:
    """One named part of a figure. `due_on` is the day that it counts from.

    `calls` says whether somebody should do something now; a circumstance (a first year) only adds its points.
    `duty` is the key of the milestone or session that it is about, `act` what is to be done for a milestone.
    """

    key: str
    points: int
    reason: Said
    opens: Opened
    due_on: date | None = None
    calls: bool = True
    duty: str | None = None
    act: str | None = None
