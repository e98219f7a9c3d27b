"""要注意度の重み: what weighs how much, a row a term or setting, and where it is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on

from kodoku_tui.domain.attention.weight_values import SETTINGS
from kodoku_tui.locale import say
from kodoku_tui.services.attention.weight_words import (
    preview_lines,
    say_curve,
    say_value,
    say_weight_meaning,
    say_weight_name,
)
from kodoku_tui.services.attention.weights import (
    WeightValue,
    everything_as_shipped,
    list_weights,
    preview_weights,
    reset_weights,
)
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.lists.list_cells import wide_enough
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

EDIT_WEIGHT = Command("edit_weight", ("enter", "f2"), group="list")
RESET_WEIGHTS = Command("reset_weights", ("d", "delete"), group="list")


@dataclass(frozen=True, slots=True)
class Weight:
    """One term with its numbers (first, rate, power, most), or one setting with its value."""

    values: tuple[WeightValue, ...]

    @property
    def key(self) -> str:
        """Its name without that of a number: group.silence, settings.unsigned_days."""
        return ".".join(self.values[0].name.split(".")[:2])

    @property
    def axis(self) -> str:
        """Whose trouble it tells of: group, own; or settings."""
        return self.key.partition(".")[0]

    @property
    def is_changed(self) -> bool:
        """Whether any of its numbers is not what ships."""
        return any(one.is_changed for one in self.values)


class WeightsScreen(ListScreen):
    """The terms of the group first, then ours, then how things are counted."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (EDIT_WEIGHT, RESET_WEIGHTS, GO_BACK)
    SCREEN_NAME = "weights"
    SHOWS_GROUPS = False

    def __init__(self) -> None:
        super().__init__()
        self._line = ""
        self._weights: dict[str, Weight] = {}

    def make_table(self) -> ListTable:
        axes = [say(f"weight.axis.{axis}") for axis in ("group", "own", SETTINGS)]
        heading = say("weight.column_axis")
        return ListTable(
            [
                Column("axis", heading, wide_enough(4, (heading, *axes)), sortable=False),
                Column("name", say("weight.column_name"), 20, grow=1, sortable=False),
                Column("value", say("weight.column_value"), 30, grow=2, sortable=False),
                Column("default", say("weight.column_default"), 14, grow=1, sortable=False),
            ],
            empty_text=say("weight.empty"),
        )

    def make_source(self) -> ReadSource[Weight]:
        found = weights_in(list_weights(self.desk))
        self._weights = {one.key: one for one in found}
        changed = sum(one.is_changed for one in found)
        self._line = say(
            "weight.line",
            year=self.desk.programme["fiscal_year"],
            changed=say("phrase.count", count=changed) if changed else say("phrase.none"),
        )
        return ReadSource(found, weight_row, {})

    def line_text(self) -> str:
        return self._line

    def whole_text(self, row: Row) -> str:
        one = self._weights.get(str(row.key))
        return "" if one is None else say_weight_meaning(one.key)

    @property
    def at_cursor(self) -> Weight | None:
        """The weight under the cursor."""
        key = self.table.cursor_key if self.is_mounted else None
        return None if key is None else self._weights.get(str(key))

    def command_applies(self, name: str) -> bool:
        if name == RESET_WEIGHTS.name:
            return any(one.is_changed for one in self._weights.values())
        return name != EDIT_WEIGHT.name or self.at_cursor is not None

    def action_edit_weight(self) -> None:
        """Change the weight under the cursor."""
        from kodoku_tui.tui.attention.weight_form import WeightForm

        one = self.at_cursor
        if one is not None:
            self.desk_app.open_form(lambda: WeightForm(self.desk, one.values))

    def action_reset_weights(self) -> None:
        """Let everything weigh as shipped again, after a look at whose place moves."""
        self.desk_app.in_thread(self._look_at_reset, group="weights")

    def _look_at_reset(self) -> None:
        lines = preview_lines(preview_weights(self.desk, everything_as_shipped()))
        self.app.call_from_thread(self._ask, lines)

    def _ask(self, lines: Sequence[str]) -> None:
        question = ConfirmScreen(
            say("weight.reset_question"), lines, yes=say("weight.yes"), no=say("weight.no")
        )
        self.app.push_screen(question, self._reset_if)

    def _reset_if(self, certain: bool | None) -> None:
        if certain:
            self.desk_app.in_thread(self._reset, group="weights")

    def _reset(self) -> None:
        told = outcome_sentences(reset_weights(self.desk), self.desk.today)
        self.app.call_from_thread(self.desk_app.tell_saved, told)
        self.app.call_from_thread(self.reload)

    @on(ListTable.RowSelected)
    def _edit_selected(self) -> None:
        self.action_edit_weight()

    @on(ListTable.RowHighlighted)
    def _what_applies_differs(self) -> None:
        self.refresh_bindings()


def weights_in(values: Sequence[WeightValue]) -> list[Weight]:
    """The values that are of one term together, in their order."""
    found: dict[str, list[WeightValue]] = {}
    for one in values:
        found.setdefault(".".join(one.name.split(".")[:2]), []).append(one)
    return [Weight(tuple(of_one)) for of_one in found.values()]


def weight_row(one: Weight) -> Row:
    """One term or setting with what it is now and, where that differs, as shipped."""
    shipped = _said(one, [each.default for each in one.values])
    return Row(
        one.key,
        (
            Cell(say(f"weight.axis.{one.axis}"), "muted"),
            Cell(say_weight_name(one.key)),
            Cell(_said(one, [each.value for each in one.values]), "accent" if one.is_changed else ""),
            Cell(shipped if one.is_changed else say("weight.as_shipped"), "muted"),
        ),
    )


def _said(one: Weight, numbers: Sequence[float]) -> str:
    return say_value(one.key, numbers[0]) if one.axis == SETTINGS else say_curve(one.key, numbers)
