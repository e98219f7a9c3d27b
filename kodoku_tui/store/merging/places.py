"""What only one row at a time may be: the first contact of a body, the review of a year that goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kodoku_tui.store.merging.sides import Values


class Place(NamedTuple):
    """`within` says of what there is one; `holds` tells by its values whether a row is it."""

    within: str
    holds: Callable[[Values], bool]


PLACES = {
    "contact": Place(
        "organization_id", lambda values: bool(values["is_primary"]) and not values["is_hidden"]
    ),
    "review": Place("programme_id", lambda values: values["ended_on"] is None),
}
