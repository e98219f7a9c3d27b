"""The second step of an import of several lists: which tables come in, each as which list, with which columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.locale import say
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.intake.columns import NEXT_STEP, ImportColumnsScreen
from kodoku_tui.tui.intake.journey import ImportJourney, step_line
from kodoku_tui.tui.lists.list_screen import SORT, ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

if TYPE_CHECKING:
    from kodoku_tui.services.intake.columns.maps import ColumnMap

SAY_COLUMNS = Command("say_columns", ("enter", "f2"), group="import")
TAKE_TABLE = Command("take_table", ("x", "f9"), group="import")

_UNREAD_NAMED = 3


class ImportListsScreen(ListScreen):
    """Enter shows the columns of a table, to say which is which; `x` takes it in or leaves it.

    Goes on by itself where every table that comes in is certain.
    """

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (NEXT_STEP, SAY_COLUMNS, TAKE_TABLE, GO_BACK)
    SCREEN_NAME = "import"
    SHOWS_GROUPS = False

    def __init__(
        self, journey: ImportJourney, taken: Sequence[ColumnMap], others: Sequence[ColumnMap] = ()
    ) -> None:
        super().__init__()
        # Within an import, only what belongs to it can be done.
        self._modal = True
        self._journey = journey
        self._tables = [*taken, *others]
        self._taken = {*range(len(taken))}
        self._by_hand: set[int] = set()
        self._goes_on = len(taken) > 1

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("taken", say("import.decision"), 13, sortable=False),
                Column("sheet", say("import.sheet"), 12, grow=1, sortable=False),
                Column("rows", say("import.row"), 6, align="right", sortable=False),
                Column("list", say("import.list"), 18, sortable=False),
                Column("columns", say("import.columns_read"), 24, grow=3, sortable=False),
            ],
            empty_text=say("import.no_columns"),
        )

    def compose_above(self) -> ComposeResult:
        """Where one is on the way."""
        yield Static(Content(step_line("columns")), classes="list-screen--line")

    def make_source(self) -> ReadSource[tuple[int, ColumnMap]]:
        return ReadSource(list(enumerate(self._tables)), self._row, {})

    def line_text(self) -> str:
        return say("import.lists_line", count=len(self._taken), rows=sum(one.rows for one in self._chosen))

    def on_mount(self) -> None:
        """Nothing is to be said where all is certain."""
        if self._goes_on:
            self._goes_on = False
            self.call_after_refresh(self.action_next_step)

    def command_applies(self, name: str) -> bool:
        if name == NEXT_STEP.name:
            return bool(self._taken)
        return name != SORT.name

    def action_next_step(self) -> None:
        """On to the preview of all that comes in, unless one of two sheets is a copy of the other."""
        from kodoku_tui.services.intake.copies import copied_sheets
        from kodoku_tui.tui.intake.preview import ImportPreviewScreen

        assert self._journey.opened is not None
        chosen = self._chosen
        sheets = {table.sheet for found in chosen for table in found.tables}
        left = {sheet.name for sheet in self._journey.opened.workbook.sheets} - sheets
        if copies := copied_sheets(self._journey.opened, chosen, left):
            one, other = copies
            notify_plain(self.app, say("import.lists_copied", one=one, other=other), severity="warning")
            return
        self._journey.choose_all(chosen, by_hand=[self._tables[place] for place in self._by_hand])
        self.app.push_screen(ImportPreviewScreen(self._journey), self._came_back)

    def action_say_columns(self) -> None:
        """Which columns of the table are which; saying so takes the table in."""
        place = self._place
        if place is None:
            return
        journey = self._journey.of_one(self._tables[place])

        def came_back(_: None) -> None:
            if not journey.is_settled or journey.found is None:
                return
            self._tables[place] = journey.found
            self._taken.add(place)
            if journey.was_said_by_hand:
                self._by_hand.add(place)
            self.reload()
            self.refresh_bindings()

        self.app.push_screen(ImportColumnsScreen(journey), came_back)

    def action_take_table(self) -> None:
        """Take the table in, or leave it; one whose columns are not known shows them first."""
        place = self._place
        if place is None:
            return
        if place in self._taken:
            self._taken.discard(place)
        elif self._tables[place].missing:
            self.action_say_columns()
            return
        else:
            self._taken.add(place)
        self.reload()
        self.refresh_bindings()

    @on(ListTable.RowSelected)
    def _selected(self) -> None:
        self.action_say_columns()

    def _came_back(self, _: None) -> None:
        if self._journey.report is not None:
            self.dismiss()

    def _row(self, numbered: tuple[int, ColumnMap]) -> Row:
        place, found = numbered
        return table_row(place, found, is_taken=place in self._taken)

    @property
    def _chosen(self) -> list[ColumnMap]:
        return [self._tables[place] for place in sorted(self._taken)]

    @property
    def _place(self) -> int | None:
        key = self.table.cursor_key
        return None if key is None else int(key)


def table_row(place: int, found: ColumnMap, *, is_taken: bool) -> Row:
    """A table as a line: whether it comes in, where it stands, as which list, and what is said of its columns."""
    is_known = is_taken or found.is_clear
    kind = say(f"import.kind_{found.layout.kind.name}") if is_known else say("import.kind_unknown")
    return Row(
        place,
        (
            Cell(
                say("import.will_take" if is_taken else "import.not_read"), "accent" if is_taken else "muted"
            ),
            Cell(found.sheets),
            Cell(str(found.rows)),
            Cell(kind, "" if is_known else "muted"),
            Cell(_columns_said(found), "late" if found.missing and is_taken else ""),
        ),
    )


def _columns_said(found: ColumnMap) -> str:
    """How many columns are read, and which are missing or not read."""
    if found.missing:
        return say("import.columns_open", columns="、".join(found.titles_missing))
    read = {*found.positions.values(), found.key_position}
    left = [
        column.header or column.letter
        for place, column in enumerate(found.tables[0].columns)
        if place not in read and found.examples(place)
    ]
    said = say("import.columns_known", count=len(found.positions))
    if not left:
        return said
    more = " …" if len(left) > _UNREAD_NAMED else ""
    unread = say("import.columns_unread", columns="、".join(left[:_UNREAD_NAMED]) + more)
    return say("import.between").join([said, unread])
