"""成果指標: the indicators of all groups and how far they have come."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from kodoku_tui.domain.linkages.progress import Standing, spark
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.locale import say
from kodoku_tui.services.linkages.indicator_words import say_progress, say_value
from kodoku_tui.services.linkages.indicators import RecordedIndicator, list_indicators
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import (
    CORRECT,
    GO_BACK,
    OPEN_GROUP,
    SET_INDICATOR,
    SET_LINKAGE,
    SWITCH_VIEW,
)
from kodoku_tui.tui.frame.thing import Thing
from kodoku_tui.tui.linkages.linkage_list_screen import LinkageListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

_STYLES = {Standing.REACHED: "done", Standing.NOT_MEASURED: "muted", Standing.NO_TARGET: "muted"}


class IndicatorsScreen(LinkageListScreen):
    """Lies over the linkages; Enter opens the group."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        OPEN_GROUP,
        replace(SET_INDICATOR, in_footer=True),
        SET_LINKAGE,
        CORRECT,
        SWITCH_VIEW,
        GO_BACK,
    )

    def __init__(self) -> None:
        super().__init__()
        self._indicators: dict[int, RecordedIndicator] = {}

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("group_no", say("register.number"), 4, align="right"),
                Column("group", say("register.name"), 18, grow=1),
                Column("name", say("cli.column.indicator"), 18, grow=2),
                Column("baseline", say("cli.column.baseline"), 8, align="right", sortable=False),
                Column("target", say("cli.column.target_value"), 8, align="right", sortable=False),
                Column("latest", say("cli.column.latest"), 8, align="right", sortable=False),
                Column("progress", say("cli.column.progress"), 26),
                Column("spark", say("indicator.picture"), 12, sortable=False),
            ],
            empty_text=say("indicator.empty"),
        )

    def make_source(self) -> ReadSource[RecordedIndicator]:
        found = list_indicators(self.desk)
        self._indicators = {one.id: one for one in found}
        reached = sum(one.progress.standing is Standing.REACHED for one in found)
        measured = sum(bool(one.actuals) for one in found)
        self._line = say("indicator.line", count=len(found), measured=measured, reached=reached)
        return ReadSource(
            found,
            indicator_row,
            {
                "group_no": lambda one: one.group_no,
                "group": lambda one: one.group,
                "name": lambda one: one.name,
                "progress": lambda one: one.progress.percent,
            },
        )

    def whole_text(self, row: Row) -> str:
        indicator = self._indicators.get(int(row.key))
        if indicator is None:
            return ""
        parts = [f"{indicator.group_no} {indicator.group}", indicator.name, say_progress(indicator)]
        return "  ".join([*parts, indicator.narrative])

    @property
    def group_number(self) -> int | None:
        return None if self._indicator is None else self._indicator.group_no

    @property
    def indicator_position(self) -> int | None:
        return None if self._indicator is None else self._indicator.position

    @property
    def _indicator(self) -> RecordedIndicator | None:
        key = self.table.cursor_key if self.is_mounted else None
        return None if key is None else self._indicators.get(int(key))

    def command_applies(self, name: str) -> bool:
        return (name != CORRECT.name or self._indicator is not None) and super().command_applies(name)

    def action_correct(self) -> None:
        """Change the indicator under the cursor."""
        indicator = self._indicator
        if indicator is not None:
            self.desk_app.correct(Thing("indicator", indicator.group_no, indicator.id))

    def action_switch_view(self) -> None:
        """Back to the linkages."""
        self.dismiss()


def indicator_row(indicator: RecordedIndicator) -> Row:
    """One indicator with its progress in words and as a picture."""
    progress = indicator.progress
    return Row(
        indicator.id,
        (
            Cell(str(indicator.group_no)),
            Cell(short_name(indicator.group)),
            Cell(indicator.name),
            Cell(say_value(indicator, indicator.baseline)),
            Cell(say_value(indicator, indicator.target)),
            Cell(say_value(indicator, progress.latest)),
            Cell(say_progress(indicator), _STYLES.get(progress.standing, "")),
            Cell(spark([one.value for one in indicator.actuals]), "accent"),
        ),
    )
