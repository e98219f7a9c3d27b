"""進捗表: every group against every milestone, one cell a state."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_title
from kodoku_tui.services.duties.matrix import MatrixColumn, matrix_columns, matrix_page
from kodoku_tui.tui.duties.matrix_source import MatrixSource
from kodoku_tui.tui.duties.matrix_words import MatrixLine, legend, longest_usual_cell, whole_cell
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.frame.shared_commands import EXTEND_DUE, MOVE_MILESTONE, OPEN_GROUP
from kodoku_tui.tui.lists.cell_table import CellTable
from kodoku_tui.tui.lists.list_cells import wide_enough
from kodoku_tui.tui.lists.list_screen import SORT
from kodoku_tui.tui.lists.list_table import Column, ListTable, PageSource, Row
from kodoku_tui.tui.views.commands import FILTER, ONLY_OVERDUE, SHOW_ALL
from kodoku_tui.tui.views.group_list_screen import GroupListScreen

OPEN_CELL = Command("open_cell", ("enter", "f2"), group="list")
MARK_COLUMN = Command("mark_column", ("ctrl+a",), in_footer=False, group="list")

_LEAST_CELL_WIDTH = 10


class MatrixScreen(GroupListScreen):
    """The cursor is a cell. What is done goes to the marked cells of one milestone, else to the cell itself."""

    EXPORT_KIND = "milestones"
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        OPEN_CELL,
        MOVE_MILESTONE,
        EXTEND_DUE,
        FILTER,
        ONLY_OVERDUE,
        MARK_COLUMN,
        replace(OPEN_GROUP, keys=("k", "shift+f2", "ctrl+u"), in_footer=False),
        SHOW_ALL,
    )
    SCREEN_NAME = "matrix"
    SHOWS_GROUPS = False
    DEFAULT_CSS = """
    MatrixScreen {
        & .matrix--legend { height: 1; padding: 0 1; }
        & .list-screen--whole { height: 3; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[MatrixColumn] = []
        self._total = 0
        self._line_here: MatrixLine | None = None
        self._said = ""

    def compose_above(self) -> ComposeResult:
        yield Static(legend(), classes="matrix--legend")

    def make_table(self) -> CellTable:
        return CellTable(_columns_of([]), frozen=2, empty_text=say("register.empty"))

    @property
    def cells(self) -> CellTable:
        """The table, with its cursor on a cell."""
        return self.query_one(CellTable)

    def make_source(self) -> MatrixSource:
        chosen = self.desk_app.selection.filter
        columns = matrix_columns(self.desk)
        self._columns = columns
        self._total = matrix_page(self.desk, chosen, limit=0).total
        return MatrixSource(self.desk, chosen, columns)

    def line_text(self) -> str:
        return self.line_of(self._total)

    @property
    def help_note(self) -> str:
        """The legend once more, for the help."""
        return say("matrix.help", legend=legend().plain)

    @property
    def group_number(self) -> int | None:
        key = self.table.cursor_key
        return None if key is None else int(key)

    @property
    def column_here(self) -> MatrixColumn | None:
        """The milestone of the column under the cursor."""
        column = self.cells.column_at_cursor
        return None if column is None else self._column_named(column.key)

    @property
    def milestone_key(self) -> str | None:
        """The milestone under the cursor, for the forms."""
        return None if self.column_here is None else self.column_here.key

    def command_applies(self, name: str) -> bool:
        if name == SORT.name:
            return False
        if name == SHOW_ALL.name:
            return not self.shows_all
        return True

    def whole_text(self, row: Row) -> str:
        column = self.column_here
        if column is None or not isinstance(row, MatrixLine):
            return super().whole_text(row)
        titles = {each.key: say_title(each.title, each.title_en) for each in self._columns}
        return whole_cell(row.group, column, self.desk.today, titles)

    def action_open_cell(self) -> None:
        """The round of the cell; for a session its list of who came."""
        column = self.column_here
        if column is not None and column.session is not None:
            self.desk_app.show_attendance(column.session)
        elif column is not None:
            self._open_cell_form()

    def action_move_milestone(self) -> None:
        """Change the marked cells at once, else the one under the cursor."""
        marked = self._marked_column
        if marked is None:
            self._open_cell_form()
            return
        from kodoku_tui.tui.duties.bulk_changes import change_marked
        from kodoku_tui.tui.duties.bulk_form import BulkMoveForm

        numbers = self._marked_numbers
        change_marked(self.desk_app, lambda: BulkMoveForm(self.desk, numbers, marked), self._changed)

    def action_extend_due(self) -> None:
        """Extend the marked cells at once, else the one under the cursor."""
        marked = self._marked_column
        if marked is None:
            self.desk_app.extend_due()
            return
        from kodoku_tui.tui.duties.bulk_changes import change_marked
        from kodoku_tui.tui.duties.bulk_form import BulkExtensionForm

        numbers = self._marked_numbers
        change_marked(self.desk_app, lambda: BulkExtensionForm(self.desk, numbers, marked), self._changed)

    def action_mark_column(self) -> None:
        """Mark the whole column."""
        self.table.action_mark_all()

    def action_open_group(self) -> None:
        self.open_group(self.group_number)

    def action_show_all(self) -> None:
        """Every active group again."""
        self.show_every_group()

    @property
    def _marked_numbers(self) -> list[int]:
        return sorted(int(key) for key in self.table.marked_keys)

    @property
    def _marked_column(self) -> MatrixColumn | None:
        column = self.cells.marked_column
        return None if column is None else self._column_named(column.key)

    def _open_cell_form(self) -> None:
        from kodoku_tui.tui.duties.cell_forms import CellMoveForm

        number, key = self.group_number, self.milestone_key
        self.desk_app.open_form(lambda: CellMoveForm(self.desk, number, key))

    def _changed(self) -> None:
        """The marks have done their work."""
        self.cells.action_clear_marks()
        self.reload()

    def _show_source(self, source: PageSource, line: str) -> None:
        self.cells.set_columns(_columns_of(self._columns))
        wanted, self.desk_app.wanted_milestone = self.desk_app.wanted_milestone, None
        if wanted is not None:
            self.cells.go_to_column(wanted)
        super()._show_source(source, line)
        self._said = line
        self._tell_marks()

    def _column_named(self, key: str) -> MatrixColumn | None:
        return next((column for column in self._columns if column.key == key), None)

    @on(CellTable.CellSelected)
    def _open_selected(self) -> None:
        self.action_open_cell()

    @on(CellTable.CellHighlighted)
    def _say_whole(self, message: CellTable.CellHighlighted) -> None:
        self._whole.update(Content("" if message.row is None else self.whole_text(message.row)))

    @on(CellTable.MarksElsewhere)
    def _say_where_marks_are(self, message: CellTable.MarksElsewhere) -> None:
        notify_plain(self.app, say("matrix.marks_elsewhere", title=message.column.title), severity="warning")

    @on(ListTable.MarksChanged)
    def _tell_marks(self) -> None:
        column, count = self.cells.marked_column, len(self.table.marked_keys)
        marks = "" if column is None else say("matrix.marks", count=count, title=column.title)
        self.line.update(Content(f"{marks}  {self._said}" if marks else self._said))


def _columns_of(milestones: list[MatrixColumn]) -> list[Column]:
    """Number and name stay in place; each milestone is a column."""
    width = wide_enough(_LEAST_CELL_WIDTH, [longest_usual_cell()])
    return [
        Column("number", say("register.number"), 4, align="right", sortable=False),
        Column("name", say("register.name"), 16, sortable=False, grow=1),
        *(
            Column(one.key, say_title(one.title, one.title_en), width, sortable=False, grow=1)
            for one in milestones
        ),
    ]
