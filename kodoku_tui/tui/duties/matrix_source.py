"""The matrix as pages of a table."""

from __future__ import annotations

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.matrix import MatrixColumn, matrix_page, matrix_position
from kodoku_tui.tui.duties.matrix_words import matrix_line
from kodoku_tui.tui.lists.list_cells import Key, SortOrder
from kodoku_tui.tui.lists.list_pages import Page


class MatrixSource:
    """Groups against milestones under a filter, in pages from the file, by number."""

    def __init__(self, desk: Desk, chosen: GroupFilter, columns: list[MatrixColumn]) -> None:
        self._desk = desk
        self._chosen = chosen
        self._columns = columns

    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        page = matrix_page(self._desk, self._chosen, offset, limit)
        return Page(offset, tuple(matrix_line(group, self._columns) for group in page.rows), page.total)

    def position_of(self, key: Key, sort: SortOrder | None) -> int | None:
        return matrix_position(self._desk, self._chosen, int(key))
