"""Rows that somebody coloured: what the colour means nobody can read, so it is told, once a file for each."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from kodoku_tui.domain.said import Said
from kodoku_tui.services.intake.lines import Reads
from kodoku_tui.services.intake.model import IntakeRow, RowState

_MOST_NAMED = 10


def remark_colours(reads: Reads) -> None:
    """Say at the first row of a colour that few rows have, and that would be taken, which rows have it.

    A colour of half the rows or more, or of every second one, is how the list looks.
    """
    of_colour: dict[tuple[str, str], list[IntakeRow]] = defaultdict(list)
    rows_of_sheet: dict[str, int] = defaultdict(int)
    for row, read in reads:
        rows_of_sheet[row.sheet] += 1
        if read.record.colour:
            of_colour[row.sheet, read.record.colour].append(row)
    for (sheet, _), rows in of_colour.items():
        taken = [row for row in rows if row.state in (RowState.NEW, RowState.CHANGED)]
        numbers = [row.row for row in rows]
        is_striped = len(rows) > 2 and {b - a for a, b in pairwise(numbers)} == {2}
        if not taken or len(rows) * 2 > rows_of_sheet[sheet] or is_striped:
            continue
        named = "、".join(str(row.row) for row in taken[:_MOST_NAMED])
        more = "" if len(taken) <= _MOST_NAMED else "…"
        taken[0].remarks.append(Said("import.remark_coloured", count=len(taken), rows=named + more))
