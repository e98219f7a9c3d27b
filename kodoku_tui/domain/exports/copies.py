"""What a copy that goes out is for: to be handed on, or to be worked on and brought back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from kodoku_tui.domain.columns import Goes


class Copy(StrEnum):
    """A copy by its name on the command line."""

    HANDOUT = "handout"
    """To hand on: notes that may be shared, no names of who wrote them, no row keys; it does not come back."""

    WORKING = "working"
    """To work on inside and bring back: with row keys, with the notes that may be shared."""

    INNER = "inner"
    """The same with what is noted for the secretariat. Notes for named people are in no copy."""

    def shows(self, goes: Goes) -> bool:
        """Whether what goes so far is in it."""
        return goes in _SHOWN[self]

    @property
    def comes_back(self) -> bool:
        """Whether its rows are found again."""
        return self is not Copy.HANDOUT


_SHOWN: Mapping[Copy, frozenset[Goes]] = MappingProxyType(
    {
        Copy.HANDOUT: frozenset({Goes.OUT}),
        Copy.WORKING: frozenset({Goes.OUT, Goes.INSIDE}),
        Copy.INNER: frozenset(Goes),
    }
)

_WORKED_ON = (Copy.WORKING, Copy.HANDOUT)
_WITH_WORDS = (Copy.WORKING, Copy.INNER, Copy.HANDOUT)
# The usual one first. What nobody hands on (people, forms, the whole file) has no other.
COPIES: Mapping[str, tuple[Copy, ...]] = MappingProxyType(
    {
        "status": (Copy.HANDOUT, Copy.WORKING),
        "milestones": _WORKED_ON,
        "checkins": _WITH_WORDS,
        "issues": _WITH_WORDS,
        "attendance": _WORKED_ON,
        "expenses": _WORKED_ON,
        "group": (Copy.HANDOUT, Copy.WORKING, Copy.INNER),
        "figures": (Copy.HANDOUT,),
        "forms": (Copy.WORKING,),
        "book": (Copy.INNER,),
        "calendar": (Copy.HANDOUT,),
        "contacts": (Copy.WORKING,),
        "surveys": _WORKED_ON,
    }
)
"""Which copies there are of what goes out, by its name on the command line."""
