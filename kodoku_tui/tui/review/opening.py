"""Into the review: the one that goes on, a new one, or the minutes of an earlier one."""

from __future__ import annotations

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.review.reviews import ReviewStanding, end_review, standings
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.review.review import ReviewScreen

_ANEW = "anew"


def open_the_review(app: DeskApp) -> None:
    """Go on with what was begun today, begin where there is nothing yet, else let the person choose."""

    def find() -> None:
        app.call_from_thread(_go_on_or_ask, app, standings(app.desk))

    app.in_thread(find, group="review", exclusive=True)


def review_words(standing: ReviewStanding, app: DeskApp) -> str:
    """A review as one line to choose: its day, what came of it, and where it goes on."""
    review, counts = standing.review, standing.counts
    key = "review.choice_goes_on" if review.ended_on is None else "review.choice_ended"
    return say(
        key,
        day=say_day(review.started_on, today=app.desk.today),
        groups=counts.groups,
        looked=counts.looked,
        decided=counts.decided,
    )


def _go_on_or_ask(app: DeskApp, found: list[ReviewStanding]) -> None:
    from kodoku_tui.tui.forms.choose import ChooseScreen

    if not found:
        _begin(app)
        return
    under_way = next((one.review for one in found if one.review.ended_on is None), None)
    if under_way is not None and under_way.started_on == app.desk.today.isoformat():
        app.push_screen(ReviewScreen(under_way.id))
        return
    anew = Choice(_ANEW, say("review.choice_anew" if under_way is None else "review.choice_end_and_anew"))
    choices = [Choice(str(one.review.id), review_words(one, app)) for one in found]
    # What goes on stands first: Enter is what somebody wants who comes back to it.
    choices.insert(0 if under_way is None else 1, anew)

    def chosen(choice: Choice[str] | None) -> None:
        if choice is None:
            return
        if choice.key != _ANEW:
            _open(
                app, int(choice.key), is_under_way=under_way is not None and choice.key == str(under_way.id)
            )
        elif under_way is None:
            _begin(app)
        else:
            _end_and_begin(app, under_way.id)

    app.push_screen(ChooseScreen(say("review.choose"), choices), chosen)


def _open(app: DeskApp, review_id: int, *, is_under_way: bool) -> None:
    from kodoku_tui.tui.review.minutes import MinutesScreen

    app.push_screen(ReviewScreen(review_id) if is_under_way else MinutesScreen(review_id))


def _begin(app: DeskApp) -> None:
    from kodoku_tui.tui.review.forms import StartReviewForm

    def begun(outcome: Outcome | None) -> None:
        if outcome is not None:
            app.push_screen(ReviewScreen(outcome.row_id))
            app.tell_saved(outcome_sentences(outcome, app.desk.today))

    app.open_form(lambda: StartReviewForm(app.desk), begun)


def _end_and_begin(app: DeskApp, review_id: int) -> None:
    def end() -> None:
        outcome = end_review(app.desk, review_id)
        app.call_from_thread(app.tell_saved, outcome_sentences(outcome, app.desk.today))
        app.call_from_thread(_begin, app)

    app.in_thread(end, group="review", exclusive=True)
