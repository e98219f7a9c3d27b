"""Since when the state of a duty has been held by whom holds it, and for how many days."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.duties.milestones import MilestoneState, Move, turn_of


def turn_since_after(
    move: Move,
    *,
    before: MilestoneState,
    after: MilestoneState,
    on: date,
    since: date | None,
    handed_in_on: date | None,
) -> date | None:
    """Since when the turn that stands after a move has been held; None where nobody's or nothing was done yet.

    `since` is what stood before the move, `handed_in_on` the day of the newest hand-in. Beginning to read does
    not put the clock back, and an acceptance pulled back has lain with us since it was handed in.
    """
    if after is MilestoneState.NOT_STARTED or turn_of(after) is None:
        return None
    if move is Move.PULL_BACK and before is MilestoneState.ACCEPTED:
        return handed_in_on or on
    if turn_of(before) is turn_of(after) and move is not Move.SEND:
        return since
    return on


def days_in_turn(began_on: date | None, today: date) -> int | None:
    """How many days a turn has lasted; the first day is not counted (初日不算入, Civil Code article 140)."""
    return None if began_on is None else max(0, (today - began_on).days)
