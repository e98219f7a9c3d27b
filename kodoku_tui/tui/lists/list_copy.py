"""Rows as tab-separated text, as Excel takes it from the clipboard."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kodoku_tui.tui.frame.cut_text import one_line
from kodoku_tui.tui.lists.list_cells import Column, Key, Row, SortOrder
from kodoku_tui.tui.lists.list_pages import GuardedSource, rows_with_keys


@dataclass(frozen=True, slots=True)
class CopyJob:
    """Finds the rows to copy, in the order of the list; asks the source for those that are not at hand."""

    keys: Collection[Key]
    at_hand: Mapping[Key, Row]
    source: GuardedSource | None
    sort: SortOrder | None
    total: int

    def __call__(self) -> list[Row]:
        if self.source is None or all(key in self.at_hand for key in self.keys):
            return [row for key, row in self.at_hand.items() if key in self.keys]
        return rows_with_keys(self.source, self.keys, self.sort, self.total)


def as_tab_separated(columns: Sequence[Column], rows: Iterable[Row]) -> str:
    """The titles and the rows, one a line; tabs and line ends inside a value become spaces."""
    return tab_separated(
        [column.title for column in columns], ([cell.text for cell in row.cells] for row in rows)
    )


def tab_separated(titles: Sequence[str], values: Iterable[Sequence[str]]) -> str:
    """The same of a table that is no list."""
    lines = [titles, *values]
    return "".join("\t".join(one_line(text) for text in line) + "\n" for line in lines)
