"""The main screens: a digit each, and how one goes from one to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from textual.app import App
from textual.screen import Screen

from kodoku_tui.tui.frame.commands import Command


@dataclass(frozen=True, slots=True)
class MainScreen:
    """One main screen; its name is its mode, and leads to `screen.NAME` in the catalogue.

    `home` is the module below `tui` and the class in it, imported when the screen is first shown.
    """

    name: str
    digit: str
    other_key: str
    home: str

    @property
    def command(self) -> Command:
        """Going there."""
        return Command(f"show_{self.name}", (self.digit, self.other_key), in_footer=False, group="screens")

    def make(self) -> Screen[Any]:
        """The screen as it is when it is first shown."""
        module, _, name = self.home.partition(":")
        made: Screen[Any] = getattr(import_module(f"kodoku_tui.tui.{module}"), name)()
        return made


MAIN_SCREENS = (
    MainScreen("work", "1", "ctrl+t", "work.work:WorkScreen"),
    MainScreen("register", "2", "ctrl+g", "register.register:RegisterScreen"),
    MainScreen("sessions", "3", "ctrl+k", "sessions.sessions:SessionsScreen"),
    MainScreen("log", "4", "ctrl+l", "desk.log:LogScreen"),
    MainScreen("matrix", "5", "ctrl+b", "duties.matrix:MatrixScreen"),
    MainScreen("month", "6", "ctrl+y", "duties.month:MonthScreen"),
    MainScreen("issues", "7", "alt+i", "issues.board:IssueBoardScreen"),
    MainScreen("talks", "8", "alt+t", "checkins.due:TalksScreen"),
    MainScreen("linkages", "9", "alt+l", "linkages.linkages:LinkagesScreen"),
    MainScreen("search_all", "0", "alt+f", "desk.search:SearchScreen"),
)
"""In the order of the title bar."""

MODES = frozenset(screen.name for screen in MAIN_SCREENS)


class MainScreens(App[None]):
    """An app with these screens as its modes, and a command `show_NAME` for each."""

    def __init__(self) -> None:
        super().__init__()
        self.mode_before = MAIN_SCREENS[0].name
        """The main screen that showed before this one."""
        self._prepared: dict[str, Screen[Any]] = {}
        for screen in MAIN_SCREENS:
            self.add_mode(screen.name, self._opening(screen))

    def prepare_main_screen(self, name: str, screen: Screen[Any]) -> None:
        """Show this one, made beforehand, when `name` is first gone to."""
        self._prepared[name] = screen

    def show_main_screen(self, mode: str) -> None:
        """Go to a main screen as it was left; from what lies over it, back to it."""
        if self.current_mode != mode:
            if self.current_mode in MODES:
                self.mode_before = self.current_mode
            self.switch_mode(mode)
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _opening(self, screen: MainScreen) -> Callable[[], Screen[Any]]:
        return lambda: self._prepared.get(screen.name) or screen.make()


def _going_to(name: str) -> Callable[[MainScreens], None]:
    return lambda app: app.show_main_screen(name)


for _screen in MAIN_SCREENS:
    # Textual looks an action up by the name of its method.
    setattr(MainScreens, f"action_{_screen.command.name}", _going_to(_screen.name))
