"""When a row was written, as what orders rows: ISO text to the millionth of a second, `2025-12-15T10:30:05.000001`.

It is the clock's moment, and later than every moment that the file held before: rows that come together, or while
a clock stands still or was set back, keep the order in which they were written. An id tells that in one file only;
where copies of a file come together, moments (and uids, where two copies wrote in the same millionth) give the same
order in each of them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

_TICK = timedelta(microseconds=1)


class Moments:
    """Moments one after another, the first at `at` or just after `last`, whichever is later."""

    def __init__(self, at: datetime, last: str | None) -> None:
        self._next = at if last is None else max(at, datetime.fromisoformat(last) + _TICK)

    def take(self) -> str:
        """The next moment, which no other row gets."""
        moment = self._next.isoformat(timespec="microseconds")
        self._next += _TICK
        return moment
