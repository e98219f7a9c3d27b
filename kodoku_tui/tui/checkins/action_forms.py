"""Writing a promise down, correcting one, and putting one off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from kodoku_tui.domain.checkins.entries import ActionChange, ActionEntry
from kodoku_tui.domain.checkins.promises import Promise
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.duties.milestones import Turn
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.checkins.actions import (
    action_of,
    add_action,
    change_action,
    open_action_of,
    postpone_action,
)
from kodoku_tui.services.checkins.checkins import checkin_of
from kodoku_tui.services.checkins.note_promises import promise_in_words
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import group_uid, uid_of
from kodoku_tui.tui.forms.choice_field import ChoiceField
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.group_form import CHANGES_GROUP, GroupForm
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.forms.staff_choices import staff_choices
from kodoku_tui.tui.frame.commands import Command


def _turns() -> list[tuple[str, str]]:
    return [(turn.value, say(f"standing.{turn.value}")) for turn in (Turn.SECRETARIAT, Turn.GROUP)]


class ActionForm(GroupForm):
    """What was promised, by whom, until when; with `words` of the note of a check-in, as they say it."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = CHANGES_GROUP

    def __init__(
        self, desk: Desk, number: int | None, *, checkin_id: int | None = None, words: str = ""
    ) -> None:
        self._checkin_id = checkin_id
        self._said: Promise | None = None
        about: list[str] = []
        if checkin_id is not None:
            checkin = checkin_of(desk, checkin_id)
            number = checkin.group_no
            about = [group_uid(desk, number), uid_of(desk, "checkin", checkin_id)]
            if words:
                self._said = promise_in_words(desk, words, date.fromisoformat(checkin.held_on))
        super().__init__(desk, number, kind="action", about=about)

    def fields(self) -> list[Field[Any]]:
        said = self._said
        due = self.date_field(
            "due_on",
            say("field.due_on"),
            None if said is None else said.due_on,
            direction=Direction.FUTURE,
            hint=say("field.date_hint"),
        )
        return [
            *self.group_fields(),
            TextField("title", say("field.title"), "" if said is None else said.title, required=True),
            ChoiceField(
                "turn",
                say("field.turn"),
                _turns(),
                (Turn.SECRETARIAT if said is None else said.turn).value,
            ),
            due,
            self.staff_field() if said is None or not said.staff else self._staff_field(said.staff),
        ]

    def _staff_field(self, name: str) -> SearchChoiceField[str]:
        return SearchChoiceField("staff", say("field.staff"), self.staff, name)

    def save(self, values: Mapping[str, Any]) -> str:
        entry = ActionEntry(
            group_no=self.number_of(values),
            title=values["title"],
            by_group=values["turn"] == Turn.GROUP,
            staff=values["staff"],
            due_on=values["due_on"],
            checkin_id=self._checkin_id,
        )
        return outcome_sentences(add_action(self.desk, entry), self.today)


class ActionChangeForm(FormScreen[str]):
    """A promise, to be brought to what it should be."""

    def __init__(self, desk: Desk, action_id: int) -> None:
        self._desk = desk
        self._action = dict(action_of(desk, action_id))
        self._staff = staff_choices(desk, self._action["staff"])
        super().__init__(
            title=say("action.change_title"),
            subtitle=f"{self._action['group_no']} {self._action['group_name']}",
            kind="action_change",
            about=[uid_of(desk, "action", action_id)],
        )
        self.version = self._action["version"]

    def fields(self) -> list[Field[Any]]:
        action = self._action
        return [
            TextField("title", say("field.title"), action["title"], required=True),
            ChoiceField("turn", say("field.turn"), _turns(), action["turn"]),
            _date_field(
                self._desk,
                "due_on",
                say("field.due_on"),
                date.fromisoformat(action["due_on"]) if action["due_on"] else None,
            ),
            SearchChoiceField("staff", say("field.staff"), self._staff, action["staff"]),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        assert self.version is not None
        outcome = change_action(
            self._desk,
            self._action["id"],
            ActionChange(
                title=values["title"],
                by_group=values["turn"] == Turn.GROUP,
                staff=values["staff"],
                due_on=values["due_on"],
            ),
            version=self.version,
        )
        return outcome_sentences(outcome, self._desk.today)


class PostponeForm(FormScreen[str]):
    """A promise is put off: until when, and why. Raises `Refused` for one that was kept."""

    def __init__(self, desk: Desk, action_id: int) -> None:
        self._desk = desk
        self._action = dict(open_action_of(desk, action_id))
        due = (
            say_day(self._action["due_on"], today=desk.today)
            if self._action["due_on"]
            else say("phrase.no_due")
        )
        super().__init__(
            title=say("action.postpone_title"),
            subtitle=f"{self._action['group_no']} {self._action['title']}（{due}）",
            kind="postpone",
            about=[uid_of(desk, "action", action_id)],
        )
        self.version = self._action["version"]

    def fields(self) -> list[Field[Any]]:
        return [
            _date_field(self._desk, "to", say("field.postpone_to"), None, required=True),
            TextField("reason", say("field.reason"), required=True),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        assert self.version is not None
        outcome = postpone_action(
            self._desk,
            self._action["id"],
            to=values["to"],
            reason=values["reason"],
            version=self.version,
        )
        return outcome_sentences(outcome, self._desk.today)


def _date_field(
    desk: Desk, name: str, label: str, value: date | None, *, required: bool = False
) -> DateField:
    return DateField(
        name,
        label,
        value,
        today=desk.today,
        year_starts_on=desk.year_starts_on,
        direction=Direction.FUTURE,
        required=required,
        hint=say("field.date_hint"),
    )
