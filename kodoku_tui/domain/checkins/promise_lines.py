"""Lines of a promise (`promises`) made of words that stand in a note already."""

from __future__ import annotations

import re

from kodoku_tui.domain.checkins.promises import Promise, is_promise
from kodoku_tui.domain.duties.milestones import Turn
from kodoku_tui.domain.text.clean import clean_text

Place = tuple[int, int]
"""A place in a note: line and letter, both from 0."""

_BULLET = re.compile(r"^\s*(?:[-*+・‐－＊＋●○■□]|[0-9]{1,2}[.)．）])[ \t　]*(?![ \t　0-9０-９])")
_BOX = re.compile(r"^[\[［][ \t　]*[xXｘＸ✓✔レ済]?[ \t　]*[\]］][ \t　]*")


def as_promise_line(text: str) -> str:
    """The words as one line of an open promise, without the sign of a list before them; empty without words."""
    words = " ".join(clean_text(text, multiline=True).text.split())
    words = _BOX.sub("", _BULLET.sub("", words)).strip()
    return f"- [ ] {words}" if words else ""


def with_promises(note: str, start: Place, end: Place) -> str:
    """The note with promises of what is selected from `start` to `end`; of nothing, of the line in which that is.

    Whole lines become promises where they stand. A part of a line stays, and its promise comes as a line below it:
    so nothing that was written is lost.
    """
    lines = note.split("\n")
    (first, left), (last, right) = sorted((start, end))
    if first == last and left != right:
        words = lines[first][left:right]
        if words.strip() != _BULLET.sub("", lines[first]).strip():
            made = as_promise_line(words)
            return "\n".join([*lines[: first + 1], *([made] if made else []), *lines[first + 1 :]])
    elif last > first and right == 0:
        last -= 1
    for at in range(first, last + 1):
        if not is_promise(lines[at]):
            lines[at] = as_promise_line(lines[at]) or lines[at]
    return "\n".join(lines)


def line_of(promise: Promise) -> str:
    """An open promise as a line that means the same on any day: its day is written in full."""
    whose = "依頼: " if promise.turn is Turn.GROUP else ""
    who = f" @{promise.staff}" if promise.staff else ""
    day = f" {promise.due_on.isoformat()}まで" if promise.due_on else ""
    return f"- [ ] {whose}{promise.title}{who}{day}"
