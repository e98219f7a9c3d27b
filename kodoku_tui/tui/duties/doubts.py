"""Asking in a form about what is left to check before something is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kodoku_tui.domain.said import Said
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_said
from kodoku_tui.tui.forms.asking import agrees
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.form import FormScreen


def agrees_all_the_same(form: FormScreen[Any], about: str, doubts: Sequence[Said]) -> bool:
    """Whether it is to be recorded although there are these doubts; `about` is the family of the question's words."""
    question = ConfirmScreen(
        say(f"{about}.doubts_question"),
        [say_said(doubt) for doubt in doubts],
        yes=say(f"{about}.doubts_yes"),
        no=say(f"{about}.doubts_no"),
    )
    return agrees(form, question)
