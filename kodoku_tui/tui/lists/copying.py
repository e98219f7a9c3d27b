"""ctrl+c: rows, or what is under the cursor where the screen shows no list, as tab-separated text for Excel."""

from __future__ import annotations

from collections.abc import Sequence

from kodoku_tui.locale import say
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.lists.list_copy import tab_separated

COPY_ROWS = Command("copy_rows", ("ctrl+c",), in_footer=False, group="list")


def copy_rows(app: DeskApp, text: str, count: int) -> None:
    """Copy so many rows, and say how far they came."""
    app.copy(text, lambda reached: notify_plain(app, say(f"list.copied_{reached}", count=count)))


def copy_table(app: DeskApp, titles: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """Copy titles and lines and say how many; nothing is copied where there is none."""
    if lines:
        copy_rows(app, tab_separated(titles, lines), len(lines))
    else:
        notify_plain(app, say("list.nothing_to_copy"))
