"""What is said of evidence whose dates or amounts do not fit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.duties.evidence import EvidenceStep, Period, amount_findings, date_findings
from kodoku_tui.domain.duties.money import CostLine

PERIOD = Period(date(2025, 6, 30), date(2026, 2, 10))
days = st.dates(date(2025, 5, 1), date(2026, 3, 31))


def keys(*, contract_on: date | None = PERIOD.contract_on, **dates: date) -> list[str]:
    by_step = {EvidenceStep[name.upper()]: day for name, day in dates.items()}
    return [finding.key for finding in date_findings(by_step, Period(contract_on, PERIOD.ends_on))]


def test_papers_in_order_inside_the_period_are_fine_and_missing_ones_are_skipped() -> None:
    assert keys() == []
    assert keys(estimate=date(2025, 6, 30), payment=date(2026, 2, 10)) == []
    same = date(2025, 9, 1)
    assert keys(estimate=same, order=same, delivery=same, invoice=same, payment=same) == []


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("estimate", "order"),
        ("order", "delivery"),
        ("delivery", "invoice"),
        ("invoice", "payment"),
        ("estimate", "payment"),
    ],
)
def test_a_paper_dated_before_the_one_that_it_follows_is_found(earlier: str, later: str) -> None:
    found = date_findings(
        {EvidenceStep[earlier.upper()]: date(2025, 9, 2), EvidenceStep[later.upper()]: date(2025, 9, 1)},
        PERIOD,
    )
    assert [finding.key for finding in found] == ["finding.out_of_order"]
    assert found[0].params == {
        "earlier": EvidenceStep[earlier.upper()],
        "first": date(2025, 9, 2),
        "later": EvidenceStep[later.upper()],
        "second": date(2025, 9, 1),
    }


def test_what_lies_before_the_contract_or_after_the_end_is_found() -> None:
    assert keys(order=date(2025, 6, 29)) == ["finding.before_contract"]
    assert keys(payment=date(2026, 2, 11)) == ["finding.after_end"]
    assert keys(contract_on=None, order=date(2025, 6, 1)) == []


@given(st.dictionaries(st.sampled_from(EvidenceStep), days))
def test_nothing_is_found_exactly_when_all_dates_are_sorted_and_inside(
    dates: dict[EvidenceStep, date],
) -> None:
    in_order = [dates[step] for step in EvidenceStep if step in dates]
    assert PERIOD.contract_on is not None
    fits = in_order == sorted(in_order) and all(
        PERIOD.contract_on <= day < PERIOD.ends_on + timedelta(days=1) for day in in_order
    )
    assert (date_findings(dates, PERIOD) == []) == fits


def test_amounts_that_contradict_each_other_are_found() -> None:
    line = CostLine(300_000, reported=270_000, proper=280_000)
    found = amount_findings(line, [100_000, 100_000])
    assert [finding.key for finding in found] == ["finding.proper_over_reported", "finding.evidence_short"]
    assert found[1].params == {"evidence": "200,000", "proper": "280,000"}
    assert amount_findings(CostLine(300_000, reported=280_000, proper=280_000), []) == []
    assert amount_findings(CostLine(300_000, proper=280_000), [280_000]) == []
