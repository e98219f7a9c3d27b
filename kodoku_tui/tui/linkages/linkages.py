"""連携: groups and kinds of counterparts with their levels, the two measures of report section 7(3) on top."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from kodoku_tui.domain.linkages.linkages import CounterpartKind
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.locale import say
from kodoku_tui.services.linkages.linkages import (
    GroupMeasure,
    RecordedLinkage,
    linkage_measures,
    list_linkages,
)
from kodoku_tui.services.linkages.words import early_word, level_word, measures_words
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import CORRECT, OPEN_GROUP, SET_INDICATOR, SET_LINKAGE, SWITCH_VIEW
from kodoku_tui.tui.linkages.linkage_list_screen import LinkageListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

_Linkages = dict[int, dict[str, list[RecordedLinkage]]]


class LinkagesScreen(LinkageListScreen):
    """One line a group; a cell says the highest level that it has with counterparts of the kind."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        OPEN_GROUP,
        replace(SET_LINKAGE, in_footer=True),
        replace(SET_INDICATOR, in_footer=True),
        CORRECT,
        SWITCH_VIEW,
    )

    def __init__(self) -> None:
        super().__init__()
        self._linkages: _Linkages = {}

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("group_no", say("register.number"), 4, align="right"),
                Column("group", say("register.name"), 18, grow=2),
                Column("early", say("cli.column.early"), 10),
                Column("improved", say("cli.column.improved"), 10),
                *(
                    Column(kind.value, say(f"linkage_kind.{kind.name.lower()}"), 9)
                    for kind in CounterpartKind
                ),
                Column("staff", say("register.staff"), 11),
            ],
            frozen=2,
            empty_text=say("linkage.empty"),
        )

    def make_source(self) -> ReadSource[GroupMeasure]:
        measures = linkage_measures(self.desk)
        found: _Linkages = defaultdict(lambda: defaultdict(list))
        for linkage in list_linkages(self.desk):
            found[linkage.group_no][linkage.kind].append(linkage)
        self._linkages = found
        self._line = measures_words(measures)
        return ReadSource(
            measures.groups,
            lambda measure: linkage_row(measure, found.get(measure.group_no, {})),
            {
                "group_no": lambda measure: measure.group_no,
                "group": lambda measure: measure.group,
                "early": lambda measure: (not measure.early, measure.gaps == 0, measure.group_no),
                "improved": lambda measure: (not measure.improved, measure.group_no),
                "staff": lambda measure: measure.staff,
                **{kind.value: _sort_by(found, kind.value) for kind in CounterpartKind},
            },
        )

    @property
    def group_number(self) -> int | None:
        key = self.table.cursor_key if self.is_mounted else None
        return None if key is None else int(key)

    def whole_text(self, row: Row) -> str:
        linkages = [one for some in self._linkages.get(int(row.key), {}).values() for one in some]
        known = [f"{one.counterpart} {level_word(one.level)}" for one in linkages]
        return "  ".join([f"{row.cells[0].text} {row.cells[1].text}", *known])

    def command_applies(self, name: str) -> bool:
        if name in (SET_LINKAGE.name, SET_INDICATOR.name, CORRECT.name):
            return self.group_number is not None
        return super().command_applies(name)

    def action_correct(self) -> None:
        """Change one of the counterparts of the group."""
        from kodoku_tui.tui.linkages.choose_linkage import correct_linkage

        if self.group_number is not None:
            correct_linkage(self.desk_app, self.group_number)

    def action_switch_view(self) -> None:
        """The indicators of all groups."""
        from kodoku_tui.tui.linkages.indicators import IndicatorsScreen

        self.app.push_screen(IndicatorsScreen())


def linkage_row(measure: GroupMeasure, linkages: dict[str, list[RecordedLinkage]]) -> Row:
    """One group with its levels and both measures."""
    return Row(
        measure.group_no,
        (
            Cell(str(measure.group_no)),
            Cell(short_name(measure.group)),
            Cell(early_word(measure.early, measure.gaps), "done" if measure.early else "muted"),
            Cell(
                say(f"linkage.improved_{str(measure.improved).lower()}"),
                "done" if measure.improved else "muted",
            ),
            *(_level_cell(linkages.get(kind.value, [])) for kind in CounterpartKind),
            Cell(measure.staff or say("phrase.nobody"), "" if measure.staff else "muted"),
        ),
    )


def _level_cell(linkages: list[RecordedLinkage]) -> Cell:
    if not linkages:
        return Cell("")
    highest = max(one.level or 0 for one in linkages)
    word = level_word(highest)
    if len(linkages) == 1:
        return Cell(word, "muted" if highest == 0 else "")
    return Cell(f"{word}({len(linkages)})", "muted" if highest == 0 else "", (word,))


def _sort_by(found: _Linkages, kind: str) -> Callable[[GroupMeasure], int | None]:
    def level(measure: GroupMeasure) -> int | None:
        linkages = found.get(measure.group_no, {}).get(kind, [])
        return max((one.level or 0 for one in linkages), default=None)

    return level
