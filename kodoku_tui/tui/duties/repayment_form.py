"""Money that a group gave back (返還)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.duties.money_entries import RepaymentEntry
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.duties.money.recording import group_with_money
from kodoku_tui.services.duties.money.repayments import record_repayment
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.group_form import GroupForm
from kodoku_tui.tui.forms.yen_field import YenField


class RepaymentForm(GroupForm):
    """The day and the amount; also of a group that left."""

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__(desk, number, kind="repayment")

    def group_named(self, number: int) -> Mapping[str, Any]:
        return dict(group_with_money(self.desk, number))

    def fields(self) -> list[Field[Any]]:
        return [
            YenField("amount", say("field.amount"), required=True, hint=say("field.yen_hint")),
            self.date_field(
                "on", say("field.repaid_on"), self.today, direction=Direction.PAST, required=True
            ),
            TextField("note", say("field.evidence_note")),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        outcome = record_repayment(self.desk, self.number_of(values), RepaymentEntry(**values))
        return outcome_sentences(outcome, self.today)
