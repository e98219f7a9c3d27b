"""Names that mean the same to every search and every import: who bears them, and who came to meet just now."""

from __future__ import annotations

from collections.abc import Sequence

from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.stored_keys import MetNames, names_that_meet

__all__ = ["MetNames", "came_to_meet_words", "same_names"]

_TOLD = 5
_JOINED_BY = "、"


def same_names(desk: Desk) -> list[MetNames]:
    """The bodies, people, contacts of one body and saved views of one name, however each is written."""
    with desk.reading() as connection:
        return names_that_meet(connection)


def came_to_meet_words(met: Sequence[MetNames]) -> Said | None:
    """What is told once of names that came to meet when the file was opened; nothing where none did."""
    if not met:
        return None
    names = " / ".join(_JOINED_BY.join(one.names) for one in met[:_TOLD])
    return Said("same_names.met", names=names, count=len(met))
