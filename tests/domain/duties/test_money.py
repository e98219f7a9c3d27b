"""Amounts as people write them, what of a cost is accepted, and how much of a budget that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kodoku_tui.domain.duties.money import (
    LARGEST_YEN,
    CostLine,
    accepted_total,
    check_budget,
    check_reallocation,
    execution_rate,
    parse_yen,
)
from kodoku_tui.domain.errors import Refused

CAP = 2_000_000
yen = st.integers(min_value=0, max_value=5_000_000)
cost_lines = st.builds(
    CostLine,
    budget=yen,
    received=yen,
    given=yen,
    given_unapproved=yen,
    reported=st.none() | yen,
    proper=st.none() | yen,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("300000", 300_000),
        ("300,000", 300_000),
        ("３００，０００円", 300_000),
        (" ¥300,000 ", 300_000),
        ("￥１", 1),
        ("300千円", 300_000),
        ("12.5千円", 12_500),
        ("30万円", 300_000),
        ("1.5 万円", 15_000),
        ("300000.00", 300_000),
        ("0", 0),
        ("▲0", 0),
        ("007", 7),
        ("金300,000円", 300_000),
        ("金３００，０００円也", 300_000),
        ("¥300,000-", 300_000),
        ("￥300,000.-", 300_000),
        ("30万5千円", 305_000),
        ("30万5000円", 305_000),
        ("30万5,300円", 305_300),
        ("30万", 300_000),
        ("5百円", 500),
        ("5千300円", 5_300),
        ("三十万円", 300_000),
        ("三十万五千円", 305_000),
        ("金参拾万円整", 300_000),
        ("1億2,000万円", 120_000_000),
        ("30.5万円", 305_000),
        ("1.250.000", 1_250_000),
        ("1,250.00", 1_250),
        ("300000.000", 300_000),
        ("0.500百万円", 500_000),
    ],
)
def test_an_amount_is_understood_as_people_write_it(text: str, amount: int) -> None:
    assert parse_yen(text, field="budget") == amount


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("-1", "error.amount_negative"),
        ("▲300,000", "error.amount_negative"),
        ("△1", "error.amount_negative"),
        ("−1", "error.amount_negative"),
        ("ー1", "error.amount_negative"),
        ("¥-1", "error.amount_negative"),
        ("(1,000)", "error.amount_negative"),
        ("▲0.5", "error.amount_negative"),
        ("1.5", "error.amount_fractional"),
        ("1.2345", "error.amount_fractional"),
        ("1.234", "error.amount_several"),
        ("300.000", "error.amount_several"),
        ("３００．０００円", "error.amount_several"),
        ("¥30.000-", "error.amount_several"),
        ("12.500千円", "error.amount_several"),
        ("▲300.000", "error.amount_several"),
        ("1.250万円", "error.amount_several"),
        ("1.250万5千円", "error.amount_several"),
        ("0.0005千円", "error.amount_fractional"),
        ("", "error.amount_unreadable"),
        ("三十萬万", "error.amount_unreadable"),
        ("30.5万5千円", "error.amount_unreadable"),
        ("30万50000円", "error.amount_unreadable"),
        ("5千3000円", "error.amount_unreadable"),
        ("約30万円", "error.amount_unreadable"),
        ("300,000円（税込）", "error.amount_unreadable"),
        ("30万〜50万円", "error.amount_unreadable"),
        ("万円", "error.amount_unreadable"),
        ("金", "error.amount_unreadable"),
        ("-", "error.amount_unreadable"),
        ("1,50", "error.amount_unreadable"),
        ("1 000円 くらい", "error.amount_unreadable"),
        ("1e6", "error.amount_unreadable"),
        ("9" * 41, "error.amount_unreadable"),
        ("1000000000000", "error.amount_too_large"),
        ("999999999万円", "error.amount_too_large"),
    ],
)
def test_what_is_no_whole_yen_is_refused_at_its_field(text: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_yen(text, field="proper")
    assert (refused.value.key, refused.value.field) == (key, "proper")


@given(st.text(max_size=60))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        assert 0 <= parse_yen(text, field="budget") <= LARGEST_YEN
    except Refused as refused:
        assert refused.field == "budget"


@pytest.mark.parametrize("text", ["30万", "三十万", "30万5千"])
def test_an_amount_in_words_says_its_own_yen_in_a_column_of_thousands(text: str) -> None:
    with pytest.raises(Refused):
        parse_yen(text, field="proper", unit=1_000)
    assert parse_yen(f"{text}円", field="proper", unit=1_000) in (300_000, 305_000)


@given(st.integers(min_value=0, max_value=LARGEST_YEN))
def test_an_amount_as_it_is_shown_is_read_back_as_itself(amount: int) -> None:
    assert parse_yen(f"{amount:,}円", field="budget") == amount


@pytest.mark.parametrize(
    ("line", "accepted"),
    [
        (CostLine(300_000, proper=280_000), 280_000),
        (CostLine(300_000, proper=350_000), 300_000),
        (CostLine(300_000, given=50_000, proper=280_000), 250_000),
        (CostLine(300_000, received=50_000, proper=400_000), 350_000),
        (CostLine(300_000, reported=280_000), 0),
        (CostLine(0, proper=1), 0),
    ],
)
def test_of_an_item_the_lower_of_budget_after_reallocation_and_proper_is_accepted(
    line: CostLine, accepted: int
) -> None:
    assert line.accepted == accepted


@given(st.lists(cost_lines))
@example([CostLine(1_500_000, proper=1_500_000), CostLine(500_001, proper=500_001)])
def test_never_more_is_accepted_than_the_cap_the_budget_or_what_is_proper(lines: Sequence[CostLine]) -> None:
    total = accepted_total(lines, CAP)
    assert 0 <= total <= CAP
    assert total <= sum(max(0, line.budget_now) for line in lines)
    assert total <= sum(line.proper or 0 for line in lines)
    assert all(line.accepted <= max(0, line.budget_now) for line in lines)
    assert total == min(CAP, sum(line.accepted for line in lines))


@given(st.lists(cost_lines, min_size=1), yen, st.data())
def test_more_found_proper_never_lowers_what_is_accepted(
    lines: list[CostLine], more: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    raised = [*lines]
    raised[at] = replace(lines[at], proper=(lines[at].proper or 0) + more)
    assert accepted_total(raised, CAP) >= accepted_total(lines, CAP)


@pytest.mark.parametrize(
    ("accepted", "budget", "rate"),
    [
        (1_999_999, 2_000_000, 99.9),
        (2_000_000, 2_000_000, 100.0),
        (2, 3, 66.6),
        (280_000, 300_000, 93.3),
        (0, 300_000, 0.0),
        (0, 0, None),
    ],
)
def test_a_rate_is_rounded_down(accepted: int, budget: int, rate: float | None) -> None:
    assert execution_rate(accepted, budget) == rate


@given(st.integers(1, LARGEST_YEN), st.data())
def test_a_rate_is_never_rounded_up_and_is_100_only_when_all_is_accepted(
    budget: int, data: st.DataObject
) -> None:
    accepted = data.draw(st.integers(0, budget))
    rate = execution_rate(accepted, budget)
    assert rate is not None
    tenths = round(rate * 10)
    assert tenths * budget <= accepted * 1000 < (tenths + 1) * budget
    assert (rate == 100.0) == (accepted == budget)
    assert str(rate) == f"{tenths // 10}.{tenths % 10}"


@given(
    st.lists(yen, min_size=2, max_size=9), st.lists(st.tuples(yen, yen, st.integers(0, 300_000)), max_size=20)
)
def test_moving_budget_keeps_the_total_and_leaves_no_item_with_less_than_nothing(
    budgets: list[int], moves: list[tuple[int, int, int]]
) -> None:
    lines = [CostLine(budget) for budget in budgets]
    before = sum(line.budget_now for line in lines)
    for source_seed, target_seed, amount in moves:
        source, target = source_seed % len(lines), target_seed % len(lines)
        try:
            check_reallocation(lines[source], amount, cap=CAP, limit_percent=20, is_approved=False)
        except Refused as refused:
            assert refused.field == "amount"
            continue
        moved = lines[source]
        lines[source] = replace(
            moved, given=moved.given + amount, given_unapproved=moved.given_unapproved + amount
        )
        moved = lines[target]
        lines[target] = replace(
            moved, received=moved.received + amount, given_unapproved=moved.given_unapproved - amount
        )
    assert sum(line.budget_now for line in lines) == before
    assert all(line.budget_now * 5 >= line.budget * 4 for line in lines)


def refusal_of_moving(line: CostLine, amount: int, *, limit: int | None = 20, approved: bool = False) -> str:
    with pytest.raises(Refused) as refused:
        check_reallocation(line, amount, cap=CAP, limit_percent=limit, is_approved=approved)
    assert refused.value.field == "amount"
    return refused.value.key


def test_the_limit_counts_what_was_moved_before_and_approval_lifts_it() -> None:
    line = CostLine(300_000, given=50_000, given_unapproved=50_000)
    check_reallocation(line, 10_000, cap=CAP, limit_percent=20, is_approved=False)
    assert refusal_of_moving(line, 10_001) == "error.over_reallocation_limit"
    check_reallocation(line, 250_000, cap=CAP, limit_percent=20, is_approved=True)
    check_reallocation(line, 250_000, cap=CAP, limit_percent=None, is_approved=False)
    assert refusal_of_moving(line, 250_001, approved=True) == "error.not_that_much"
    assert refusal_of_moving(line, 0) == "error.amount_zero"
    assert refusal_of_moving(CostLine(3 * CAP), CAP + 1, limit=None) == "error.amount_over_cap"


def test_budgets_pass_neither_the_cap_nor_fall_below_what_was_moved_out() -> None:
    check_budget([CostLine(1_500_000), CostLine(500_000)], cap=CAP, field="budget")
    with pytest.raises(Refused) as refused:
        check_budget([CostLine(1_500_000), CostLine(500_001)], cap=CAP, field="budget")
    assert (refused.value.key, refused.value.params["over"]) == ("error.over_cap", "1")
    with pytest.raises(Refused) as refused:
        check_budget([CostLine(49_999, given=50_000)], cap=CAP, field="budget")
    assert (refused.value.key, refused.value.field) == ("error.budget_moved_already", "budget")
