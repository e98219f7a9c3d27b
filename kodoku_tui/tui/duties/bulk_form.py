"""One change for many marked cells of the matrix: what is asked before anything is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.duties.milestones import (
    MOVES,
    MOVES_WITH_A_REASON,
    MilestoneKind,
    Move,
    possible_moves,
)
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_title
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.drafts import Draft
from kodoku_tui.services.duties.bulk import (
    ManyOutcome,
    Preview,
    extend_many,
    move_many,
    move_of_all,
    preview_extensions,
    preview_moves,
)
from kodoku_tui.services.duties.matrix import MatrixColumn
from kodoku_tui.services.identity import HeldGroups, uid_of
from kodoku_tui.tui.duties.move_fields import again_fields, consent_fields, consent_given
from kodoku_tui.tui.duties.move_words import move_field
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.note_field import NoteField


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, what it would do, and what is typed in the form that asked (to open it again)."""

    values: Mapping[str, Any]
    preview: Preview
    draft_key: str
    draft: Draft


class BulkForm(FormScreen[Asked]):
    """Asks what to do with many groups; gives it with what it would do. Changes nothing.

    `also` are rows that it is about beside the groups.
    """

    def __init__(
        self,
        desk: Desk,
        numbers: Sequence[int],
        *,
        title: str,
        kind: str,
        also: Sequence[str] = (),
        more: str = "",
    ) -> None:
        subtitle = say("bulk.numbers", numbers=number_ranges(numbers))
        self._held = HeldGroups.of(desk, numbers)
        super().__init__(
            title=title,
            subtitle=f"{subtitle}\n{more}" if more else subtitle,
            kind=kind,
            about=[*also, *sorted(self._held.uids.values())],
            groups=self._held,
        )
        self.desk = desk
        self.numbers = numbers
        self._year_starts_on = desk.year_starts_on

    def question(self, preview: Preview) -> str:
        """What is asked before the act, with how many groups change and how many stay."""
        raise NotImplementedError

    def preview(self, values: Mapping[str, Any]) -> Preview:
        """What would change and what not."""
        raise NotImplementedError

    def apply(self, values: Mapping[str, Any]) -> ManyOutcome:
        """Change all that can be changed, in one unit."""
        raise NotImplementedError

    def act(self, values: Mapping[str, Any]) -> ManyOutcome:
        """As `apply`, for the groups that were marked and no others, however long the preview stood."""
        with self._held.held():
            return self.apply(values)

    def save(self, values: Mapping[str, Any]) -> Asked:
        preview = self.preview(values)
        if not preview.will:
            first = preview.refused[0]
            # Where all fail by the same thing that was typed, it is said there.
            fields = {one.reason.field for one in preview.refused}
            raise Refused(
                "error.bulk_nothing" if len(preview.refused) == 1 else "error.none_can",
                field=fields.pop() if len(fields) == 1 else None,
                count=len(preview.refused),
                number=first.number,
                name=first.name,
                reason=first.sentence,
            )
        return Asked(values, preview, self.draft_key, self._draft())

    def day_field(
        self,
        name: str,
        label: str,
        value: date | None = None,
        *,
        direction: Direction,
        hint: str = "",
        required: bool = True,
    ) -> DateField:
        """A date as people write it, which looks this way."""
        return DateField(
            name,
            label,
            value,
            today=self.desk.today,
            year_starts_on=self._year_starts_on,
            direction=direction,
            required=required,
            hint=hint,
        )


class BulkCellForm(BulkForm):
    """One milestone of many groups."""

    def __init__(self, desk: Desk, numbers: Sequence[int], column: MatrixColumn, *, kind: str) -> None:
        self.milestone = say_title(column.title, column.title_en)
        self.key = column.key
        super().__init__(
            desk,
            numbers,
            title=say(f"{kind}.form_title", title=self.milestone, count=len(numbers)),
            kind=kind,
            also=[uid_of(desk, "milestone_plan", column.plan_id)],
        )

    def question(self, preview: Preview) -> str:
        key = "bulk.question_partly" if preview.refused else "bulk.question"
        return say(key, title=self.milestone, count=len(preview.will), refused=len(preview.refused))


class BulkMoveForm(BulkCellForm):
    """Hand in, return, accept … one milestone of many groups."""

    def __init__(self, desk: Desk, numbers: Sequence[int], column: MatrixColumn) -> None:
        super().__init__(desk, numbers, column, kind="bulk_move")
        self._kind = column.kind
        self._moves = {
            move
            for state in MOVES[MilestoneKind(column.kind)]
            for move in possible_moves(state, column.kind, column.key)
        }
        # Contracts that all lie signed are concluded by one act: what is next for all alike is chosen.
        self._likely = move_of_all(desk, numbers, column.key)

    def fields(self) -> list[Field[Any]]:
        return [
            move_field(self._moves, self._kind, self._likely),
            self.day_field("on", say("field.on"), self.desk.today, direction=Direction.PAST),
            NoteField("comment", say("field.comment")),
            *again_fields(self._moves, self.day_field),
        ]

    def preview(self, values: Mapping[str, Any]) -> Preview:
        move = Move(values["move"])
        if move in MOVES_WITH_A_REASON and not values["comment"]:
            raise Refused("error.reason_empty", field="comment")
        return preview_moves(
            self.desk, self.numbers, self.key, move, values["on"], again_by=values.get("again_by")
        )

    def apply(self, values: Mapping[str, Any]) -> ManyOutcome:
        return move_many(
            self.desk,
            self.numbers,
            self.key,
            Move(values["move"]),
            on=values["on"],
            comment=values["comment"] or "",
            again_by=values.get("again_by"),
        )


class BulkExtensionForm(BulkCellForm):
    """A later due date for one milestone of many groups."""

    def __init__(self, desk: Desk, numbers: Sequence[int], column: MatrixColumn) -> None:
        super().__init__(desk, numbers, column, kind="bulk_extension")

    def fields(self) -> list[Field[Any]]:
        return [
            self.day_field(
                "to", say("field.extend_to"), direction=Direction.FUTURE, hint=say("field.date_hint")
            ),
            TextField("reason", say("field.reason"), required=True),
            *consent_fields(self.day_field),
        ]

    def preview(self, values: Mapping[str, Any]) -> Preview:
        return preview_extensions(
            self.desk, self.numbers, self.key, values["to"], consent=consent_given(values)
        )

    def apply(self, values: Mapping[str, Any]) -> ManyOutcome:
        return extend_many(
            self.desk, self.numbers, self.key, values["to"], values["reason"], consent=consent_given(values)
        )
