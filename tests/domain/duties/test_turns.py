"""Whose move it has been, since when, for how long."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.duties.milestones import (
    MOVES,
    MilestoneKind,
    MilestoneState,
    Move,
    Turn,
    after_move,
    turn_of,
)
from kodoku_tui.domain.duties.turns import days_in_turn, turn_since_after

START = date(2025, 6, 1)
DAYS = st.dates(date(2025, 4, 1), date(2026, 3, 31))


def test_the_first_day_of_a_turn_is_not_counted_and_none_is_negative() -> None:
    assert [days_in_turn(START, day) for day in (date(2025, 5, 30), START, date(2025, 6, 4))] == [0, 0, 3]
    assert days_in_turn(None, START) is None


@given(
    st.sampled_from(
        [
            (kind, state, move)
            for kind, machine in MOVES.items()
            for state, moves in machine.items()
            for move in moves
        ]
    ),
    DAYS,
    DAYS,
    DAYS,
)
def test_the_clock_is_put_back_only_when_the_turn_changes_hands(
    step: tuple[MilestoneKind, MilestoneState, Move], on: date, since: date, handed_in: date
) -> None:
    kind, before, move = step
    after = after_move(before, move, kind=kind)
    found = turn_since_after(move, before=before, after=after, on=on, since=since, handed_in_on=handed_in)
    if turn_of(after) is None or after is MilestoneState.NOT_STARTED:
        assert found is None
    elif before is MilestoneState.ACCEPTED:
        assert (turn_of(after), found) == (Turn.SECRETARIAT, handed_in)
    elif turn_of(before) is turn_of(after) and move is not Move.SEND:
        assert found == since
    else:
        assert found == on
