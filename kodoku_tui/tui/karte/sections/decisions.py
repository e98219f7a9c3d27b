"""What the reviews of the year decided for the group."""

from __future__ import annotations

from datetime import date

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.reports.minutes import decision_words, who_words
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.services.review.decisions import Decision
from kodoku_tui.tui.lists.page_lines import Line, head, readable


def decision_lines(karte: Karte, today: date) -> list[Line]:
    """A line each, the newest first; nothing while no review decided anything."""
    if not karte.decisions:
        return []
    lines: list[Line] = [head("review.earlier", len(karte.decisions))]
    lines += [earlier_decision(decision, today) for decision in karte.decisions]
    return [*lines, ""]


def earlier_decision(decision: Decision, today: date) -> str:
    """When it was decided, what, who does it by when, and whether the promise that it became was kept."""
    who = who_words(
        turn=decision.turn,
        by=decision.by,
        due_on=decision.due_on,
        is_promised=decision.is_promised,
        day=today,
    )
    words = f"{say_day(decision.decided_on, today=today)}  {decision_words(readable(decision.decision), who)}"
    if decision.done_on:
        words += f"  {say('karte.done', date=say_day(decision.done_on, today=today))}"
    return words
