"""What stands in place of a note that somebody may not read, and telling these words from a note."""

from __future__ import annotations

import re
from functools import cache

from kodoku_tui.domain.checkins.readers import is_read_by, readers_of
from kodoku_tui.domain.words import Reader
from kodoku_tui.locale import LANGUAGES, say, say_in


def withheld_words(reader: str, named: str, author: str | None) -> str:
    """What stands in place of a note: for whom it is."""
    if reader == Reader.NAMED:
        names = say("note.between_names").join(readers_of(named, author)) or say("phrase.nobody")
        return say("note.withheld_named", names=names)
    return say("note.withheld_office")


def note_for(who: str, note: str, reader: str, named: str, author: str | None) -> str:
    """The note as the person called `who` reads it: itself, or for whom it is."""
    if is_read_by(who, reader=reader, named=named, author=author):
        return note
    return withheld_words(reader, named, author)


def is_withheld(text: str) -> bool:
    """Whether a text is no note but what stood in place of one, in whichever language."""
    return any(pattern.fullmatch(text.strip()) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    gap = "\0"
    said = [
        say_in(language, key, names=gap)
        for language in LANGUAGES
        for key in ("note.withheld_named", "note.withheld_office")
    ]
    return tuple(re.compile(re.escape(one).replace(re.escape(gap), "[^\n]{1,400}")) for one in said)
