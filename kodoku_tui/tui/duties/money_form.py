"""Forms about the money of one group: a cost item, a reallocation, evidence, the final audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.duties.evidence import EvidenceStep
from kodoku_tui.domain.duties.money import AuditResult
from kodoku_tui.domain.duties.money_entries import AuditEntry, EvidenceEntry, ExpenseChange, ReallocationEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.duties.money.page import AuditRow, CostItem, EvidenceRow, money_of
from kodoku_tui.services.duties.money.passing import AuditDoubted
from kodoku_tui.services.duties.money.recording import (
    add_evidence,
    change_evidence,
    group_with_money,
    reallocate,
    record_audit,
    set_expense,
)
from kodoku_tui.services.duties.money.sentences import say_item
from kodoku_tui.services.identity import group_uid, uid_of
from kodoku_tui.store.unit import StaleVersion
from kodoku_tui.tui.duties.doubts import agrees_all_the_same
from kodoku_tui.tui.forms.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.group_form import GroupForm
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.forms.yen_field import YenField


class _MoneyForm(GroupForm):
    """A form about the money of the group `number`; `also` are rows that it is about beside the group.

    Raises `Refused` for a group that withdrew.
    """

    def __init__(self, desk: Desk, number: int, *, kind: str, also: Sequence[str] = ()) -> None:
        super().__init__(desk, number, kind=kind, about=[group_uid(desk, number), *also])
        self.money = money_of(desk, number)

    def group_named(self, number: int) -> Mapping[str, Any]:
        return dict(group_with_money(self.desk, number))

    def item(self, item_id: int) -> CostItem:
        """The cost item with this id."""
        return next(item for item in self.money.items if item.item_id == item_id)

    def item_field(self, name: str, label: str, item_id: int | None) -> SearchChoiceField[str]:
        """Which cost item, with what is left of its budget."""
        choices = [
            Choice(
                item.title,
                say(
                    "money.item_choice",
                    item=say_item(item),
                    budget=item.line.budget_now,
                ),
                item.title,
            )
            for item in self.money.items
        ]
        chosen = None if item_id is None else self.item(item_id).title
        return SearchChoiceField(name, label, choices, chosen, required=True)


class CostForm(_MoneyForm):
    """Budget, reported actual and proper amount of one cost item."""

    def __init__(self, desk: Desk, number: int, item_id: int) -> None:
        super().__init__(desk, number, kind="cost", also=[uid_of(desk, "cost_item", item_id)])
        self._item = self.item(item_id)
        self.version = self._item.version
        self._subheading += f"  {say_item(self._item)}"

    def fields(self) -> list[Field[Any]]:
        line = self._item.line
        budget = line.budget if self._item.is_recorded else None
        return [
            YenField("budget", say("field.budget"), budget, hint=say("field.yen_hint")),
            YenField("reported", say("field.reported"), line.reported),
            YenField("proper", say("field.proper"), line.proper),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        line = self._item.line
        budget = line.budget if self._item.is_recorded else None
        standing = {"budget": budget, "reported": line.reported, "proper": line.proper}
        changed = {name: amount for name, amount in values.items() if amount != standing[name]}
        if not changed:
            return say("saved.nothing")
        outcome = set_expense(
            self.desk,
            self.number_of(values),
            self._item.title,
            ExpenseChange(**changed),
            version=self.version,
        )
        return outcome_sentences(outcome, self.today)


class ReallocationForm(_MoneyForm):
    """Moving budget from one cost item to another."""

    def __init__(self, desk: Desk, number: int, item_id: int | None) -> None:
        super().__init__(desk, number, kind="reallocation")
        self._source = item_id

    def fields(self) -> list[Field[Any]]:
        limit = self.money.limit_percent
        hint = "" if limit is None else say("money.limit_hint", percent=limit)
        return [
            self.item_field("source", say("field.cost_from"), self._source),
            self.item_field("target", say("field.cost_to"), None),
            YenField("amount", say("field.amount"), required=True, hint=hint),
            TextField("reason", say("field.reason"), required=True),
            self.date_field("on", say("field.on"), self.today, direction=Direction.PAST, required=True),
            self.date_field(
                "approved_on",
                say("field.approved_on"),
                direction=Direction.PAST,
                hint=say("money.approved_hint"),
            ),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        outcome = reallocate(self.desk, self.number_of(values), ReallocationEntry(**values))
        return outcome_sentences(outcome, self.today)


class EvidenceForm(_MoneyForm):
    """The papers of one purchase, new or recorded before."""

    def __init__(self, desk: Desk, number: int, item_id: int | None, evidence: EvidenceRow | None) -> None:
        also = [] if evidence is None else [uid_of(desk, "evidence", evidence.id)]
        super().__init__(desk, number, kind="evidence", also=also)
        self._item_id = evidence.item_id if evidence else item_id
        self._evidence = evidence
        self.version = None if evidence is None else evidence.version

    def fields(self) -> list[Field[Any]]:
        evidence = self._evidence
        return [
            self.item_field("item", say("field.cost_item"), self._item_id),
            TextField("payee", say("field.payee"), evidence.payee if evidence else "", required=True),
            YenField("amount", say("field.amount"), evidence.amount if evidence else None, required=True),
            *(
                self.date_field(
                    step.name,
                    say_word(step.value),
                    evidence.dates[step] if evidence else None,
                    direction=Direction.PAST,
                )
                for step in EvidenceStep
            ),
            TextField("note", say("field.evidence_note"), evidence.note if evidence else ""),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        entry = EvidenceEntry(
            item=values["item"],
            payee=values["payee"],
            amount=values["amount"],
            dates={step: values[step.name] for step in EvidenceStep},
            note=values["note"],
        )
        evidence = self._evidence
        outcome = (
            add_evidence(self.desk, self.number_of(values), entry)
            if evidence is None
            else change_evidence(self.desk, self.number_of(values), evidence.id, entry, version=self.version)
        )
        return outcome_sentences(outcome, self.today)


class AuditForm(_MoneyForm):
    """How a final audit (確定検査) ended: a new one, or one recorded before, to be corrected or to stand again."""

    def __init__(self, desk: Desk, number: int, audit: AuditRow | None) -> None:
        also = [] if audit is None else [uid_of(desk, "final_audit", audit.id)]
        super().__init__(desk, number, kind="audit", also=also)
        self._audit = audit
        self._versions = {} if audit is None else {audit.on: audit.version}
        if audit is not None:
            self._subheading += f"  {say_day(audit.on, today=self.today)}"

    def fields(self) -> list[Field[Any]]:
        audit = self._audit
        return [
            *(
                []
                if audit
                else [
                    self.date_field(
                        "on", say("field.audited_on"), self.today, direction=Direction.PAST, required=True
                    )
                ]
            ),
            ChoiceField(
                "result",
                say("field.audit_result"),
                words_to_choose(AuditResult),
                AuditResult(audit.result) if audit else None,
                required=True,
            ),
            NoteField("findings", say("field.audit_findings"), audit.findings if audit else ""),
            NoteField("corrections", say("field.audit_corrections"), audit.corrections if audit else ""),
            ChoiceField(
                "moves_milestone",
                say("field.audit_milestone"),
                [(True, say("audit.moves")), (False, say("audit.stays"))],
                True,
                required=True,
            ),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        on = self._on(values)
        if self._audit is None and on.isoformat() in {audit.on for audit in self.money.audits}:
            raise Refused("error.audit_exists", field="on", date=on)
        given = {name: value for name, value in values.items() if name != "moves_milestone"}
        entry = AuditEntry(**given | {"on": on})
        record = partial(
            record_audit,
            self.desk,
            self.number_of(values),
            entry,
            version=self._versions.get(entry.on.isoformat(), 0),
            moves_milestone=values["moves_milestone"],
        )
        try:
            outcome = record()
        except AuditDoubted as doubted:
            if not agrees_all_the_same(self, "audit", doubted.doubts):
                raise
            outcome = record(insists=True)
        return outcome_sentences(outcome, self.today)

    def has_seen(self, stale: StaleVersion, values: Mapping[str, Any]) -> None:
        self._versions[self._on(values).isoformat()] = stale.version

    def _on(self, values: Mapping[str, Any]) -> date:
        on: date = values["on"] if self._audit is None else date.fromisoformat(self._audit.on)
        return on
