"""What a group set out to reach, and what was measured of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.linkages.indicators import IndicatorEntry
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import uid_of
from kodoku_tui.services.linkages.indicator_words import say_value
from kodoku_tui.services.linkages.indicators import (
    RecordedIndicator,
    list_indicators,
    next_position,
    record_actual,
    set_indicator,
)
from kodoku_tui.tui.forms.decimal_field import DecimalField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.group_form import GroupForm
from kodoku_tui.tui.forms.note_field import NoteField


class IndicatorForm(GroupForm):
    """The indicator at `position`; without one the next that the group can have. Refused for a fourth one."""

    def __init__(self, desk: Desk, number: int, position: int | None = None) -> None:
        self._position = position or next_position(desk, number)
        self._known = _indicator_at(desk, number, self._position)
        about = [] if self._known is None else [uid_of(desk, "indicator", self._known.id)]
        super().__init__(desk, number, kind="indicator", about=about)
        self.version = None if self._known is None else self._known.version

    def fields(self) -> list[Field[Any]]:
        known = self._known
        return [
            TextField("name", say("field.indicator"), "" if known is None else known.name, required=True),
            TextField(
                "unit",
                say("field.unit"),
                "" if known is None else known.unit,
                hint=say("indicator.unit_hint"),
            ),
            DecimalField("baseline", say("field.baseline"), None if known is None else known.baseline),
            DecimalField("target", say("field.target_value"), None if known is None else known.target),
            NoteField("narrative", say("field.narrative"), "" if known is None else known.narrative),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        number = self.number_of(values)
        # Somebody else may have taken the place of a new one meanwhile.
        position = self._position if self._known is not None else next_position(self.desk, number)
        entry = IndicatorEntry(
            group_no=number,
            position=position,
            name=values["name"],
            unit=values["unit"] or "",
            baseline=values["baseline"],
            target=values["target"],
            narrative=values["narrative"] or "",
        )
        return outcome_sentences(set_indicator(self.desk, entry, version=self.version), self.today)


class ActualForm(GroupForm):
    """One measured value of one indicator."""

    def __init__(self, desk: Desk, number: int, position: int) -> None:
        known = _indicator_at(desk, number, position)
        if known is None:
            raise Refused("error.no_such_indicator", field="position", number=number, position=position)
        super().__init__(desk, number, kind="actual", about=[uid_of(desk, "indicator", known.id)])
        self._indicator = known
        goal = say("indicator.goal", value=say_value(known, known.target))
        self._subheading = f"{self._subheading}  {known.name}  {goal}"

    def fields(self) -> list[Field[Any]]:
        return [
            DecimalField("value", say("field.actual"), required=True),
            self.date_field(
                "on", say("field.measured_on"), self.today, direction=Direction.PAST, required=True
            ),
            TextField("note", say("field.note")),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        number, position = self.number_of(values), self._indicator.position
        outcome = record_actual(
            self.desk, number, position, on=values["on"], value=values["value"], note=values["note"] or ""
        )
        return outcome_sentences(outcome, self.today)


def _indicator_at(desk: Desk, number: int, position: int) -> RecordedIndicator | None:
    found = [one for one in list_indicators(desk, number) if one.position == position]
    return found[0] if found else None
