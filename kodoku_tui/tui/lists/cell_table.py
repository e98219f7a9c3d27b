"""The list with a cursor on one cell instead of a row, and with marks on the cells of one column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeAlias

from textual import events
from textual.reactive import reactive

from kodoku_tui.tui.lists import list_messages
from kodoku_tui.tui.lists.list_cells import Column, Key, Row
from kodoku_tui.tui.lists.list_messages import ListTableMessage
from kodoku_tui.tui.lists.list_paged import HEADER_HEIGHT
from kodoku_tui.tui.lists.list_paint import CELL_LOOKS, CellLook
from kodoku_tui.tui.lists.list_table import ListTable


class CellHighlighted(ListTableMessage, namespace="cell_table"):
    """The cursor stands on another cell, or its row has other values; both None where there is no cell."""

    def __init__(self, cell_table: CellTable, row: Row | None, column: Column | None) -> None:
        super().__init__(cell_table)
        self.row = row
        self.column = column


class CellSelected(ListTableMessage, namespace="cell_table"):
    """The person wants this cell: Enter, or a click on the cell under the cursor."""

    def __init__(self, cell_table: CellTable, key: Key, column: Column) -> None:
        super().__init__(cell_table)
        self.key = key
        self.column = column


class MarksElsewhere(ListTableMessage, namespace="cell_table"):
    """Nothing was marked: there are marks in `column` already, and all marks stand in one column."""

    def __init__(self, cell_table: CellTable, column: Column) -> None:
        super().__init__(cell_table)
        self.column = column


class CellTable(ListTable):
    """A `ListTable` whose frozen columns name the row and whose other columns hold cells to go to.

    Left and right move from cell to cell. Marks are those of the rows, and stand in one column.
    """

    WHOLE_COLUMNS = True

    CellHighlighted: TypeAlias = CellHighlighted
    CellSelected: TypeAlias = CellSelected
    MarksElsewhere: TypeAlias = MarksElsewhere
    RowHighlighted: TypeAlias = list_messages.RowHighlighted

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"list-table--{name}" for name in CELL_LOOKS}
    DEFAULT_CSS = """
    CellTable {
        & > .list-table--cell-marked { background: $accent-muted; text-style: bold; }
        & > .list-table--cell-cursor { background: $surface-lighten-2; }
        &:focus > .list-table--cursor { background: $surface-lighten-1; text-style: none; }
        &:focus > .list-table--cell-cursor { background: $primary; text-style: bold reverse; }
    }
    """

    cursor_column = reactive(0, repaint=False)
    """Place of the column under the cursor among all columns; the frozen ones are passed over."""

    def __init__(self, columns: Sequence[Column], *, frozen: int, **options: Any) -> None:
        super().__init__(columns, frozen=frozen, **options)
        self._marked_column: Column | None = None
        self.set_reactive(CellTable.cursor_column, self.validate_cursor_column(0))

    @property
    def column_at_cursor(self) -> Column | None:
        """The column under the cursor; None while there are only frozen ones."""
        return self.columns[self.cursor_column] if self.cursor_column < len(self.columns) else None

    @property
    def marked_column(self) -> Column | None:
        """The column that the marked cells stand in, None without marks."""
        return self._marked_column if self._marks else None

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; the cursor stays in its column, marks in a column that is gone are dropped."""
        if tuple(columns) == self.columns:
            return
        here, marked = self.column_at_cursor, self.marked_column
        keys = [column.key for column in columns]
        super().set_columns(columns)
        self.cursor_column = keys.index(here.key) if here is not None and here.key in keys else 0
        if marked is not None and marked.key not in keys:
            self.action_clear_marks()
        self.show_rows_anew()

    def go_to_column(self, key: str) -> None:
        """Put the cursor on the column of this key, where there is one."""
        keys = [column.key for column in self.columns]
        if key in keys:
            self.cursor_column = keys.index(key)

    # What the list underneath asks

    def is_marked(self, key: Key) -> bool:
        """Cells are marked, never the row as a whole."""
        return False

    def cell_looks(self, index: int, row: Row) -> tuple[CellLook, ...]:
        looks: list[CellLook] = []
        if self._marked_column is not None and row.key in self._marks:
            marked = self._marked_column.key
            looks += [(at, "cell-marked") for at, one in enumerate(self.columns) if one.key == marked]
        if index == self.cursor_row:
            looks.append((self.cursor_column, "cell-cursor"))
        return tuple(looks)

    def announce_row(self, row: Row | None) -> None:
        super().announce_row(row)
        self._announce_cell(row)

    # Cursor

    def validate_cursor_column(self, column: int) -> int:
        return max(self._frozen, min(column, len(self.columns) - 1))

    def watch_cursor_column(self) -> None:
        self.refresh_line(self.cursor_row + HEADER_HEIGHT)
        self._bring_column_into_view()
        self._announce_cell(self._announced)

    def on_resize(self, _event: events.Resize) -> None:
        self._bring_column_into_view()

    def _announce_cell(self, row: Row | None) -> None:
        if self.is_mounted:
            self.post_message(self.CellHighlighted(self, row, self.column_at_cursor))

    def _bring_column_into_view(self) -> None:
        layout = self.layout_in_view
        if self.cursor_column >= len(layout.slots):
            return
        here = layout.slots[self.cursor_column]
        scroll_x = self.scroll_offset.x
        if here.start < scroll_x + layout.frozen_width:
            self.scroll_to(x=here.start - layout.frozen_width, animate=False, force=True)
        elif here.end > scroll_x + layout.view_width:
            steps = [slot.start - layout.frozen_width for slot in layout.slots[self._frozen :]]
            least = here.end - layout.view_width
            self.scroll_to(x=next(step for step in steps if step >= least), animate=False, force=True)

    # What the person does

    def action_sideways(self, steps: int) -> None:
        self.cursor_column += steps

    def action_first_row(self, leftmost: bool = False) -> None:
        super().action_first_row(leftmost)
        if leftmost:
            self.cursor_column = 0

    def action_last_row(self, rightmost: bool = False) -> None:
        super().action_last_row(rightmost)
        if rightmost:
            self.cursor_column = len(self.columns) - 1

    def action_select_row(self) -> None:
        super().action_select_row()
        key, column = self.cursor_key, self.column_at_cursor
        if key is not None and column is not None:
            self.post_message(self.CellSelected(self, key, column))

    def action_toggle_mark(self) -> None:
        if self._may_mark_here():
            super().action_toggle_mark()

    def action_stretch_marks(self, rows: int) -> None:
        if self._may_mark_here():
            super().action_stretch_marks(rows)

    def action_mark_all(self) -> None:
        if self._may_mark_here():
            super().action_mark_all()

    def _may_mark_here(self) -> bool:
        """Whether no other column has marks; says so to the owner where one has."""
        here, marked = self.column_at_cursor, self.marked_column
        if here is None:
            return False
        if marked is not None and marked.key != here.key:
            self.post_message(self.MarksElsewhere(self, marked))
            return False
        self._marked_column = here
        return True

    def _click_row(self, row: int, x: int, *, marks: bool) -> None:
        slot = self.layout_in_view.slot_at(x, self.scroll_offset.x)
        at = self.cursor_column if slot is None else self.layout_in_view.slots.index(slot)
        if at >= self._frozen and at != self.cursor_column:
            self.cursor_column = at
            self.cursor_row = row
            if marks:
                self.action_toggle_mark()
        else:
            super()._click_row(row, x, marks=marks)
