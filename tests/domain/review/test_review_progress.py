"""Where a walk stands, and with which group it goes on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.review.progress import (
    LineStanding,
    ReviewLine,
    counts_of,
    first_to_look_at,
)

LINES = st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 2)), max_size=12).map(
    lambda drawn: [
        ReviewLine(position, position, position, "架空", "実施中", looked or decided, decided, acts)
        for position, (looked, decided, acts) in enumerate(drawn, start=1)
    ]
)


@given(LINES)
def test_every_group_is_counted_once(lines: list[ReviewLine]) -> None:
    counts = counts_of(lines)
    only_looked = sum(line.standing is LineStanding.LOOKED for line in lines)
    assert counts.groups == counts.looked + counts.skipped == len(lines)
    assert counts.looked == counts.decided + counts.acted + only_looked


@given(LINES, st.integers(0, 12))
def test_it_goes_on_behind_where_one_is_and_then_from_the_beginning(
    lines: list[ReviewLine], after: int
) -> None:
    found = first_to_look_at(lines, after)
    waiting = [line.position for line in lines if line.standing is LineStanding.SKIPPED]
    if found is None:
        assert waiting == []
    else:
        behind = [position for position in waiting if position > after]
        assert found.position == (behind or waiting)[0]
