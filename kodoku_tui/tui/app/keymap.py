"""The keys of the whole app: every command of every screen, which keys clash, and those that a person chose.

Chosen keys are taken as far as they mean one thing on every screen; each that does not is told in a sentence, and its
command keeps the usual ones.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from textual.binding import Binding
from textual.screen import Screen

from kodoku_tui import tui
from kodoku_tui.locale import say
from kodoku_tui.tui.app.commands import EVERYWHERE
from kodoku_tui.tui.desk.beginning import BeginningScreen
from kodoku_tui.tui.frame.command_screen import CommandModal
from kodoku_tui.tui.frame.commands import Command, CommandHost
from kodoku_tui.tui.frame.key_names import as_they_come, key_name
from kodoku_tui.tui.frame.keys_chosen import FILE_NAME, keys_file, read_keys, use_keys
from kodoku_tui.tui.lists.list_table import ListTable

QUIT_ALWAYS = "ctrl+q"
ALWAYS = "quit_always"
"""The key that always leaves, also over a form, and the id of its binding."""

Keys = Mapping[str, tuple[str, ...]]


class Clash(NamedTuple):
    """A key that means two things on one screen; the one that was chosen, and the other one."""

    name: str
    key: str
    other: str


def every_screen() -> list[type[Any]]:
    """Every screen that declares commands. Loads all of them."""
    found: set[type[Any]] = set()
    for module in pkgutil.walk_packages(tui.__path__, f"{tui.__name__}."):
        loaded = importlib.import_module(module.name)
        found |= {
            one
            for one in vars(loaded).values()
            if isinstance(one, type)
            and issubclass(one, CommandHost)
            and issubclass(one, Screen)
            and one.__module__ == loaded.__name__
        }
    return sorted(found, key=lambda host: host.__name__)


def commands_on(host: type[Any]) -> list[Command]:
    """What applies on the screen: its own, and what applies everywhere but over a form and before there is a file."""
    own: tuple[Command, ...] = host.all_commands()
    if issubclass(host, CommandModal | BeginningScreen):
        return [*own]
    names = {command.name for command in own}
    return [*own, *(command for command in EVERYWHERE if command.name not in names)]


@cache
def every_command() -> dict[str, Command]:
    """Each command once, by its name: those that apply everywhere first."""
    found = {command.name: command for command in EVERYWHERE}
    for host in every_screen():
        for command in host.all_commands():
            found.setdefault(command.name, command)
    return found


def read_chosen_keys() -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """What the person's file says, as far as it can be, and a sentence on each thing in it that cannot."""
    read = read_keys(keys_file())
    if not read.keys:
        return {}, read.problems
    chosen, problems = as_far_as_they_go(read.keys)
    return chosen, [*read.problems, *problems]


def use_chosen_keys() -> list[str]:
    """Use what the person's file says; gives the sentences on what in it cannot be."""
    chosen, problems = read_chosen_keys()
    use_keys(chosen)
    return problems


def textual_keymap(chosen: Keys) -> dict[str, str]:
    """The same for Textual, which gives a binding other keys by its id."""
    keymap = {
        name: ",".join(one for key in keys for one in as_they_come(key)) for name, keys in chosen.items()
    }
    # Where a command gives a key away, Textual takes it from all that have it.
    return {**keymap, ALWAYS: QUIT_ALWAYS} if keymap else {}


def keys_as_they_come(commands: Iterable[Command]) -> frozenset[str]:
    """What Textual may make of the keys that these commands have now."""
    return frozenset(
        binding.key
        for command in commands
        for key in command.keys_now
        for one in as_they_come(key)
        for binding in Binding.make_bindings([(one, "", "")])
    )


def as_far_as_they_go(asked: Keys) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The chosen keys without those of commands that there are not, and without those that clash; and why."""
    commands = every_command()
    chosen = {name: keys for name, keys in asked.items() if name in commands}
    problems = [
        say("keymap.unknown_command", name=name, file=FILE_NAME) for name in asked if name not in commands
    ]
    for name, keys in [*chosen.items()]:
        theirs = next((key for key in keys if key in _kept_for_lists() - {*commands[name].keys}), None)
        if theirs is not None:
            problems.append(_said("keymap.of_lists", name, theirs))
            del chosen[name]
    # What one of them gives back may clash with another one: until nothing does any more.
    while clash := next(_clashes(chosen), None):
        problems.append(_said("keymap.clash", clash.name, clash.key, other=commands[clash.other].title))
        del chosen[clash.name]
    return chosen, problems


def _clashes(chosen: Keys) -> Iterator[Clash]:
    """Where a chosen key is another command's as well. What the usual keys have in common on a screen is meant so."""
    order = [*chosen]
    for host in every_screen():
        present = commands_on(host)
        for command in sorted(
            (one for one in present if one.name in chosen), key=lambda one: -order.index(one.name)
        ):
            for other in present:
                if other.name == command.name:
                    continue
                theirs = _all_sent(chosen.get(other.name, other.keys))
                usual = _all_sent(command.keys) & _all_sent(other.keys)
                for key in chosen[command.name]:
                    if _all_sent((key,)) & theirs - usual:
                        yield Clash(command.name, key, other.name)


def _all_sent(keys: Iterable[str]) -> set[str]:
    """All that terminals may send for these keys: F15 is Shift+F3 in many of them."""
    return {one for key in keys for one in as_they_come(key)}


def _kept_for_lists() -> set[str]:
    """Keys by which one moves and marks in every list, and leaves every field."""
    moving = {key for binding in ListTable.BINDINGS for key in _keys_in(binding)}
    return moving | {"tab", "shift+tab", QUIT_ALWAYS}


def _keys_in(binding: Any) -> Sequence[str]:
    found: Sequence[str] = str(binding.key).split(",")
    return found


def _said(sentence: str, name: str, key: str, **gaps: str) -> str:
    command = every_command()[name]
    usual = " / ".join(key_name(one) for one in command.keys)
    return say(
        sentence, file=FILE_NAME, name=name, title=command.title, key=key_name(key), usual=usual, **gaps
    )
