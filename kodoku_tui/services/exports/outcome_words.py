"""What was handed out, in words: a sentence on a screen, a line on the command line."""

from __future__ import annotations

from pathlib import Path

from kodoku_tui.locale import say

_SENTENCES = {"status": "saved.export", "book": "saved.exported_book", "calendar": "saved.calendar"}
_LINES = {"status": "cli.exported", "book": "cli.book_exported", "calendar": "cli.calendar_exported"}


def exported_sentence(kind: str, path: Path, count: int) -> str:
    """What was written where, and how much of it: groups of the status list, days of the calendar, else rows."""
    key = _SENTENCES.get(kind, "saved.exported")
    return say(key, path=path, name=say(f"export.kind_{kind}"), count=count)


def exported_line(kind: str, path: Path, count: int) -> str:
    """As `exported_sentence`, for the command line."""
    return say(_LINES.get(kind, "cli.rows_exported"), path=path, count=count)
