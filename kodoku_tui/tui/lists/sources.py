"""Lists of the services as pages of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.register_list import RegisterRow, register_page, register_position
from kodoku_tui.tui.lists.list_cells import Key, Row, SortOrder
from kodoku_tui.tui.lists.list_pages import Page

Item = TypeVar("Item")


class ReadSource(Generic[Item]):
    """A list that was read whole: for what is short by its nature (what needs somebody, one session)."""

    def __init__(
        self,
        items: Sequence[Item],
        as_row: Callable[[Item], Row],
        sort_keys: dict[str, Callable[[Item], Any]],
    ) -> None:
        self.items = list(items)
        self._as_row = as_row
        self._sort_keys = sort_keys

    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        rows = tuple(self._as_row(item) for item in self._sorted(sort)[offset : offset + limit])
        return Page(offset, rows, len(self.items))

    def position_of(self, key: Key, sort: SortOrder | None) -> int | None:
        for position, item in enumerate(self._sorted(sort)):
            if self._as_row(item).key == key:
                return position
        return None

    def _sorted(self, sort: SortOrder | None) -> list[Item]:
        if sort is None:
            return self.items
        column, is_reversed = sort
        sort_key = self._sort_keys[column]
        # What has no value stands last in both directions.
        known = [item for item in self.items if sort_key(item) is not None]
        unknown = [item for item in self.items if sort_key(item) is None]
        return sorted(known, key=sort_key, reverse=is_reversed) + unknown


class RegisterSource:
    """The register under a filter, in pages from the file."""

    def __init__(self, desk: Desk, chosen: GroupFilter, as_row: Callable[[RegisterRow], Row]) -> None:
        self._desk = desk
        self._chosen = chosen
        self._as_row = as_row

    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        order, is_reversed = sort or ("number", False)
        page = register_page(
            self._desk, self._chosen, offset=offset, limit=limit, order=order, is_reversed=is_reversed
        )
        return Page(offset, tuple(self._as_row(group) for group in page.rows), page.total)

    def position_of(self, key: Key, sort: SortOrder | None) -> int | None:
        order, is_reversed = sort or ("number", False)
        return register_position(self._desk, self._chosen, int(key), order=order, is_reversed=is_reversed)


class PagedSource(Generic[Item]):
    """A list that the service gives in pages and in one order only (the change log)."""

    def __init__(
        self, count: int, fetch: Callable[[int, int], Sequence[Item]], as_row: Callable[[Item], Row]
    ) -> None:
        self._count = count
        self._fetch = fetch
        self._as_row = as_row

    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        return Page(offset, tuple(self._as_row(item) for item in self._fetch(offset, limit)), self._count)

    def position_of(self, key: Key, sort: SortOrder | None) -> int | None:
        """Where it is if ids were given without gaps, newest first; None when it is not there."""
        guess = self._count - int(key)
        if not 0 <= guess < self._count:
            return None
        return guess if any(self._as_row(item).key == key for item in self._fetch(guess, 1)) else None
