"""The second step of an import: which column of the file is which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.locale import say
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.intake.journey import ImportJourney, step_line
from kodoku_tui.tui.lists.list_screen import SORT, ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

if TYPE_CHECKING:
    from kodoku_tui.services.intake.columns.maps import ColumnMap

SAY_COLUMN = Command("say_column", ("enter", "f2"), group="import")
SAY_LIST = Command("say_list", ("k", "f9"), group="import")
NEXT_STEP = Command("next_step", ("ctrl+s", "f12"), group="import")

_NONE = -1


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column of the list with what it is read from, or a column of the file that is not read."""

    key: str
    title: str
    position: int | None
    heading: str
    examples: str
    is_missing: bool = False
    instead: str = ""
    """The column that would do as well."""


class ImportColumnsScreen(ListScreen):
    """Enter says which column it is; what is not read stands at the end. Goes on by itself where all is clear."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (NEXT_STEP, SAY_COLUMN, SAY_LIST, GO_BACK)
    SCREEN_NAME = "import"
    SHOWS_GROUPS = False

    def __init__(self, journey: ImportJourney) -> None:
        super().__init__()
        # Within an import, only what belongs to it can be done.
        self._modal = True
        self._journey = journey
        self._lines: dict[str, ColumnLine] = {}
        is_clear = journey.found is not None and journey.found.is_clear
        self._goes_on = is_clear and not journey.is_one_of_several

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("title", say("import.column_ours"), 28, sortable=False),
                Column("heading", say("import.column_theirs"), 28, grow=1, sortable=False),
                Column("examples", say("import.column_examples"), 30, grow=2, sortable=False),
            ],
            empty_text=say("import.no_columns"),
        )

    def compose_above(self) -> ComposeResult:
        """Where one is on the way."""
        yield Static(Content(step_line("columns")), classes="list-screen--line")

    def make_source(self) -> ReadSource[ColumnLine]:
        lines = column_lines(self._found)
        self._lines = {line.key: line for line in lines}
        return ReadSource(lines, column_row, {})

    def line_text(self) -> str:
        found = self._found
        kind = say(f"import.kind_{found.layout.kind.name}")
        said = say("import.columns_line", kind=kind, sheet=found.sheets, count=found.rows)
        if found.kept:
            said = f"{said}  {say('import.kept_map')}"
        if found.missing:
            said = say("import.columns_missing", columns="、".join(found.titles_missing))
        return said

    def on_mount(self) -> None:
        """Nothing is to be said where our own export, a profile or an earlier answer says it all."""
        if self._goes_on:
            self._goes_on = False
            self.call_after_refresh(self.action_next_step)
        elif not self._found.is_clear:
            self.call_after_refresh(self.action_say_list)

    def command_applies(self, name: str) -> bool:
        if name == SORT.name:
            return False
        return name != NEXT_STEP.name or not self._found.missing

    def action_next_step(self) -> None:
        """On to the preview; of one of several lists back to the others."""
        from kodoku_tui.tui.intake.preview import ImportPreviewScreen

        if self._found.missing:
            return
        if self._journey.is_one_of_several:
            self._journey.is_settled = True
            self.dismiss()
        else:
            self.app.push_screen(ImportPreviewScreen(self._journey), self._came_back)

    def action_say_column(self) -> None:
        """Choose what the column under the cursor is read from; on a column of the file, what it is."""
        from kodoku_tui.tui.forms.choose import ChooseScreen

        line = self._lines.get(str(self.table.cursor_key))
        if line is None:
            return
        found = self._found
        if line.key.startswith("file:"):
            choices: list[Choice[object]] = [Choice(one.key, one.title) for one in found.layout.columns]
            title = say("import.which_ours", column=line.heading)
        else:
            choices = [Choice(_NONE, say("import.not_read"))]
            choices += [
                Choice(place, f"{column.letter}  {column.header}  {'、'.join(found.examples(place)[:2])}")
                for place, column in enumerate(found.tables[0].columns)
                if place != found.key_position
            ]
            title = say("import.which_theirs", column=line.title)

        def chosen(choice: Choice[object] | None) -> None:
            if choice is None:
                return
            if line.key.startswith("file:"):
                self._journey.say_column(str(choice.key), line.position)
            else:
                place = choice.key if isinstance(choice.key, int) and choice.key >= 0 else None
                self._journey.say_column(line.key, place)
            self.reload()
            self.refresh_bindings()

        self.app.push_screen(ChooseScreen(title, choices, chosen=line.position), chosen)

    def action_say_list(self) -> None:
        """Choose which list it is."""
        from kodoku_tui.domain.exports.intake_lists import INTAKE_KINDS
        from kodoku_tui.tui.forms.choose import ChooseScreen

        choices = [Choice(name, say(f"import.kind_{name}")) for name in INTAKE_KINDS]

        def chosen(choice: Choice[str] | None) -> None:
            if choice is not None:
                self.desk_app.in_thread(lambda: self._take_as(choice.key), group="say_list")

        title = say("import.which_list")
        self.app.push_screen(ChooseScreen(title, choices, chosen=self._found.layout.kind.name), chosen)

    @on(ListTable.RowSelected)
    def _selected(self) -> None:
        self.action_say_column()

    def _take_as(self, name: str) -> None:
        self._journey.choose(self._found, name)
        self.app.call_from_thread(self.reload)
        self.app.call_from_thread(self.refresh_bindings)

    def _came_back(self, _: None) -> None:
        if self._journey.report is not None:
            self.dismiss()

    @property
    def _found(self) -> ColumnMap:
        assert self._journey.found is not None
        return self._journey.found


def column_lines(found: ColumnMap) -> list[ColumnLine]:
    """Every column of the list, then those of the file that are not read."""
    from kodoku_tui.services.intake.columns.maps import NAMES_OF_A_GROUP

    missing = {one.key for one in found.missing}
    either = {}
    if found.lacks_group:
        titles = [found.layout.column(key).title for key in NAMES_OF_A_GROUP]
        either = dict(zip(NAMES_OF_A_GROUP, reversed(titles), strict=True))
    lines = []
    for column in found.layout.columns:
        position = found.positions.get(column.key)
        if position is None and column.column.is_computed:
            continue
        heading = "" if position is None else found.tables[0].columns[position].header
        examples = "" if position is None else _examples(found, position)
        instead = either.get(column.key, "")
        is_missing = column.key in missing or bool(instead)
        lines.append(ColumnLine(column.key, column.title, position, heading, examples, is_missing, instead))
    read = {*found.positions.values(), found.key_position}
    for place, left in enumerate(found.tables[0].columns):
        if place not in read and found.examples(place):
            lines.append(
                ColumnLine(f"file:{place}", "", place, left.header or left.letter, _examples(found, place))
            )
    return lines


def _examples(found: ColumnMap, position: int) -> str:
    """The first values of a column, and what its drop-down offers."""
    values = "、".join(found.examples(position))
    rule = found.tables[0].columns[position].rule
    if found.stamp is not None or rule is None or not rule.choices:
        # What our own lists offer is known.
        return values
    from kodoku_tui.services.intake.rule_words import rule_words

    return say("import.examples_and_choices", examples=values, choices=rule_words(rule)).strip()


def column_row(line: ColumnLine) -> Row:
    """One column as a line."""
    if not line.title:
        title = Cell(say("import.not_read"), "muted")
    elif line.instead:
        title = Cell(say("import.column_or", column=line.title, other=line.instead), "late")
    elif line.is_missing:
        title = Cell(say("import.column_needed", column=line.title), "late")
    else:
        title = Cell(line.title, "" if line.heading else "muted")
    return Row(line.key, (title, Cell(line.heading), Cell(line.examples, "muted")))
