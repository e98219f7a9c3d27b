"""A screen that is one text, read in a thread and scrolled as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.tui.frame.command_footer import CommandFooter
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.reading_screen import RELOAD, ScrolledScreen
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.frame.title_bar import TitleBar


class TextPage(ScrolledScreen):
    """Subclasses read what the page shows, in a thread, and say it as text."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (GO_BACK, RELOAD)
    DEFAULT_CSS = """
    TextPage {
        & VerticalScroll { height: 1fr; }
        & .text-page--text { height: auto; padding: 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = Static(Content(say("karte.loading")), classes="text-page--text")

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

    def read_file(self) -> Callable[[], None]:
        """What `text` says, or in its place why there is nothing."""
        try:
            self.read()
        except Refused as error:
            reason = Content(say_refused(error))
            return lambda: self._text.update(reason)
        return self._show

    def _show(self) -> None:
        self._text.update(self.text())
        self.refresh_bindings()
