"""The keys that a person chose in place of ours, in `keys.toml` beside the other settings.

Like the language they hold for the whole program. The file::

    [keys]
    log_checkin = ["c", "Ctrl+E"]
    undo = "F5"
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from textual.keys import _character_to_key

from kodoku_tui.locale import say
from kodoku_tui.tui.frame.key_names import PRINTED_ON_THE_KEY, key_name
from kodoku_tui.tui.frame.settings import settings_file

FILE_NAME = "keys.toml"

_MODIFIERS = {"ctrl": "ctrl", "control": "ctrl", "alt": "alt", "option": "alt", "shift": "shift"}
_ARROWS = ("up", "down", "left", "right")
_CONTROLLED = frozenset("abcdefghijklmnopqrstuvwxyz\\]^_")
# What a terminal sends as another key: Ctrl+I is Tab, Ctrl+M and Ctrl+J are Enter, Ctrl+H is BackSpace.
_SENT_AS_ANOTHER = frozenset("himj")

_chosen: dict[str, tuple[str, ...]] = {}


class KeysRead(NamedTuple):
    """The keys by the name of their command, in the order of the file, and a sentence about each thing that is none."""

    keys: dict[str, tuple[str, ...]]
    problems: list[str]


def keys_file() -> Path:
    """Where the file is, or would be."""
    return settings_file(FILE_NAME)


def use_keys(chosen: Mapping[str, tuple[str, ...]]) -> None:
    """From now on these commands have these keys, all others the usual ones."""
    _chosen.clear()
    _chosen.update(chosen)


def chosen_keys() -> Mapping[str, tuple[str, ...]]:
    """The commands that have other keys than the usual ones."""
    return _chosen


def keys_of(name: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that a command has now."""
    return _chosen.get(name, usual)


def read_keys(path: Path) -> KeysRead:
    """What the file says; where there is none, nothing. Whatever cannot be read becomes a sentence."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return KeysRead({}, [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return KeysRead({}, [say("keymap.unreadable", file=path, reason=error)])
    problems = [say("keymap.unknown_part", part=part, file=FILE_NAME) for part in table if part != "keys"]
    entries = table.get("keys", {})
    if not isinstance(entries, dict):
        return KeysRead({}, [*problems, say("keymap.no_table", file=FILE_NAME)])
    found: dict[str, tuple[str, ...]] = {}
    for name, value in entries.items():
        written = [value] if isinstance(value, str) else value
        if not isinstance(written, list) or not written or not all(isinstance(one, str) for one in written):
            problems.append(say("keymap.no_keys", name=name, file=FILE_NAME))
            continue
        read = {one: key_meant(one) for one in written}
        unknown = [one for one, key in read.items() if key is None]
        if unknown:
            problems += [say("keymap.unknown_key", name=name, key=one, file=FILE_NAME) for one in unknown]
        else:
            found[name] = tuple(dict.fromkeys(key for key in read.values() if key is not None))
    return KeysRead(found, problems)


def key_meant(written: str) -> str | None:
    """The key as Textual spells it, of how people write it (Ctrl+G, F5, 上, ?); `None` where no terminal sends it."""
    text = unicodedata.normalize("NFKC", written).strip()
    if not text:
        return None
    if len(text) == 1:
        return _character_to_key(text) if text.isascii() else _named().get(text)
    *before, last = text[:-1].split("+") if text.endswith("++") else text.split("+")
    last = last.strip() or "+"
    modifiers = [_MODIFIERS.get(one.strip().casefold()) for one in before]
    if None in modifiers or len(set(modifiers)) < len(modifiers):
        return None
    key = _named().get(last.casefold()) or (_character_to_key(last.lower()) if len(last) == 1 else None)
    if key is None or not _is_sent(set(modifiers), key, last.lower()):
        return None
    order = [one for one in ("ctrl", "alt", "shift") if one in modifiers]
    return "+".join([*order, key])


def _is_sent(modifiers: set[str | None], key: str, character: str) -> bool:
    """Whether terminals have a way to send the key with these modifiers."""
    if not modifiers:
        return True
    is_number = key[0] == "f" and key[1:].isdigit()
    if modifiers == {"ctrl"}:
        is_letter = character in _CONTROLLED and character not in _SENT_AS_ANOTHER
        return (
            is_letter
            or is_number
            or key in (*_ARROWS, "home", "end", "pageup", "pagedown", "delete", "insert")
        )
    if modifiers == {"alt"}:
        return len(character) == 1 and character.isascii() and character.isalnum()
    return modifiers == {"shift"} and (
        is_number or key in (*_ARROWS, "home", "end", "delete", "insert", "tab")
    )


@cache
def _named() -> dict[str, str]:
    """Keys that have a name: as it is printed on them, as we say it, and as Textual spells it."""
    keys = [*PRINTED_ON_THE_KEY, *_ARROWS, "space", *(f"f{number}" for number in range(1, 25))]
    keys = [key for key in keys if key not in _MODIFIERS]
    return {name.casefold(): key for key in keys for name in (key, key_name(key))}
