"""What people bring in of a group: a fact is a term, a worse one never lowers the figure, an unknown one is nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.attention.brought import brought_terms
from kodoku_tui.domain.attention.facts import (
    AttemptFact,
    GroupFacts,
    KnownFact,
    MonthFact,
    SpendingFact,
)
from kodoku_tui.domain.attention.terms import figures_of
from kodoku_tui.store.seeds import attention_weights

TODAY = date(2025, 12, 15)
QUIET = GroupFacts(
    1,
    TODAY,
    starts_on=date(2025, 6, 1),
    work_ends_on=date(2026, 2, 10),
    contract_on=date(2025, 6, 25),
)
WEIGHTS = attention_weights()
SUMMER = ("2025-07", "2025-08")


def months(*told: tuple[str, int | None, int | None], planned: int | None = None) -> tuple[MonthFact, ...]:
    return tuple(MonthFact(month, planned, times, newcomers) for month, times, newcomers in told)


def keys(**facts: Any) -> list[str]:
    return [term.key for term in brought_terms(replace(QUIET, **facts), WEIGHTS)]


def points(facts: GroupFacts) -> int:
    return sum(term.points for term in brought_terms(facts, WEIGHTS))


def attempts(count: int) -> tuple[AttemptFact, ...]:
    return tuple(AttemptFact(at, TODAY - timedelta(days=at)) for at in range(1, count + 1))


NOTHING_IN_SUMMER = months(*((month, 0, 0) for month in SUMMER))
LOW = SpendingFact(1_000_000, 100_000)

CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"known": KnownFact(settlers=0)}, ["no_settler"]),
    ({"known": KnownFact(settlers=1)}, ["one_settler"]),
    ({"known": KnownFact(settlers=2)}, []),
    ({"known": KnownFact(own_clerk=False, first_public_money=True)}, ["no_clerk"]),
    # Either alone is nothing, and so is one that nobody asked for.
    ({"known": KnownFact(own_clerk=False, first_public_money=False)}, []),
    ({"known": KnownFact(own_clerk=False)}, []),
    ({"known": KnownFact(own_clerk=True, first_public_money=True)}, []),
    ({"known": KnownFact(first_public_money=True)}, []),
    ({"known": KnownFact(staff_count=2)}, ["small"]),
    ({"known": KnownFact(staff_count=3)}, []),
    ({"known": KnownFact(founded_year=2023)}, ["young"]),
    ({"known": KnownFact(founded_year=2022)}, []),
    ({"attempts": attempts(1)}, []),
    ({"attempts": attempts(2)}, ["unanswered"]),
    ({"spending": LOW}, ["no_vouchers"]),
    ({"spending": LOW, "today": date(2025, 11, 15)}, []),
    ({"spending": LOW, "has_vouchers": True}, []),
    ({"spending": SpendingFact(1_000_000, 600_000)}, []),
    # Of a group whose money nobody recorded, nobody knows whether its vouchers were seen.
    ({"spending": SpendingFact(1_000_000, None)}, []),
    ({}, []),
    ({"months": NOTHING_IN_SUMMER}, ["no_event"]),
    ({"months": NOTHING_IN_SUMMER, "today": date(2025, 8, 31)}, []),
    ({"months": NOTHING_IN_SUMMER, "contract_on": date(2025, 8, 3)}, []),
    # What was not written down of July may have been an event.
    ({"months": months(("2025-08", 0, 0))}, []),
    ({"months": (*NOTHING_IN_SUMMER, *months(("2025-06", 1, 4)))}, []),
    ({"months": (*NOTHING_IN_SUMMER, *months(("2025-10", 1, 4)))}, []),
    ({"months": months(("2025-07", 1, 0), ("2025-08", 2, 0))}, ["only_insiders"]),
    ({"months": months(("2025-07", 1, 0), ("2025-08", 2, None))}, []),
    ({"months": months(("2025-07", 1, 0), ("2025-08", 2, 1))}, []),
    ({"months": months(("2025-09", 1, 4), ("2025-10", 1, 4), planned=3)}, ["behind_plan"]),
    ({"months": months(("2025-09", 2, 4), ("2025-10", 1, 4), planned=3)}, []),
    # One month may be bad luck, and this one is not over.
    ({"months": months(("2025-10", 0, 0), planned=3)}, []),
    ({"months": months(("2025-11", 0, 0), ("2025-12", 0, 0), planned=3)}, []),
    ({"months": months(("2025-10", None, None), ("2025-11", 0, 0), planned=3)}, []),
]


@pytest.mark.parametrize(("facts", "terms"), CASES)
def test_a_fact_that_was_brought_in_is_a_term_and_an_unknown_one_is_none(
    facts: dict[str, Any], terms: list[str]
) -> None:
    assert keys(**facts) == terms
    figures = figures_of(replace(QUIET, **facts), WEIGHTS)
    assert {*terms} <= {term.key for term in figures.terms}
    assert figures.own_lateness == 0


def test_the_surest_sign_weighs_most() -> None:
    """In the order of the practice: the settler, vouchers, attempts, events, the clerk; knowing nobody is a need."""
    weights = [
        WEIGHTS.group[name].points()
        for name in ("no_settler", "no_vouchers", "unanswered", "no_event", "no_clerk", "no_government")
    ]
    assert weights == sorted(set(weights), reverse=True)


# Facts from the best to the worst; where one stands in the list, all after it are worse.
ANSWERS = st.sampled_from([None, True, False])
KNOWN = st.builds(
    KnownFact,
    settlers=st.none() | st.integers(0, 3),
    own_clerk=ANSWERS,
    first_public_money=ANSWERS,
    staff_count=st.none() | st.integers(0, 9),
    founded_year=st.none() | st.integers(2000, 2025),
)
MONTHS = st.dictionaries(
    st.sampled_from([f"2025-{month:02}" for month in range(6, 13)]),
    st.tuples(*[st.none() | st.integers(0, 4)] * 3),
).map(lambda told: tuple(MonthFact(month, *counts) for month, counts in sorted(told.items())))
FACTS = st.builds(
    replace,
    st.just(QUIET),
    known=KNOWN,
    months=MONTHS,
    attempts=st.integers(0, 4).map(attempts),
    spending=st.none() | st.builds(SpendingFact, st.just(100), st.none() | st.integers(0, 120)),
    has_vouchers=st.booleans(),
    today=st.dates(date(2025, 6, 1), date(2026, 3, 31)),
)


@st.composite
def worse(draw: st.DrawFn, facts: GroupFacts) -> GroupFacts:
    """The same with one thing worse, or one bad thing that nobody had told."""
    known = facts.known
    match draw(st.integers(0, 7)):
        case 0:
            fewer = 1 if known.settlers is None else max(0, known.settlers - 1)
            return replace(facts, known=replace(known, settlers=fewer))
        case 1:
            return replace(facts, known=replace(known, own_clerk=False))
        case 2:
            return replace(facts, known=replace(known, first_public_money=True))
        case 3:
            fewer = 2 if known.staff_count is None else max(0, known.staff_count - 1)
            return replace(facts, known=replace(known, staff_count=fewer))
        case 4:
            return replace(facts, attempts=attempts(len(facts.attempts) + 1))
        case 5:
            return replace(facts, has_vouchers=False)
        case 6 if facts.spending is not None and facts.spending.spent is not None:
            return replace(facts, spending=replace(facts.spending, spent=facts.spending.spent // 2))
        case 7 if facts.months:
            at = draw(st.integers(0, len(facts.months) - 1))
            one = facts.months[at]
            fewer_times = None if one.times is None else draw(st.integers(0, one.times))
            changed = replace(one, times=fewer_times, newcomers=one.newcomers and 0)
            return replace(facts, months=(*facts.months[:at], changed, *facts.months[at + 1 :]))
    return facts


@given(st.data(), FACTS)
def test_a_worse_fact_never_lowers_the_figure(data: st.DataObject, facts: GroupFacts) -> None:
    assert points(data.draw(worse(facts))) >= points(facts)


@given(FACTS, st.randoms())
def test_the_order_in_which_facts_are_told_does_not_matter(facts: GroupFacts, shuffled: Any) -> None:
    def mixed(told: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(shuffled.sample(told, len(told)))

    other = replace(facts, months=mixed(facts.months), attempts=mixed(facts.attempts))
    assert [*brought_terms(other, WEIGHTS)] == [*brought_terms(facts, WEIGHTS)]


@given(
    st.dates(date(2025, 6, 1), date(2026, 3, 31)), st.none() | st.dates(date(2025, 6, 1), date(2025, 12, 31))
)
def test_of_a_group_of_which_nobody_told_anything_there_is_nothing(
    today: date, contract: date | None
) -> None:
    assert keys(today=today, contract_on=contract) == []


CIRCUMSTANCES = ("first_time", "small", "young", "no_clerk", "one_settler", "no_government")
HAPPENED = (
    *("money_late", "handin_late", "returned", "contract_unsigned", "promise_broken", "silence"),
    *("condition_support", "condition_caution", "severe_issue", "absence", "unanswered"),
    *("no_settler", "no_vouchers", "no_event", "only_insiders"),
)


def test_what_a_group_is_like_weighs_less_than_anything_that_happened_to_it() -> None:
    heaviest = max(WEIGHTS.group[key].points() for key in CIRCUMSTANCES)
    assert heaviest < min(WEIGHTS.group[key].points(1) for key in HAPPENED)


def test_all_that_a_group_is_like_is_lighter_than_one_grave_sign() -> None:
    """A new, small group told in six ways is one fact, and it stays so from April to March."""
    grave = ("money_late", "contract_unsigned", "condition_support", "severe_issue", "unanswered")
    together = sum(WEIGHTS.group[key].points() for key in CIRCUMSTANCES)
    assert together < min(WEIGHTS.group[key].points(1) for key in (*grave, "no_settler", "no_vouchers"))


def test_an_absence_that_we_do_not_follow_up_grows_on_our_axis_alone() -> None:
    assert WEIGHTS.group["absence"].points(90) == WEIGHTS.group["absence"].points(1)
    assert WEIGHTS.own["followup_undone"].points(30) > WEIGHTS.own["followup_undone"].points(1)
