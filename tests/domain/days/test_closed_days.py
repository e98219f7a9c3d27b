from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.days.closed_days import (
    HolidayPolicy,
    apply_policy,
    business_day_after,
    business_day_before,
    is_closed,
)

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 1))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2025, 9, 23), "秋分の日"),
        (date(2025, 11, 24), "振替休日"),
        (date(2026, 2, 11), "建国記念の日"),
        (date(2026, 5, 6), "振替休日"),
        (date(2026, 9, 22), "国民の休日"),
        (date(2025, 12, 13), "土曜日"),
        (date(2025, 12, 14), "日曜日"),
        *((date(2025, 12, 29) + timedelta(days=n), "年末年始") for n in range(6)),
    ],
)
def test_offices_are_closed(day: date, why: str) -> None:
    assert is_closed(day), why


@pytest.mark.parametrize("day", [date(2025, 12, 15), date(2025, 12, 26), date(2026, 1, 5), date(2026, 2, 10)])
def test_offices_are_open_on_a_plain_weekday(day: date) -> None:
    assert not is_closed(day)


@pytest.mark.parametrize(
    ("day", "policy", "expected"),
    [
        (date(2026, 1, 1), HolidayPolicy.KEEP, date(2026, 1, 1)),
        (date(2026, 1, 1), HolidayPolicy.BEFORE, date(2025, 12, 26)),
        (date(2026, 1, 1), HolidayPolicy.AFTER, date(2026, 1, 5)),
        (date(2025, 11, 22), "翌営業日", date(2025, 11, 25)),
        (date(2025, 12, 15), HolidayPolicy.BEFORE, date(2025, 12, 15)),
        (date(2025, 12, 15), HolidayPolicy.AFTER, date(2025, 12, 15)),
    ],
)
def test_a_due_date_moves_only_from_a_closed_day_and_as_the_policy_says(
    day: date, policy: HolidayPolicy | str, expected: date
) -> None:
    assert apply_policy(day, policy) == expected


def test_a_word_that_is_no_policy_is_not_taken_for_one() -> None:
    with pytest.raises(ValueError, match="前日"):
        apply_policy(date(2025, 12, 15), "前日")


@given(DAYS)
def test_the_business_day_before_and_after_are_the_nearest_open_days_on_each_side(day: date) -> None:
    before, after = business_day_before(day), business_day_after(day)
    assert before < day < after
    assert not is_closed(before)
    assert not is_closed(after)
    between = (before + timedelta(days=n) for n in range(1, (after - before).days))
    assert all(is_closed(one) for one in between if one != day)


@given(DAYS, st.sampled_from([HolidayPolicy.BEFORE, HolidayPolicy.AFTER]))
def test_a_moved_date_is_open_and_does_not_move_again(day: date, policy: HolidayPolicy) -> None:
    moved = apply_policy(day, policy)
    assert not is_closed(moved)
    assert apply_policy(moved, policy) == moved
