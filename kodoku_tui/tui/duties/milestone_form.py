"""Moving a milestone from state to state, and extending its due date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from textual import on

from kodoku_tui.domain.duties.milestones import MOVES, MilestoneKind, MilestoneState, Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_due, say_title
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.duties.milestones import MilestoneEntry, extend_due, list_milestones, move_milestone
from kodoku_tui.store.unit import StaleVersion
from kodoku_tui.tui.duties.move_words import say_move
from kodoku_tui.tui.forms.choice_field import ChoiceField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.group_form import GroupForm
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField

_CLOSED = ("済", "対象なし")


class _MilestoneForm(GroupForm):
    """A form about one milestone of a group."""

    def __init__(self, desk: Desk, number: int | None, key: str | None, *, kind: str) -> None:
        if number is None:
            raise Refused("error.choose_group_first")
        super().__init__(desk, number, kind=kind)
        self.milestones = {milestone.key: milestone for milestone in list_milestones(desk, number)}
        fitting = [milestone.key for milestone in self.milestones.values() if self.fits(milestone)]
        self.key = key if key in fitting else next(iter(fitting), None)
        self._is_pointed_at = key is not None and self.key == key

    def fits(self, milestone: MilestoneEntry) -> bool:
        """Whether the form has something to do for this milestone."""
        return milestone.standing not in _CLOSED

    def milestone_field(self) -> SearchChoiceField[str]:
        """Which milestone: the one under the cursor, else the first that is open."""
        choices = [Choice(key, self._words(milestone), key) for key, milestone in self.milestones.items()]
        return SearchChoiceField("key", say("field.milestone"), choices, self.key, required=True)

    def _words(self, milestone: MilestoneEntry) -> str:
        title = say_title(milestone.title, milestone.title_en)
        if milestone.standing in _CLOSED:
            return f"{title}  {say_word(milestone.word)} {say_day(milestone.state_on, today=self.today)}"
        due = f"{say_day(milestone.due, today=self.today)} {say_due(milestone.due, self.today)}"
        return f"{title}  {say_word(milestone.word)}  {due}"


class MilestoneForm(_MilestoneForm):
    """Hand in, return, accept … one milestone."""

    def __init__(self, desk: Desk, number: int | None, key: str | None) -> None:
        super().__init__(desk, number, key, kind="milestone")
        self.first_field = "move" if self._is_pointed_at else ""

    def fits(self, milestone: MilestoneEntry) -> bool:
        # A session's state follows from attendance.
        return super().fits(milestone) and milestone.kind != MilestoneKind.SESSION

    def fields(self) -> list[Field[Any]]:
        has_papers = any(milestone.kind == MilestoneKind.CONTRACT for milestone in self.milestones.values())
        # Pointed at one milestone, the moves are called as for that one.
        kind = self.milestones[self.key].kind if self._is_pointed_at and self.key is not None else None
        moves = [
            (move, say_move(move, kind))
            for move in sorted(Move, key=lambda move: move is Move.SEND)
            if has_papers or move is not Move.SEND
        ]
        self._milestone = self.milestone_field()
        self._move = ChoiceField("move", say("field.move"), moves, self._likely_move(self.key), required=True)
        return [
            self._milestone,
            self._move,
            self.date_field("on", say("field.on"), self.today, required=True),
            NoteField("comment", say("field.comment")),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        milestone = self.milestones[values["key"]]
        outcome = move_milestone(
            self.desk,
            self.number_of(values),
            values["key"],
            Move(values["move"]),
            on=values["on"],
            comment=values["comment"] or "",
            version=milestone.version,
        )
        return outcome_sentences(outcome, self.today)

    def has_seen(self, stale: StaleVersion, values: Mapping[str, Any]) -> None:
        key = values["key"]
        self.milestones[key] = replace(self.milestones[key], version=stale.version)

    @on(Field.Changed)
    def _suggest_move(self, message: Field.Changed) -> None:
        """Another milestone: its likely move, unless the one that is chosen fits as well."""
        chosen = self._milestone.chosen_key
        if message.field is not self._milestone or chosen is None:
            return
        if self._move.understand() not in self._possible(chosen):
            self._move.restore(self._likely_move(chosen))

    def _likely_move(self, key: str | None) -> Move | None:
        return None if key is None else next(iter(self._possible(key)), None)

    def _possible(self, key: str) -> Mapping[Move, MilestoneState]:
        milestone = self.milestones[key]
        return MOVES[MilestoneKind(milestone.kind)][MilestoneState(milestone.state)]


class ExtensionForm(_MilestoneForm):
    """A later due date for one milestone; the earlier ones stay readable."""

    def __init__(self, desk: Desk, number: int | None, key: str | None) -> None:
        super().__init__(desk, number, key, kind="extension")
        self.first_field = "to" if self._is_pointed_at else ""

    def fields(self) -> list[Field[Any]]:
        return [
            self.milestone_field(),
            self.date_field("to", say("field.extend_to"), required=True, hint=say("field.date_hint")),
            TextField("reason", say("field.reason"), required=True),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        number, key = self.number_of(values), values["key"]
        outcome = extend_due(self.desk, number, key, to=values["to"], reason=values["reason"])
        return outcome_sentences(outcome, self.today)
