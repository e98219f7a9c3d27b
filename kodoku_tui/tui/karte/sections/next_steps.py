"""What is next for the group."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_ago, say_day, say_due
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.services.work.worklist import WorkItem
from kodoku_tui.tui.lists.page_lines import Line, head
from kodoku_tui.tui.work.reasons import reason_of


def next_lines(karte: Karte, today: date) -> list[Line]:
    """What has to be done, and when the group is to be heard from."""
    due = karte.checkin_due
    lines: list[Line] = [head("karte.next", len(karte.next_steps))]
    styles = {"overdue": "$text-error", "due": "$text-warning"}
    lines += [
        Content.styled(
            f"{say(f'urgency.{step.urgency}')}  {_when(step, today)}  {reason_of(step, today)}",
            styles.get(step.urgency, ""),
        )
        for step in karte.next_steps
    ]
    if due.standing != "none":
        lines.append(
            say(
                "karte.contact",
                last=say_day(due.last_on, today=today),
                ago=say_ago(due.days_since),
                due=say_day(due.due_on, today=today),
                maximum=say_day(due.maximum_on, today=today),
            )
        )
    return [*lines, ""]


def _when(step: WorkItem, today: date) -> str:
    due = say_due(step.due_on, today)
    return f"{say_day(step.due_on, today=today)} {due}" if step.due_on else due
