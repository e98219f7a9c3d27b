"""What the group did month by month, and how its plan changed on the way."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.locale import say
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.services.register.fact_words import change_words, month_words
from kodoku_tui.tui.lists.page_lines import Line, head, readable

_SHOWN = 6


def activity_lines(karte: Karte) -> list[Line]:
    """The newest months, newest first."""
    months = karte.activity[::-1]
    lines: list[Line] = [head("karte.activity", len(months))]
    if not months:
        return [*lines, say("activity.none"), ""]
    lines += [month_words(month) for month in months[:_SHOWN]]
    hidden = len(months) - _SHOWN
    return [*lines, *([say("activity.more", count=hidden)] if hidden > 0 else []), ""]


def plan_change_lines(karte: Karte, today: date) -> list[Line]:
    """Newest first; nothing where the plan went as it was."""
    if not karte.plan_changes:
        return []
    lines: list[Line] = [head("karte.plan_changes", len(karte.plan_changes))]
    for change in karte.plan_changes:
        lines.append(Content.styled(change_words(change, today), "bold"))
        lines.append(f"    {readable(change.note)}")
    return [*lines, ""]
