"""The numbers of a month, and how a plan changed on its way: each written down in a few keys from the karte."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.register.activity import COUNTS, month_before, parse_month
from kodoku_tui.domain.register.activity_entries import ActivityEntry, PlanChangeEntry
from kodoku_tui.domain.words import ChangeKind, Stage
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import HeldGroups, uid_of
from kodoku_tui.services.register.activity import record_activity
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.plan_changes import add_plan_change, change_plan_change, plan_change_of
from kodoku_tui.tui.forms.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.forms.number_field import NumberField


class ActivityForm(FormScreen[str]):
    """The month before, what came of it, four numbers. What is left empty stays as it is recorded."""

    def __init__(self, desk: Desk, number: int) -> None:
        self._desk = desk
        self._number = number
        groups = HeldGroups.of(desk, [number])
        super().__init__(
            title=say("activity.form_title"),
            subtitle=f"{number} {group_of(desk, number)['name']}",
            kind="activity",
            about=list(groups.uids.values()),
            groups=groups,
        )

    def fields(self) -> list[Field[Any]]:
        return [
            TextField(
                "month",
                say("field.month"),
                month_before(self._desk.today),
                required=True,
                hint=say("activity.month_hint"),
            ),
            ChoiceField("stage", say("field.stage"), words_to_choose(Stage), Stage.ACTUAL, required=True),
            *(NumberField(name, say(f"field.{name}")) for name in COUNTS),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        desk = self._desk
        month = parse_month(values["month"], today=desk.today, year_starts_on=desk.year_starts_on)
        entry = ActivityEntry(
            group_no=self._number,
            month=month,
            stage=values["stage"],
            **{name: values[name] for name in COUNTS},
        )
        return outcome_sentences(record_activity(desk, entry), desk.today)


class PlanChangeForm(FormScreen[str]):
    """What changed or was advised, when, by whom. Without `change_id` a new one of the group `number`."""

    def __init__(self, desk: Desk, number: int, change_id: int | None = None) -> None:
        self._desk = desk
        self._number = number
        self._known = None if change_id is None else plan_change_of(desk, change_id)
        groups = HeldGroups.of(desk, [number])
        super().__init__(
            title=say("plan_change.change_title" if self._known else "plan_change.form_title"),
            subtitle=f"{number} {group_of(desk, number)['name']}",
            kind="plan_change",
            about=[
                *groups.uids.values(),
                *([] if change_id is None else [uid_of(desk, "plan_change", change_id)]),
            ],
            groups=groups,
        )
        self.version = self._known.version if self._known else None

    def fields(self) -> list[Field[Any]]:
        known = self._known
        return [
            NoteField("note", say("field.change_note"), known.note if known else "", required=True),
            ChoiceField(
                "kind",
                say("field.change_kind"),
                words_to_choose(ChangeKind),
                ChangeKind(known.kind) if known else ChangeKind.COURSE,
                required=True,
            ),
            TextField(
                "adviser",
                say("field.adviser"),
                known.adviser if known else "",
                hint=say("plan_change.adviser_hint"),
            ),
            DateField(
                "changed_on",
                say("field.changed_on"),
                date.fromisoformat(known.changed_on) if known else self._desk.today,
                today=self._desk.today,
                year_starts_on=self._desk.year_starts_on,
                direction=Direction.PAST,
                required=True,
            ),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        entry = PlanChangeEntry(
            changed_on=values["changed_on"],
            kind=values["kind"],
            note=values["note"],
            adviser=values["adviser"] or "",
        )
        if self._known is None:
            outcome = add_plan_change(self._desk, self._number, entry)
        else:
            assert self.version is not None
            outcome = change_plan_change(self._desk, self._known.id, entry, version=self.version)
        return outcome_sentences(outcome, self._desk.today)
