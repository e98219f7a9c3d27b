"""The list of issues under a filter, in pages from the file."""

from __future__ import annotations

from collections.abc import Callable

from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.issues.board import (
    IssueRow,
    count_issues,
    issue_page,
    issue_position,
    usual_order,
)
from kodoku_tui.tui.lists.list_cells import Key, Row, SortOrder
from kodoku_tui.tui.lists.list_pages import Page


class IssueSource:
    """Made in a worker thread, since it counts. `seen` is told every issue that is read."""

    def __init__(
        self,
        desk: Desk,
        chosen: IssueFilter,
        as_row: Callable[[IssueRow], Row],
        seen: Callable[[IssueRow], None],
    ) -> None:
        self._desk = desk
        self._chosen = chosen
        self._as_row = as_row
        self._seen = seen
        self._first_order: SortOrder = (usual_order(chosen), False)
        self.total = count_issues(desk, chosen)

    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        order, is_reversed = sort or self._first_order
        found = issue_page(
            self._desk, self._chosen, offset=offset, limit=limit, order=order, is_reversed=is_reversed
        )
        for issue in found:
            self._seen(issue)
        return Page(offset, tuple(self._as_row(issue) for issue in found), self.total)

    def position_of(self, key: Key, sort: SortOrder | None) -> int | None:
        order, is_reversed = sort or self._first_order
        return issue_position(self._desk, self._chosen, int(key), order=order, is_reversed=is_reversed)
