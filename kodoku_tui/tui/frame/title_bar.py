"""The first line of a main screen: which screens there are, which year shows, as of when, and who sits here."""

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
_YEAR = "bold"


class TitleBar(Widget):
    """Digits and names of the main screens (the present one marked), the year, the day, the person, 架空データ.

    The year is said only of a file that holds several, with what is still open in another one.
    """

    DEFAULT_CSS = """
    TitleBar {
        dock: top; height: 1; width: 100%; background: $primary-muted; color: $foreground;
    }
    """

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here
        self._years_from: int | None = None
        self._years_to = 0

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
        said, rest = self._right(self.size.width - left.cell_length - 1)
        gap = max(0, self.size.width - left.cell_length - cell_len(said) - rest.cell_length)
        self._years_from = left.cell_length + gap if said else None
        self._years_to = left.cell_length + gap + cell_len(said)
        return Content.assemble(left, Content(" " * gap), Content.styled(said, _YEAR) if said else "", rest)

    def _labels(self) -> list[tuple[str, str]]:
        """Digit and name of each screen: apart where all words fit beside them, else as near and short as need be."""
        screens = self._desk_app.main_screens.screens
        full = {screen.name: say(f"screen.{screen.name}") for screen in screens}
        short = {screen.name: say(f"screen_short.{screen.name}") for screen in screens}
        everything, *_ = words = self._right_words()
        year_and_day = words[4]
        ways = [(" {}{}", short, year_and_day)]
        if self.size.width >= WIDE:
            ways = [(" {} {} ", full, everything), (" {}{}", full, year_and_day), *ways]
        for form, names, (years, rest) in ways:
            labels = [(screen.name, form.format(screen.digit, names[screen.name])) for screen in screens]
            taken = sum(cell_len(label) for _, label in labels)
            if taken + cell_len(years) + rest.cell_length + 1 <= self.size.width:
                return labels
        return [(screen.name, f"{screen.digit}{short[screen.name]}") for screen in screens]

    def _right(self, room: int) -> tuple[str, Content]:
        """The years, and what stands behind them, as much as has room."""
        return next(
            (
                (years, rest)
                for years, rest in self._right_words()
                if cell_len(years) + rest.cell_length <= room
            ),
            ("", Content("")),
        )

    def _right_words(self) -> list[tuple[str, Content]]:
        """What can stand on the right, the fullest first; the fifth still says which year and which day it is."""
        desk = self._desk_app.desk
        day = say("title.as_of", day=say_day(desk.today, today=None), year=desk.today.year)
        who = desk.staff or say("title.nobody")
        short_day = say_day(desk.today, today=desk.today)
        years, year = self._year_words()
        invented = f" {say('title.invented')} " if self._desk_app.surroundings.is_demonstration else ""
        return [
            (said, Content.assemble(Content.styled(invented, _INVENTED) if invented else "", f" {words}"))
            for said, words in (
                (years, f"{who}  {day} "),
                (years, f"{day} "),
                (years, f"{short_day} "),
                (year, f"{day} "),
                (year, f"{short_day} "),
                (year, ""),
                ("", f"{short_day} "),
                ("", ""),
            )
        ]

    def _year_words(self) -> tuple[str, str]:
        """Which year shows, with what another one still holds, and in short; nothing of a file with one year."""
        others = self._desk_app.surroundings.other_years
        if not others:
            return "", ""
        here = say("title.year", year=self._desk_app.desk.year)
        opens = say("title.to_choose")
        still = next((other for other in others if other.open), None)
        short = f" {here} {opens} "
        if still is None:
            return short, short
        return f" {here}  {say('title.other_year', year=still.year, count=still.open)} {opens} ", short

    async def on_click(self, event: events.Click) -> None:
        """Go to the screen whose name was clicked, or let another year be chosen."""
        if self._years_from is not None and self._years_from <= event.x < self._years_to:
            await self.app.run_action("choose_year")
            return
        column = 0
        for name, label in self._labels():
            column += cell_len(label)
            if event.x < column:
                await self.app.run_action(f"show_{name}")
                return
