"""A scrolling list that draws the visible rows only and keeps a cursor on one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.cells import chop_cells
from textual import events, on
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kodoku_tui.tui.frame.cut_text import clean
from kodoku_tui.tui.lists.list_cells import MARK_WIDTH, Column, Key, Row, SortOrder
from kodoku_tui.tui.lists.list_layout import Layout, lay_out, natural_width
from kodoku_tui.tui.lists.list_loader import Opened, PageLoader, View
from kodoku_tui.tui.lists.list_paint import CellLook, LinePainter

HEADER_HEIGHT = 1


class _BackOnScreen(Message, bubble=False):
    """A worker thread is done: run this where widgets may be touched."""

    def __init__(self, callback: Callable[[], None]) -> None:
        super().__init__()
        self.callback = callback


class PagedList(ScrollView, inherit_bindings=False):
    """Columns, rows in pages, a cursor; a subclass says which rows are marked and passes on what happens."""

    ALLOW_SELECT = False
    WHOLE_COLUMNS = False
    """Whether a column that does not fit whole is left out, rather than shown in part."""

    cursor_row = reactive(0, repaint=False)
    """Index of the row under the cursor."""
    empty_text = reactive("")
    """Shown in place of rows when the list has none."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        frozen: int,
        empty_text: str,
        sort: SortOrder | None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.columns = tuple(columns)
        self._frozen = frozen
        self._layout: Layout | None = None
        self._loader = PageLoader(self, sort)
        self._painter = LinePainter(self.get_visual_style)
        self._direction = 1
        self._announced: Row | None = None
        self.set_reactive(PagedList.empty_text, empty_text)
        self.set_reactive(PagedList.virtual_size, self._list_size())

    @property
    def total(self) -> int | None:
        """How many rows the list has; None until the first page is there."""
        return self._loader.pages.total

    @property
    def is_opening(self) -> bool:
        """Whether the first rows of a list that was set, or read anew, are still on their way."""
        return self._loader.is_opening

    @property
    def cursor_key(self) -> Key | None:
        """Key of the row under the cursor; None while it is not there."""
        return self.row_key_at(self.cursor_row)

    @property
    def rows_in_view(self) -> int:
        """How many rows fit on the screen."""
        return max(1, self.scrollable_content_region.height - HEADER_HEIGHT)

    def row_key_at(self, index: int) -> Key | None:
        """Key of the row at this place; None while it is not there."""
        row = self._loader.pages.row(index)
        return None if row is None else row.key

    # For the subclass to fill in

    def is_marked(self, key: Key) -> bool:
        raise NotImplementedError

    def cell_looks(self, index: int, row: Row) -> tuple[CellLook, ...]:
        """What single cells of the row at this place look like besides their own style."""
        return ()

    def announce_row(self, row: Row | None) -> None:
        raise NotImplementedError

    def announce_total(self, total: int) -> None:
        raise NotImplementedError

    def announce_failure(self, error: Exception) -> None:
        raise NotImplementedError

    def list_replaced(self) -> None:
        """The first page of another list, or of newer data, is there."""

    # What the loader asks and tells

    def start_thread(self, work: Callable[[], None]) -> None:
        self.run_worker(work, thread=True, group="list-table", exit_on_error=False)

    def back_on_screen(self, callback: Callable[[], None]) -> None:
        self.post_message(_BackOnScreen(callback))

    def list_opened(self, opened: Opened) -> None:
        opening = opened.opening
        steps = self.cursor_row - opening.cursor if opening.cursor_moves_along else 0
        view_follows = self._cursor_is_in_view() or not opening.cursor_moves_along
        self.virtual_size = self._list_size()
        self._painter.forget_rows()
        self.set_reactive(PagedList.cursor_row, self.validate_cursor_row(opened.cursor + steps))
        if view_follows:
            self.scroll_to(y=opened.cursor - opening.rows_above, animate=False, force=True)
            self._bring_cursor_into_view()
        self.list_replaced()
        self.page_arrived()

    def page_arrived(self) -> None:
        self.show_rows_anew()
        self.announce_total(self.total or 0)

    def fetching_failed(self, error: Exception) -> None:
        self.show_rows_anew()
        self.announce_failure(error)

    def ask_next(self) -> None:
        if self.is_mounted:
            top = self.scroll_offset.y
            self._loader.ask(View(self.cursor_row, self.cursor_key, top, self.rows_in_view, self._direction))

    def show_rows_anew(self) -> None:
        """The rows or the marks changed: draw them again."""
        self._painter.forget_rows()
        self.virtual_size = self._list_size()
        self.set_reactive(PagedList.cursor_row, self.validate_cursor_row(self.cursor_row))
        self.refresh()
        self._announce_cursor()

    @on(_BackOnScreen)
    def _run_callback(self, message: _BackOnScreen) -> None:
        message.callback()

    # Cursor and scrolling

    def on_mount(self) -> None:
        self._announce_cursor()
        self.ask_next()

    def on_resize(self, _event: events.Resize) -> None:
        self.virtual_size = self._list_size()
        self._bring_cursor_into_view()
        self.ask_next()

    def validate_cursor_row(self, row: int) -> int:
        return max(0, min(row, (self.total or 1) - 1))

    def watch_cursor_row(self, old: int, new: int) -> None:
        self.refresh_line(old + HEADER_HEIGHT)
        self.refresh_line(new + HEADER_HEIGHT)
        self._bring_cursor_into_view()
        self._announce_cursor()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._direction = 1 if new_value > old_value else -1
            self.ask_next()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._painter.forget_styles()

    def _cursor_is_in_view(self) -> bool:
        return 0 <= self.cursor_row - self.scroll_offset.y < self.rows_in_view

    def _bring_cursor_into_view(self) -> None:
        top, height = self.scroll_offset.y, self.rows_in_view
        if not self._cursor_is_in_view():
            above = self.cursor_row < top
            self.scroll_to(y=self.cursor_row - (0 if above else height - 1), animate=False, force=True)

    def _announce_cursor(self) -> None:
        row = self._loader.pages.row(self.cursor_row)
        is_settled = row is not None or self.total == 0
        if self.is_mounted and is_settled and row != self._announced:
            self._announced = row
            self.announce_row(row)

    # Drawing

    def _list_size(self) -> Size:
        width = natural_width(self.columns)
        if self.is_mounted:
            # Where room is short, some columns are narrower: nothing is to be scrolled to behind the last one.
            width = min(width, self.layout_in_view.width)
        return Size(width, HEADER_HEIGHT + (self.total or 0))

    @property
    def layout_in_view(self) -> Layout:
        """The columns as they stand at the present width."""
        width = self.scrollable_content_region.width
        if self._layout is None or self._layout.view_width != width:
            self._layout = lay_out(self.columns, self._frozen, width, self.WHOLE_COLUMNS)
        return self._layout

    def render_line(self, y: int) -> Strip:
        layout = self.layout_in_view
        scroll_x, scroll_y = self.scroll_offset
        if y < HEADER_HEIGHT:
            return self._painter.header(layout, self._loader.sort, scroll_x)
        index = scroll_y + y - HEADER_HEIGHT
        if index < (self.total or 0):
            row = self._loader.pages.row(index)
            is_marked = row is not None and self.is_marked(row.key)
            return self._painter.row(
                index,
                row,
                layout,
                scroll_x,
                has_cursor=index == self.cursor_row,
                is_marked=is_marked,
                cell_looks=() if row is None else self.cell_looks(index, row),
            )
        return self._painter.note(self._empty_line(y - HEADER_HEIGHT - 1), layout.view_width)

    def _empty_line(self, number: int) -> str:
        if self.total != 0 or number < 0:
            return ""
        room = max(2, self.layout_in_view.view_width - 2 * MARK_WIDTH)
        paragraphs = [clean(line) for line in self.empty_text.splitlines()]
        lines = [part for paragraph in paragraphs for part in chop_cells(paragraph, room) or [""]]
        return lines[number] if number < len(lines) else ""
