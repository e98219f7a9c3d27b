"""Which issues a person wants to see; the same for the board, the list and the trend."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """Every part that is set must hold. `staff` is main or deputy of the group; `block` lets 全国 pass.

    `with_closed` only matters to the list: the board has its own column for what is solved. `without_remedy` leaves the
    open ones for which nothing was tried yet; they stand oldest first.
    """

    staff: str | None = None
    block: str | None = None
    category: str | None = None
    severity: str | None = None
    with_closed: bool = False
    without_remedy: bool = False
