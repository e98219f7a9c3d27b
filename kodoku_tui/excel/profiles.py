"""Which column names mean what: `imports/profiles/*.toml`."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache

from kodoku_tui.resources import resource_folder


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """A column that is looked for: the headings it goes by, the usual one first."""

    key: str
    names: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """The columns of one kind of table."""

    name: str
    columns: tuple[ProfileColumn, ...]

    @property
    def required(self) -> tuple[ProfileColumn, ...]:
        """The columns without which the table is not read."""
        return tuple(column for column in self.columns if column.required)


@cache
def load_profile(name: str) -> Profile:
    """The profile `imports/profiles/NAME.toml`. Raises `FileNotFoundError` for one that does not exist."""
    path = resource_folder("imports") / "profiles" / f"{name}.toml"
    columns = tomllib.loads(path.read_text(encoding="utf-8"))["columns"]
    return Profile(
        name,
        tuple(
            ProfileColumn(key, tuple(column["names"]), column.get("required", False))
            for key, column in columns.items()
        ),
    )


def plain_heading(text: str) -> str:
    """A heading reduced to what counts when two are compared: no spaces, widths, line breaks or case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
