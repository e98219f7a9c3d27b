"""Settling what lies before a day: the question of a register that was started late, and the act at any time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.duties.late_start import FirstSight, Settling
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.duties.plan.late_start import (
    keep_all_open,
    preview_settlement,
    settle_before,
    told_settlement,
)
from kodoku_tui.services.identity import programme_uid
from kodoku_tui.tui.forms.asking import agrees
from kodoku_tui.tui.forms.choice_field import ChoiceField
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.desk_app import DeskApp

_SETTLE, _LOOK, _KEEP = "settle", "look", "keep"


def ask_about_late_start(app: DeskApp, sight: FirstSight) -> None:
    """Ask what becomes of what lies in the past: settle it, only look for now, or keep all of it open for good."""
    from kodoku_tui.tui.forms.choose import ChooseScreen

    def chosen(choice: Choice[str] | None) -> None:
        if choice is None or choice.key == _LOOK:
            return
        if choice.key == _SETTLE:
            app.open_form(lambda: SettleForm(app.desk))
        else:
            app.in_thread(keep, group="late_start")

    def keep() -> None:
        said = outcome_sentences(keep_all_open(app.desk), app.desk.today)
        app.call_from_thread(app.tell_saved, said)

    title = say("late_start.question", year=app.desk.programme["fiscal_year"], count=sight.late)
    choices = [Choice(key, say(f"late_start.{key}")) for key in (_SETTLE, _LOOK, _KEEP)]
    app.push_screen(ChooseScreen(title, choices), chosen)


class SettleForm(FormScreen[str]):
    """Before which day, as what, and why; how many duties of which kind that is, is asked before it is done."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._today = desk.today
        self._year_starts_on = desk.year_starts_on
        super().__init__(title=say("late_start.form_title"), kind="settle", about=[programme_uid(desk)])

    def fields(self) -> list[Field[Any]]:
        return [
            DateField(
                "before",
                say("late_start.before"),
                self._today,
                today=self._today,
                year_starts_on=self._year_starts_on,
                direction=Direction.OF_YEAR,
                required=True,
                hint=say("late_start.before_hint"),
            ),
            ChoiceField(
                "how",
                say("late_start.how"),
                [(how, say(f"late_start.how_{how.name.lower()}")) for how in Settling],
                Settling.NOT_HERE,
                required=True,
            ),
            TextField("reason", say("field.reason"), say("late_start.usual_reason"), required=True),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        """Look at what would be settled, ask, and settle it."""
        before, how = values["before"], Settling(values["how"])
        preview = preview_settlement(self._desk, before, how)
        if not preview.count:
            raise Refused("error.nothing_lies_before", field="before", date=before)
        question = ConfirmScreen(
            say("late_start.confirm", count=preview.count, date=say_day(before), how=say_word(how)),
            [say_said(line) for line in told_settlement(preview)],
            yes=say("late_start.yes"),
            no=say("form.discard_no"),
        )
        if not agrees(self, question):
            raise Refused("error.nothing_settled")
        outcome = settle_before(self._desk, before, reason=values["reason"], how=how)
        return outcome_sentences(outcome, self._today)
