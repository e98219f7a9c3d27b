"""Ending when the system says so: a shutdown, a session that logs out, a window that is closed.

Without this the program would go at once and leave the terminal as the app uses it: no cursor, no echo, another
screen, the mouse sending letters. Windows sends no such signals; there a window that is closed takes the program along.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from kodoku_tui.tui.frame.command_screen import CommandModal
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.lost_terminal import has_terminal

# What waits for the program (a shutdown) has about this much patience. A save takes a part of it at most.
PATIENCE_SECONDS = 5.0

_BY_A_SIGNAL = 128


class ToldToEnd:
    """Whether the system said so while the app ran, and the exit code that tells so (None: it did not)."""

    def __init__(self) -> None:
        self.exit_code: int | None = None


@contextmanager
def ending_when_told(app: DeskApp) -> Iterator[ToldToEnd]:
    """Within this a signal to end is leaving without a question: what is typed stays as a draft."""
    told = ToldToEnd()

    def take(number: int, _frame: FrameType | None) -> None:
        if told.exit_code is not None:
            # On its way already; a shutdown sends several.
            return
        told.exit_code = _BY_A_SIGNAL + number
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            # The terminal is not taken over yet, or given back already.
            sys.exit(told.exit_code)
        _end_at_last(app, told.exit_code)
        # Later, since a lock may be held just here.
        loop.call_soon_threadsafe(_leave, app, told.exit_code)

    if sys.platform == "win32":
        yield told
        return
    before = {number: signal.signal(number, take) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(app: DeskApp, code: int) -> None:
    for screen in app.screen_stack:
        # That it changed may still be on its way to the form.
        if isinstance(screen, CommandModal):
            screen.keep_what_is_typed()
    if has_terminal():
        app.exit()
    else:
        # What is drawn for a terminal that is gone would be waited for without end.
        _end_at_once(app, code)


def _end_at_last(app: DeskApp, code: int) -> None:
    """However long something goes on beside the screen."""
    timer = threading.Timer(PATIENCE_SECONDS, _end_at_once, (app, code))
    timer.daemon = True
    timer.start()


def _end_at_once(app: DeskApp, code: int) -> None:
    app.drafts.flush()
    os._exit(code)
