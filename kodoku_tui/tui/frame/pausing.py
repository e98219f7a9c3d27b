"""What is done only once a person pauses: whoever types, or runs down a list, passes much that need not be read."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

PAUSE_SECONDS = 0.15


class Pausing(MessagePump):
    """A screen or a widget that waits for pauses; of what it puts off, only the newest is done."""

    _put_off: tuple[Timer, Callable[[], None]] | None = None

    def when_it_rests(self, act: Callable[[], None]) -> None:
        """Do `act` once nothing else was put off for a moment."""
        self._forget()
        self._put_off = self.set_timer(PAUSE_SECONDS, self.end_pause), act

    def end_pause(self) -> None:
        """Do now what was put off."""
        put_off = self._put_off
        self._forget()
        if put_off is not None:
            put_off[1]()

    def _forget(self) -> None:
        if self._put_off is not None:
            self._put_off[0].stop()
            self._put_off = None
