"""Tables and columns of the file by the names that people know, and two values of one column beside each other."""

from __future__ import annotations

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_column, say_refused
from kodoku_tui.store.unit import StaleVersion, Values


def say_value(value: object) -> str:
    """A value of the file on one line."""
    if value is None or value == "":
        return say("phrase.none")
    return say_word(" ".join(str(value).split("\n")))


def say_failure(error: Refused, *, in_form: bool = False) -> str:
    """A refusal as a sentence; where somebody else was first, both values and what one can do `in_form` or not."""
    if error.key == "error.file_missing":
        # It was there when the app opened: how to make a file is no answer here.
        return say("error.file_gone", **error.params)
    if not isinstance(error, StaleVersion):
        return say_refused(error)
    key = "error.changed_meanwhile" if in_form else "error.changed_elsewhere"
    return say(key, theirs=_listed(error.theirs, error.mine), mine=_listed(error.mine, error.mine))


def _listed(values: Values, named: Values) -> str:
    return say("filter.between").join(f"{say_column(name)} {say_value(values[name])}" for name in named)
