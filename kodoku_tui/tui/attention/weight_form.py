"""Changing what one term weighs: its numbers, each with what it does; whose place moves is asked first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kodoku_tui.domain.attention.weight_values import SETTINGS, parse_weight
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.services.attention.weight_words import (
    preview_lines,
    say_curve,
    say_value,
    say_weight_meaning,
    say_weight_name,
    say_weight_part,
)
from kodoku_tui.services.attention.weights import WeightValue, list_weights, preview_weights, set_weights
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import programme_uid
from kodoku_tui.tui.forms.asking import agrees
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.fields import Field, LineField
from kodoku_tui.tui.forms.form import FormScreen


class WeightField(LineField[float | None]):
    """A number from 0 up, in whatever width it is typed; empty is: as shipped."""

    def __init__(self, one: WeightValue) -> None:
        hint = say("weight.default_hint", default=say_value(one.name, one.default))
        super().__init__(part_of(one), say_weight_part(one.name), say_value(one.name, one.value), hint=hint)
        self._name_of_weight = one.name

    def understand(self) -> float | None:
        """The number; None for what ships."""
        if self.is_empty:
            return None
        return parse_weight(self._name_of_weight, self.text, field=self.field_name)


class WeightForm(FormScreen[str]):
    """The numbers of one term, or the value of one setting."""

    def __init__(self, desk: Desk, values: Sequence[WeightValue]) -> None:
        self._desk = desk
        key = values[0].name
        standing = {one.name: one for one in list_weights(desk)}
        self._values = [standing[one.name] for one in values]
        self._seen = {one.name: one.value for one in self._values}
        super().__init__(
            title=say("weight.form_title", name=say_weight_name(key)),
            subtitle=f"{say_weight_meaning(key)}\n{_as_shipped(self._values)}",
            kind=f"weight.{key.split('.')[1]}",
            about=[programme_uid(desk)],
        )

    def fields(self) -> list[Field[Any]]:
        return [WeightField(one) for one in self._values]

    def save(self, values: Mapping[str, Any]) -> str:
        wanted = {one.name: values[part_of(one)] for one in self._values}
        preview = preview_weights(self._desk, wanted)
        if not preview.changes:
            return say("saved.nothing")
        question = ConfirmScreen(
            say("weight.question"), preview_lines(preview), yes=say("weight.yes"), no=say("weight.no")
        )
        if not agrees(self, question):
            raise Refused("error.weights_kept")
        try:
            outcome = set_weights(self._desk, wanted, seen=self._seen)
        except Refused as refusal:
            # What somebody else wrote is said; to save once more is a choice.
            self._seen |= {one.name: one.value for one in list_weights(self._desk) if one.name in self._seen}
            raise refusal from None
        return outcome_sentences(outcome, self._desk.today)


def part_of(one: WeightValue) -> str:
    """Which of the numbers of its term it is; of a setting, its value."""
    return "value" if one.name.startswith(SETTINGS) else one.name.rpartition(".")[2]


def _as_shipped(values: Sequence[WeightValue]) -> str:
    defaults = [one.default for one in values]
    name = values[0].name
    said = say_value(name, defaults[0]) if len(defaults) == 1 else say_curve(name, defaults)
    return f"{say('weight.column_default')}: {said}"
