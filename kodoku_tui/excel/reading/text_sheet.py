"""A table of a text file."""

from __future__ import annotations


class TextSheet:
    """One table of a text file; merges as (first row, first column, last row, last column) from 0."""

    def __init__(self, rows: list[list[str]]) -> None:
        self.rows = rows
        self.merged: list[tuple[int, int, int, int]] = []
