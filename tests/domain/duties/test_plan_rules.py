"""Rules of the plan: what they may say, how their days are counted, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.days.closed_days import is_closed
from kodoku_tui.domain.duties.plan_rules import (
    BusinessDaysBefore,
    DaysAfterContract,
    EarlierOf,
    FixedDay,
    MonthEnd,
    MonthsAfterContract,
    PlannedMilestone,
    Rule,
    days_after,
    months_after,
    needs_contract,
    parse_rule,
    planned_dates,
    rule_text,
)
from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.seeds import programme_seed

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
SIMPLE: st.SearchStrategy[Rule] = st.one_of(
    st.builds(FixedDay, DAYS),
    st.builds(MonthEnd, st.integers(2000, 2100), st.integers(1, 12)),
    st.builds(DaysAfterContract, st.integers(1, 400)),
    st.builds(MonthsAfterContract, st.integers(1, 24)),
)
RULES = st.recursive(
    SIMPLE | st.builds(BusinessDaysBefore, st.sampled_from(["report", "audit_2"]), st.integers(1, 20)),
    lambda parts: st.builds(EarlierOf, st.lists(parts, min_size=2, max_size=3).map(tuple)),
    max_leaves=4,
)


@pytest.mark.parametrize(
    ("event", "days", "last"),
    [
        # 民法140条: counted from 06-21.
        (date(2025, 6, 20), 30, date(2025, 7, 20)),
        (date(2025, 6, 20), 1, date(2025, 6, 21)),
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
        (date(2025, 12, 31), 30, date(2026, 1, 30)),
    ],
)
def test_the_day_of_the_event_does_not_count(event: date, days: int, last: date) -> None:
    assert days_after(event, days) == last


@pytest.mark.parametrize(
    ("event", "months", "last"),
    [
        # 民法143条: from 06-21 to the eve of 07-21.
        (date(2025, 6, 20), 1, date(2025, 7, 20)),
        # From the first of a month, whole months: to their last day.
        (date(2025, 5, 31), 1, date(2025, 6, 30)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        # No 02-31 to correspond to 01-31: the last day of the month.
        (date(2025, 1, 30), 1, date(2025, 2, 28)),
        (date(2024, 1, 30), 1, date(2024, 2, 29)),
        (date(2025, 1, 27), 1, date(2025, 2, 27)),
        (date(2025, 2, 28), 1, date(2025, 3, 31)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 6, 20), 12, date(2026, 6, 20)),
    ],
)
def test_months_are_counted_by_the_calendar(event: date, months: int, last: date) -> None:
    assert months_after(event, months) == last


@given(DAYS, st.integers(1, 36))
def test_a_period_of_months_ends_in_the_month_that_it_names(event: date, months: int) -> None:
    last = months_after(event, months)
    first = event + timedelta(days=1)
    gone = (last.year - first.year) * 12 + last.month - first.month
    assert gone == months if first.day > 1 else gone == months - 1
    assert months_after(event, months) < months_after(event, months + 1)


@given(RULES)
def test_a_rule_reads_back_as_it_was_written(rule: Rule) -> None:
    assert parse_rule(rule_text(rule)) == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2026-02-10", FixedDay(date(2026, 2, 10))),
        ("ｍｏｎｔｈ＿ｅｎｄ　２０２５－０８", MonthEnd(2025, 8)),
        (
            "earlier_of(days_after_contract 30)(2026-02-10)",
            EarlierOf((DaysAfterContract(30), FixedDay(date(2026, 2, 10)))),
        ),
    ],
)
def test_full_width_and_closed_up_writing_are_understood(text: str, rule: Rule) -> None:
    assert parse_rule(text) == rule


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "error.rule_unreadable"),
        ("soon", "error.rule_unreadable"),
        ("month_end", "error.rule_unreadable"),
        ("month_end 2025-08 2025-09", "error.rule_unreadable"),
        ("month_end 2025-13", "error.rule_day"),
        ("2026-02-30", "error.rule_day"),
        ("0001-01-01", "error.rule_day"),
        ("days_after_contract 0", "error.rule_count"),
        ("days_after_contract -3", "error.rule_unreadable"),
        ("days_after_contract 99999", "error.rule_unreadable"),
        ("days_after_contract 9999", "error.rule_count"),
        ("business_days_before 5", "error.rule_unreadable"),
        ("earlier_of (2026-02-10)", "error.rule_unreadable"),
        ("earlier_of (2026-02-10) (2026-02-11", "error.rule_unreadable"),
        ("earlier_of " + "(earlier_of " * 100, "error.rule_unreadable"),
    ],
)
def test_what_is_no_rule_is_refused_with_a_sentence_at_the_field(text: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_rule(text)
    assert (refused.value.key, refused.value.field) == (key, "rule")


@given(st.text(max_size=60))
def test_no_text_does_worse_than_being_refused(text: str) -> None:
    try:
        rule = parse_rule(text)
    except Refused:
        return
    assert parse_rule(rule_text(rule)) == rule


def dates_of(contract_on: date | None, **rules: str) -> dict[str, date | None]:
    return planned_dates([PlannedMilestone(key, None, rule) for key, rule in rules.items()], contract_on)


def test_a_rule_that_needs_the_contract_waits_for_it_and_the_fixed_day_stands_in() -> None:
    assert dates_of(None, report="days_after_contract 30") == {"report": None}
    plan = [PlannedMilestone("report", date(2026, 1, 31), "days_after_contract 30")]
    assert planned_dates(plan, None) == {"report": date(2026, 1, 31)}
    assert planned_dates(plan, date(2025, 6, 20)) == {"report": date(2025, 7, 20)}


@given(st.none() | DAYS, DAYS, st.integers(1, 400))
def test_the_earlier_of_is_never_after_any_of_its_parts_that_is_known(
    contract_on: date | None, day: date, days: int
) -> None:
    found = dates_of(contract_on, report=f"earlier_of (days_after_contract {days}) ({day})")["report"]
    known = [day] if contract_on is None else [day, days_after(contract_on, days)]
    assert found == min(known)


def test_an_internal_check_lies_open_days_before_the_day_that_counts() -> None:
    def check(policy: str) -> date | None:
        plan = [
            PlannedMilestone("check", None, "business_days_before report 1"),
            PlannedMilestone("report", date(2026, 1, 31), None, policy),
        ]
        return planned_dates(plan, None)["check"]

    # 01-31 is a Saturday: left there, the open day before is Friday; moved to Friday, it is Thursday.
    assert check("据置") == date(2026, 1, 30)
    assert check("前営業日") == date(2026, 1, 29)
    assert check("翌営業日") == date(2026, 1, 30)


@given(DAYS, st.integers(1, 15))
def test_a_day_so_many_open_days_before_is_open_and_has_that_many_open_days_up_to_it(
    day: date, count: int
) -> None:
    found = dates_of(None, report=day.isoformat(), check=f"business_days_before report {count}")["check"]
    assert found is not None
    assert not is_closed(found)
    between = [found + timedelta(days=days) for days in range((day - found).days)]
    assert sum(not is_closed(one) for one in between) == count


def test_circles_and_unknown_keys_are_refused_by_name() -> None:
    with pytest.raises(Refused) as circle:
        dates_of(
            None,
            a="business_days_before b 1",
            b="earlier_of (2026-01-01) (business_days_before c 1)",
            c="business_days_before a 1",
        )
    assert (circle.value.key, circle.value.params["keys"]) == ("error.rule_cycle", "a → b → c → a")
    with pytest.raises(Refused) as alone:
        dates_of(None, a="business_days_before a 1")
    assert alone.value.key == "error.rule_cycle"
    with pytest.raises(Refused) as unknown:
        dates_of(None, a="business_days_before nothing 1")
    assert (unknown.value.key, unknown.value.params["key"]) == ("error.rule_unknown_key", "nothing")


def test_what_counts_from_something_that_needs_the_contract_needs_it_too() -> None:
    plan = [
        PlannedMilestone("check", None, "business_days_before report 5"),
        PlannedMilestone("report", None, "earlier_of (months_after_contract 1) (2026-02-10)"),
        PlannedMilestone("training", None, "month_end 2025-08"),
    ]
    assert needs_contract(plan) == {"check", "report"}


def test_the_plan_of_2025_has_the_days_of_the_report() -> None:
    days = {one["key"]: one["planned_on"].isoformat() for one in programme_seed(2025)["milestones"]}
    assert days == {
        "contract": "2025-06-30",
        "training_1": "2025-08-31",
        "midterm_meeting": "2025-10-31",
        "training_2": "2025-12-31",
        "outcome_report": "2026-01-31",
        "expense_report": "2026-02-10",
        "final_audit": "2026-02-10",
        "final_meeting": "2026-03-31",
    }


def test_the_draft_of_2026_is_the_plan_of_2025_a_year_on() -> None:
    report, draft = programme_seed(2025), programme_seed(2026)
    assert draft["is_draft"]
    for one, other in zip(report["milestones"], draft["milestones"], strict=True):
        moved = one["planned_on"].replace(year=one["planned_on"].year + 1)
        assert (other["key"], other["title"], other["planned_on"]) == (one["key"], one["title"], moved)
