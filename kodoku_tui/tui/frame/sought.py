"""What somebody searched for, so that the page which is opened from it can show where it stands."""

from __future__ import annotations

from typing import NamedTuple

from kodoku_tui.domain.text.search_words import SearchWord


class Sought(NamedTuple):
    """The words, and what was found by them as it was written; empty for the group itself."""

    words: tuple[SearchWord, ...]
    text: str = ""
