"""Since when it has been whose move (手番), and for how many days."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.duties.milestones import MilestoneKind, MilestoneState, Move, Turn, turn_of


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


def turn_began_on(
    *,
    state: MilestoneState | str,
    kind: MilestoneKind | str,
    turn_since: date | None,
    contract_on: date | None,
    programme_starts_on: date,
) -> date | None:
    """The day from which days in turn are counted; None when it is nobody's turn or the day is not known.

    What was never handed in has been the group's turn since its contract was concluded, and the contract
    itself, as everything before it, since the programme began.
    """
    turn = turn_of(state)
    if turn is None:
        return None
    if turn_since is not None or turn is Turn.SECRETARIAT:
        return turn_since
    if kind == MilestoneKind.CONTRACT or contract_on is None:
        return programme_starts_on
    return contract_on


def days_in_turn(began_on: date | None, today: date) -> int | None:
    """How many days a turn has lasted; the first day is not counted (初日不算入, Civil Code article 140)."""
    return None if began_on is None else max(0, (today - began_on).days)
