"""The main screens: a digit each, and how one goes from one to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.screen import Screen

from kodoku_tui.tui.frame.commands import Command

_BETWEEN = "between"
_BESIDE = "beside."


@dataclass(frozen=True, slots=True)
class MainScreen:
    """One main screen; its name is its mode, and leads to `screen.NAME` in the catalogue.

    `make` gives the screen as it is when it is first shown. One that shows every year of the file stays as it is when
    another one is chosen.
    """

    name: str
    digit: str
    other_keys: tuple[str, ...]
    make: Callable[[], Screen[Any]]
    shows_every_year: bool = False

    @property
    def command(self) -> Command:
        """Going there."""
        return Command(f"show_{self.name}", (self.digit, *self.other_keys), in_footer=False, group="screens")


class MainScreens:
    """The modes of `app`, one for each of the `screens`, in the order of the title bar."""

    def __init__(self, app: App[Any], screens: Sequence[MainScreen]) -> None:
        self._app = app
        self.screens = screens
        self._before = screens[0].name
        self._prepared: dict[str, Screen[Any]] = {}
        self._side = ""
        self._left = ""
        for screen in screens:
            app.add_mode(screen.name, self._opening(screen))

    def prepare(self, name: str, screen: Screen[Any]) -> None:
        """Show this one, made beforehand, when `name` is first gone to."""
        self._prepared[name] = screen

    @property
    def here(self) -> str:
        """The name of the main screen that shows, or lies below what shows."""
        return self._app.current_mode.removeprefix(_BESIDE)

    def show(self, name: str) -> None:
        """Go to a main screen as it was left; from what lies over it, back to it."""
        here = self.here
        if here != name:
            if any(here == screen.name for screen in self.screens):
                self._before = here
            self._app.switch_mode(f"{self._side}{name}")
            return
        while len(self._app.screen_stack) > 1:
            self._app.pop_screen()

    def show_the_one_before(self) -> None:
        """Back to the main screen that showed before this one."""
        self.show(self._before)

    def show_beside(self) -> None:
        """Show other screens of the same names; those that showed stay as they are, with what lies over them."""
        self._left = self._app.current_mode
        self._side = _BESIDE
        for screen in self.screens:
            self._app.add_mode(f"{_BESIDE}{screen.name}", screen.make)
        self._app.switch_mode(f"{_BESIDE}{self.screens[0].name}")

    async def leave_beside(self) -> None:
        """Back to where one was before, as it was left."""
        self._side = ""
        await self._app.switch_mode(self._left)
        for screen in self.screens:
            await self._app.remove_mode(f"{_BESIDE}{screen.name}")

    async def begin_anew(self) -> None:
        """Make every screen anew but those that show every year: what lay over them, the rows that were marked and the
        cursor were of another one, where the same number is somebody else's."""
        app, here = self._app, self._app.current_mode
        of_a_year = [screen for screen in self.screens if not screen.shows_every_year]
        app.add_mode(_BETWEEN, Screen)
        while len(app.screen_stack) > 1:
            await app.pop_screen()
        await app.switch_mode(_BETWEEN)
        for screen in of_a_year:
            await app.remove_mode(f"{self._side}{screen.name}")
            app.add_mode(f"{self._side}{screen.name}", self._opening(screen))
        await app.switch_mode(here)
        await app.remove_mode(_BETWEEN)

    def _opening(self, screen: MainScreen) -> Callable[[], Screen[Any]]:
        return lambda: self._prepared.pop(screen.name, None) or screen.make()
