"""The states and dates of milestones on a status list that comes back.

A state that was edited is a move; a date that was edited puts an open milestone off, or, beside an edited state,
says when the step was taken (a day that is past) or until when there is now time (a day to come).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kodoku_tui.domain.duties.milestones import MilestoneState, turn_of
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.money.passing import doubt_about
from kodoku_tui.services.duties.moves import PlannedExtension, PlannedMove
from kodoku_tui.services.intake.columns.layouts import (
    MILESTONE_DATE,
    MILESTONE_STATE,
    SESSION,
    STANDING_WORDS,
    ListLayout,
)
from kodoku_tui.services.intake.groups import GroupFinder, KnownGroup
from kodoku_tui.services.intake.model import IntakeRow
from kodoku_tui.services.intake.standing.milestones import Found, StandingMilestones, state_said
from kodoku_tui.services.intake.standing.standing import Origin
from kodoku_tui.store.unit import Unit


@dataclass(frozen=True, slots=True)
class _Edit:
    """What the two cells of one milestone come to, extension before move."""

    extension: PlannedExtension | None
    move: PlannedMove | None


class StatusMilestones:
    """The pairs of columns, state and date, that each stand for one milestone."""

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        self._desk = desk
        self._milestones = StandingMilestones(desk, origin, finder)
        self._keys = [
            column.key.removeprefix(MILESTONE_STATE)
            for column in layout.columns
            if column.key.startswith(MILESTONE_STATE)
        ]

    def settle(self, read: ReadRow, group: KnownGroup) -> None:
        """Leave out what says nothing: 期限超過 in place of a state, and what is empty for a group that has left."""
        has_left = group.status != GroupStatus.ACTIVE
        for key in self._keys:
            said = read.values.get(MILESTONE_STATE + key)
            if said in STANDING_WORDS or (said is None and has_left):
                read.values.pop(MILESTONE_STATE + key, None)
            elif said is not None:
                read.values[MILESTONE_STATE + key] = state_said(said)
            if has_left and read.values.get(MILESTONE_DATE + key) is None:
                read.values.pop(MILESTONE_DATE + key, None)

    def shown(self, group: KnownGroup) -> dict[str, Any]:
        """What the list shows of the group's milestones today, by column."""
        return {
            column: value
            for key, found in self._of(group)
            for column, value in _pair(key, self._milestones.shown(found))
        }

    def shown_then(self, group: KnownGroup) -> dict[str, Any]:
        """What the list showed that went out, by column."""
        return {
            column: value
            for key, found in self._of(group)
            for column, value in _pair(
                key, self._milestones.shown_then(found) or self._milestones.shown(found)
            )
        }

    def drop_what_no_act_changes(self, row: IntakeRow) -> None:
        """A state or a date that was emptied: said and left."""
        alone = [
            cell
            for cell in row.cells
            if cell.key.startswith((MILESTONE_STATE, MILESTONE_DATE)) and cell.workbook is None
        ]
        for cell in alone:
            row.remarks.append(Said("import.remark_not_alone", column=cell.heading, cell=cell.cell))
        row.cells = [cell for cell in row.cells if cell not in alone]
        if alone and not row.cells:
            row.skipped = "import.skipped_not_alone"

    def check(
        self, group: KnownGroup, taken: Mapping[str, Any], attended: Collection[int]
    ) -> Iterator[Refused]:
        """What is to be asked before it is written, at its cell; raises `Refused` at the cell of what cannot be.

        `attended`: plans that marks of the same line fulfil.
        """
        for key, found in self._of(group):
            move = self._edit(key, found, taken, attended).move
            if move is not None and (doubt := doubt_about(self._desk, move, field=MILESTONE_STATE + key)):
                yield doubt

    def write(
        self, unit: Unit, group: KnownGroup, taken: Mapping[str, Any], attended: Collection[int]
    ) -> None:
        """Make the moves and extensions that were taken, after the marks of the same line: they move duties too."""
        has_marks = any(key.startswith(SESSION) for key in taken)
        for key, found in self._of(group):
            standing = self._milestones.look_again(found) if has_marks else found
            edit = self._edit(key, standing, taken, attended)
            if edit.extension is not None:
                self._milestones.write_extension(unit, edit.extension, say("import.reason_of_extension"))
            if edit.move is not None:
                self._milestones.write_move(unit, standing, edit.move)

    def _of(self, group: KnownGroup) -> Iterator[tuple[str, Found]]:
        for key in self._keys:
            found = self._milestones.by_place.get((group.id, key))
            if found is not None:
                yield key, found

    def _edit(self, key: str, found: Found, taken: Mapping[str, Any], attended: Collection[int]) -> _Edit:
        state, written = taken.get(MILESTONE_STATE + key), taken.get(MILESTONE_DATE + key)
        if state == MilestoneState.ACCEPTED and found["plan_id"] in attended:
            state = None
        day = None if written is None else date.fromisoformat(written)
        # Beside a state that leaves somebody to move, a day to come is the new due date; every other is the step's.
        is_due = day is not None and (
            state is None or (day > self._desk.today and turn_of(state) is not None)
        )
        extension = move = None
        if day is not None and is_due:
            try:
                extension = self._milestones.plan_extension(found, day)
                if extension.is_correction:
                    # This list has no column for the reason that a correction needs.
                    raise Refused("error.correction_in_status", date=extension.due, due=extension.before)
            except Refused as refused:
                raise _at(MILESTONE_DATE + key, refused) from None
        if state is not None:
            try:
                move = self._milestones.plan_move(found, state, None if is_due else day)
            except Refused as refused:
                field = MILESTONE_DATE if refused.field == "on" and day is not None else MILESTONE_STATE
                raise _at(field + key, refused) from None
        return _Edit(extension, move)


def _pair(key: str, shown: Mapping[str, Any]) -> tuple[tuple[str, Any], tuple[str, Any]]:
    on = shown["due_on"] if turn_of(shown["state"]) is not None else shown["state_on"]
    return (MILESTONE_STATE + key, shown["state"]), (MILESTONE_DATE + key, on)


def _at(field: str, refused: Refused) -> Refused:
    return Refused(refused.key, field=field, **refused.params)
