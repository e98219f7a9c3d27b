"""Whom a name means that somebody typed, of people who are known by name and reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from kodoku_tui.domain.text.names import search_key

Person = TypeVar("Person")


def people_meant(
    typed: str, known: Iterable[Person], called: Callable[[Person], tuple[str, str | None]]
) -> list[Person]:
    """Whoever is written so; else of that name; else all whose name or reading begins so. `called` gives both."""
    wanted = search_key(typed)
    if not wanted:
        return []
    people = list(known)
    if written := [one for one in people if called(one)[0] == typed]:
        return written
    if exact := [one for one in people if search_key(called(one)[0]) == wanted]:
        return exact
    return [one for one in people if any(search_key(name or "").startswith(wanted) for name in called(one))]
