"""A filter of issues in words, for the line above the board, the list and the trend."""

from __future__ import annotations

from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.locale import say, say_word


def issue_filter_words(chosen: IssueFilter) -> str:
    """担当 佐藤・関東・広報・集客; すべて when nothing is set."""
    parts = [
        say("filter.staff", name=chosen.staff) if chosen.staff else "",
        say_word(chosen.block),
        say_word(chosen.category),
        say("issue.severity_of", severity=say_word(chosen.severity)) if chosen.severity else "",
        say("issues.without_remedy") if chosen.without_remedy else "",
        say("issues.with_closed") if chosen.with_closed else "",
    ]
    return say("filter.between").join(part for part in parts if part) or say("issues.unfiltered")
