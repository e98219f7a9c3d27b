"""Every sentence that a person sees, in the reader's language.

`ja.toml` is the source, `en.toml` complete beside it. A key is a dotted path into the file; a sentence may
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
    return catalogue(_language)[key].format(**params)


def say_word(word: str | None) -> str:
    """A word of the domain (状態 …, issue category) as the reader reads it; any other text unchanged."""
    if not word:
        return ""
    return catalogue(_language).get(f"word.{word}", word)


@cache
def catalogue(language: str) -> dict[str, str]:
    """All sentences of one language by their dotted key."""
    text = (Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flatten(tomllib.loads(text)))


def _flatten(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in tree.items():
        key = f"{prefix}{name}"
        found += _flatten(value, f"{key}.") if isinstance(value, dict) else [(key, value)]
    return found
