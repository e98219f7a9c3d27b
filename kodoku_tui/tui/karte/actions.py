"""What was promised."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_due
from kodoku_tui.services.groups import Karte
from kodoku_tui.tui.karte.lines import Line, head


def action_lines(karte: Karte, today: date) -> list[Line]:
    """Open ones with their due day, kept ones with the day on which they were."""
    lines: list[Line] = [head("karte.actions", len(karte.actions))]
    for action in karte.actions:
        whose = action.staff or say(f"standing.{action.turn}")
        when = (
            say("karte.done", date=say_day(action.done, today=today))
            if action.done
            else f"{say_day(action.due, today=today)} {say_due(action.due, today)}"
            if action.due
            else say("phrase.no_due")
        )
        lines.append(Content.styled(f"{whose}  {action.title}  {when}", "$text-muted" if action.done else ""))
    return [*lines, ""]
