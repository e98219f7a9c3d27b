"""No key means two things on one screen."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from typing import Any

import pytest
from textual.screen import Screen

from kodoku_tui import tui
from kodoku_tui.tui.app.commands import EVERYWHERE
from kodoku_tui.tui.app.main_screens import MAIN_SCREENS
from kodoku_tui.tui.desk.beginning import BeginningScreen
from kodoku_tui.tui.frame.command_screen import CommandModal
from kodoku_tui.tui.frame.commands import CommandHost


def hosts() -> list[type[Any]]:
    """Every screen that declares commands."""
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


@pytest.mark.parametrize("host", hosts(), ids=lambda host: host.__name__)
def test_a_screen_gives_each_key_to_one_command(host: type[Any]) -> None:
    counted = Counter(key for command in host.all_commands() for key in command.keys)
    assert [key for key, times in counted.items() if times > 1] == []


def test_what_can_be_done_everywhere_has_keys_of_its_own() -> None:
    counted = Counter(key for command in EVERYWHERE for key in command.keys)
    assert [key for key, times in counted.items() if times > 1] == []


# Before there is a file there is nowhere to go, and over a form nothing but the form.
@pytest.mark.parametrize(
    "host",
    [one for one in hosts() if not issubclass(one, CommandModal | BeginningScreen)],
    ids=lambda host: host.__name__,
)
def test_the_keys_of_the_main_screens_lead_there_from_everywhere(host: type[Any]) -> None:
    taken = {key for command in host.all_commands() for key in command.keys}
    assert sorted(taken & {key for screen in MAIN_SCREENS for key in screen.command.keys}) == []
