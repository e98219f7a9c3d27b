"""Every sentence that a person sees, in the reader's language.

`ja` is the source, `en` complete beside it. A key is `FAMILY.rest`; the sentences of a family stand in
`LANGUAGE/FAMILY.toml`, which is read when the first of them is said: a first frame needs few of them. A sentence may
hold named gaps as in `str.format`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("ja", "en")

_language = "ja"


def set_language(language: str) -> None:
    """Say everything from now on in `ja` or `en`."""
    global _language  # noqa: PLW0603 - one reader per process, as in gettext
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language


def language() -> str:
    """The reader's language."""
    return _language


def say(key: str, /, **params: Any) -> str:
    """The sentence of the catalogue named `key`, with its gaps filled.

    Raises `KeyError` for a key that the catalogue lacks; the tests hold that none is missing.
    """
    return say_in(_language, key, **params)


def say_in(language: str, key: str, /, **params: Any) -> str:
    """The same in a language that is not the reader's, for what the file holds in both."""
    return family(language, _family_of(key))[key].format(**params)


def say_word(word: str | None) -> str:
    """A word of the domain (状態 …, issue category) as the reader reads it; any other text unchanged."""
    if not word:
        return ""
    return family(_language, "word").get(f"word.{word}", word)


def sentence(key: str, language: str | None = None) -> str | None:
    """The sentence as it stands in the catalogue, by default in the reader's language; None without one."""
    return family(language or _language, _family_of(key)).get(key)


@cache
def family(language: str, name: str) -> dict[str, str]:
    """The sentences of one family by their whole keys; empty for a family that there is not."""
    path = _folder(language) / f"{name}.toml"
    return dict(_flatten(tomllib.loads(path.read_text(encoding="utf-8")))) if path.is_file() else {}


def catalogue(language: str) -> dict[str, str]:
    """All sentences of one language by their keys."""
    found: dict[str, str] = {}
    for path in sorted(_folder(language).glob("*.toml")):
        found |= family(language, path.stem)
    return found


def _folder(language: str) -> Path:
    return Path(__file__).parent / language


def _family_of(key: str) -> str:
    return key.partition(".")[0]


def _flatten(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in tree.items():
        key = f"{prefix}{name}"
        found += _flatten(value, f"{key}.") if isinstance(value, dict) else [(key, value)]
    return found
