"""How soon the app shows its first frame with data, against a bare Textual app. Prints ratios of one run.
Run: `python benchmarks/first_frame.py`; goal 1.4 or less.

Both programs are clocked from outside, through a pseudo-terminal, from `exec` to the moment when a text that
only the finished frame holds is on the screen. Runs alternate, so that a busy moment of the machine hits both.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pyte

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.programmes import begin_programme
from kodoku_tui.services.intake.imports import import_roster, shipped_register

COLUMNS, LINES = 140, 42
RUNS = 11
LONGEST_SECONDS = 60.0

BARE_APP = """
from textual.app import App
from textual.widgets import DataTable, Footer, Header


class Bare(App):
    BINDINGS = [("q", "quit", "Quit")]

    def compose(self):
        yield Header()
        yield DataTable()
        yield Footer()

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("number", "name", "state")
        for number in range(40):
            table.add_row(str(number), "READY", "state")


Bare().run()
"""


def seconds_until(command: list[str], wanted: str, environment: dict[str, str]) -> float:
    """Start `command` in a fresh terminal and give the seconds until `wanted` (a pattern) is on its screen."""
    started = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(environment)
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    pattern = re.compile(wanted)
    try:
        while time.perf_counter() - started < LONGEST_SECONDS:
            if select.select([terminal], [], [], 0.01)[0]:
                stream.feed(os.read(terminal, 65536))
                # pyte follows a wide letter with an empty cell.
                if pattern.search("".join(screen.display).replace(" ", "")):
                    return time.perf_counter() - started
        raise SystemExit(f"never shown: {wanted}\n" + "\n".join(screen.display))
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def main() -> None:
    """Clock both programs alternately and print one JSON line."""
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "register.db"

        def clock() -> datetime:
            return datetime(2025, 12, 15, 9)

        begin_programme(register, 2025, clock=clock)
        import_roster(Desk(register, clock=clock), shipped_register())
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE_APP, encoding="utf-8")
        environment = {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
            "XDG_CONFIG_HOME": folder,
            "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
            # Installed programs run from compiled files; so do both here, whatever this shell says.
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled"),
        }
        programs = {
            "bare": ([sys.executable, str(bare)], "READY"),
            "kodoku": (
                [sys.executable, "-m", "kodoku_tui", "--db", str(register), "--today", "2025-12-15"],
                "168日超過",
            ),
        }
        seconds: dict[str, list[float]] = {name: [] for name in programs}
        for run in range(RUNS + 1):
            for name, (command, wanted) in programs.items():
                taken = seconds_until(command, wanted, environment)
                if run:
                    seconds[name].append(taken)
    medians = {name: statistics.median(taken) for name, taken in seconds.items()}
    pairs = [ours / bare_one for ours, bare_one in zip(seconds["kodoku"], seconds["bare"], strict=True)]
    print(
        json.dumps(
            {
                "what": "first frame with the register against a bare Textual app",
                "runs": RUNS,
                "median_seconds": {name: round(median, 3) for name, median in medians.items()},
                "ratio_of_medians": round(medians["kodoku"] / medians["bare"], 2),
                "median_of_pair_ratios": round(statistics.median(pairs), 2),
            }
        )
    )


if __name__ == "__main__":
    main()
