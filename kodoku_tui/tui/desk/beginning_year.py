"""Beginning the next year in the file at hand: what it carries over is shown before anything is written."""

from __future__ import annotations

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import joined, say_day, say_title
from kodoku_tui.services.desk.next_year import NextYear, begin_next_year, next_year
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.tui.frame.desk_app import DeskApp


def ask_and_begin(app: DeskApp) -> None:
    """Say what beginning the next year carries over, and begin it after a yes."""

    def look() -> None:
        app.call_from_thread(_ask, app, next_year(app.desk))

    app.in_thread(look, group="next_year", exclusive=True)


def carry_over_lines(coming: NextYear) -> list[str]:
    """What stays at hand, what is new, and what is still to do."""
    lines = [
        say("next_year.name", name=say_title(coming.name, coming.name_en), start=say_day(coming.starts_on)),
        say(
            "next_year.carries",
            organizations=coming.organizations,
            aliases=coming.aliases,
            contacts=coming.contacts,
            staff=coming.staff,
        ),
        say("next_year.plan", count=coming.milestones),
    ]
    if coming.is_draft:
        lines.append(say("next_year.draft"))
    return [*lines, say("next_year.then", year=coming.from_year)]


def _ask(app: DeskApp, coming: NextYear) -> None:
    from kodoku_tui.tui.forms.confirm import ConfirmScreen

    def answered(certain: bool | None) -> None:
        if certain:
            app.in_thread(lambda: _begin(app, coming), group="next_year", exclusive=True)

    app.push_screen(
        ConfirmScreen(
            say("next_year.question", year=coming.year),
            carry_over_lines(coming),
            yes=say("next_year.yes"),
        ),
        answered,
    )


def _begin(app: DeskApp, coming: NextYear) -> None:
    outcome = begin_next_year(app.desk, coming)
    told = joined([outcome_sentences(outcome, app.desk.today), say("year.begun", year=coming.year)])
    app.call_from_thread(app.tell_saved, told)
    app.call_from_thread(app.reload)
