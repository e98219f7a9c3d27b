"""What was searched for, on the page of its group: lit in the text, and where the page is scrolled to."""

from __future__ import annotations

from textual.content import Content

from kodoku_tui.domain.text.names import text_key
from kodoku_tui.domain.text.search_words import SearchWord
from kodoku_tui.domain.text.snippets import first_place, places
from kodoku_tui.tui.frame.sought import Sought

# Enough letters to tell a line from others.
_KEY_OF_A_LINE = 40


def lit(content: Content, words: tuple[SearchWord, ...]) -> Content:
    """The text with the words in reverse."""
    for start, end in places(content.plain, words):
        content = content.stylize("bold reverse", start, end)
    return content


def place_of(page: str, sought: Sought) -> int | None:
    """Where on a page what was found stands: the line of it that holds the words, else its first; None where it does
    not stand there."""
    lines = [line for line in sought.text.splitlines() if text_key(line)]
    holding = [line for line in lines if any(word.is_in(line) for word in sought.words)]
    for line in (*holding, *lines[:1]):
        # What stands around the words: a page shows a line in parts, and its beginning may be another's, too.
        at = max(0, (first_place(line, sought.words) or 0) - _KEY_OF_A_LINE // 2)
        key = text_key(line[at : at + _KEY_OF_A_LINE])
        if (start := first_place(page, [SearchWord(key)])) is not None:
            return start
    return None
