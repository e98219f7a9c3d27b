"""How far an indicator has come: never rounded up, whichever way the target lies; and its picture."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.linkages.progress import (
    Standing,
    parse_decimal,
    progress_of,
    say_number,
    share_percent,
    spark,
)

NUMBERS = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)


@pytest.mark.parametrize(
    ("baseline", "target", "latest", "standing", "percent"),
    [
        (10, 30, 24, Standing.UNDER_WAY, 70.0),
        (10, 30, 29.999, Standing.UNDER_WAY, 99.9),
        (10, 30, 30, Standing.REACHED, 100.0),
        (10, 30, 34, Standing.REACHED, 120.0),
        (10, 30, 4, Standing.UNDER_WAY, 0.0),
        (30, 10, 12, Standing.UNDER_WAY, 90.0),
        (30, 10, 9, Standing.REACHED, 105.0),
        (None, 3, 1, Standing.UNDER_WAY, 33.3),
        (5, 5, 5, Standing.REACHED, 100.0),
        (5, 5, 4, Standing.UNDER_WAY, 0.0),
        (5, None, 4, Standing.NO_TARGET, None),
        (5, 9, None, Standing.NOT_MEASURED, None),
    ],
)
def test_progress(
    baseline: float | None,
    target: float | None,
    latest: float | None,
    standing: Standing,
    percent: float | None,
) -> None:
    found = progress_of(baseline, target, latest)
    assert (found.standing, found.percent) == (standing, percent)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_hundred_percent_is_said_only_of_what_is_reached(
    baseline: float, target: float, latest: float
) -> None:
    found = progress_of(baseline, target, latest)
    assert found.percent is not None and found.percent >= 0
    assert (found.standing is Standing.REACHED) == (
        latest <= target if target < baseline else latest >= target
    )
    if found.standing is Standing.UNDER_WAY:
        assert found.percent < 100


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_is_a_hundred_only_when_it_is_the_whole(part: int, more: int) -> None:
    share = share_percent(part, part + more)
    assert share is not None and share < 100
    assert share_percent(part + more, part + more) == 100.0


def test_no_share_of_nothing() -> None:
    assert share_percent(0, 0) is None
    assert share_percent(95, 96) == 98.9


@given(st.lists(NUMBERS, max_size=30))
def test_a_picture_has_one_cell_a_value_in_every_font(values: list[float]) -> None:
    picture = spark(values)
    assert cell_len(picture) == len(picture) == len(values)
    assert not {unicodedata.east_asian_width(sign) for sign in picture} & {"A", "W", "F"}


def test_the_picture_rises_with_the_values() -> None:
    rising = spark([1, 2, 3, 4, 5])
    assert list(rising) == sorted(rising) and len(set(rising)) == 5


@pytest.mark.parametrize(
    ("written", "meant"),
    [("30", 30), ("３０", 30), ("1,200", 1200), ("3.5", 3.5), ("-2", -2), ("４５．５%", 45.5)],
)
def test_numbers_as_people_write_them(written: str, meant: float) -> None:
    assert parse_decimal(written, field="value") == meant


@pytest.mark.parametrize("written", ["", "三十", "1e5", "nan", "inf", "1.2.3", "9" * 400, "12人"])
def test_what_is_no_number_is_refused_at_its_field(written: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_decimal(written, field="target")
    assert refusal.value.field == "target"


@given(st.integers(-(10**9), 10**9), st.integers(0, 999))
def test_a_number_that_is_said_can_be_read_again(whole: int, thousandths: int) -> None:
    value = whole + thousandths / 1000
    assert parse_decimal(say_number(value), field="value") == pytest.approx(value)
