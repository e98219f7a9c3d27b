"""What the main screens share: title, one list, the group beside it, and reading the file again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.command_footer import CommandFooter
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.cut_lines import CutLines
from kodoku_tui.tui.frame.group_beside import GroupBeside
from kodoku_tui.tui.frame.looks import BESIDE_A_LIST
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.frame.pausing import Pausing
from kodoku_tui.tui.frame.reading_screen import RELOAD, ReadingScreen
from kodoku_tui.tui.frame.title_bar import TitleBar
from kodoku_tui.tui.lists.copying import COPY_ROWS, copy_rows
from kodoku_tui.tui.lists.list_pages import LEAST_PAGE_SIZE
from kodoku_tui.tui.lists.list_table import Key, ListTable, PageSource, Row

if TYPE_CHECKING:
    from kodoku_tui.services.karte.karte import Karte

SORT = Command("sort", ("s", "f3", "alt+j"), in_footer=False, group="list")


class ListScreen(ReadingScreen, Pausing):
    """A main screen around one `ListTable`. Subclasses give the table, its source and the row's group."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (SORT, COPY_ROWS, RELOAD)
    AUTO_FOCUS = "ListTable"
    SHOWS_GROUPS = True
    DEFAULT_CSS = """
    ListScreen {
        & .list-screen--line { height: auto; max-height: 2; padding: 0 1; color: $text-muted; }
        & .list-screen--body { height: 1fr; }
        & .list-screen--whole { height: 2; padding: 0 1; background: $surface; color: $text-muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.line = CutLines(Content(""), classes="list-screen--line")
        self._whole = CutLines(Content(""), classes="list-screen--whole")
        self._summary: GroupBeside | None = None
        self._prepared: tuple[PageSource, str] | None = None
        self._wanted_group: int | None = None
        self._row_to_stand_on: Key | None = None
        self._has_source = False
        self._opens_others = False
        self._has_row = False
        self._beside: tuple[int, Karte] | None = None

    @property
    def table(self) -> ListTable:
        """The one list of this screen."""
        return self.query_one(ListTable)

    def make_table(self) -> ListTable:
        """The list with its columns; empty until the source is set."""
        raise NotImplementedError

    def make_source(self) -> PageSource:
        """Where the rows come from now. Called in a worker thread."""
        raise NotImplementedError

    def line_text(self) -> str:
        """What the line above the list says, after the source was made. Called in a worker thread."""
        return ""

    def compose(self) -> ComposeResult:
        """Title, a line about the list, the list (and the group beside it), the whole row, the keys."""
        yield TitleBar(self.SCREEN_NAME)
        yield from self.compose_above()
        yield self.line
        with Horizontal(classes="list-screen--body"):
            table = self.make_table()
            if self._prepared is not None:
                source, line = self._prepared
                table.set_source(source)
                table.set_first_page(source.fetch(0, LEAST_PAGE_SIZE, None))
                self.line.update(Content(line))
            yield table
        yield self._whole
        yield CommandFooter()

    def compose_above(self) -> ComposeResult:
        """Anything between the title and the line."""
        return ()

    def prepare(self, source: PageSource, line: str) -> None:
        """Hand over what was read before there was an app, so that the first frame has data."""
        self._prepared = (source, line)
        self._was_read = True
        self._is_to_be_read = False

    @property
    def awaits_rows(self) -> bool:
        """Whether the first rows, or those of another choice, are still on their way."""
        if super().awaits_rows:
            return True
        return self._has_source and (
            self.table.total is None or (self._opens_others and self.table.is_opening)
        )

    def action_sort(self) -> None:
        """Choose the column to sort by; the one that it is sorted by turns the order round."""
        from kodoku_tui.tui.forms.choose import ChooseScreen

        choices = [Choice(column.key, column.title) for column in self.table.columns if column.sortable]
        sorted_by = self.table.sort[0] if self.table.sort is not None else None

        def chosen(choice: Choice[str] | None) -> None:
            if choice is not None:
                self.table.sort_by(choice.key)

        self.app.push_screen(ChooseScreen(say("list.sort_by"), choices, chosen=sorted_by), chosen)

    def action_copy_rows(self) -> None:
        self.table.action_copy_rows()

    @on(ListTable.RowsCopied)
    def _copy(self, message: ListTable.RowsCopied) -> None:
        copy_rows(self.desk_app, message.text, message.count)

    @on(ListTable.FetchFailed)
    def _tell_failed(self, message: ListTable.FetchFailed) -> None:
        self.desk_app.unexpected(message.error)
        self.desk_app.rows_are_there()

    @on(ListTable.PagesLoaded)
    def _tell_rows_are_there(self) -> None:
        self.desk_app.rows_are_there()

    @on(ListTable.RowHighlighted)
    def _show_beside(self, message: ListTable.RowHighlighted) -> None:
        if self._has_row != (message.row is not None):
            # What is done with a row needs one: the footer says so when the first one comes, or the last one goes.
            self._has_row = message.row is not None
            self.refresh_bindings()
        self._whole.update(Content("" if message.row is None else self.whole_text(message.row)))
        self._refresh_summary()

    def whole_text(self, row: Row) -> str:
        """The row under the cursor in full, for the lines below the list: its columns may cut it."""
        return "  ".join(cell.text for cell in row.cells if cell.text)

    def lines_beside(self) -> Sequence[str]:
        """What the panel beside the list says of the row under the cursor before it says of the group."""
        return ()

    def on_resize(self, event: events.Resize) -> None:
        """The group beside the list needs room."""
        self._arrange(event.size.width)

    def read_file(self) -> Callable[[], None]:
        """Make the source anew; the cursor stays on its row."""
        source = self.make_source()
        line = self.line_text()
        return lambda: self._show_source(source, line)

    def stand_on(self, key: Key | None) -> None:
        """Put the cursor on this row when the list is next read; without one it stays where it is."""
        self._row_to_stand_on = key

    def _show_source(self, source: PageSource, line: str) -> None:
        self.line.update(Content(line))
        key, self._row_to_stand_on = self._row_to_stand_on, None
        self.table.set_source(source, at_key=key)
        self._has_source = True
        self._opens_others = self._shows_others
        self._wanted_group = None
        self._refresh_summary()

    def _arrange(self, width: int) -> None:
        if not self.SHOWS_GROUPS:
            return
        if width >= BESIDE_A_LIST and self._summary is None:
            self._summary = self.desk_app.make_group_beside()
            self.query_one(".list-screen--body").mount(self._summary)
            self._wanted_group = None
            self._refresh_summary()
        if self._summary is not None:
            self._summary.display = width >= BESIDE_A_LIST
            self._whole.display = width < BESIDE_A_LIST
            self._refresh_summary()

    def _refresh_summary(self) -> None:
        number = self.group_number
        if self._summary is None or not self._summary.display:
            return
        if number is not None and number == self._wanted_group:
            return
        self._wanted_group = number
        if number is None:
            self._summary.show(None, self.desk.today, self.lines_beside())
        else:
            # Whoever runs down a list passes many groups: only the one where the cursor rests is read.
            self.when_it_rests(lambda: self._start_reading(number))

    def _start_reading(self, number: int) -> None:
        if number == self._wanted_group:
            self.desk_app.in_thread(lambda: self._read_summary(number), group="summary")

    def _read_summary(self, number: int) -> None:
        from kodoku_tui.services.karte.karte import group_karte

        try:
            karte = group_karte(self.desk, number)
        except Refused:
            # The group went away (an import was taken back); the list is about to say so.
            return
        self.app.call_from_thread(self._show_summary, number, karte)

    def _show_summary(self, number: int, karte: Karte) -> None:
        if number == self._wanted_group and self._summary is not None:
            self._beside = (number, karte)
            self._summary.show(karte, self.desk.today, self.lines_beside())

    def say_row_anew(self, whole: str) -> None:
        """Say below the list and beside it what is said of the row under the cursor by now."""
        self._whole.update(Content(whole))
        if self._summary is not None and self._beside is not None and self._beside[0] == self.group_number:
            self._summary.show(self._beside[1], self.desk.today, self.lines_beside())

    def open_group(self, number: int | None) -> None:
        """Open the group on one page; of a line that belongs to no group, say so."""
        if number is not None:
            self.desk_app.show_karte(number)
        elif self.table.cursor_key is not None:
            notify_plain(self.app, say("list.no_group_here"))
