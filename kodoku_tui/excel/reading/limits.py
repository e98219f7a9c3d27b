"""How long and how much the program itself works on what a file holds, after the reading process has given it over."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from kodoku_tui.domain.errors import Refused

SECONDS = 8.0
"""For reading and recognising a file: within ten a person has the answer, starting and saying it included."""

_EVERY = 1023
# A row costs some hundred bytes however little stands in it; an office's longest list has a fifth of these.
_MOST_ROWS = 250_000
_MOST_VALUES = 4_000_000

_Item = TypeVar("_Item")

IsLeft = Callable[[], bool]
"""Whether whoever wanted the file read has gone: nobody waits for what comes of it."""


class ReadingLeftError(Exception):
    """The reading of a file was given up because nobody waits for it any more."""


class Limits:
    """What recognising a file may take. Raises `Refused` (`error.workbook_too_slow`, `error.workbook_too_large`).

    The time is the processor's for this thread: an honest file is not refused because the machine has other work.
    """

    def __init__(self, file: str, seconds: float, is_left: IsLeft | None = None) -> None:
        self._file = file
        self._ends_at = time.thread_time() + seconds
        self._values = 0
        self._is_left = is_left

    def check(self) -> None:
        """Refuse the file once its time is over; raises `ReadingLeftError` when nobody waits for it."""
        if self._is_left is not None and self._is_left():
            raise ReadingLeftError
        if time.thread_time() > self._ends_at:
            raise Refused("error.workbook_too_slow", file=self._file)

    def over(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """The items one by one, with a look at the clock now and then."""
        for number, item in enumerate(items):
            if not number & _EVERY:
                self.check()
            yield item

    def require_rows(self, rows: int) -> None:
        """Refuse a sheet with more filled rows than there is memory for."""
        if rows > _MOST_ROWS:
            raise self._too_large()

    def add_values(self, values: int) -> None:
        """Refuse a file whose records come to more values than there is memory for: long rows of a wide heading."""
        self._values += values
        if self._values > _MOST_VALUES:
            raise self._too_large()

    def _too_large(self) -> Refused:
        return Refused("error.workbook_too_large", file=self._file)


class NoLimits(Limits):
    """For what the program has made itself."""

    def __init__(self) -> None:
        super().__init__("", float("inf"))

    def require_rows(self, rows: int) -> None:
        """As many as there are."""

    def add_values(self, values: int) -> None:
        """As many as there are."""
