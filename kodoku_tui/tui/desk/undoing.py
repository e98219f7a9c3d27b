"""Taking back the newest act, with a look at what it was first."""

from __future__ import annotations

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_said, say_unit
from kodoku_tui.services.desk import history
from kodoku_tui.services.desk.history import LoggedUnit
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.notices import notify_plain


def ask_and_undo(app: DeskApp, unit_id: int | None = None) -> None:
    """Ask whether the act (by default the newest that stands) is to be taken back, and do so."""

    def find() -> None:
        app.call_from_thread(_ask, app, history.unit_to_undo(app.desk, unit_id))

    app.in_thread(find, group="undo", exclusive=True)


def _ask(app: DeskApp, unit: LoggedUnit) -> None:
    from kodoku_tui.tui.forms.confirm import ConfirmScreen

    what = say_unit(unit.what_key, unit.what_params)
    who = unit.by or say("log.nobody")

    def answered(certain: bool | None) -> None:
        if certain:
            app.in_thread(lambda: _undo(app, unit), group="undo", exclusive=True)

    app.push_screen(
        ConfirmScreen(
            say("undo.question", what=what),
            [
                say(
                    "undo.details",
                    number=unit.id,
                    at=unit.at.replace("T", " "),
                    by=who,
                    count=unit.change_count,
                )
            ],
        ),
        answered,
    )


def _undo(app: DeskApp, unit: LoggedUnit) -> None:
    outcome = history.undo(app.desk, unit.id)
    app.call_from_thread(notify_plain, app, say_said(outcome.saved))
    app.call_from_thread(app.reload)
