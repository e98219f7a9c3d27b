"""A program in a real pseudo-terminal: what it shows as a screen of characters, what it is sent as bytes."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pyte

# Line wrap and the cursor.
_ON_AT_FIRST = {7, 25}
_SWITCHED = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")

ROWS, COLUMNS = 42, 140
PATIENCE = 60.0

KEYS = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "ctrl+s": b"\x13",
    "shift+f2": b"\x1b[1;2Q",
    "shift+f6": b"\x1b[17;2~",
}
"""As xterm and its kin send them."""


class Terminal:
    """A screen in front of a program."""

    def __init__(self, program: subprocess.Popen[bytes], line: int) -> None:
        self._program = program
        self._line = line
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.everything = b""

    @property
    def is_there(self) -> bool:
        """Whether the window is still open."""
        return self._line >= 0

    @property
    def text(self) -> str:
        """What shows now, line by line."""
        # A wide character takes two cells, the second of which is empty.
        lines = (self._screen.buffer[row] for row in range(ROWS))
        return "\n".join("".join(line[column].data for column in range(COLUMNS)).rstrip() for line in lines)

    @property
    def modes(self) -> tuple[object, ...]:
        """How the terminal is set: what the program switched on by sequences, and what the system keeps of the line."""
        on = set(_ON_AT_FIRST)
        for numbers, switch in _SWITCHED.findall(self.everything):
            change = on.add if switch == b"h" else on.discard
            for number in numbers.split(b";"):
                change(int(number))
        return frozenset(on), termios.tcgetattr(self._line)

    def is_told(self, *signals: signal.Signals) -> None:
        """The system tells the program something."""
        for each in signals:
            self._program.send_signal(each)

    def press(self, key: str) -> None:
        """Press one key."""
        os.write(self._line, KEYS.get(key) or key.encode())

    def send(self, sent: bytes) -> None:
        """Send bytes as they are, whatever they mean."""
        os.write(self._line, sent)

    def type(self, text: str) -> None:
        """Commit a text as an input method does: as its UTF-8 bytes at once."""
        os.write(self._line, text.encode())

    def sees(self, *words: str) -> None:
        """Read until all of these words show."""
        self._read_until(lambda: all(word in self.text for word in words), words)

    def sees_again(self, word: str, times: int = 2) -> None:
        """Read until the word shows that many times."""
        self._read_until(lambda: self.text.count(word) >= times, (f"{times} × {word}",))

    def no_longer_sees(self, word: str) -> None:
        """Read until the word is gone."""
        self._read_until(lambda: word not in self.text, (f"not {word}",))

    def goes_away(self) -> int:
        """Close the window without a word to the program; gives its exit code once it has ended."""
        os.close(self._line)
        self._line = -1
        return self._program.wait(PATIENCE)

    def ends(self) -> int:
        """Read until the program has ended; gives its exit code."""
        self._read_until(lambda: self._program.poll() is not None, ("the end",))
        while self._read(0):
            pass
        return int(self._program.returncode)

    def _read_until(self, condition: Callable[[], bool], words: tuple[str, ...]) -> None:
        deadline = monotonic() + PATIENCE
        while not condition():
            assert monotonic() < deadline, f"{words} not in:\n{self.text}"
            self._read(0.05)

    def _read(self, seconds: float) -> bool:
        if not select.select([self._line], [], [], seconds)[0]:
            return False
        try:
            shown = os.read(self._line, 65536)
        except OSError:
            # How Linux says that the other end is closed.
            return False
        self.everything += shown
        self._stream.feed(shown)
        return bool(shown)


@contextmanager
def terminal_of(
    folder: Path,
    *arguments: str,
    python: str | Path = sys.executable,
    program: tuple[str, ...] = ("-m", "kodoku_tui"),
    **settings: str,
) -> Iterator[Terminal]:
    """Run the program in a terminal of its own, with a home of its own, on 2025-12-15."""
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (ROWS, COLUMNS))
    # A size that the environment names goes before that of the terminal.
    inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    environment = {
        **inherited,
        "TERM": "xterm-256color",
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "KODOKU_DB": str(folder / "kodoku.db"),
        "KODOKU_TODAY": "2025-12-15",
        **settings,
    }
    process = subprocess.Popen(
        [str(python), *program, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env=environment,
        cwd=folder,
    )
    os.close(theirs)
    terminal = Terminal(process, ours)
    try:
        yield terminal
    finally:
        process.kill()
        process.wait()
        if terminal.is_there:
            os.close(ours)
