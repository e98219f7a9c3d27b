"""Fetches the pages of a list in worker threads: what to ask for next, and which answers are still wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from kodoku_tui.tui.lists.list_cells import Key, SortOrder
from kodoku_tui.tui.lists.list_pages import LEAST_PAGE_SIZE, GuardedSource, Page, PageSource, PageStore

Answer = TypeVar("Answer")

# A thread that fetches for a list that was replaced cannot be stopped; one more may run beside it.
MOST_THREADS = 2
VIEWS_IN_A_PAGE = 4


@dataclass(frozen=True, slots=True)
class View:
    """What the person looks at: cursor, rows on the screen, and the way of the last scrolling (1 or -1)."""

    cursor: int
    cursor_key: Key | None
    top: int
    height: int
    direction: int


@dataclass(frozen=True, slots=True)
class Opening:
    """Open a list: find the row `key` (else stay at `cursor`) and fetch what stands around it on the screen.

    `cursor_moves_along` when the cursor was on that row, so that steps taken meanwhile still count.
    """

    key: Key | None
    cursor: int
    rows_above: int
    rows_in_view: int
    page_size: int
    cursor_moves_along: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """The answer to an opening, with the place where the cursor belongs."""

    opening: Opening
    page: Page
    cursor: int


class LoaderHost(Protocol):
    """What the loader needs from the table."""

    def start_thread(self, work: Callable[[], None]) -> None: ...

    def back_on_screen(self, callback: Callable[[], None]) -> None: ...

    def list_opened(self, opened: Opened) -> None: ...

    def page_arrived(self) -> None: ...

    def fetching_failed(self, error: Exception) -> None: ...

    def ask_next(self) -> None: ...


class PageLoader:
    """Asks one question at a time for the list shown; the next one is chosen when the answer is there.

    So fast scrolling never queues fetches: what was scrolled past is not asked for.
    """

    def __init__(self, host: LoaderHost, sort: SortOrder | None) -> None:
        self.pages = PageStore()
        self.source: GuardedSource | None = None
        self.sort = sort
        self.generation = 0
        self._host = host
        self._opening_is_due = False
        self._keep_cursor = True
        self._wanted_key: Key | None = None
        self._has_first_page = False
        self._is_busy = False
        self._threads = 0

    @property
    def is_opening(self) -> bool:
        """Whether the rows that belong on the screen first are still on their way."""
        return self._opening_is_due

    def replace_source(self, source: PageSource, *, keep_cursor: bool, at_key: Key | None) -> None:
        """Another list; a first page handed over before is its beginning."""
        self.source = GuardedSource(source)
        if self._has_first_page and at_key is None:
            self._has_first_page = False
        else:
            self.reopen(keep_cursor=keep_cursor, at_key=at_key)

    def reopen(self, *, keep_cursor: bool = True, at_key: Key | None = None) -> None:
        """Answers under way are void; the pages at hand stay until the first answer comes."""
        self.generation += 1
        self._is_busy = False
        self._keep_cursor = keep_cursor and (self._keep_cursor or not self._opening_is_due)
        self._wanted_key = at_key if at_key is not None or not self._opening_is_due else self._wanted_key
        self._opening_is_due = True

    def hand_over(self, page: Page) -> None:
        """Take a page that somebody fetched already as the beginning of the list."""
        self.generation += 1
        self._is_busy = False
        self._opening_is_due = False
        self._has_first_page = self.source is None
        self.pages = PageStore()
        self.pages.put(page, in_part=True)

    def ask(self, view: View) -> None:
        """Start fetching what is needed most, unless something is on its way."""
        if self.source is None or self._is_busy or self._threads >= MOST_THREADS:
            return
        if self._opening_is_due:
            opening = self._opening(view)
            self._start(partial(open_list, self.source, opening, self.sort), self._take_opened)
            return
        offset = self._next_offset(view)
        if offset is not None:
            self._start(partial(self.source.fetch, offset, self.pages.page_size, self.sort), self._take_page)

    def run_beside(
        self, work: Callable[[], Answer], then: Callable[[Answer], None], *, only_for_this_list: bool = False
    ) -> None:
        """Do other work on the source in a thread.

        What a person asked for is done, though the list is read anew meanwhile; other answers may count
        `only_for_this_list`.
        """
        returned = partial(self._returned_beside, self.generation if only_for_this_list else None)
        self._host.start_thread(partial(self._work, work, then, self._host.fetching_failed, returned))

    def _opening(self, view: View) -> Opening:
        page_size = max(LEAST_PAGE_SIZE, VIEWS_IN_A_PAGE * view.height)
        if self._wanted_key is not None:
            return Opening(self._wanted_key, view.cursor, view.height // 2, view.height, page_size, False)
        if not self._keep_cursor:
            return Opening(None, 0, 0, view.height, page_size, False)
        rows_above = max(0, min(view.cursor - view.top, view.height - 1))
        return Opening(view.cursor_key, view.cursor, rows_above, view.height, page_size, True)

    def _next_offset(self, view: View) -> int | None:
        first, last = view.top, view.top + view.height - 1
        missing = self.pages.missing(first, last)
        if missing is not None:
            return missing
        ahead = self.pages.page_size // 2
        if view.direction > 0:
            return self.pages.missing(last, last + ahead)
        return self.pages.missing(first - ahead, first)

    def _start(self, work: Callable[[], Answer], then: Callable[[Answer], None]) -> None:
        self._is_busy = True
        self._threads += 1
        returned = partial(self._returned, self.generation)
        self._host.start_thread(partial(self._work, work, then, self._failed, returned))

    def _work(
        self,
        work: Callable[[], Answer],
        then: Callable[[Answer], None],
        failed: Callable[[Exception], None],
        returned: Callable[[Callable[[], None]], None],
    ) -> None:
        """In the worker thread: whatever happens becomes a callback on the screen's thread."""
        try:
            callback = partial(then, work())
        except Exception as error:
            # Sources are not ours: whatever they raise, the owner is told and the app goes on.
            callback = partial(failed, error)
        self._host.back_on_screen(partial(returned, callback))

    def _returned(self, generation: int, callback: Callable[[], None]) -> None:
        self._threads -= 1
        if generation == self.generation:
            self._is_busy = False
            callback()
        self._host.ask_next()

    def _returned_beside(self, generation: int | None, callback: Callable[[], None]) -> None:
        if generation in (None, self.generation):
            callback()

    def _take_opened(self, opened: Opened) -> None:
        self._opening_is_due = False
        self._wanted_key = None
        self.pages = PageStore(opened.opening.page_size)
        self.pages.put(opened.page)
        self._host.list_opened(opened)

    def _take_page(self, page: Page) -> None:
        self.pages.put(page)
        self._host.page_arrived()

    def _failed(self, error: Exception) -> None:
        self._opening_is_due = False
        self.pages = PageStore()
        self.pages.total = 0
        self._host.fetching_failed(error)


def open_list(source: GuardedSource, opening: Opening, sort: SortOrder | None) -> Opened:
    """Answer an opening; a place that no longer exists becomes the last row."""
    found = None if opening.key is None else source.position_of(opening.key, sort)
    cursor = opening.cursor if found is None else found
    page = _fetch_around(source, opening, sort, cursor)
    if not page.rows and page.total:
        page = _fetch_around(source, opening, sort, page.total - 1)
    return Opened(opening, page, max(0, min(cursor, page.total - 1)))


def _fetch_around(source: GuardedSource, opening: Opening, sort: SortOrder | None, cursor: int) -> Page:
    size = opening.page_size
    first = max(0, cursor - opening.rows_above)
    offset = first // size * size
    last = max(cursor, first + opening.rows_in_view - 1)
    return source.fetch(offset, (last // size + 1) * size - offset, sort)
