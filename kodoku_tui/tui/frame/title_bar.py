"""The first line of a main screen: which screens there are, which year shows, as of when, and who sits here."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.tui.frame.cut_text import CUT_SIGN, fit
from kodoku_tui.tui.frame.desk_app import DeskApp, desk_app_of
from kodoku_tui.tui.frame.key_names import key_name
from kodoku_tui.tui.frame.keys_chosen import keys_of
from kodoku_tui.tui.frame.looks import WIDE

_HERE = "bold $background on $primary-lighten-2"
_INVENTED = "bold $background on $warning"
_YEAR = "bold"
# Of what can stand on the right, so many say the whole name and the whole day.
_FULL = 1
_LONGEST_NAME = 12


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
        """Screens on the left; who sits here and the day, however narrow it is, on the right."""
        labels, said, rest = self._arranged()
        left = Content.assemble(
            *(
                Content.styled(label, _HERE) if name == self._here else Content(label)
                for name, label in labels
            )
        )
        gap = max(0, self.size.width - left.cell_length - cell_len(said) - rest.cell_length)
        self._years_from = left.cell_length + gap if said else None
        self._years_to = left.cell_length + gap + cell_len(said)
        return Content.assemble(left, Content(" " * gap), Content.styled(said, _YEAR) if said else "", rest)

    def _labels(self) -> list[tuple[str, str]]:
        """Each screen with what stands for it."""
        return self._arranged()[0]

    def _arranged(self) -> tuple[list[tuple[str, str]], str, Content]:
        """The screens, the years, and what stands behind them: the names of screens are the first to be shortened.

        What another year still holds gives way to nothing but room: it goes once not even the digits fit beside it.
        """
        years, year = self._year_words()
        *named, bare = self._tabs()
        ways: list[tuple[list[tuple[str, str]], tuple[str, Content]]] = []
        for said in dict.fromkeys((years, year)):
            words = self._right_words(said)
            ways += [(tabs, right) for right in words[:_FULL] for tabs in named]
            ways += [(named[-1], right) for right in words[_FULL:-1]] + [(bare, right) for right in words]
        ways += [(bare, self._right_words("")[-1])]
        return next(
            (
                (tabs, years, rest)
                for tabs, (years, rest) in ways
                if sum(cell_len(label) for _, label in tabs) + cell_len(years) + rest.cell_length
                <= self.size.width
            ),
            (ways[-1][0], *ways[-1][1]),
        )

    def _tabs(self) -> list[list[tuple[str, str]]]:
        """Digit and name of each screen, the widest first: apart, near, in short, and only the digits of the others."""
        screens = self._desk_app.main_screens.screens
        full = {screen.name: say(f"screen.{screen.name}") for screen in screens}
        short = {screen.name: say(f"screen_short.{screen.name}") for screen in screens}
        here_only = {name: label if name == self._here else "" for name, label in short.items()}
        forms = [(" {}{}", short), ("{}{}", short), (" {}{}", here_only)]
        if self.size.width >= WIDE:
            forms = [(" {} {} ", full), (" {}{}", full), *forms]
        return [
            [(screen.name, form.format(screen.digit, names[screen.name])) for screen in screens]
            for form, names in forms
        ]

    def _right_words(self, year: str) -> list[tuple[str, Content]]:
        """What can stand on the right beside these words of the year, the fullest first; all of it says who and which
        day, the first `_FULL` whole."""
        desk = self._desk_app.desk
        day = say("title.as_of", day=say_day(desk.today, today=None), year=desk.today.year)
        short_day = say_day(desk.today, today=desk.today)
        who, called = desk.staff, _called(desk.staff)
        if not who:
            key = key_name(keys_of("choose_me", ("w",))[0])
            who, called = say("title.nobody", key=key), say("title.nobody_short", key=key)
        invented, mark = self._signs()
        return [
            (year, Content.assemble(Content.styled(sign, _INVENTED) if sign else "", f" {words}"))
            for sign, words in (
                (invented, f"{who}  {day} "),
                (invented, f"{who}  {short_day} "),
                (invented, f"{called}  {short_day} "),
                (mark, f"{called} {short_day} "),
                (mark, f"{called} {short_day}"),
            )
        ]

    def _signs(self) -> tuple[str, str]:
        """What must not be taken for today's records, and that in short."""
        looked_into = self._desk_app.desk.looked_into
        if looked_into is not None:
            at = f"{looked_into:%Y-%m-%d %H:%M}"
            return f" {say('title.a_look', at=at)} ", f" {say('title.a_look_short')} "
        if self._desk_app.surroundings.is_demonstration:
            return f" {say('title.invented')} ", f" {say('title.invented_short')} "
        return "", ""

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


def _called(name: str) -> str:
    """A person in short: the family name, and a sign where even that is cut."""
    family = name.partition(" ")[0]
    body, was_cut = fit(family, _LONGEST_NAME)
    return body + CUT_SIGN if was_cut else family
