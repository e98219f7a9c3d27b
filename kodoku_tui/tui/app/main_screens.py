"""Which main screens there are."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from textual.screen import Screen

from kodoku_tui.tui.frame.main_screens import MainScreen


def _at(home: str) -> Callable[[], Screen[Any]]:
    """The screen at `module:Class` below `tui`, which is loaded when the screen is first shown."""

    def make() -> Screen[Any]:
        module, _, name = home.partition(":")
        made: Screen[Any] = vars(import_module(f"kodoku_tui.tui.{module}"))[name]()
        return made

    return make


MAIN_SCREENS = (
    MainScreen("work", "1", ("ctrl+t", "ctrl+f9"), _at("work.work:WorkScreen")),
    MainScreen("register", "2", ("ctrl+g", "alt+g"), _at("register.register:RegisterScreen")),
    MainScreen("sessions", "3", ("ctrl+k", "alt+k"), _at("sessions.sessions:SessionsScreen")),
    MainScreen("log", "4", ("ctrl+l",), _at("desk.log:LogScreen")),
    MainScreen("matrix", "5", ("ctrl+b",), _at("duties.matrix:MatrixScreen")),
    MainScreen("month", "6", ("ctrl+y",), _at("duties.month:MonthScreen")),
    MainScreen("issues", "7", ("alt+i", "alt+p"), _at("issues.board:IssueBoardScreen")),
    MainScreen("checkins", "8", ("alt+t",), _at("checkins.due:CheckinsDueScreen")),
    MainScreen("linkages", "9", ("alt+l",), _at("linkages.linkages:LinkagesScreen")),
    MainScreen("search_all", "0", ("alt+f",), _at("desk.search:SearchScreen"), shows_every_year=True),
)
"""In the order of the title bar."""
