"""Correcting what the register says of a group, and recording that it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.domain.checkins.cadence import SupportTier
from kodoku_tui.domain.columns import CellKind, ListColumn
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.register.facts import FACTS
from kodoku_tui.domain.register.facts_entry import FactsEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import YesNo
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.endings.endings import end_group, reactivate_group
from kodoku_tui.services.identity import HeldGroups
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.tui.forms.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.group_form import GroupForm
from kodoku_tui.tui.forms.number_field import NumberField

_COLUMNS = (
    "name",
    "reading",
    "project",
    "targets_text",
    "area",
    "support_tier",
    *(column.key for column in FACTS),
)


class FactsForm(FormScreen[str]):
    """Name, project, targets, area and support tier of one group, and what else is known of it."""

    def __init__(self, desk: Desk, number: int) -> None:
        self._group = group_of(desk, number)
        groups = HeldGroups.of(desk, [number])
        super().__init__(
            title=say("facts.form_title"),
            subtitle=f"{number} {self._group['name']}",
            kind="facts",
            about=[*groups.uids.values()],
            groups=groups,
        )
        self.version = self._group["version"]
        self.seen = {column: self._group[column] for column in _COLUMNS}
        self._desk = desk

    def fields(self) -> list[Field[Any]]:
        group = self._group
        return [
            TextField("name", say("field.name"), group["name"], required=True),
            TextField(
                "reading", say("field.reading"), group["reading"] or "", hint=say("field.reading_hint")
            ),
            TextField("project", say("field.project"), group["project"], required=True),
            TextField("targets", say("field.targets"), group["targets_text"]),
            TextField("area", say("field.area"), group["area"]),
            ChoiceField(
                "tier", say("field.tier"), words_to_choose(SupportTier), SupportTier(group["support_tier"])
            ),
            *(self._fact_field(column) for column in FACTS),
        ]

    def _fact_field(self, column: ListColumn) -> Field[Any]:
        """What is left empty nobody knows."""
        value = self._group[column.key]
        label = say(f"field.{column.key}")
        if column.kind is CellKind.WORD:
            return ChoiceField(column.key, label, words_to_choose(YesNo), YesNo(value) if value else None)
        if column.kind is CellKind.NUMBER:
            return NumberField(column.key, label, value)
        return DateField(
            column.key,
            label,
            date.fromisoformat(value) if value else None,
            today=self._desk.today,
            year_starts_on=self._desk.year_starts_on,
            direction=column.direction,
        )

    def save(self, values: Mapping[str, Any]) -> str:
        number = self._group["number"]
        outcome = set_facts(
            self._desk,
            number,
            name=values["name"],
            reading=values["reading"] or "",
            project=values["project"],
            targets=values["targets"] or "",
            area=values["area"] or "",
            tier=values["tier"],
            known=FactsEntry(**{column.key: values[column.key] for column in FACTS}),
            version=self.version,
        )
        return outcome_sentences(outcome, self._desk.today)

    def stands_now(self) -> Mapping[str, object]:
        group = group_of(self._desk, self._group["number"])
        return {column: group[column] for column in _COLUMNS}


class EndForm(GroupForm):
    """The group withdraws, is stopped or completes; its record and history stay."""

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__(desk, number, kind="ending")

    def fields(self) -> list[Field[Any]]:
        endings = [
            (status.value, say_word(status))
            for status in (GroupStatus.WITHDRAWN, GroupStatus.STOPPED, GroupStatus.COMPLETED)
        ]
        return [
            ChoiceField("status", say("field.status"), endings, required=True),
            self.date_field("on", say("field.on"), self.today, direction=Direction.PAST, required=True),
            TextField("reason", say("field.reason")),
            ChoiceField(
                "leaves_open",
                say("field.leaves_open"),
                [(False, say("ending.keep")), (True, say("ending.leave_open"))],
                False,
            ),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        status = GroupStatus(values["status"])
        on: date = values["on"]
        outcome = end_group(
            self.desk,
            self.number_of(values),
            status,
            on=on,
            reason=values["reason"] or "",
            leaves_open=bool(values["leaves_open"]) and status is GroupStatus.COMPLETED,
        )
        return outcome_sentences(outcome, self.today)


class ReactivationForm(FormScreen[str]):
    """A group that had left or completed takes part again."""

    def __init__(self, desk: Desk, number: int) -> None:
        self._desk = desk
        self._number = number
        group = group_of(desk, number)
        self._group = f"{number} {group['name']}"
        groups = HeldGroups.of(desk, [number])
        super().__init__(
            title=say("reactivation.form_title"),
            subtitle=self._group,
            kind="reactivation",
            about=[*groups.uids.values()],
            groups=groups,
        )

    def fields(self) -> list[Field[Any]]:
        return [TextField("reason", say("field.reason"), required=True)]

    def save(self, values: Mapping[str, Any]) -> str:
        outcome = reactivate_group(self._desk, self._number, reason=values["reason"])
        return outcome_sentences(outcome, self._desk.today)


def ending_form(desk: Desk, number: int) -> FormScreen[str]:
    """The form in which an active group ends, or one that has ended takes part again."""
    is_active = group_of(desk, number)["status"] == GroupStatus.ACTIVE
    return EndForm(desk, number) if is_active else ReactivationForm(desk, number)
