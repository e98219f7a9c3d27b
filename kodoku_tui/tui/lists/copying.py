"""ctrl+c where the screen shows no list: what is under the cursor as tab-separated text, as Excel takes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App

from kodoku_tui.locale import say
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.lists.list_copy import tab_separated

COPY_ROWS = Command("copy_rows", ("ctrl+c",), in_footer=False, group="list")


def copy_table(app: App[Any], titles: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """Put titles and lines on the clipboard and say how many; nothing is copied where there is none."""
    if not lines:
        notify_plain(app, say("list.nothing_to_copy"))
        return
    app.copy_to_clipboard(tab_separated(titles, lines))
    notify_plain(app, say("list.copied", count=len(lines)))
