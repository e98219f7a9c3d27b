"""What a Japanese input method commits arrives as it was written, through a real pseudo-terminal."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import termios
from pathlib import Path
from time import monotonic

import pytest
from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from kodoku_tui.tui.frame.command_screen import CommandScreen
from kodoku_tui.tui.frame.commands import Command
from tests.tui.driver import driven
from tests.tui.support import DeskApp

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has another driver, without the protocol")

_PROGRAM = """
import sys
import kodoku_tui.tui
from pathlib import Path
from textual.app import App
from textual.widgets import Input

class Typing(App):
    def compose(self):
        yield Input(placeholder="READY")

    def on_input_submitted(self, message):
        Path(sys.argv[1]).write_text(message.value, encoding="utf-8")
        self.exit()

Typing().run()
"""
_KITTY_IS_ON = b"\x1b[>25u"
_TEXTS = [
    "日本語です",
    "あ",
    "広報・集客について、社会福祉協議会と話しました。次回は12月15日に会場で。",
    "𠮷野家と髙橋",
]


def commit(text: str, *, kitty: bool) -> bytes:
    """What a terminal sends when an input method commits `text`."""
    if kitty:
        return f"\x1b[0;;{':'.join(str(ord(character)) for character in text)}u".encode()
    return text.encode()


def typed_into_a_terminal(text: str, received: Path, environment: dict[str, str]) -> str:
    """Run a Textual app in a terminal that knows the Kitty protocol, commit `text`, and give what arrived."""
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    program = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(received)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(sys.path)} | environment,
    )
    os.close(theirs)
    try:
        shown = read_until(ours, b"EADY")
        kitty = _KITTY_IS_ON in shown
        os.write(ours, commit(text, kitty=kitty))
        os.write(ours, b"\x1b[13u" if kitty else b"\r")
        drain_until_end(ours, program)
    finally:
        program.kill()
        program.wait()
        os.close(ours)
    return received.read_text(encoding="utf-8") if received.exists() else ""


def read_until(terminal: int, awaited: bytes, seconds: float = 20) -> bytes:
    """All output up to `awaited`."""
    shown = b""
    deadline = monotonic() + seconds
    while awaited not in shown:
        assert monotonic() < deadline, shown
        if select.select([terminal], [], [], 0.1)[0]:
            shown += os.read(terminal, 65536)
    return shown


def drain_until_end(terminal: int, program: subprocess.Popen[bytes], seconds: float = 20) -> None:
    """Take the output until the program ends."""
    deadline = monotonic() + seconds
    while program.poll() is None and monotonic() < deadline:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                os.read(terminal, 65536)
            except OSError:
                return


@pytest.mark.parametrize("text", _TEXTS)
def test_a_commit_arrives_as_it_was_written(text: str, tmp_path: Path) -> None:
    received = typed_into_a_terminal(text, tmp_path / "received", {"TEXTUAL_DISABLE_KITTY_KEY": "1"})
    assert received == text


def test_our_package_switches_the_protocol_off_before_textual_asks(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "TEXTUAL_DISABLE_KITTY_KEY"}
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, kodoku_tui.tui; assert 'textual' not in sys.modules;"
            "from textual.constants import DISABLE_KITTY_KEY; print(DISABLE_KITTY_KEY)",
        ],
        env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "True"


def test_with_the_protocol_on_textual_still_garbles_it(tmp_path: Path) -> None:
    """When this fails, Textual has been mended and the variable can go."""
    received = typed_into_a_terminal("日本語です", tmp_path / "received", {"TEXTUAL_DISABLE_KITTY_KEY": "0"})
    assert received != "日本語です"
    short = typed_into_a_terminal("日本", tmp_path / "short", {"TEXTUAL_DISABLE_KITTY_KEY": "0"})
    assert short == "日本"


class FullWidth(CommandScreen[None]):
    AUTO_FOCUS = ""
    OWN_COMMANDS = (Command("try_search", ("slash", "ctrl+f")), Command("try_one", ("1", "f2")))
    done = ""

    def compose(self) -> ComposeResult:
        yield Input()

    def action_try_search(self) -> None:
        self.done += "/"

    def action_try_one(self) -> None:
        self.done += "1"


async def test_full_width_signs_and_digits_are_the_keys_that_they_look_like() -> None:
    app = DeskApp()
    screen = FullWidth()
    async with driven(app) as driver:
        app.push_screen(screen)
        await driver.until(lambda: app.screen is screen)
        app.post_message(events.Key("fullwidth_solidus", "／"))
        app.post_message(events.Key("１", "１"))
        await driver.until(lambda: screen.done == "/1")
