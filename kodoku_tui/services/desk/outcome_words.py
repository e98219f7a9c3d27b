"""What came of an act in words: one sentence after another on a screen, line by line on the command line."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.said import Said
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import joined, say_said
from kodoku_tui.services.desk.outcome import Outcome


def outcome_sentences(outcome: Outcome, today: date) -> str:
    """What was saved, when it is due again, what was promised, what to know of it, and how to take it back."""
    if outcome.unit is None:
        nothing = outcome.unchanged or Said("saved.nothing")
        return joined(say_said(one, today) for one in (nothing, *outcome.warnings))
    told = [outcome.saved]
    if outcome.next_due is not None:
        told.append(Said("saved.next_due", date=outcome.next_due))
    if outcome.promises:
        told.append(Said("saved.promises", count=outcome.promises))
    undo = Said(
        "saved.for_good"
        if not outcome.can_be_undone
        else "saved.undo_at_once"
        if outcome.is_of_many
        else "saved.undo"
    )
    return joined(say_said(one, today) for one in (*told, *outcome.followed, *outcome.warnings, undo))


def outcome_lines(outcome: Outcome, today: date) -> list[str]:
    """What was saved and how to take it back, then a line for what else changed and for each thing to know of it."""
    if outcome.unit is None:
        saved = say("saved.nothing")
    elif not outcome.can_be_undone:
        saved = say("saved.for_good_on_command_line", what=say_said(outcome.act), number=outcome.unit)
    else:
        saved = say("saved.on_command_line", what=say_said(outcome.act), number=outcome.unit)
    return [saved, *(say_said(one, today) for one in (*outcome.followed, *outcome.warnings))]
