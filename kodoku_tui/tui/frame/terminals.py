"""Which terminal takes which key for itself, from `db/seeds/terminal_keys.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from kodoku_tui.resources import resource_folder


@dataclass(frozen=True, slots=True)
class Terminal:
    """A program in which the app runs; `taken` are patterns of the keys that do not arrive there.

    `known_by` is the variable that it sets for the programs in it, and its value, where there is one.
    """

    name: str
    title: str
    title_en: str
    taken: tuple[str, ...]
    known_by: tuple[str, str] | None = None

    def takes(self, key: str) -> bool:
        """Whether `key`, as Textual spells it, is known not to arrive."""
        return any(fnmatchcase(key, pattern) for pattern in self.taken)


@cache
def terminals() -> tuple[Terminal, ...]:
    """All that the table knows, in its order."""
    table = tomllib.loads(
        (resource_folder("db") / "seeds" / "terminal_keys.toml").read_text(encoding="utf-8")
    )
    return tuple(
        Terminal(
            name,
            entry["title"],
            entry["title_en"],
            tuple(pattern for fact in entry.get("taken", ()) for pattern in fact["keys"]),
            tuple(entry["known_by"]) if "known_by" in entry else None,
        )
        for name, entry in table.items()
    )


def terminal_here(environ: Mapping[str, str]) -> Terminal | None:
    """The terminal of the table in which the app runs, as far as it says so.

    What names itself goes before what only leaves a trace: one that was started from another one inherits that.
    """
    found = [
        terminal
        for terminal in terminals()
        if terminal.known_by is not None
        and (value := environ.get(terminal.known_by[0]))
        and fnmatchcase(value, terminal.known_by[1])
    ]
    return min(found, key=lambda terminal: (terminal.known_by or ("", ""))[1] == "*", default=None)
