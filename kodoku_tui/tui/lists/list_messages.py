"""What a list tells its owner."""

from __future__ import annotations

from collections.abc import KeysView

from textual.message import Message

from kodoku_tui.tui.lists.list_cells import Key, Row
from kodoku_tui.tui.lists.list_paged import PagedList


class ListTableMessage(Message, namespace="list_table"):
    """A message of a list; `control` lets the owner listen to one list by its selector."""

    def __init__(self, list_table: PagedList) -> None:
        super().__init__()
        self.list_table = list_table

    @property
    def control(self) -> PagedList:
        return self.list_table


class RowHighlighted(ListTableMessage, namespace="list_table"):
    """The row under the cursor is another one, or its values changed; both None when the list is empty."""

    def __init__(self, list_table: PagedList, key: Key | None, row: Row | None) -> None:
        super().__init__(list_table)
        self.key = key
        self.row = row


class RowSelected(ListTableMessage, namespace="list_table"):
    """The person wants this row: Enter, a double click, or a click on the cursor row."""

    def __init__(self, list_table: PagedList, key: Key) -> None:
        super().__init__(list_table)
        self.key = key


class SortChanged(ListTableMessage, namespace="list_table"):
    """The order is another one."""

    def __init__(self, list_table: PagedList, key: str, descending: bool) -> None:
        super().__init__(list_table)
        self.key = key
        self.descending = descending


class MarksChanged(ListTableMessage, namespace="list_table"):
    """Other rows are marked; `keys` in the order of marking."""

    def __init__(self, list_table: PagedList, keys: KeysView[Key]) -> None:
        super().__init__(list_table)
        self.keys = keys


class PagesLoaded(ListTableMessage, namespace="list_table"):
    """Rows arrived; `total` is how many the list has."""

    def __init__(self, list_table: PagedList, total: int) -> None:
        super().__init__(list_table)
        self.total = total


class RowsCopied(ListTableMessage, namespace="list_table"):
    """Rows are to be copied: the `text` with its header line, and the `count` of rows without it."""

    def __init__(self, list_table: PagedList, text: str, count: int) -> None:
        super().__init__(list_table)
        self.text = text
        self.count = count


class FetchFailed(ListTableMessage, namespace="list_table"):
    """The source raised `error`; the list shows no rows until it is refreshed."""

    def __init__(self, list_table: PagedList, error: Exception) -> None:
        super().__init__(list_table)
        self.error = error
