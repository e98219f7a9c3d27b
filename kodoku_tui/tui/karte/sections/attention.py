"""How the attention of the group went, Monday by Monday."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from kodoku_tui.locale import say
from kodoku_tui.services.attention.history import Week, bar_of, change_words
from kodoku_tui.tui.lists.page_lines import Line, head, padded

# As many as fit beside each other where the page has two columns.
_SHOWN = 9
_BAR = 4


def history_lines(weeks: Sequence[Week]) -> list[Line]:
    """The last Mondays side by side, each with its figure and a bar; beside the title by how much they changed."""
    last = weeks[-_SHOWN:]
    if len(last) < 2:
        return [head("history.head"), say("history.too_short"), ""]
    told = change_words(last)
    if last[0].own_lateness or last[-1].own_lateness:
        told += say("history.own", before=last[0].own_lateness, now=last[-1].own_lateness)
    days = [say("history.monday", day=one.monday) for one in last]
    width = max(map(cell_len, days)) + 1
    rows = [days, [str(one.score) for one in last]]
    if any(one.score for one in last):
        rows.append([bar_of(one, last, longest=_BAR) for one in last])
    return [
        Content.assemble(head("history.head"), f"  {told}"),
        *("".join(padded("", width - cell_len(text)) + text for text in row) for row in rows),
        "",
    ]
