"""What a person hands in about the money of a group, checked before anything is written.

Amounts may come as text, as people write them, or as whole yen.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from kodoku_tui.domain.duties.evidence import EvidenceStep
from kodoku_tui.domain.duties.money import AuditResult, checked_yen, parse_yen
from kodoku_tui.domain.entry import Line, Text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import as_word


def _yen(field: str) -> BeforeValidator:
    def understand(value: Any) -> Any:
        if isinstance(value, str):
            return parse_yen(value, field=field)
        if isinstance(value, int):
            return checked_yen(value, field=field)
        return value

    return BeforeValidator(understand)


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ExpenseChange(_Entry):
    """What changes about one cost item of a group; what is not given stays. None takes an amount back."""

    budget: Annotated[int | None, _yen("budget")] = None
    reported: Annotated[int | None, _yen("reported")] = None
    proper: Annotated[int | None, _yen("proper")] = None

    def values(self) -> dict[str, int | None]:
        """What was given, by column."""
        given: dict[str, int | None] = {
            f"{name}_yen": amount for name, amount in self.model_dump(exclude_unset=True).items()
        }
        if "budget_yen" in given:
            given["budget_yen"] = given["budget_yen"] or 0
        return given


class ReallocationEntry(_Entry):
    """Moving part of the budget from one cost item to another; `approved_on` lifts the programme's limit."""

    source: Line
    target: Line
    amount: Annotated[int, _yen("amount")]
    reason: Line
    on: date
    approved_on: date | None = None

    def check(self, today: date) -> None:
        """Raise `Refused` without a reason, or for a date in the future."""
        if not self.reason:
            raise Refused("error.reason_empty", field="reason")
        _refuse_future(today, on=self.on, approved_on=self.approved_on)


class EvidenceEntry(_Entry):
    """The papers of one purchase: to whom, how much, and the day of each paper that there is."""

    item: Line
    payee: Line
    amount: Annotated[int, _yen("amount")]
    dates: dict[EvidenceStep, date | None] = Field(default_factory=dict)
    note: Line = ""

    def check(self) -> None:
        """Raise `Refused` without a payee."""
        if not self.payee:
            raise Refused("error.payee_empty", field="payee")

    def values(self) -> dict[str, Any]:
        """What is recorded, by column; a paper that is not named has no date."""
        days = {
            f"{step.name.lower()}_on": day.isoformat() if (day := self.dates.get(step)) else None
            for step in EvidenceStep
        }
        return {"payee": self.payee, "amount_yen": self.amount, "note": self.note, **days}


class AuditEntry(_Entry):
    """A final audit (確定検査) as it ended; what is None stays as it was recorded for that day."""

    on: date
    result: Annotated[AuditResult, BeforeValidator(lambda text: as_word(AuditResult, text, field="result"))]
    findings: Text | None = None
    corrections: Text | None = None

    def check(self, today: date) -> None:
        """Raise `Refused` for a date in the future."""
        _refuse_future(today, on=self.on)

    def values(self) -> dict[str, Any]:
        """What is recorded, by column."""
        given = self.model_dump(include={"findings", "corrections"}, exclude_none=True)
        return {"result": self.result.value} | given


class RepaymentEntry(_Entry):
    """Money that a group gave back (返還): the day on which it came in, and how much."""

    on: date
    amount: Annotated[int, _yen("amount")]
    note: Line = ""

    def check(self, today: date) -> None:
        """Raise `Refused` for nothing, or a date in the future."""
        if self.amount <= 0:
            raise Refused("error.nothing_repaid", field="amount")
        _refuse_future(today, on=self.on)


def _refuse_future(today: date, **days: date | None) -> None:
    for field, day in days.items():
        if day is not None and day > today:
            raise Refused("error.date_in_future", field=field, date=day)
