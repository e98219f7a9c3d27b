"""Who reads the note of a check-in (DOMAIN, what may never go out): everybody, the secretariat, or named people of it.

In a terminal this is a courtesy and no lock: whoever has the file can read it with other programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kodoku_tui.domain.text.names import search_key
from kodoku_tui.domain.words import Reader

_BETWEEN = re.compile(r"[、，,;；・\n]")
_JOINED_BY = "、"


def names_in(text: str) -> list[str]:
    """The names that stand in a text, each once; several are told apart by 、, commas or ・."""
    return list(dict.fromkeys(name.strip() for name in _BETWEEN.split(text) if name.strip()))


def as_stored(names: Iterable[str]) -> str:
    """Names as the file holds them, each once."""
    return _JOINED_BY.join(dict.fromkeys(names))


def readers_of(named: str, author: str | None) -> list[str]:
    """Everybody who reads a note that is for named people; its author always does."""
    return list(dict.fromkeys([*([author] if author else []), *names_in(named)]))


def is_read_by(who: str, *, reader: str, named: str, author: str | None) -> bool:
    """Whether the person called `who` reads a note. An empty name is nobody: it reads none that is for named people."""
    if reader != Reader.NAMED:
        return True
    return bool(who) and search_key(who) in map(search_key, readers_of(named, author))
