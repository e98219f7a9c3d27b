"""Whoever sits at the app here is as alone as in the tests of the screens."""

from tests.tui.conftest import no_clipboard, no_terminal_known, own_settings

__all__ = ["no_clipboard", "no_terminal_known", "own_settings"]
