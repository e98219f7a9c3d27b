"""The first line of a main screen: which screens there are, as of when, and who sits here."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.tui.frame.desk_app import DeskApp, desk_app_of
from kodoku_tui.tui.frame.looks import WIDE

_HERE = "bold $background on $primary-lighten-2"
_INVENTED = "bold $background on $warning"


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
    def _desk_app(self) -> DeskApp:
        return desk_app_of(self)

    def render(self) -> Content:
        """Screens on the left, the day and the person on the right as far as they fit."""
        left = Content.assemble(
            *(
                Content.styled(label, _HERE) if name == self._here else Content(label)
                for name, label in self._labels()
            )
        )
        right = self._right(self.size.width - left.cell_length - 1)
        gap = max(0, self.size.width - left.cell_length - right.cell_length)
        return Content.assemble(left, Content(" " * gap), right)

    def _labels(self) -> list[tuple[str, str]]:
        """Digit and name of each screen; in short, and close together, where the day would have no room beside them."""
        screens = self._desk_app.main_screens.screens
        if self.size.width >= WIDE:
            return [(screen.name, f" {screen.digit} {say(f'screen.{screen.name}')} ") for screen in screens]
        return [(screen.name, f" {screen.digit}{say(f'screen_short.{screen.name}')}") for screen in screens]

    def _right(self, room: int) -> Content:
        desk = self._desk_app.desk
        day = say("title.as_of", day=say_day(desk.today, today=None), year=desk.today.year)
        who = desk.staff or say("title.nobody")
        for words in (f"{who}  {day} ", f"{day} ", f"{say_day(desk.today, today=desk.today)} ", ""):
            invented = f" {say('title.invented')} " if self._desk_app.surroundings.is_demonstration else ""
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
