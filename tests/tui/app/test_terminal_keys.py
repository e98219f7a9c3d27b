"""Every command of every screen has keys that arrive in each terminal of the table, an input method on or off."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from textual.keys import _character_to_key

from kodoku_tui.resources import resource_folder
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.app.keymap import commands_on, every_screen
from kodoku_tui.tui.frame.command_screen import CommandModal
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.help import HelpScreen
from kodoku_tui.tui.frame.key_names import character_of, sent_by_a_terminal, works_with_an_input_method
from kodoku_tui.tui.frame.terminals import terminal_here, terminals
from tests.tui.sitting import sitting_at

HOSTS = every_screen()
TABLE = tomllib.loads((resource_folder("db") / "seeds" / "terminal_keys.toml").read_text(encoding="utf-8"))


def keys_that_act(command: Command, host: type[Any]) -> list[str]:
    """The keys of a command that no command of the screen itself takes."""
    taken = {key for one in host.all_commands() if one.name != command.name for key in one.keys}
    return [key for key in command.keys if key not in taken]


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.__name__)
def test_each_command_has_a_key_that_arrives_in_each_terminal_with_an_input_method_on(
    host: type[Any],
) -> None:
    lacking = [
        f"{command.name} {command.keys}: {terminal.title}"
        for command in commands_on(host)
        for terminal in terminals()
        if not any(
            works_with_an_input_method(key) and not terminal.takes(key)
            for key in keys_that_act(command, host)
        )
    ]
    assert lacking == []


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.__name__)
def test_over_a_form_no_command_rests_on_what_a_field_takes_as_text(host: type[Any]) -> None:
    if not issubclass(host, CommandModal):
        return
    for command in host.all_commands():
        assert any(character_of(key) is None for key in command.keys), command.name


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.__name__)
def test_no_key_is_shown_before_one_that_arrives_if_it_is_taken_in_every_terminal(host: type[Any]) -> None:
    for command in commands_on(host):
        safe = [key for key in command.keys if works_with_an_input_method(key)]
        assert not all(terminal.takes(safe[0]) for terminal in terminals()), command.name


def test_the_table_says_of_each_fact_how_it_is_known_and_from_where() -> None:
    assert {"windows_terminal", "conhost", "macos_terminal", "vscode", "browser"} <= TABLE.keys()
    for name, entry in TABLE.items():
        assert entry["title"], name
        for fact in (*entry.get("taken", ()), *entry.get("arrives", ())):
            assert fact["known"] in ("documented", "seen"), (name, fact)
            assert fact["source"], (name, fact)
            assert fact["keys"], (name, fact)


@pytest.mark.parametrize(
    ("terminal", "key", "is_taken"),
    [
        ("windows_terminal", "f11", True),
        ("windows_terminal", "ctrl+shift+w", True),
        ("windows_terminal", "ctrl+w", False),
        ("conhost", "alt+enter", True),
        ("macos_terminal", "shift+f2", True),
        ("macos_terminal", "shift+f12", False),
        ("vscode", "ctrl+p", True),
        ("vscode", "f5", True),
        ("vscode", "f15", False),
        ("browser", "ctrl+t", True),
        ("browser", "ctrl+tab", True),
        ("browser", "f5", False),
    ],
)
def test_the_table_is_read_by_kinds_of_keys(terminal: str, key: str, is_taken: bool) -> None:
    (found,) = (one for one in terminals() if one.name == terminal)
    assert found.takes(key) is is_taken


@pytest.mark.parametrize(
    ("key", "program", "platform", "sent"),
    [
        ("shift+f6", "", "linux", "f18"),
        ("shift+f6", "vscode", "darwin", "f18"),
        # What Shift+F2 is elsewhere, and there would end a group.
        ("shift+f6", "Apple_Terminal", "darwin", "f14"),
        ("shift+f2", "Apple_Terminal", "darwin", None),
        ("shift+f12", "Apple_Terminal", "darwin", "f20"),
        ("alt+b", "Apple_Terminal", "darwin", "∫"),
        ("alt+b", "", "linux", None),
        ("alt+y", "Apple_Terminal", "darwin", None),
        ("alt+f4", "Apple_Terminal", "darwin", None),
        ("f6", "Apple_Terminal", "darwin", None),
    ],
)
def test_a_key_is_known_by_what_the_terminal_sends_for_it(
    key: str, program: str, platform: str, sent: str | None
) -> None:
    assert sent_by_a_terminal(key, program=program, platform=platform) == sent


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({}, None),
        ({"TERM_PROGRAM": "WezTerm"}, None),
        ({"WT_SESSION": ""}, None),
        ({"WT_SESSION": "7c1e"}, "windows_terminal"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "macos_terminal"),
        # Started from Windows Terminal, whose trace it inherits.
        ({"WT_SESSION": "7c1e", "TERM_PROGRAM": "vscode"}, "vscode"),
    ],
)
def test_the_terminal_is_known_by_what_it_says_of_itself(environ: dict[str, str], name: str | None) -> None:
    found = terminal_here(environ)
    assert (None if found is None else found.name) == name


async def test_the_footer_of_a_form_shows_the_key_that_arrives_in_this_terminal(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM_PROGRAM", "vscode")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        assert "Alt+P 前の記録" in sitting.text
        await sitting.press("alt+h")
        assert isinstance(sitting.app.screen, HelpScreen)


def test_what_option_types_is_told_apart_from_every_other_key() -> None:
    typed = [
        sent
        for letter in "abcdefghijklmnopqrstuvwxyz"
        if (sent := sent_by_a_terminal(f"alt+{letter}", program="Apple_Terminal", platform="darwin"))
        is not None
    ]
    assert len({_character_to_key(character) for character in typed}) == len(typed) == 21
