"""Keys as people know them: Ctrl+S, F5, Esc, スペース."""

from __future__ import annotations

import os
import sys
import unicodedata
from functools import cache
from string import punctuation

from textual.keys import KEY_NAME_REPLACEMENTS

from kodoku_tui.locale import sentence

PRINTED_ON_THE_KEY = {
    "ctrl": "Ctrl",
    "shift": "Shift",
    "alt": "Alt",
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "delete": "Delete",
    "insert": "Insert",
    "backspace": "BackSpace",
    "home": "Home",
    "end": "End",
    "pageup": "PageUp",
    "pagedown": "PageDown",
}

_APPLE_TERMINAL = "Apple_Terminal"
# By the ABC (US) layout of macOS, which the Japanese input uses as well. E, I, N and U wait for a letter to stand on;
# Y types the sign of the yen, which Japanese keyboards have as a key.
_TYPED_WITH_OPTION = dict(zip("abcdfghjklmopqrstvwxz", "å∫ç∂ƒ©˙∆˚¬µøπœ®ß†√∑≈Ω", strict=True))


def key_name(key: str) -> str:
    """The name by which a person finds `key`, as Textual spells it (`ctrl+s`, `question_mark`)."""
    *modifiers, last = key.split("+")
    name = _name_of(last)
    return "+".join([*map(_name_of, modifiers), name.upper() if modifiers and len(name) == 1 else name])


def character_of(key: str) -> str | None:
    """The character that `key` types, `None` for a key that types none."""
    return key if len(key) == 1 else _characters().get(key)


def full_width_key(key: str) -> str | None:
    """What an input method in full-width mode types instead of the one character of `key`, if any."""
    character = character_of(key)
    if character is None or not "!" <= character <= "~":
        return None
    return chr(ord(character) - ord("!") + ord("！"))


def works_with_an_input_method(key: str) -> bool:
    """Whether `key` comes through while an input method is on.

    Alt with anything but a letter does not count: without the Kitty protocol (`tui/__init__.py`) Textual reads what
    terminals send for Alt+↓ as Esc and then ↓.
    """
    *modifiers, last = key.split("+")
    return character_of(key) is None and not ("alt" in modifiers and len(last) > 1)


def sent_by_a_terminal(key: str, *, program: str, platform: str) -> str | None:
    """What Textual makes of `key` where a terminal sends something else, `None` for most.

    `program` is the terminal's name of itself (TERM_PROGRAM). Shift+F6 is F18 in most of them, F14 in Terminal of
    macOS, which sends nothing for Shift+F1 to Shift+F4. On macOS Option is no Alt unless a profile says so: it types
    a character (`db/seeds/terminal_keys.toml` has the sources).
    """
    number = key.removeprefix("shift+f")
    if number != key and number.isdigit():
        if program != _APPLE_TERMINAL:
            return f"f{int(number) + 12}"
        return f"f{int(number) + 8}" if int(number) > 4 else None
    letter = key.removeprefix("alt+")
    return _TYPED_WITH_OPTION.get(letter) if platform == "darwin" and letter != key else None


def as_they_come(key: str) -> list[str]:
    """`key` and all that this terminal, or an input method in full-width mode, may send for it."""
    sent = sent_by_a_terminal(key, program=os.environ.get("TERM_PROGRAM", ""), platform=sys.platform)
    return [one for one in (key, sent, full_width_key(key)) if one is not None]


@cache
def _characters() -> dict[str, str]:
    # Textual's own way back misses those that it has renamed, such as the slash.
    found = {"space": " "}
    for sign in punctuation:
        name = unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_")
        found[KEY_NAME_REPLACEMENTS.get(name, name)] = sign
    return found


def _name_of(key: str) -> str:
    said = sentence(f"key.{key}") or PRINTED_ON_THE_KEY.get(key)
    if said is not None:
        return said
    if key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return character_of(key) or key
