"""The group's difficulties, and what was tried for them."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.locale import say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.groups import Karte
from kodoku_tui.services.issue_words import say_kind
from kodoku_tui.tui.karte.lines import Line, head, readable


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
        lines += [
            Content.styled(
                f"    {say_day(remedy.tried, today=today)} {say_word(remedy.result)}  {readable(remedy.text)}",
                "$text-muted" if issue.closed else "$text-accent",
            )
            for remedy in reversed(karte.remedies)
            if remedy.issue == issue.id
        ]
    return [*lines, ""]
