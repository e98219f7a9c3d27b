"""Pages of a list: where they come from and which are kept.

No screen in here; everything that calls a source is meant for a worker thread.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from kodoku_tui.tui.lists.list_cells import Key, Row, SortOrder

LEAST_PAGE_SIZE = 200
KEPT_PAGES = 20
WALK_SIZE = 1_000
WALKABLE_TOTAL = 10_000
"""A list up to this many rows may be read from end to end (to mark all, to copy, to look marks up)."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows from `offset` on, and how many rows the whole list has."""

    offset: int
    rows: tuple[Row, ...]
    total: int


class PageSource(Protocol):
    """Where a list's rows come from.

    Called from worker threads, not always the same one, but never from two at a time.
    `sort` is (column key, descending), or None for the source's own order.
    """

    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        """The rows from `offset` on, at most `limit`; past the end no rows, and the true total."""
        ...

    def position_of(self, key: Key, sort: SortOrder | None) -> int | None:
        """Where the row is now, or None when it is not in the list."""
        ...


class GuardedSource:
    """A source that is asked by one thread at a time."""

    def __init__(self, source: PageSource) -> None:
        self._source = source
        self._lock = Lock()

    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        with self._lock:
            return self._source.fetch(offset, limit, sort)

    def position_of(self, key: Key, sort: SortOrder | None) -> int | None:
        with self._lock:
            return self._source.position_of(key, sort)


class PageStore:
    """The pages at hand, the least recently used ones forgotten first."""

    def __init__(self, page_size: int = LEAST_PAGE_SIZE, kept: int = KEPT_PAGES) -> None:
        self.page_size = page_size
        self.total: int | None = None
        self._kept = kept
        self._pages: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._in_part: set[int] = set()

    def put(self, page: Page, *, in_part: bool = False) -> None:
        """Keep a page that starts on a page boundary; `in_part` when it may be shorter than a page."""
        if page.total != self.total:
            # The list changed between two pages: what is kept may stand at other places now.
            self._pages.clear()
            self._in_part.clear()
            self.total = page.total
        # An empty answer is kept too, or a list that shrinks while it is read would be asked for ever.
        for start in range(0, max(1, len(page.rows)), self.page_size):
            number = (page.offset + start) // self.page_size
            rows = page.rows[start : start + self.page_size]
            self._pages[number] = rows
            self._pages.move_to_end(number)
            full = min(self.page_size, page.total - number * self.page_size)
            (self._in_part.add if in_part and len(rows) < full else self._in_part.discard)(number)
        while len(self._pages) > self._kept:
            self._in_part.discard(self._pages.popitem(last=False)[0])

    def row(self, index: int) -> Row | None:
        """The row at this place, or None while it is not at hand."""
        number, place = divmod(index, self.page_size)
        rows = self._pages.get(number)
        if rows is None:
            return None
        self._pages.move_to_end(number)
        return rows[place] if place < len(rows) else None

    def missing(self, first: int, last: int) -> int | None:
        """The offset of the first page between these rows that must still be fetched."""
        if not self.total:
            return None
        low = max(0, first) // self.page_size
        high = min(last, self.total - 1) // self.page_size
        for number in range(low, high + 1):
            if number not in self._pages or number in self._in_part:
                return number * self.page_size
        return None

    def rows_at_hand(self) -> Iterator[Row]:
        """Every row that is kept, in the order of the list."""
        for number in sorted(self._pages):
            yield from self._pages[number]


def walk(source: GuardedSource, sort: SortOrder | None) -> Iterator[Row]:
    """Every row of a list, in its order."""
    offset = 0
    while True:
        page = source.fetch(offset, WALK_SIZE, sort)
        yield from page.rows
        offset += len(page.rows)
        if not page.rows or offset >= page.total:
            return


def rows_with_keys(
    source: GuardedSource, keys: Collection[Key], sort: SortOrder | None, total: int
) -> list[Row]:
    """Those of the rows that are in the list, in its order."""
    if total <= WALKABLE_TOTAL:
        wanted = set(keys)
        rows: list[Row] = []
        for row in walk(source, sort):
            if row.key in wanted:
                rows.append(row)
            if len(rows) == len(wanted):
                break
        return rows
    positions = (source.position_of(key, sort) for key in keys)
    places = sorted({position for position in positions if position is not None})
    found = [source.fetch(place, 1, sort).rows for place in places]
    return [row for rows in found for row in rows if row.key in keys]
