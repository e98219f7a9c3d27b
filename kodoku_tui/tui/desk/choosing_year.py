"""Choosing the year that every screen shows, among those of the file and with what is still open in each."""

from __future__ import annotations

from kodoku_tui.locale import say
from kodoku_tui.services.desk.years import YearOfFile, years_of_file
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.notices import notify_plain


def ask_for_year(app: DeskApp) -> None:
    """Let the person choose a year of the file; of one that holds a single year, say how the next one begins."""

    def find() -> None:
        app.call_from_thread(_ask, app, years_of_file(app.desk))

    app.in_thread(find, group="choose_year", exclusive=True)


def year_line(year: YearOfFile) -> str:
    """A year, and what is still open in it."""
    if not year.groups:
        count = say("year.no_groups")
    elif not year.open:
        count = say("year.nothing_open")
    else:
        count = say(
            "year.open",
            count=year.open,
            duties=year.duties,
            promises=year.promises,
            issues=year.issues,
        )
    return say("year.line", year=year.year, count=count)


def _ask(app: DeskApp, years: list[YearOfFile]) -> None:
    from kodoku_tui.tui.forms.choose import ChooseScreen

    at_hand = next(year.year for year in years if year.is_at_hand)
    if len(years) == 1:
        notify_plain(app, say("year.only_one", year=at_hand))
        return

    def chosen(choice: Choice[int] | None) -> None:
        if choice is not None and choice.key != at_hand:
            app.show_year(choice.key)

    choices = [Choice(year.year, year_line(year)) for year in years]
    app.push_screen(ChooseScreen(say("year.choose"), choices, chosen=at_hand), chosen)
