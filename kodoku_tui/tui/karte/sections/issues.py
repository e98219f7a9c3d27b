"""The group's difficulties, and what was tried for them."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.issues.remedies import RecordedRemedy
from kodoku_tui.services.issues.words import say_kind
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.tui.lists.page_lines import Line, head, readable


def issue_lines(karte: Karte, today: date) -> list[Line]:
    """Open ones first, below each its remedies, oldest first."""
    lines: list[Line] = [head("karte.issues", len(karte.issues))]
    for issue in karte.issues:
        words = [
            f"#{issue.id}",
            say_word(issue.state),
            say_word(issue.severity),
            say_kind(issue.category, issue.subcategory),
            issue.title,
            say_day(issue.opened, today=today),
        ]
        lines.append(Content.styled("  ".join(words), "$text-muted" if issue.closed else ""))
        if issue.note:
            lines.append(Content.styled(f"    {readable(issue.note)}", "$text-muted"))
        for remedy in reversed(karte.remedies):
            if remedy.issue == issue.id:
                lines += _remedy_lines(remedy, today, is_closed=bool(issue.closed))
    return [*lines, ""]


def _remedy_lines(remedy: RecordedRemedy, today: date, *, is_closed: bool) -> list[Line]:
    """What was tried, and what came of it."""
    style = "$text-muted" if is_closed else "$text-accent"
    tried = f"    {say_day(remedy.tried, today=today)} {say_word(remedy.result)}  {readable(remedy.text)}"
    lines: list[Line] = [Content.styled(tried, style)]
    if remedy.result_note:
        came_of_it = say("remedy.result_was", text=readable(remedy.result_note))
        lines.append(Content.styled(f"      {came_of_it}", style))
    return lines
