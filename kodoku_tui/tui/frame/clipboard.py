"""The clipboard that is there: programs of the machine first, the terminal last, and what came of it.

A terminal that is told to copy (OSC 52) never answers, and many of them do nothing (Terminal of macOS, conhost, VTE).
So a program that says whether it worked goes first. Of pyperclip, which does the same for scripts, nothing is used: it
starts programs without a bound of time, stays with the first one that it finds even if that fails, knows neither tmux
nor that the person sits at another machine (SSH), and loads Qt or GTK where it finds them.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import Any

from textual.app import App

LONGEST_WAIT = 3.0
"""Seconds that one program may take. One that hangs gives way to the next."""


_CREATE_NO_WINDOW = 0x08000000  # winbase.h


class Reached(StrEnum):
    """How far a text came; leads to the sentence about it in the catalogue."""

    CLIPBOARD = "clipboard"
    TMUX = "tmux"
    TERMINAL = "terminal"


def _as_utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _as_base64(text: str) -> bytes:
    return base64.b64encode(_as_utf8(text))


@dataclass(frozen=True, slots=True)
class Way:
    """A program that takes a text on its standard input, and where the text is then."""

    command: tuple[str, ...]
    reached: Reached = Reached.CLIPBOARD
    encode: Callable[[str], bytes] = _as_utf8


# clip.exe guesses what it is given, guesses wrong, and copies a byte order mark as text: PowerShell is told.
# (github.com/xavi-/node-copy-paste/pull/45, github.com/microsoft/WSL/issues/4852)
_SET_CLIPBOARD = (
    "$read = [Convert]::FromBase64String([Console]::In.ReadToEnd()); "
    "Set-Clipboard -Value ([Text.Encoding]::UTF8.GetString($read))"
)
_WINDOWS = (
    Way(
        ("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", _SET_CLIPBOARD),
        encode=_as_base64,
    ),
    Way(("cmd.exe", "/d", "/c", "chcp 65001 >nul & clip")),
)
_MACOS = (Way(("pbcopy",)),)
_WAYLAND = (Way(("wl-copy",)),)
_X = (
    Way(("xclip", "-selection", "clipboard", "-in")),
    Way(("xsel", "--clipboard", "--input")),
)
# -w hands it on to the terminal as well; tmux before 3.2 does not know it.
_TMUX = (
    Way(("tmux", "load-buffer", "-w", "-"), Reached.TMUX),
    Way(("tmux", "load-buffer", "-"), Reached.TMUX),
)


def ways(environ: Mapping[str, str], platform: str) -> Iterator[Way]:
    """The programs that may be there, the likeliest first.

    Over SSH the machine's own clipboard is not the person's: only a forwarded display and tmux are theirs.
    """
    display = environ.get("DISPLAY", "")
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        if display.partition(":")[0]:
            yield from _X
    else:
        if platform == "win32" or environ.get("WSL_DISTRO_NAME"):
            yield from _WINDOWS
        if platform == "darwin":
            yield from _MACOS
        if environ.get("WAYLAND_DISPLAY"):
            yield from _WAYLAND
        if display:
            yield from _X
    if environ.get("TMUX"):
        yield from _TMUX


def put(text: str, environ: Mapping[str, str], platform: str, *, wait: float = LONGEST_WAIT) -> Reached:
    """Give the text to the first program that takes it; `TERMINAL` where none does and the terminal is left.

    Takes as long as the programs take, so it belongs into a worker.
    """
    for way in ways(environ, platform):
        program = shutil.which(way.command[0], path=environ.get("PATH", ""))
        if program is not None and _takes(program, way, text, environ, wait):
            return way.reached
    return Reached.TERMINAL


def _takes(program: str, way: Way, text: str, environ: Mapping[str, str], wait: float) -> bool:
    """Whether the program took the text. What it writes is nobody's, and it may stay to serve the clipboard."""
    try:
        ended = subprocess.run(
            [program, *way.command[1:]],
            input=way.encode(text),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # pbcopy reads by the locale, which may be C.
            env={**environ, "LC_CTYPE": "UTF-8"} if way in _MACOS else dict(environ),
            timeout=wait,
            start_new_session=True,
            # A console of its own on Windows: none flashes up, and ours keeps its code page.
            creationflags=_CREATE_NO_WINDOW if sys.platform == "win32" else 0,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        # It cannot be started, or it hangs: the next one may do.
        return False
    return ended.returncode == 0


class Clipboard:
    """What was copied last, also for pasting within the app; programs are asked in a worker, in their order."""

    def __init__(
        self,
        app: App[Any],
        in_thread: Callable[[Callable[[], None]], None],
        to_terminal: Callable[[str], None],
    ) -> None:
        self._app = app
        self._in_thread = in_thread
        self._to_terminal = to_terminal
        self._one_at_a_time = Lock()
        self._copies = 0
        self.text = ""

    def copy(self, text: str, then: Callable[[Reached], None] | None = None) -> None:
        """Copy the text, and tell `then` how far it came; one that a later copy overtook is told nothing."""
        self.text = text
        self._copies += 1
        number = self._copies

        def work() -> None:
            with self._one_at_a_time:
                if number != self._copies:
                    return
                reached = put(text, os.environ, sys.platform)
                self._app.call_from_thread(self._came_to, text, reached, then)

        self._in_thread(work)

    def _came_to(self, text: str, reached: Reached, then: Callable[[Reached], None] | None) -> None:
        if reached is Reached.TERMINAL:
            self._to_terminal(text)
        if then is not None:
            then(reached)
