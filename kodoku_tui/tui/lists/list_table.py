"""The one table of the app: what a person does with a list of any length."""

from __future__ import annotations

from collections.abc import Collection, KeysView, Sequence
from functools import partial
from typing import Any, ClassVar, TypeAlias

from textual import events
from textual.binding import Binding, BindingType

from kodoku_tui.tui.lists import list_messages
from kodoku_tui.tui.lists.list_cells import MARK_WIDTH, Cell, Column, Key, Row, SortOrder
from kodoku_tui.tui.lists.list_copy import CopyJob, as_tab_separated
from kodoku_tui.tui.lists.list_marks import Marks
from kodoku_tui.tui.lists.list_paged import HEADER_HEIGHT, PagedList
from kodoku_tui.tui.lists.list_pages import WALKABLE_TOTAL, Page, PageSource, rows_with_keys, walk
from kodoku_tui.tui.lists.list_paint import CELL_STYLES

__all__ = ["Cell", "Column", "Key", "ListTable", "Page", "PageSource", "Row", "SortOrder"]

SIDEWAYS_STEP = 4


class ListTable(PagedList, can_focus=True, inherit_bindings=False):
    """A list of any length: frozen columns, sorting, marks, and rows that come in pages from a worker thread.

    `frozen` columns stay in place while the others scroll sideways. `sort` is (column key, descending).
    Cell styles are the names in `CELL_STYLES`. Texts are shown as written, never as markup.
    """

    RowHighlighted: TypeAlias = list_messages.RowHighlighted
    RowSelected: TypeAlias = list_messages.RowSelected
    SortChanged: TypeAlias = list_messages.SortChanged
    MarksChanged: TypeAlias = list_messages.MarksChanged
    PagesLoaded: TypeAlias = list_messages.PagesLoaded
    RowsCopied: TypeAlias = list_messages.RowsCopied
    FetchFailed: TypeAlias = list_messages.FetchFailed

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"list-table--{name}" for name in ("header", "cursor", "marked", *CELL_STYLES)
    }

    DEFAULT_CSS = """
    ListTable {
        width: 1fr;
        height: 1fr;
        background: $background;
        color: $foreground;
        scrollbar-size-vertical: 1;

        & > .list-table--header { background: $panel; color: $foreground; text-style: bold; }
        & > .list-table--marked { background: $accent-muted; text-style: bold; }
        & > .list-table--cursor { background: $surface-lighten-1; }
        &:focus > .list-table--cursor { background: $primary-muted; text-style: bold; }
        & > .list-table--late { color: $text-error; }
        & > .list-table--soon { color: $text-warning; }
        & > .list-table--warn { color: $text-warning; }
        & > .list-table--done { color: $text-success; }
        & > .list-table--accent { color: $text-accent; }
        & > .list-table--found { text-style: bold; }
        & > .list-table--muted { color: $text-muted; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("left", "sideways(-1)", show=False),
        Binding("right", "sideways(1)", show=False),
        Binding("pageup", "turn_page(-1)", show=False),
        Binding("pagedown", "turn_page(1)", show=False),
        Binding("home", "first_row", show=False),
        Binding("end", "last_row", show=False),
        Binding("ctrl+home", "first_row(True)", show=False),
        Binding("ctrl+end", "last_row(True)", show=False),
        Binding("space", "toggle_mark", show=False),
        Binding("shift+up", "stretch_marks(-1)", show=False),
        Binding("shift+down", "stretch_marks(1)", show=False),
        Binding("ctrl+a", "mark_all", show=False),
        Binding("escape", "clear_marks", show=False),
        Binding("enter", "select_row", show=False),
    ]

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        frozen: int = 0,
        empty_text: str = "",
        sort: SortOrder | None = None,
        **options: Any,
    ) -> None:
        super().__init__(columns, frozen=frozen, empty_text=empty_text, sort=sort, **options)
        self._marks = Marks()

    # What the owner asks and tells

    @property
    def sort(self) -> SortOrder | None:
        """(column key, descending), or None for the source's own order."""
        return self._loader.sort

    @sort.setter
    def sort(self, order: SortOrder | None) -> None:
        """Order the next source that is set in this way; the rows on the screen stay until then."""
        self._loader.sort = order

    @property
    def marked_keys(self) -> KeysView[Key]:
        """The marked rows in the order of marking; compares like a set."""
        return self._marks.keys()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; an order by one that is gone is that of the source again."""
        columns = tuple(columns)
        if columns == self.columns:
            return
        self.columns = columns
        self._layout = None
        if self.sort is not None and all(column.key != self.sort[0] for column in columns):
            self.sort = None
        self.show_rows_anew()

    def set_source(self, source: PageSource, *, keep_cursor: bool = True, at_key: Key | None = None) -> None:
        """Show another list, or the same with another filter.

        The rows on the screen stay until the new ones are there. The cursor stays on its row if the new list
        has it, else at its place; with `keep_cursor=False` it goes to the first row, with `at_key` there.
        Marks of rows that the new list lacks are dropped.
        """
        self._loader.replace_source(source, keep_cursor=keep_cursor, at_key=at_key)
        self.ask_next()

    def set_first_page(self, page: Page) -> None:
        """Show a page (offset 0) that was fetched before, so that the first frame has data.

        It is the beginning of the source set before it, or of the one set next.
        """
        self._loader.hand_over(page)
        self.show_rows_anew()
        self.ask_next()

    def refresh_rows(self) -> None:
        """The data of the source changed: fetch them again; the cursor stays on its row."""
        self._loader.reopen()
        self.ask_next()

    def sort_by(self, key: str) -> None:
        """Sort by this column, or turn the order round if it is sorted by it; unsortable: nothing."""
        if not any(column.key == key and column.sortable for column in self.columns):
            return
        descending = self.sort == (key, False)
        self._loader.sort = (key, descending)
        self.refresh_rows()
        self.refresh()
        self.post_message(self.SortChanged(self, key, descending))

    def copy_rows(self) -> str:
        """The marked rows, else the cursor row, as tab-separated text with the titles.

        May ask the source: call it from a worker thread, or let `action_copy_rows` do so.
        """
        return as_tab_separated(self.columns, self._copy_job()())

    # What the list underneath asks and tells

    def is_marked(self, key: Key) -> bool:
        return key in self._marks

    def announce_row(self, row: Row | None) -> None:
        self.post_message(self.RowHighlighted(self, None if row is None else row.key, row))

    def announce_total(self, total: int) -> None:
        self.post_message(self.PagesLoaded(self, total))

    def announce_failure(self, error: Exception) -> None:
        self.post_message(self.FetchFailed(self, error))

    def list_replaced(self) -> None:
        self._marks.end_run()
        self._drop_unseen_marks()

    def _drop_unseen_marks(self) -> None:
        """A mark that nobody sees must not be acted on."""
        source = self._loader.source
        if self._marks and source is not None:
            look = partial(rows_with_keys, source, self._marks.keys(), self.sort, self.total or 0)
            self._loader.run_beside(look, self._keep_marks_of, only_for_this_list=True)

    def _keep_marks_of(self, rows: Collection[Row]) -> None:
        if self._marks.keep_only({row.key for row in rows}):
            self._marks_changed()

    def _marks_changed(self) -> None:
        self.refresh()
        self.post_message(self.MarksChanged(self, self._marks.keys()))

    def _copy_job(self) -> CopyJob:
        cursor_key = self.cursor_key
        keys = self._marks.keys() or ({} if cursor_key is None else {cursor_key: None}).keys()
        at_hand = {row.key: row for row in self._loader.pages.rows_at_hand()}
        return CopyJob(keys, at_hand, self._loader.source, self.sort, self.total or 0)

    # What the person does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape without marks, and marking all of a very long list, are left to whoever is above."""
        if action == "clear_marks":
            return bool(self._marks)
        if action == "mark_all":
            return self._loader.source is not None and 0 < (self.total or 0) <= WALKABLE_TOTAL
        return super().check_action(action, parameters)

    def action_step(self, rows: int) -> None:
        self.cursor_row += rows

    def action_turn_page(self, pages: int) -> None:
        rows = pages * self.rows_in_view
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False, force=True)
        self.cursor_row += rows

    def action_first_row(self, leftmost: bool = False) -> None:
        self.cursor_row = 0
        if leftmost:
            self.scroll_to(x=0, animate=False, force=True)

    def action_last_row(self, rightmost: bool = False) -> None:
        self.cursor_row = (self.total or 1) - 1
        if rightmost:
            self.scroll_to(x=self.max_scroll_x, animate=False, force=True)

    def action_sideways(self, steps: int) -> None:
        self.scroll_to(x=self.scroll_offset.x + steps * SIDEWAYS_STEP, animate=False)

    def action_select_row(self) -> None:
        key = self.cursor_key
        if key is not None:
            self.post_message(self.RowSelected(self, key))

    def action_toggle_mark(self) -> None:
        key = self.cursor_key
        if key is not None:
            self._marks.toggle(key)
            self._marks_changed()

    def action_stretch_marks(self, rows: int) -> None:
        start, end = self.cursor_row, self.validate_cursor_row(self.cursor_row + rows)
        # A row that is still on its way cannot be marked: wait for it rather than skip it.
        if self.row_key_at(start) is not None and self.row_key_at(end) is not None:
            self._marks.stretch(start, end, self.row_key_at)
            self.cursor_row = end
            self._marks_changed()

    def action_mark_all(self) -> None:
        source = self._loader.source
        if source is not None:
            add = partial(self._add_marks, self._loader.generation)
            sort = self.sort
            self._loader.run_beside(lambda: [row.key for row in walk(source, sort)], add)

    def _add_marks(self, generation: int, keys: list[Key]) -> None:
        self._marks.add(keys)
        self._marks_changed()
        if generation != self._loader.generation and not self._loader.is_opening:
            self._drop_unseen_marks()

    def action_clear_marks(self) -> None:
        self._marks.clear()
        self._marks_changed()

    def action_copy_rows(self) -> None:
        job = self._copy_job()
        if job.keys:
            self._loader.run_beside(job, self._hand_out)

    def _hand_out(self, rows: list[Row]) -> None:
        self.post_message(self.RowsCopied(self, as_tab_separated(self.columns, rows), len(rows)))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or event.button != 1:
            return
        event.stop()
        row = self.scroll_offset.y + offset.y - HEADER_HEIGHT
        if offset.y < HEADER_HEIGHT:
            slot = self.layout_in_view.slot_at(offset.x, self.scroll_offset.x)
            if slot is not None:
                self.sort_by(slot.column.key)
        elif row < (self.total or 0):
            self._click_row(row, offset.x, marks=event.ctrl or offset.x < MARK_WIDTH)

    def _click_row(self, row: int, x: int, *, marks: bool) -> None:
        was_cursor = row == self.cursor_row
        self.cursor_row = row
        if marks:
            self.action_toggle_mark()
        elif was_cursor:
            self.action_select_row()
