"""What a list is: its name, the table of its records, its columns."""

from __future__ import annotations

from dataclasses import dataclass

from kodoku_tui.domain.columns import ListColumn


@dataclass(frozen=True, slots=True)
class ListKind:
    """One list by its name on the command line; `table` is where the row that its keys name stands.

    Of each of `needs` one column has to be there for a table that others made to be such a list; a line of one that
    `names_group` is of a group.
    """

    name: str
    table: str
    columns: tuple[ListColumn, ...]
    needs: tuple[tuple[str, ...], ...] = ()
    names_group: bool = True
