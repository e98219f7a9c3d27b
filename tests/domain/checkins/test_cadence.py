from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.checkins.cadence import (
    Cadence,
    CheckinDates,
    CheckinStanding,
    SupportTier,
    cadence_of,
    checkin_dates,
    checkin_standing,
)
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus

PROGRAMME_START = date(2025, 4, 1)
CONTRACT = date(2025, 6, 20)
STANDARD = Cadence(30, 45)
PRESSURE = [CheckinStanding.OK, CheckinStanding.DUE, CheckinStanding.OVERDUE]
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
CADENCES = st.tuples(st.integers(1, 100), st.integers(0, 100)).map(lambda days: Cadence(days[0], sum(days)))


def dates_after(
    last_checkin: date | None,
    agreed_next: date | None = None,
    contract_on: date | None = CONTRACT,
    cadence: Cadence = STANDARD,
) -> CheckinDates:
    return checkin_dates(
        last_checkin=last_checkin,
        agreed_next=agreed_next,
        contract_on=contract_on,
        programme_starts_on=PROGRAMME_START,
        cadence=cadence,
    )


@pytest.mark.parametrize(
    ("last_checkin", "contract_on", "due_on", "maximum_on"),
    [
        (date(2025, 9, 1), CONTRACT, date(2025, 10, 1), date(2025, 10, 16)),
        (None, CONTRACT, date(2025, 7, 20), date(2025, 8, 4)),
        (None, None, date(2025, 5, 1), date(2025, 5, 16)),
    ],
)
def test_days_count_from_the_last_checkin_else_the_contract_else_the_programme(
    last_checkin: date | None, contract_on: date | None, due_on: date, maximum_on: date
) -> None:
    assert dates_after(last_checkin, contract_on=contract_on) == (due_on, maximum_on)


@pytest.mark.parametrize(
    ("agreed_next", "due_on"),
    [
        (date(2025, 9, 8), date(2025, 9, 8)),
        (date(2025, 10, 16), date(2025, 10, 16)),
        (date(2025, 10, 17), date(2025, 10, 1)),
        (date(2025, 9, 1), date(2025, 10, 1)),
        (date(2025, 8, 20), date(2025, 10, 1)),
    ],
)
def test_an_agreed_date_counts_when_it_lies_ahead_and_within_the_maximum(
    agreed_next: date, due_on: date
) -> None:
    assert dates_after(date(2025, 9, 1), agreed_next) == (due_on, date(2025, 10, 16))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 9, 30), CheckinStanding.OK),
        (date(2025, 10, 1), CheckinStanding.DUE),
        (date(2025, 10, 16), CheckinStanding.DUE),
        (date(2025, 10, 17), CheckinStanding.OVERDUE),
    ],
)
def test_a_checkin_is_due_from_its_day_and_overdue_after_the_maximum(
    today: date, expected: CheckinStanding
) -> None:
    assert checkin_standing(dates_after(date(2025, 9, 1)), today, "実施中") is expected


@pytest.mark.parametrize("status", [GroupStatus.WITHDRAWN, GroupStatus.STOPPED, GroupStatus.COMPLETED])
def test_no_checkin_is_due_once_a_group_has_ended(status: GroupStatus) -> None:
    assert checkin_standing(dates_after(date(2025, 9, 1)), date(2026, 3, 1), status) is CheckinStanding.NONE


@given(DAYS, CADENCES, st.none() | DAYS, st.none() | DAYS)
def test_a_checkin_logged_today_settles_the_matter(
    today: date, cadence: Cadence, agreed_next: date | None, contract_on: date | None
) -> None:
    dates = dates_after(today, agreed_next, contract_on, cadence)
    assert checkin_standing(dates, today, GroupStatus.ACTIVE) is CheckinStanding.OK


@given(DAYS, st.integers(0, 400), DAYS, CADENCES, st.none() | DAYS)
def test_having_spoken_later_is_never_more_pressing(
    earlier: date, days: int, today: date, cadence: Cadence, agreed_next: date | None
) -> None:
    first = dates_after(earlier, agreed_next, cadence=cadence)
    second = dates_after(earlier + timedelta(days=days), agreed_next, cadence=cadence)
    assert second.due_on >= first.due_on
    assert pressure(second, today) <= pressure(first, today)


@given(DAYS, DAYS, st.integers(0, 400), CADENCES, st.none() | DAYS)
def test_waiting_never_makes_it_less_pressing(
    last: date, today: date, days: int, cadence: Cadence, agreed_next: date | None
) -> None:
    dates = dates_after(last, agreed_next, cadence=cadence)
    assert pressure(dates, today + timedelta(days=days)) >= pressure(dates, today)


@given(DAYS, CADENCES, st.none() | DAYS)
def test_the_due_day_never_lies_after_the_last_day(last: date, cadence: Cadence, agreed: date | None) -> None:
    dates = dates_after(last, agreed, cadence=cadence)
    assert last < dates.due_on <= dates.maximum_on


@pytest.mark.parametrize(
    ("tier", "own_ideal", "own_maximum", "expected"),
    [
        ("重点", None, None, (14, 21)),
        ("標準", None, None, (30, 45)),
        ("定期確認", None, None, (60, 75)),
        ("標準", 20, None, (20, 45)),
        ("標準", 60, None, (60, 60)),
        ("標準", None, 40, (30, 40)),
        ("標準", None, 10, (10, 10)),
        (SupportTier.CLOSE, 7, 10, (7, 10)),
    ],
)
def test_a_groups_own_days_replace_those_of_its_tier(
    tier: SupportTier | str, own_ideal: int | None, own_maximum: int | None, expected: tuple[int, int]
) -> None:
    assert cadence_of(tier, own_ideal, own_maximum) == Cadence(*expected)


@pytest.mark.parametrize(
    ("own_ideal", "own_maximum", "field"),
    [(0, None, "ideal_days"), (-1, 10, "ideal_days"), (20, 10, "maximum_days"), (None, 0, "maximum_days")],
)
def test_days_that_cannot_be_kept_are_refused_at_the_field_at_fault(
    own_ideal: int | None, own_maximum: int | None, field: str
) -> None:
    with pytest.raises(Refused, match="cadence_invalid") as caught:
        cadence_of("標準", own_ideal, own_maximum)
    assert caught.value.field == field


def pressure(dates: CheckinDates, today: date) -> int:
    return PRESSURE.index(checkin_standing(dates, today, GroupStatus.ACTIVE))
