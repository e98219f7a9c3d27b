"""今日 as rows: what folds, what keeps a row of its own, and in which order they stand."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.said import Said
from kodoku_tui.domain.work.rows import FOLDS_FROM, URGENCIES, NextAct, Reason, Standing, TodayRow, today_rows


def reason(record: str, group: int | None, *, urgency: str = "overdue", **more: Any) -> Reason:
    return Reason(record, group, "milestone", urgency, Said("x"), NextAct.OPEN_GROUP, **more)


def standings(**scores: int) -> dict[int, Standing]:
    return {
        number: Standing(number, number, f"架空の会{number}", score=scores.get(f"g{number}", 0))
        for number in range(1, 31)
    }


def late(group: int, **more: Any) -> Reason:
    return reason(f"milestone:{group}", group, fold="report:overdue:group", **more)


def shown(rows: list[TodayRow]) -> list[tuple[str, list[int], int]]:
    return [(row.head.record, [group.number for group in row.groups], row.more) for row in rows]


def test_reasons_of_four_groups_are_four_rows_and_of_five_one() -> None:
    assert len(today_rows([late(number) for number in range(1, 5)], standings())) == 4
    (row,) = today_rows([late(number) for number in range(1, 6)], standings(g4=9))
    assert (row.is_fold, [group.number for group in row.groups], row.more) == (True, [4, 1, 2, 3, 5], 0)


def test_the_attendance_of_a_session_is_one_row_also_of_one_group() -> None:
    (row,) = today_rows([reason("session:1", 7, fold="attendance:1", folds_always=True)], standings())
    assert row.is_fold
    assert row.group is None


def test_a_group_with_another_reason_keeps_its_row_and_counts_all_its_reasons() -> None:
    other = reason("issue:1", 3, points=20)
    rows = today_rows([other, *(late(number, points=5) for number in range(1, 6))], standings(g3=25))
    assert shown(rows) == [("issue:1", [3], 1), ("milestone:1", [3, 1, 2, 4, 5], 0)]


def test_of_the_rows_of_one_group_what_weighs_most_with_it_stands_first() -> None:
    other = reason("issue:1", 3, points=20)
    many = [late(number, points=50) for number in range(1, 6)]
    assert shown(today_rows([other, *many], standings(g3=70))) == [
        ("milestone:1", [3, 1, 2, 4, 5], 0),
        ("issue:1", [3], 1),
    ]
    # What weighs with another group of the fold is no reason of this one.
    many = [late(number, points=10 if number == 3 else 50) for number in range(1, 6)]
    heads = [record for record, _, _ in shown(today_rows([other, *many], standings(g3=70)))]
    assert heads == ["issue:1", "milestone:1"]


def test_two_kinds_of_folded_reasons_are_no_row_of_a_group() -> None:
    again = [reason(f"checkin:{number}", number, fold="checkin") for number in range(1, 6)]
    rows = today_rows([*again, *(late(number) for number in range(1, 6))], standings())
    assert [row.is_fold for row in rows] == [True, True]


def test_what_is_said_twice_of_one_record_is_one_reason_in_its_heavier_words() -> None:
    item = reason("milestone:1", 1, urgency="overdue", due_on="2025-12-01")
    term = reason("milestone:1", 1, urgency="due", points=30)
    (row,) = today_rows([item, term, reason("action:1", 1)], standings())
    assert row.more == 1
    assert (row.head.points, row.head.urgency, row.head.due_on) == (30, "overdue", "2025-12-01")


def test_rows_stand_by_attention_then_our_lateness_and_what_is_of_nobody_last() -> None:
    ranked = {
        1: Standing(1, 1, "架空一", score=5, own_lateness=0),
        2: Standing(2, 2, "架空二", score=5, own_lateness=9),
        3: Standing(3, 3, "架空三", score=8, own_lateness=0),
    }
    reasons = [reason(f"issue:{number}", number) for number in (1, 2, 3)]
    rows = today_rows([reason("session:1", None, urgency="coming"), *reasons], ranked)
    assert [row.key for row in rows] == ["group:3", "group:2", "group:1", "session:1"]


_FOLDS = [None, "a", "b", "c"]
_SOME = st.builds(
    lambda record, group, fold, points, own, urgency, always: Reason(
        f"{record}",
        group,
        "milestone",
        urgency,
        Said("x"),
        NextAct.OPEN_GROUP,
        points=points,
        own_points=own,
        fold=None if fold is None else f"{fold}",
        folds_always=always and fold == "c",
    ),
    st.integers(1, 6),
    st.one_of(st.none(), st.integers(1, 30)),
    st.sampled_from(_FOLDS),
    st.integers(0, 40),
    st.integers(0, 40),
    st.sampled_from(URGENCIES),
    st.booleans(),
)


@given(st.lists(_SOME, max_size=80), st.lists(st.integers(0, 60), min_size=30, max_size=30))
def test_each_reason_heads_or_is_counted_once_and_the_order_is_that_of_attention(
    reasons: list[Reason], scores: list[int]
) -> None:
    ranked = {at: Standing(at, at, f"架空の会{at}", score=score) for at, score in enumerate(scores, 1)}
    rows = today_rows(reasons, ranked)

    assert [row.groups[0].rank if row.groups else (1,) for row in rows] == sorted(
        row.groups[0].rank if row.groups else (1,) for row in rows
    )
    assert max(Counter(row.key for row in rows).values(), default=1) == 1
    own = Counter(row.group.group_id for row in rows if row.group)
    assert set(own.values()) <= {1}
    # Each record of each group stands in a row: headed by it or counted with it.
    told = Counter((one.group_id, one.record) for row in rows if not row.is_fold for one in row.reasons)
    folded = Counter((one.group_id, one.record) for row in rows if row.is_fold for one in row.reasons)
    assert set(told) | set(folded) == {(one.group_id, one.record) for one in reasons}
    assert set(told.values()) | set(folded.values()) <= {1}
    for row in rows:
        if row.is_fold:
            assert len(row.groups) >= FOLDS_FROM or any(one.folds_always for one in row.reasons)
            assert len({one.fold for one in row.reasons}) == 1
        elif row.group is not None:
            # What folds heads no row of a group.
            assert (row.group.group_id, row.head.record) not in folded
