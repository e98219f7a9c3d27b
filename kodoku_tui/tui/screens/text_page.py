"""A screen that is one text, read in a thread and scrolled as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk import Desk
from kodoku_tui.tui.commands import Command, CommandScreen
from kodoku_tui.tui.matter_commands import GO_BACK
from kodoku_tui.tui.notices import notify_plain
from kodoku_tui.tui.screens.list_screen import RELOAD
from kodoku_tui.tui.widgets.command_footer import CommandFooter
from kodoku_tui.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from kodoku_tui.tui.app import KodokuApp


class TextPage(CommandScreen[None]):
    """Subclasses read what the page shows, in a thread, and say it as text."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (GO_BACK, RELOAD)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll(-1)", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("pageup", "scroll_page(-1)", show=False),
        Binding("pagedown,space", "scroll_page(1)", show=False),
        Binding("home", "scroll_to_end(False)", show=False),
        Binding("end", "scroll_to_end(True)", show=False),
    ]
    SCREEN_NAME = ""
    DEFAULT_CSS = """
    TextPage {
        & VerticalScroll { height: 1fr; }
        & .text-page--text { height: auto; padding: 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._loads = 0
        self._text = Static(Content(say("karte.loading")), classes="text-page--text")

    @property
    def desk_app(self) -> KodokuApp:
        """The app with its desk."""
        return cast("KodokuApp", self.app)

    @property
    def desk(self) -> Desk:
        """The desk that everything is read from."""
        return self.desk_app.desk

    def read(self) -> None:
        """Read and keep what `text` says. Called in a worker thread."""
        raise NotImplementedError

    def text(self) -> Content:
        """The page, from what was read."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title, the page, the keys."""
        yield TitleBar(self.SCREEN_NAME)
        with VerticalScroll(can_focus=False):
            yield self._text
        yield CommandFooter()

    def on_screen_resume(self) -> None:
        """What was just recorded shows when one comes back."""
        self.reload()

    def reload(self) -> None:
        """Read the file again."""
        self._loads += 1
        load = self._loads
        self.desk_app.in_thread(lambda: self._load(load), group="load")

    def action_reload(self) -> None:
        """Read the file again, and say so: often nothing on the screen changes by it."""
        self.reload()
        notify_plain(self.app, say("list.reloaded"))

    def action_go_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def action_scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines * 2, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=pages * max(1, scroll.size.height - 2), animate=False)

    def action_scroll_to_end(self, at_bottom: bool) -> None:
        scroll = self.query_one(VerticalScroll)
        if at_bottom:
            scroll.scroll_end(animate=False)
        else:
            scroll.scroll_home(animate=False)

    def _load(self, load: int) -> None:
        self.desk_app.look_around()
        try:
            self.read()
        except Refused as error:
            self.app.call_from_thread(self._text.update, Content(say_refused(error)))
            return
        if load == self._loads and self.is_attached:
            self.app.call_from_thread(self._show)

    def _show(self) -> None:
        if self.is_current:
            self.desk_app.tell_surroundings()
        self._text.update(self.text())
        self.refresh_bindings()
