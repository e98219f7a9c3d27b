"""What was handed out, in words: a sentence on a screen, a line on the command line."""

from __future__ import annotations

from pathlib import Path

from kodoku_tui.domain.exports.copies import COPIES, Copy
from kodoku_tui.locale import say

_SENTENCES = {"status": "saved.export", "book": "saved.exported_book", "calendar": "saved.calendar"}
_OF_THE_YEAR = ("calendar", "forms", "figures")
_LINES = {"status": "cli.exported", "book": "cli.book_exported", "calendar": "cli.calendar_exported"}


def exported_sentence(kind: str, path: Path, count: int, copy: Copy | None = None) -> str:
    """What was written where, and how much of it: groups of the status list, days of the calendar, else rows.

    And whether it may leave the secretariat; `copy` is that which was asked for, None for the usual one.
    """
    key = _SENTENCES.get(kind, "saved.exported")
    return f"{say(key, path=path, name=say(f'export.kind_{kind}'), count=count)} {handing_on(kind, copy)}".rstrip()


def handing_on(kind: str, copy: Copy | None) -> str:
    """Whether what was written may leave the secretariat; nothing of what holds no more than the calendar of a year."""
    if kind == "book":
        return say("copy.told_book")
    return "" if kind in _OF_THE_YEAR else say(f"copy.told_{copy or COPIES[kind][0]}")


def exported_line(kind: str, path: Path, count: int) -> str:
    """As `exported_sentence`, for the command line."""
    return say(_LINES.get(kind, "cli.rows_exported"), path=path, count=count)
