"""What the sections of a 団体カルテ are made of: lines of plain text or of styled `Content`, never markup."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from kodoku_tui.locale import say

Line = Content | str

# Wrapping a text of 200,000 letters takes seconds, on the thread that draws.
_LONGEST_TEXT = 3_000


def joined(lines: list[Line]) -> Content:
    """The lines as one text."""
    return Content("\n").join(line if isinstance(line, Content) else Content(line) for line in lines)


def padded(text: str, width: int) -> str:
    """The text with spaces up to a width in cells."""
    return text + " " * (width - cell_len(text))


def head(key: str, count: int | None = None) -> Content:
    """The title of a section, with how many it lists."""
    counted = (
        "" if count is None else f"  {say('phrase.count', count=count) if count else say('phrase.none')}"
    )
    return Content.assemble(Content.styled(f" {say(key)} ", "bold on $primary-muted"), counted)


def readable(text: str) -> str:
    """A text of people as far as a page can bear it, and how much more there is; its form has it whole."""
    hidden = len(text) - _LONGEST_TEXT
    return text if hidden <= 0 else f"{text[:_LONGEST_TEXT]}\n{say('karte.more_text', count=hidden)}"
