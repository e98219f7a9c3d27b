"""A screen that shows what stands in the file: read in a thread, when one comes to it and whenever it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.frame.command_screen import CommandScreen
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.notices import notify_plain

RELOAD = Command("reload", ("r", "ctrl+r"), in_footer=False, group="list")


class ReadingScreen(CommandScreen[None]):
    """Subclasses say what is read and how it is shown; only the newest reading shows."""

    def __init__(self) -> None:
        super().__init__()
        self._loads = 0
        self._was_read = False
        self._shows_others = False
        # One comes to a screen anew, or back to it. Textual says so twice of a new one.
        self._is_to_be_read = True

    @property
    def desk(self) -> Desk:
        """The desk that everything is read from."""
        return self.desk_app.desk

    def read_file(self) -> Callable[[], None]:
        """Read, and return what shows it. Called in a worker thread; what is returned, in that of the app."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """What was done elsewhere shows when one comes back."""
        self.desk_app.surroundings.tell(self.desk_app)
        if self._is_to_be_read:
            self._is_to_be_read = False
            self.reload()

    def on_screen_suspend(self) -> None:
        """Another screen lies over this one, or another main screen shows."""
        self._is_to_be_read = True

    def reload(self) -> None:
        """Read the file again."""
        self._loads += 1
        load = self._loads
        self.desk_app.in_thread(lambda: self._load(load), group="load")

    def show_others(self) -> None:
        """Read what is to show now in place of what shows: what is typed next is about that."""
        self._shows_others = True
        self.reload()

    def action_reload(self) -> None:
        """Read the file again, and say so: often nothing on the screen changes by it."""
        self.reload()
        notify_plain(self.app, say("list.reloaded"))

    @property
    def awaits_rows(self) -> bool:
        """Whether what is to show is still on its way: nothing, or something else, is under the cursor yet."""
        return not self._was_read or self._shows_others

    def _load(self, load: int) -> None:
        try:
            self.desk_app.surroundings.look()
            show = self.read_file()
        except Exception:
            self.app.call_from_thread(self._reading_ended)
            raise
        if load == self._loads and self.is_attached:
            self.app.call_from_thread(self._loaded, show)

    def _loaded(self, show: Callable[[], None]) -> None:
        if self.is_current:
            self.desk_app.surroundings.tell(self.desk_app)
        show()
        self._reading_ended()

    def _reading_ended(self) -> None:
        self._was_read = True
        self._shows_others = False
        self.desk_app.rows_are_there()


class ScrolledScreen(ReadingScreen):
    """A page that is longer than the screen: the keys scroll it as a whole."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll(-1)", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("pageup", "scroll_page(-1)", show=False),
        Binding("pagedown,space", "scroll_page(1)", show=False),
        Binding("home", "scroll_to_end(False)", show=False),
        Binding("end", "scroll_to_end(True)", show=False),
    ]

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
