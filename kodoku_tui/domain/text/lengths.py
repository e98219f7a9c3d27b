"""How long a name or a title may be."""

from __future__ import annotations

from kodoku_tui.domain.errors import Refused

LONGEST_NAME = 200
"""Letters that a title or a name may have: longer text belongs into a note."""


def shortened(text: str) -> str:
    """A text as a title: what is longer than one may be is cut, and says so."""
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"


def check_length(text: str, *, field: str) -> None:
    """Raise `Refused` for a title or name longer than a list can carry."""
    if len(text) > LONGEST_NAME:
        raise Refused("error.too_long", field=field, count=len(text), most=LONGEST_NAME)
