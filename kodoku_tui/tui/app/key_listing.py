"""What `kodoku keys` tells: every command with its keys now, and which terminal takes which of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_title
from kodoku_tui.tui.app.keymap import every_command, read_chosen_keys
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.key_names import key_name
from kodoku_tui.tui.frame.keys_chosen import keys_file
from kodoku_tui.tui.frame.terminals import terminals


class KeyListing(NamedTuple):
    """The place of the file, the commands as records, and what in the file cannot be."""

    file: Path
    records: list[dict[str, Any]]
    problems: list[str]


def key_listing() -> KeyListing:
    """Read the person's file, and list the keys that hold."""
    chosen, problems = read_chosen_keys()
    records = [
        _record(command, chosen.get(command.name, command.keys)) for command in every_command().values()
    ]
    return KeyListing(keys_file(), records, problems)


def _record(command: Command, keys: Sequence[str]) -> dict[str, Any]:
    return {
        "name": command.name,
        "title": command.title,
        "keys": [key_name(key) for key in keys],
        "usual": [key_name(key) for key in command.keys],
        "area": say(f"command_group.{command.group}"),
        "taken": {key_name(key): takers for key in keys if (takers := _takers(key))},
    }


def _takers(key: str) -> list[str]:
    return [say_title(terminal.title, terminal.title_en) for terminal in terminals() if terminal.takes(key)]
