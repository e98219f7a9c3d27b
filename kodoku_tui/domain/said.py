"""A sentence as data: what is to be said, before anybody knows in which language or where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, init=False)
class Said:
    """A sentence of the catalogue by its key, with what fills its gaps: words, days and titles as data."""

    key: str
    params: Mapping[str, Any]

    def __init__(self, key: str, /, **params: Any) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "params", params)
