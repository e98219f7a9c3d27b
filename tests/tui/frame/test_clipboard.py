"""A copy reaches the clipboard that is there, and what is said is what was done."""

from __future__ import annotations

import base64
import os
import sys
import time
from pathlib import Path

import pytest

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.frame.clipboard import Reached, put, ways
from tests.tui.sitting import sitting_at

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

TEXT = "番号\t団体名\n12\t=はまなす 𠮷\n"
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}
X = {"DISPLAY": ":0"}
TMUX = {"TMUX": "/tmp/tmux-1000/default,1,0"}
WSL = {"WSL_DISTRO_NAME": "Ubuntu"}
SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}


class Machine:
    """A folder with the programs of others that take a text: each keeps what it was given beside itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def has(self, *programs: str, doing: str = 'cat >"$0.got"; echo "$*" >"$0.args"') -> Machine:
        for name in programs:
            program = self.folder / name
            program.write_text(f"#!/bin/sh\n{doing}\n", encoding="utf-8")
            program.chmod(0o755)
        return self

    def environ(self, *parts: dict[str, str]) -> dict[str, str]:
        found = {"PATH": os.pathsep.join([str(self.folder), "/usr/bin", "/bin"])}
        for part in parts:
            found |= part
        return found

    def got(self, program: str) -> str:
        return (self.folder / f"{program}.got").read_bytes().decode("utf-8")

    def args(self, program: str) -> str:
        return (self.folder / f"{program}.args").read_text(encoding="utf-8").strip()

    @property
    def asked(self) -> list[str]:
        return sorted(path.stem for path in self.folder.glob("*.got"))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "programs")


@pytest.mark.parametrize(
    ("platform", "surroundings", "program", "reached"),
    [
        ("darwin", {}, "pbcopy", Reached.CLIPBOARD),
        ("linux", WAYLAND | X, "wl-copy", Reached.CLIPBOARD),
        ("linux", X, "xclip", Reached.CLIPBOARD),
        ("linux", X | TMUX, "xclip", Reached.CLIPBOARD),
        ("linux", TMUX, "tmux", Reached.TMUX),
        ("linux", SSH | WAYLAND | TMUX, "tmux", Reached.TMUX),
        ("darwin", SSH | TMUX, "tmux", Reached.TMUX),
        ("linux", SSH | {"DISPLAY": "localhost:10.0"}, "xclip", Reached.CLIPBOARD),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_program_of_the_machine_takes_the_whole_text(
    machine: Machine, platform: str, surroundings: dict[str, str], program: str, reached: Reached
) -> None:
    machine.has("pbcopy", "wl-copy", "xclip", "xsel", "tmux", "powershell.exe", "cmd.exe")
    assert put(TEXT, machine.environ(surroundings), platform) is reached
    assert machine.asked == [program]
    assert machine.got(program) == TEXT


@pytest.mark.parametrize(("platform", "surroundings"), [("win32", {}), ("linux", WSL | X)])
def test_on_windows_the_text_is_told_to_powershell_whatever_the_code_page(
    machine: Machine, platform: str, surroundings: dict[str, str]
) -> None:
    machine.has("powershell.exe", "cmd.exe", "xclip")
    assert put(TEXT, machine.environ(surroundings), platform) is Reached.CLIPBOARD
    assert base64.b64decode(machine.got("powershell.exe")).decode("utf-8") == TEXT
    assert machine.asked == ["powershell.exe"]


@pytest.mark.parametrize("doing", ["exit 1", "kill -9 $$", "sleep 60"])
def test_a_program_that_fails_or_hangs_gives_way_to_the_next(machine: Machine, doing: str) -> None:
    machine.has("xsel").has("xclip", doing=doing)
    begun = time.monotonic()
    assert put(TEXT, machine.environ(X), "linux", wait=0.5) is Reached.CLIPBOARD
    assert time.monotonic() - begun < 30
    assert machine.got("xsel") == TEXT


def test_a_program_that_cannot_be_started_gives_way_to_the_next(machine: Machine) -> None:
    machine.has("xclip", "xsel")
    (machine.folder / "xclip").write_bytes(b"\x7fELF no program")
    assert put(TEXT, machine.environ(X), "linux") is Reached.CLIPBOARD
    assert machine.asked == ["xsel"]


def test_an_old_tmux_is_asked_without_what_it_does_not_know(machine: Machine) -> None:
    machine.has("tmux", doing='[ "$2" = -w ] && exit 1; cat >"$0.got"; echo "$*" >"$0.args"')
    assert put(TEXT, machine.environ(TMUX), "linux") is Reached.TMUX
    assert machine.args("tmux") == "load-buffer -"


def test_a_program_that_stays_to_serve_the_clipboard_keeps_nobody_waiting(machine: Machine) -> None:
    machine.has("xclip", doing='cat >"$0.got"; sleep 60 &')
    assert put(TEXT, machine.environ(X), "linux", wait=5) is Reached.CLIPBOARD


@pytest.mark.parametrize("surroundings", [{}, X, WAYLAND, SSH | X | WAYLAND, WSL, TMUX])
def test_where_no_program_takes_it_the_terminal_is_left(
    machine: Machine, surroundings: dict[str, str]
) -> None:
    if "SSH_CONNECTION" in surroundings:
        machine.has("xclip", "wl-copy", "pbcopy")
    environ = machine.environ(surroundings) | {"PATH": str(machine.folder)}
    assert put(TEXT, environ, "linux") is Reached.TERMINAL
    assert machine.asked == []


def test_over_ssh_the_clipboard_of_the_other_machine_is_left_alone() -> None:
    for platform in ("linux", "darwin", "win32"):
        assert [*ways(SSH | X | WAYLAND | WSL, platform)] == []


@pytest.fixture
def at_a_display(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.delenv("SSH_CONNECTION")
    monkeypatch.setattr(sys, "platform", "linux")
    for name, value in machine.environ(X).items():
        monkeypatch.setenv(name, value)
    return machine


async def test_copied_rows_are_said_to_be_on_the_clipboard_once_they_are(
    desk: Desk, at_a_display: Machine
) -> None:
    at_a_display.has("xclip")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "ctrl+c")
        await sitting.is_told("1行をクリップボードへコピーしました")
        assert at_a_display.got("xclip").startswith("番号\t")
        assert at_a_display.got("xclip") == sitting.app.clipboard


async def test_the_terminal_is_asked_and_said_to_be_asked_where_every_program_fails(
    desk: Desk, at_a_display: Machine
) -> None:
    at_a_display.has("xclip", "xsel", doing="exit 1")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "ctrl+c")
        await sitting.is_told("1行を端末に渡しました（端末によってはクリップボードに届きません）")


async def test_what_is_selected_in_a_field_goes_the_same_way(desk: Desk, at_a_display: Machine) -> None:
    at_a_display.has("xclip")
    async with sitting_at(desk) as sitting:
        await sitting.press("0", *"abc", "shift+home", "ctrl+c")
        await sitting.rest()
        assert at_a_display.got("xclip") == "abc"
        await sitting.press("end", "ctrl+v")
        assert sitting.app.focused is not None
        assert getattr(sitting.app.focused, "value", "") == "abcabc"
