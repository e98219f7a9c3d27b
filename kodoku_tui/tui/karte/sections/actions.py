"""What was promised."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.domain.days.nearness import Nearness
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_due
from kodoku_tui.services.checkins.actions import Postponement, RecordedAction
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.tui.lists.page_lines import Line, head


def action_lines(karte: Karte, today: date) -> list[Line]:
    """Open ones with their due day, kept ones with the day on which they were; below each how often it was put off."""
    lines: list[Line] = [head("karte.actions", sum(action.done is None for action in karte.actions))]
    for action in karte.actions:
        style = {"done": "$text-muted", Nearness.OVERDUE.value: "$text-error"}.get(action.nearness, "")
        words = f"{who_of(action)}  {action.title}  {when_of(action, today)}"
        lines.append(Content.styled(karte.ending.marked(words, action.done), style))
        lines += [
            Content.styled(f"    {postponed_words(put_off, today)}", "$text-muted")
            for put_off in karte.postponements
            if put_off.action_id == action.id
        ]
    return [*lines, ""]


def who_of(action: RecordedAction) -> str:
    """Whose move it is; with a name, who does it or, for the group's, who sees to it."""
    whose = say(f"standing.{action.turn}")
    if not action.staff:
        return whose
    return (
        action.staff if action.turn == "secretariat" else say("karte.seen_to", whose=whose, name=action.staff)
    )


def when_of(action: RecordedAction, today: date) -> str:
    """When it was kept, else by when it is to be."""
    if action.done:
        return say("karte.done", date=say_day(action.done, today=today))
    if action.due:
        return f"{say_day(action.due, today=today)} {say_due(action.due, today)}"
    return say("phrase.no_due")


def postponed_words(put_off: Postponement, today: date) -> str:
    """From when to when, who put it off on which day, and why."""
    return say(
        "karte.postponed",
        since=say_day(put_off.since, today=today) if put_off.since else say("phrase.no_due"),
        to=say_day(put_off.to, today=today),
        on=say_day(put_off.on, today=today),
        by=put_off.by or say("phrase.nobody"),
        reason=put_off.reason,
    )
