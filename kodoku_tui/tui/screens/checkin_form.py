"""Logging a contact with a group while still on the phone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.entries import CheckinEntry
from kodoku_tui.domain.words import Channel, Condition
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.checkins import checkin_due, log_checkin
from kodoku_tui.services.desk import Desk
from kodoku_tui.tui.screens.group_form import GroupForm
from kodoku_tui.tui.widgets.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.widgets.fields import Field
from kodoku_tui.tui.widgets.note_field import NoteField


class CheckinForm(GroupForm):
    """The note first; everything else is filled in with what is likely."""

    def __init__(self, desk: Desk, number: int | None) -> None:
        super().__init__(desk, number, kind="checkin")

    def fields(self) -> list[Field[Any]]:
        return [
            *self.group_fields(),
            NoteField("note", say("field.note"), required=True),
            ChoiceField("condition", say("field.condition"), words_to_choose(Condition), Condition.GOOD),
            ChoiceField("channel", say("field.channel"), words_to_choose(Channel), Channel.PHONE),
            self.date_field("next_on", say("field.next_on"), hint=say("field.date_hint")),
            self.date_field("held_on", say("field.held_on"), self.today, required=True),
            self.staff_field(),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        number = self.number_of(values)
        entry = CheckinEntry(
            group_no=number,
            held_on=values["held_on"],
            channel=values["channel"] or Channel.PHONE,
            note=values["note"],
            condition=values["condition"] or Condition.GOOD,
            next_on=values["next_on"],
            staff=values["staff"],
        )
        name = self.name_of(values)
        log_checkin(self.desk, entry)
        due = checkin_due(self.desk, number)
        too_late = entry.next_on is not None and entry.next_on.isoformat() > due.maximum_on
        return say(
            "saved.checkin_next_too_late" if too_late else "saved.checkin",
            group=name,
            next=say_day(due.due_on, today=self.today),
            maximum=say_day(due.maximum_on, today=self.today),
        )
