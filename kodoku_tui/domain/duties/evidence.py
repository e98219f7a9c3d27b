"""What is checked of the evidence (証憑) for a cost: dates in order and inside the period, amounts that agree.

Nothing here refuses: evidence is recorded as it is, and what does not fit is a finding, a sentence to be said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from kodoku_tui.domain.duties.money import CostLine
from kodoku_tui.domain.said import Said


class EvidenceStep(StrEnum):
    """The papers of one purchase, in the order in which they come about."""

    ESTIMATE = "見積"
    ORDER = "発注"
    DELIVERY = "納品"
    INVOICE = "請求"
    PAYMENT = "支払"


@dataclass(frozen=True, slots=True)
class Period:
    """When the programme pays for what happens: from the contract (None while there is none) to the last day."""

    contract_on: date | None
    ends_on: date


def date_findings(dates: Mapping[EvidenceStep, date | None], period: Period) -> list[Said]:
    """Which dates contradict each other (見積 ≤ 発注 ≤ 納品 ≤ 請求 ≤ 支払) or lie outside the period.

    A paper without a date is skipped: its neighbours are compared with each other. Both ends are inside.
    """
    known = [(step, day) for step in EvidenceStep if (day := dates.get(step)) is not None]
    found = [
        Said("finding.out_of_order", earlier=before, first=first, later=after, second=second)
        for (before, first), (after, second) in pairwise(known)
        if first > second
    ]
    for step, day in known:
        if period.contract_on is not None and day < period.contract_on:
            found.append(Said("finding.before_contract", step=step, day=day, contract=period.contract_on))
        if day > period.ends_on:
            found.append(Said("finding.after_end", step=step, day=day, end=period.ends_on))
    return found


def amount_findings(line: CostLine, amounts: Iterable[int]) -> list[Said]:
    """Where the amounts of one cost item, and of its evidence, contradict each other."""
    found = []
    if line.reported is not None and line.proper is not None and line.proper > line.reported:
        found.append(
            Said("finding.proper_over_reported", proper=f"{line.proper:,}", reported=f"{line.reported:,}")
        )
    given = list(amounts)
    if given and line.proper is not None and sum(given) < line.proper:
        found.append(Said("finding.evidence_short", evidence=f"{sum(given):,}", proper=f"{line.proper:,}"))
    return found
