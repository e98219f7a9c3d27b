"""How the attention of the group went, Monday by Monday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.attention.history import Week, bar_of, history_words
from kodoku_tui.tui.lists.page_lines import Line, head, padded

_SHOWN = 6


def history_lines(weeks: Sequence[Week], today: date) -> list[Line]:
    """The last Mondays in words, and as bars with both figures."""
    last = weeks[-_SHOWN:]
    lines: list[Line] = [head("history.head"), history_words(weeks)]
    days = [say_day(one.monday, today=today) for one in last]
    width = max(map(cell_len, days), default=0)
    for day, one in zip(days, last, strict=True):
        own = f"  {say('history.own', own=one.own_lateness)}" if one.own_lateness else ""
        lines.append(
            Content.assemble(
                f"{padded(day, width)} {one.score:>5}  {bar_of(one, last)}", (own, "$text-muted")
            )
        )
    return [*lines, ""]
