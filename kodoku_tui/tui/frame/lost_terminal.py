"""Ending with the terminal.

Whoever closes the window ends the program by a signal; where none comes (another session held the terminal, a
connection broke), Textual reads the end of its input over and over, at the full speed of the machine, for good.
"""

from __future__ import annotations

import os
import sys

from kodoku_tui.tui.frame.desk_app import DeskApp

LOOK_SECONDS = 2.0


def end_with_the_terminal(app: DeskApp) -> None:
    """Look every `LOOK_SECONDS` whether the terminal is still there, and leave when it is gone."""
    if app.is_headless or not has_terminal():
        return

    def look() -> None:
        if not has_terminal():
            # There is nobody to ask and nothing to draw on; what is typed stays as a draft.
            app.drafts.flush()
            os._exit(1)

    app.set_interval(LOOK_SECONDS, look)


def has_terminal() -> bool:
    """Whether there is a terminal at the other end, now."""
    return sys.__stdin__ is not None and os.isatty(sys.__stdin__.fileno())
