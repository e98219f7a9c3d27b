"""What one act changed, value by value."""

from __future__ import annotations

from typing import ClassVar

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_column, say_table, say_unit
from kodoku_tui.services.desk.history import FieldChange, MergedAct, changes_of, merged_acts
from kodoku_tui.tui.frame.column_words import say_value
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.lists.list_screen import SORT, ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource


class ChangesScreen(ListScreen):
    """Table, row, field, before, after."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (GO_BACK,)
    SCREEN_NAME = "log"
    WHY_NOT_CORRECT = "log.stays"
    SHOWS_GROUPS = False

    def __init__(self, unit_id: int) -> None:
        super().__init__()
        self._unit_id = unit_id

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("table", say("changes.table"), 18, sortable=False),
                Column("row", say("changes.row"), 6, align="right", sortable=False),
                Column("field", say("changes.field"), 18, sortable=False),
                Column("before", say("changes.before"), 24, grow=1, sortable=False),
                Column("after", say("changes.after"), 24, grow=1, sortable=False),
            ],
            empty_text=say("changes.empty"),
        )

    def make_source(self) -> ReadSource[tuple[int, FieldChange | MergedAct]]:
        found: list[FieldChange | MergedAct] = [*merged_acts(self.desk, self._unit_id)]
        found += changes_of(self.desk, self._unit_id)
        return ReadSource(list(enumerate(found)), change_row, {})

    def command_applies(self, name: str) -> bool:
        return name != SORT.name

    def line_text(self) -> str:
        return say("changes.line", number=self._unit_id)


def change_row(numbered: tuple[int, FieldChange | MergedAct]) -> Row:
    """One value before and after, nothing there says so; or an act that a merge brought, with who did it when."""
    place, change = numbered
    if isinstance(change, MergedAct):
        what = say_unit(change.what_key, change.what_params)
        return Row(
            place,
            (
                Cell(say("merge.act")),
                Cell(""),
                Cell(change.by or say("log.nobody")),
                Cell(change.at.replace("T", " "), "muted"),
                Cell(what),
            ),
        )
    return Row(
        place,
        (
            Cell(say_table(change.table)),
            Cell(str(change.row_id)),
            Cell(say_column(change.field)),
            Cell(say_value(change.before), "muted"),
            Cell(say_value(change.after)),
        ),
    )
