"""What the main screens share: title, one list, the group beside it, and reading the file again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.services.desk import Desk
from kodoku_tui.tui.commands import Command, CommandScreen
from kodoku_tui.tui.notices import notify_plain
from kodoku_tui.tui.widgets.command_footer import CommandFooter
from kodoku_tui.tui.widgets.list_pages import LEAST_PAGE_SIZE
from kodoku_tui.tui.widgets.list_table import ListTable, PageSource
from kodoku_tui.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from kodoku_tui.services.groups import Karte
    from kodoku_tui.tui.app import KodokuApp
    from kodoku_tui.tui.widgets.group_summary import GroupSummary

WIDE = 120
REST_SECONDS = 0.12

COPY_ROWS = Command("copy_rows", ("ctrl+c",), in_footer=False, group="list")
RELOAD = Command("reload", ("r", "ctrl+r"), in_footer=False, group="list")


class ListScreen(CommandScreen[None]):
    """A main screen around one `ListTable`. Subclasses give the table, its source and the row's group."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (COPY_ROWS, RELOAD)
    AUTO_FOCUS = "ListTable"
    SCREEN_NAME = ""
    SHOWS_GROUPS = True
    DEFAULT_CSS = """
    ListScreen {
        & .list-screen--line { height: 1; padding: 0 1; color: $text-muted; }
        & .list-screen--body { height: 1fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.line = Static(Content(""), classes="list-screen--line")
        self._summary: GroupSummary | None = None
        self._loads = 0
        self._was_resumed = False
        self._was_left = False
        self._prepared: tuple[PageSource, str] | None = None
        self._wanted_group: int | None = None

    @property
    def desk_app(self) -> KodokuApp:
        """The app with its desk."""
        return cast("KodokuApp", self.app)

    @property
    def desk(self) -> Desk:
        """The desk that everything is read from."""
        return self.desk_app.desk

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

    @property
    def group_number(self) -> int | None:
        """The number of the group under the cursor."""
        return None

    def compose(self) -> ComposeResult:
        """Title, a line about the list, the list (and the group beside it), the keys."""
        yield TitleBar(self.SCREEN_NAME, is_demonstration=bool(self.desk.programme["is_demonstration"]))
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
        yield CommandFooter()

    def compose_above(self) -> ComposeResult:
        """Anything between the title and the line."""
        return ()

    def prepare(self, source: PageSource, line: str) -> None:
        """Hand over what was read before there was an app, so that the first frame has data."""
        self._prepared = (source, line)

    def on_screen_resume(self) -> None:
        """What was done elsewhere shows when one comes back; Textual resumes a new screen twice."""
        is_new = not self._was_resumed
        self._was_resumed = True
        if (is_new and self._prepared is None) or self._was_left:
            self.reload()

    def on_screen_suspend(self) -> None:
        """Another screen lies over this one, or another main screen shows."""
        self._was_left = True

    def reload(self) -> None:
        """Read the file again; the cursor stays on its row."""
        self._loads += 1
        self.run_worker(lambda load=self._loads: self._load(load), thread=True, group="load")

    def action_reload(self) -> None:
        self.reload()

    def action_copy_rows(self) -> None:
        self.table.action_copy_rows()

    @on(ListTable.RowsCopied)
    def _tell_copied(self, message: ListTable.RowsCopied) -> None:
        notify_plain(self.app, say("list.copied", count=message.count))

    @on(ListTable.FetchFailed)
    def _tell_failed(self, message: ListTable.FetchFailed) -> None:
        self.desk_app.unexpected(message.error)

    @on(ListTable.RowHighlighted)
    def _show_beside(self) -> None:
        self._refresh_summary()

    def on_resize(self, event: events.Resize) -> None:
        """The group beside the list needs room."""
        self._arrange(event.size.width)

    def _load(self, load: int) -> None:
        try:
            source = self.make_source()
            line = self.line_text()
        except (Refused, OSError) as error:
            self.app.call_from_thread(self.desk_app.unexpected, error)
            return
        if load == self._loads and self.is_attached:
            self.app.call_from_thread(self._loaded, source, line)

    def _loaded(self, source: PageSource, line: str) -> None:
        self.line.update(Content(line))
        self.table.set_source(source)
        self._wanted_group = None
        self._refresh_summary()

    def _arrange(self, width: int) -> None:
        if not self.SHOWS_GROUPS:
            return
        if width >= WIDE and self._summary is None:
            from kodoku_tui.tui.widgets.group_summary import GroupSummary

            self._summary = GroupSummary()
            self.query_one(".list-screen--body").mount(self._summary)
            self._wanted_group = None
            self._refresh_summary()
        if self._summary is not None:
            self._summary.display = width >= WIDE

    def _refresh_summary(self) -> None:
        number = self.group_number
        if self._summary is None or not self._summary.display or number == self._wanted_group:
            return
        self._wanted_group = number
        if number is None:
            self._summary.show(None, self.desk.today)
        else:
            # Whoever runs down a list passes many groups: only the one where the cursor rests is read.
            self.set_timer(REST_SECONDS, lambda: self._start_reading(number))

    def _start_reading(self, number: int) -> None:
        if number == self._wanted_group:
            self.run_worker(lambda: self._read_summary(number), thread=True, group="summary")

    def _read_summary(self, number: int) -> None:
        from kodoku_tui.services.groups import group_karte

        karte = group_karte(self.desk, number)
        self.app.call_from_thread(self._show_summary, number, karte)

    def _show_summary(self, number: int, karte: Karte) -> None:
        if number == self._wanted_group and self._summary is not None:
            self._summary.show(karte, self.desk.today)

    def open_group(self, number: int | None) -> None:
        """Open the group on one page."""
        if number is not None:
            self.desk_app.show_karte(number)

    def run_in_thread(self, work: Any, *, group: str) -> None:
        """Run `work` in a worker thread; a refusal is said as a notice."""

        def guarded() -> None:
            try:
                work()
            except Refused as error:
                self.app.call_from_thread(self.desk_app.unexpected, error)

        self.run_worker(guarded, thread=True, group=group)
