"""Which backups stay, and when the next one is due."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.keeping.backups import (
    DAYS_KEPT,
    LAST_KEPT,
    MONTHS_KEPT,
    is_due_before_an_import,
    is_due_today,
    to_keep,
)

NOW = datetime(2025, 12, 15, 10, 0)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2025, 12, 15, 9, 59))


def back(**ago: float) -> datetime:
    return NOW - timedelta(**ago)


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        ([], []),
        # The newest ten, however close together.
        ([back(minutes=n) for n in range(15)], [back(minutes=n) for n in range(10)]),
        # Then the last one of each day.
        (
            [back(minutes=n) for n in range(10)]
            + [back(days=3), back(days=3, hours=2), back(days=3, hours=3)],
            [back(minutes=n) for n in range(10)] + [back(days=3)],
        ),
        # Then the last one of each month, for a year.
        (
            [back(minutes=n) for n in range(10)]
            + [datetime(2025, 9, 30, 18), datetime(2025, 9, 1), datetime(2025, 1, 5), datetime(2024, 12, 31)],
            [back(minutes=n) for n in range(10)] + [datetime(2025, 9, 30, 18), datetime(2025, 1, 5)],
        ),
        # Few are never too many, however old.
        ([datetime(2019, 1, 1), datetime(2019, 1, 2)], [datetime(2019, 1, 1), datetime(2019, 1, 2)]),
        # A clock that was set back takes nothing away.
        (
            [NOW + timedelta(days=400 + n) for n in range(15)],
            [NOW + timedelta(days=400 + n) for n in range(15)],
        ),
    ],
)
def test_what_is_kept(made: list[datetime], kept: list[datetime]) -> None:
    assert sorted(to_keep(made, NOW)) == sorted(kept)


@given(st.lists(MOMENTS, max_size=80))
def test_the_newest_of_each_kept_period_is_never_let_go(made: list[datetime]) -> None:
    kept = to_keep(made, NOW)
    assert set(sorted(made, reverse=True)[:LAST_KEPT]) <= kept <= set(made)
    for moment in made:
        same_day = [one for one in made if one.date() == moment.date()]
        if (NOW.date() - moment.date()).days < DAYS_KEPT:
            assert max(same_day) in kept
        same_month = [one for one in made if (one.year, one.month) == (moment.year, moment.month)]
        if (NOW.year - moment.year) * 12 + NOW.month - moment.month < MONTHS_KEPT:
            assert max(same_month) in kept


@given(st.lists(MOMENTS, max_size=300))
def test_they_never_grow_beyond_the_rule(made: list[datetime]) -> None:
    assert len(to_keep(made, NOW)) <= LAST_KEPT + DAYS_KEPT + MONTHS_KEPT


@pytest.mark.parametrize(
    ("newest", "of_the_day", "before_an_import"),
    [
        (None, True, True),
        (back(minutes=1), False, False),
        (back(minutes=60), False, False),
        (back(minutes=61), False, True),
        (back(hours=10, minutes=1), True, True),
        # Made by a clock that was ahead: no reason to do without.
        (NOW + timedelta(hours=3), False, True),
    ],
)
def test_when_one_is_due(newest: datetime | None, of_the_day: bool, before_an_import: bool) -> None:
    assert is_due_today(newest, NOW) is of_the_day
    assert is_due_before_an_import(newest, NOW) is before_an_import
