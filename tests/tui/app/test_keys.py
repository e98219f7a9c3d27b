"""No key means two things on one screen."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from kodoku_tui.tui.app.commands import EVERYWHERE
from kodoku_tui.tui.app.keymap import every_screen
from kodoku_tui.tui.app.main_screens import MAIN_SCREENS
from kodoku_tui.tui.desk.beginning import BeginningScreen
from kodoku_tui.tui.frame.command_screen import CommandModal

HOSTS = every_screen()


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.__name__)
def test_a_screen_gives_each_key_to_one_command(host: type[Any]) -> None:
    counted = Counter(key for command in host.all_commands() for key in command.keys)
    assert [key for key, times in counted.items() if times > 1] == []


def test_what_can_be_done_everywhere_has_keys_of_its_own() -> None:
    counted = Counter(key for command in EVERYWHERE for key in command.keys)
    assert [key for key, times in counted.items() if times > 1] == []


# Before there is a file there is nowhere to go, and over a form nothing but the form.
@pytest.mark.parametrize(
    "host",
    [one for one in HOSTS if not issubclass(one, CommandModal | BeginningScreen)],
    ids=lambda host: host.__name__,
)
def test_the_keys_of_the_main_screens_lead_there_from_everywhere(host: type[Any]) -> None:
    taken = {key for command in host.all_commands() for key in command.keys}
    assert sorted(taken & {key for screen in MAIN_SCREENS for key in screen.command.keys}) == []
