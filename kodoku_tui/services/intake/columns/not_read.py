"""What is said of the columns that are not read in."""

from __future__ import annotations

from collections.abc import Iterable

from kodoku_tui.locale import say
from kodoku_tui.services.intake.model import NotTaken


def lines_of_columns_left(columns: Iterable[NotTaken]) -> list[str]:
    """A line for each column that nobody knows, and one a sheet for all that are worked out (a status list has 40)."""
    lines = []
    worked_out: dict[str, list[str]] = {}
    for column in columns:
        if column.is_computed:
            worked_out.setdefault(column.sheet, []).append(column.heading)
            continue
        lines.append(
            say("cli.import_unknown_column", sheet=column.sheet, column=column.heading, count=column.cells)
        )
    for sheet, headings in worked_out.items():
        said = "、".join(headings)
        lines.append(say("cli.import_computed_columns", sheet=sheet, count=len(headings), columns=said))
    return lines
