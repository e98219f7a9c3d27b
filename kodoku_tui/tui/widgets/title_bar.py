"""The first line of a main screen: which screens there are, as of when, and who sits here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day

if TYPE_CHECKING:
    from kodoku_tui.tui.app import KodokuApp

_AIRY_FROM = 100
_AROUND_DAY = 3
_HERE = "bold $background on $primary-lighten-2"
_INVENTED = "bold $background on $warning"

SCREENS = {
    "1": "work",
    "2": "register",
    "3": "sessions",
    "4": "log",
    "5": "matrix",
    "6": "month",
    "7": "issues",
    "9": "linkages",
}
"""The main screens by the digit that shows them."""


class TitleBar(Widget):
    """Digits and names of the main screens (the present one marked), the day, the person, 架空データ."""

    DEFAULT_CSS = """
    TitleBar {
        dock: top; height: 1; width: 100%; background: $primary-muted; color: $foreground;
    }
    """

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here

    @property
    def _desk_app(self) -> KodokuApp:
        return cast("KodokuApp", self.app)

    def render(self) -> Content:
        """Screens on the left, the day and the person on the right as far as they fit."""
        parts: list[Any] = []
        for name, label in self._labels():
            parts.append(Content.styled(label, _HERE) if name == self._here else Content(label))
        left = Content.assemble(*parts)
        right = self._right(self.size.width - left.cell_length - 1)
        gap = max(0, self.size.width - left.cell_length - right.cell_length)
        return Content.assemble(left, Content(" " * gap), right)

    def _labels(self) -> list[tuple[str, str]]:
        """Each main screen and how it is written: closer together where there is little room.

        Where even then the day would not fit, the others than the present one go by their digit alone.
        """
        end = " " if self.size.width >= _AIRY_FROM else ""
        names = [(name, f" {number} {say(f'screen.{name}')}{end}") for number, name in SCREENS.items()]
        room = self.size.width - sum(cell_len(label) for _, label in names)
        if self._desk_app.is_demonstration or room > cell_len(self._day()) + _AROUND_DAY:
            return names
        digits = {name: f" {number} " for number, name in SCREENS.items()}
        return [(name, label if name == self._here else digits[name]) for name, label in names]

    def _day(self) -> str:
        today = self._desk_app.desk.today
        return say("title.as_of", day=say_day(today, today=None), year=today.year)

    def _right(self, room: int) -> Content:
        desk = self._desk_app.desk
        day = self._day()
        who = desk.staff or say("title.nobody")
        for words in (f"{who}  {day} ", f"{day} ", ""):
            invented = f" {say('title.invented')} " if self._desk_app.is_demonstration else ""
            if cell_len(invented) + cell_len(words) + 1 <= room or not words:
                return Content.assemble(Content.styled(invented, _INVENTED) if invented else "", f" {words}")
        return Content("")

    async def on_click(self, event: events.Click) -> None:
        """Go to the screen whose name was clicked."""
        column = 0
        for name, label in self._labels():
            column += cell_len(label)
            if event.x < column:
                await self.app.run_action(f"show_{name}")
                return
