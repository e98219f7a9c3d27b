"""A list in an app of its own, for the tests of the one table of the app."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from textual.app import App, ComposeResult
from textual.message import Message

from kodoku_tui.tui.lists.list_table import Cell, Column, Key, ListTable, Page, Row, SortOrder
from tests.tui.driver import PATIENCE

COLUMNS = (
    Column("number", "番号", 6, "right"),
    Column("name", "団体名", 20),
    Column("project", "取組名", 24, grow=1),
    Column("due", "期限", 14, sortable=False),
    Column("note", "メモ", 20),
)


def row_for(number: int, name: str = "") -> Row:
    name = name or f"団体{number:06d}"
    return Row(
        number, (Cell(str(number)), Cell(name), Cell("居場所づくり"), Cell("5日超過", "late"), Cell(""))
    )


class Groups:
    """Rows by number, in the order given; sorting is by number. Remembers what it was asked."""

    def __init__(self, numbers: Sequence[int], name_of: Callable[[int], str] = lambda number: "") -> None:
        self.numbers = numbers
        self.name_of = name_of
        self.asked: list[tuple[int, int]] = []

    def in_order(self, sort: SortOrder | None) -> Sequence[int]:
        if sort is None:
            return self.numbers
        return sorted(self.numbers, reverse=sort[1])

    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        self.asked.append((offset, limit))
        numbers = self.in_order(sort)
        rows = tuple(row_for(number, self.name_of(number)) for number in numbers[offset : offset + limit])
        return Page(offset, rows, len(numbers))

    def position_of(self, key: Key, sort: SortOrder | None) -> int | None:
        numbers = self.in_order(sort)
        return numbers.index(int(key)) if key in numbers else None


class SlowGroups(Groups):
    """Answers only after it is let go."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(numbers)
        self.was_asked = threading.Event()
        self.may_answer = threading.Event()
        self.has_answered = threading.Event()

    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        self.was_asked.set()
        assert self.may_answer.wait(PATIENCE)
        page = super().fetch(offset, limit, sort)
        self.has_answered.set()
        return page


class BrokenGroups(Groups):
    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        raise OSError("ファイルが読めません")


class ListApp(App[None]):
    def __init__(
        self,
        source: Groups | None = None,
        *,
        columns: Sequence[Column] = COLUMNS,
        frozen: int = 2,
        first_page: Page | None = None,
    ) -> None:
        super().__init__()
        self.table = ListTable(
            columns, frozen=frozen, empty_text="該当する団体はありません。\nEscで戻ります。"
        )
        self.heard: list[Message] = []
        self.escapes = 0
        if first_page is not None:
            self.table.set_first_page(first_page)
        if source is not None:
            self.table.set_source(source)

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.focus()

    def on_list_table_row_highlighted(self, message: ListTable.RowHighlighted) -> None:
        self.heard.append(message)

    def on_list_table_row_selected(self, message: ListTable.RowSelected) -> None:
        self.heard.append(message)

    def on_list_table_fetch_failed(self, message: ListTable.FetchFailed) -> None:
        self.heard.append(message)

    def on_list_table_sort_changed(self, message: ListTable.SortChanged) -> None:
        self.heard.append(message)

    def on_list_table_rows_copied(self, message: ListTable.RowsCopied) -> None:
        self.heard.append(message)

    def key_escape(self) -> None:
        self.escapes += 1

    def lines(self) -> list[str]:
        height = self.table.size.height
        return [self.table.render_line(y).text for y in range(height)]

    def heard_of(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.heard if isinstance(message, kind)]


def shows(app: ListApp, text: str) -> bool:
    return any(text in line for line in app.lines())


@contextmanager
def always_let_go(*sources: SlowGroups) -> Iterator[None]:
    """A failing test must not leave threads that wait."""
    try:
        yield
    finally:
        for source in sources:
            source.may_answer.set()
