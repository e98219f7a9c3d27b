"""A list each of whose lines tells of one thing, of a group or of all: what is read, and what is under the cursor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from textual import on

from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import ListTable, Row


class OfAGroup(Protocol):
    """What a line may tell of; without a number it is of no single group."""

    @property
    def group_no(self) -> int | None: ...


Told = TypeVar("Told", bound=OfAGroup)


class LineScreen(ListScreen, Generic[Told]):
    """Enter opens the group of the line; what can be done depends on the line. Subclasses `keep` what they read."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, Told] = {}

    def key_of(self, one: Told) -> str:
        """The key of its line."""
        raise NotImplementedError

    def whole_of(self, one: Told) -> str:
        """The whole of what its line tells."""
        raise NotImplementedError

    def action_open_group(self) -> None:
        self.open_group(self.group_number)

    def keep(self, read: Iterable[Told]) -> None:
        """What the lines tell of from now on. Called in a worker thread."""
        self.told = {self.key_of(one): one for one in read}

    @property
    def at_cursor(self) -> Told | None:
        """What the line under the cursor tells of."""
        return self.told.get(str(self.table.cursor_key))

    @property
    def group_number(self) -> int | None:
        one = self.at_cursor
        return None if one is None else one.group_no

    def whole_text(self, row: Row) -> str:
        one = self.told.get(str(row.key))
        return "" if one is None else self.whole_of(one)

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_group()

    @on(ListTable.RowHighlighted)
    def _row_changed(self) -> None:
        self.refresh_bindings()
