"""Weights one by one: what a person may write for each, and that what is written is what weighs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.attention.weight_values import parse_weight, values_of, with_values
from kodoku_tui.domain.attention.weights import NO_LIMIT
from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.seeds import attention_weights

WEIGHTS = attention_weights()
NAMES = sorted(values_of(WEIGHTS))


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("group.silence.rate", "0.7", 0.7),
        ("group.silence.rate", "０．７", 0.7),
        ("group.money_late.first", "1,200", 1200),
        ("group.silence.most", "なし", NO_LIMIT),
        ("group.silence.most", "None", NO_LIMIT),
        ("settings.vouchers_month", "12", 12),
        ("group.silence.rate", "0", 0),
    ],
)
def test_a_weight_is_read_as_people_write_it(name: str, written: str, value: float) -> None:
    assert parse_weight(name, written) == value


@pytest.mark.parametrize(
    ("name", "written", "key"),
    [
        ("group.silence.rate", "重い", "weight_not_a_number"),
        ("group.silence.rate", "-1", "weight_not_a_number"),
        ("group.silence.rate", "", "weight_not_a_number"),
        ("group.silence.rate", "nan", "weight_not_a_number"),
        ("group.silence.rate", "1e3", "weight_not_a_number"),
        ("group.silence.rate", "1.2.3", "weight_not_a_number"),
        ("group.silence.rate", "9" * 40, "weight_not_a_number"),
        ("group.silence.rate", "なし", "weight_not_a_number"),
        ("group.silence.power", "5", "weight_not_a_number"),
        ("settings.unsigned_days", "2.5", "weight_not_whole"),
        ("settings.vouchers_month", "13", "weight_out_of_range"),
        ("settings.vouchers_day", "0", "weight_out_of_range"),
    ],
)
def test_what_no_weight_is_is_refused_at_its_place(name: str, written: str, key: str) -> None:
    with pytest.raises(Refused, match=key) as refused:
        parse_weight(name, written, field="rate")
    assert refused.value.field == "rate"
    assert refused.value.params["name"] == name


@given(st.dictionaries(st.sampled_from(NAMES), st.integers(1, 4).map(float), max_size=6))
def test_what_is_put_in_is_what_weighs_and_nothing_else_changes(values: dict[str, float]) -> None:
    assert values_of(with_values(WEIGHTS, values)) == values_of(WEIGHTS) | values


def test_a_name_that_no_weight_has_is_refused() -> None:
    for name in ("group.mood.first", "group.silence", "silence.rate", "settings.money_duties", ""):
        with pytest.raises(Refused, match="weight_unknown"):
            with_values(WEIGHTS, {name: 1})
