"""Moving a milestone from state to state, and extending its due date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from textual import on

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.duties.milestones import (
    NEVER_WAIVED,
    MilestoneKind,
    MilestoneState,
    Move,
    likely_move,
    possible_moves,
    shown_state,
)
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_due, say_open_month, say_refused, say_title
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.duties.milestones import (
    MilestoneEntry,
    extend_due,
    list_milestones,
    move_milestone,
    preview_extension,
)
from kodoku_tui.services.duties.money.passing import AuditDoubted
from kodoku_tui.services.duties.moves import ExtensionDoubted
from kodoku_tui.services.identity import uid_of
from kodoku_tui.services.register.finding import ended_on
from kodoku_tui.store.unit import StaleVersion
from kodoku_tui.tui.duties.doubts import agrees_all_the_same
from kodoku_tui.tui.duties.move_fields import again_fields, consent_fields, consent_given
from kodoku_tui.tui.duties.move_words import move_field
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.group_form import GroupForm
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField

_CLOSED = ("済", "対象なし")


class _MilestoneForm(GroupForm):
    """A form about one milestone of a group: the one under the cursor (`key`), else one that is chosen in the form.

    Of a group that left it takes what it still owes, and what happened up to its leaving.

    Raises `Refused` without a group, and where the group does not have that milestone.
    """

    TAKES_WHAT_WAS = True

    def __init__(self, desk: Desk, number: int | None, key: str | None, *, kind: str) -> None:
        if number is None:
            raise Refused("error.choose_group_first")
        self.milestones = {milestone.key: milestone for milestone in list_milestones(desk, number)}
        if key is not None and key not in self.milestones:
            raise Refused("matrix.not_in_plan")
        self.pointed_at = None if key is None else self.milestones[key]
        about = [] if self.pointed_at is None else [uid_of(desk, "milestone", self.pointed_at.id)]
        super().__init__(desk, number, kind=kind, about=about)

    def subtitle_of(self, group: Mapping[str, Any]) -> str:
        """Of a group that left, also what it still owes, which can be recorded on any day."""
        owed = [one for one in self.milestones.values() if not one.is_settled]
        if ended_on(group) is None or not owed:
            return super().subtitle_of(group)
        titles = say("phrase.and").join(say_title(one.title, one.title_en) for one in owed)
        return f"{super().subtitle_of(group)}\n{say('milestone.still_owed', titles=titles)}"

    @property
    def usual_day(self) -> date:
        """Of a group that left, today for what it still owes."""
        is_owed = self.pointed_at is not None and not self.pointed_at.is_settled
        return self.today if is_owed else super().usual_day

    def milestone_field(self) -> SearchChoiceField[str]:
        """Which milestone: the one under the cursor, else none until one is chosen."""
        choices = [Choice(key, self._words(milestone), key) for key, milestone in self.milestones.items()]
        chosen = None if self.pointed_at is None else self.pointed_at.key
        return SearchChoiceField("key", say("field.milestone"), choices, chosen, required=True)

    def _words(self, milestone: MilestoneEntry) -> str:
        title = say_title(milestone.title, milestone.title_en)
        if milestone.standing in _CLOSED:
            return f"{title}  {say_word(milestone.word)} {say_day(milestone.state_on, today=self.today)}"
        due = (
            say_open_month(milestone.due)
            if milestone.is_day_open
            else f"{say_day(milestone.counts_on, today=self.today)} {say_due(milestone.counts_on, self.today)}"
        )
        return f"{title}  {say_word(milestone.word)}  {due}"


class MilestoneForm(_MilestoneForm):
    """Hand in, return, accept … one milestone.

    Raises `Refused` for a session that was attended: nothing but attendance changes that.
    """

    def __init__(self, desk: Desk, number: int | None, key: str | None) -> None:
        super().__init__(desk, number, key, kind="milestone")
        pointed_at = self.pointed_at
        if pointed_at is None:
            return
        self.first_field = "move"
        if pointed_at.kind == MilestoneKind.SESSION:
            by_attendance = Refused(
                "error.session_by_attendance", title=pointed_at.title, title_en=pointed_at.title_en
            )
            if not self._possible(pointed_at.key):
                raise by_attendance
            self._subheading = f"{self._subheading}\n{say_refused(by_attendance)}"

    def fields(self) -> list[Field[Any]]:
        has_papers = any(milestone.kind == MilestoneKind.CONTRACT for milestone in self.milestones.values())
        # Pointed at one milestone, the moves are called as for that one.
        pointed_at = self.pointed_at
        kind = None if pointed_at is None else pointed_at.kind
        moves = [
            move
            for move in Move
            if (has_papers or move is not Move.SEND)
            and (move is not Move.WAIVE or pointed_at is None or pointed_at.key not in NEVER_WAIVED)
        ]
        self._milestone = self.milestone_field()
        likely = None if pointed_at is None else self._likely_move(pointed_at.key)
        self._move = move_field(moves, kind, likely)
        return [
            self._milestone,
            self._move,
            self.date_field("on", say("field.on"), self.usual_day, direction=Direction.PAST, required=True),
            NoteField("comment", say("field.comment")),
            *([] if kind == MilestoneKind.SESSION else again_fields(moves, self.date_field)),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        milestone = self.milestones[values["key"]]
        record = partial(
            move_milestone,
            self.desk,
            self.number_of(values),
            values["key"],
            Move(values["move"]),
            on=values["on"],
            comment=values["comment"] or "",
            again_by=values.get("again_by"),
            version=milestone.version,
        )
        try:
            outcome = record()
        except AuditDoubted as doubted:
            if not agrees_all_the_same(self, "audit", doubted.doubts):
                raise
            outcome = record(insists=True)
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

    def _likely_move(self, key: str) -> Move | None:
        """What is mostly done next. A session is marked elsewhere, and what is settled is mostly only looked at."""
        milestone = self.milestones[key]
        if milestone.kind == MilestoneKind.SESSION or milestone.standing in _CLOSED:
            return None
        return likely_move(milestone.state, milestone.kind, key)

    def _possible(self, key: str) -> Mapping[Move, MilestoneState]:
        milestone = self.milestones[key]
        return possible_moves(milestone.state, milestone.kind, key)


class ExtensionForm(_MilestoneForm):
    """A later due date for one milestone; the earlier ones stay readable.

    Raises `Refused` for a milestone that is no longer open.
    """

    def __init__(self, desk: Desk, number: int | None, key: str | None) -> None:
        super().__init__(desk, number, key, kind="extension")
        pointed_at = self.pointed_at
        if pointed_at is None:
            return
        self.first_field = "to"
        if pointed_at.is_settled:
            raise Refused(
                "error.nothing_to_extend",
                title=pointed_at.title,
                title_en=pointed_at.title_en,
                state=shown_state(pointed_at.state, pointed_at.kind),
            )

    def fields(self) -> list[Field[Any]]:
        return [
            self.milestone_field(),
            self.date_field(
                "to",
                say("field.extend_to"),
                direction=Direction.FUTURE,
                required=True,
                hint=say("field.date_hint"),
            ),
            TextField("reason", say("field.reason"), required=True),
            *consent_fields(self.date_field),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        number, key, consent = self.number_of(values), values["key"], consent_given(values)
        doubts = preview_extension(self.desk, number, key, to=values["to"], consent=consent)
        if doubts and not agrees_all_the_same(self, "extension", doubts):
            raise ExtensionDoubted(doubts)
        outcome = extend_due(
            self.desk, number, key, to=values["to"], reason=values["reason"], consent=consent
        )
        return outcome_sentences(outcome, self.today)
