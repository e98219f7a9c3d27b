"""Drafts as the notices and 今日 name them: which form, of which group, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence

from kodoku_tui.locale import say
from kodoku_tui.services.desk.drafts import Draft
from kodoku_tui.tui.frame.drafts import KeptDrafts

_MOST_NAMED = 3


def draft_lines(drafts: Sequence[Draft], year: int | None) -> list[str]:
    """Each draft in words; one of another year than that at hand says so: it is in the forms of that year."""
    return [
        draft.what if draft.year in (None, year) else say("draft.of_year", what=draft.what, year=draft.year)
        for draft in drafts
    ]


def say_found(drafts: Sequence[Draft], year: int | None) -> str:
    """What an earlier run left, with the first of them named."""
    lines = draft_lines(drafts, year)
    more = len(lines) - _MOST_NAMED
    named = lines[:_MOST_NAMED] + ([say("draft.more", count=more)] if more > 0 else [])
    return say("draft.found", count=len(lines), what=say("draft.between").join(named))


def line_with_drafts(line: str, drafts: KeptDrafts) -> str:
    """The line above a list, and how many drafts wait, if any."""
    count = len(drafts.to_go_on_with)
    return f"{line}  {say('draft.waiting', count=count)}" if count else line
