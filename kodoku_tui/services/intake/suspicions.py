"""Sets of changes that hardly anybody means: what pasting over a column, or an old copy that comes back, leaves behind.

They hinder nothing; they are told before anything is written, in text, as data and on screen alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kodoku_tui.domain.columns import CellKind, ListColumn
from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.services.intake.model import CellChange, IntakeRow, RowState, Suspicion, SuspicionKind

FEWEST_NOTES = 3
"""Of so many notes that all say something else it is told."""
FEWEST_GONE_ROUND = 3
"""Of so many words that rows share it is told that they only changed places."""
FEWEST_RECORDS = 4
"""Of lists with fewer known records it is not told that most of them change."""
MOST_CHANGED = 0.5
"""More than this part of the known records of a list changes."""

_NOTHING = (None, "")
_KNOWN = (RowState.CHANGED, RowState.UNCHANGED, RowState.CONFLICT)


def suspicions_of(
    list_name: str,
    columns: Mapping[str, ListColumn],
    rows: Sequence[IntakeRow],
    reads: Mapping[int, ReadRow],
) -> list[Suspicion]:
    """What is suspicious of the rows of one list; `reads` has by position what stands in their lines.

    What was empty before is filled in, not changed.
    """
    known = [row for row in rows if row.state in _KNOWN and not row.is_new]
    changes: dict[str, list[CellChange]] = defaultdict(list)
    for row in known:
        for cell in row.cells:
            if cell.here not in _NOTHING:
                changes[cell.key].append(cell)
    found = [
        _suspicion(SuspicionKind.EXCHANGED, list_name, exchanged, len(known))
        for cells in changes.values()
        if (exchanged := [cell for cell in cells if cell.exchanged_with] or _gone_round(cells))
    ]
    for key, cells in changes.items():
        column = columns.get(key)
        if column is None or column.kind is not CellKind.LONG_TEXT:
            continue
        # A note that stays as it is stands in the line too.
        changed = {cell.cell for cell in cells}
        stays = sum(
            reads[row.position].values.get(key) not in _NOTHING
            for row in known
            if all(cell.key != key for cell in row.cells)
        )
        if not stays and len(changed) >= FEWEST_NOTES:
            found.append(_suspicion(SuspicionKind.ALL_NOTES, list_name, cells, len(cells)))
    changed_rows = sum(any(cell.here not in _NOTHING for cell in row.cells) for row in known)
    if len(known) >= FEWEST_RECORDS and changed_rows > len(known) * MOST_CHANGED:
        found.append(Suspicion(SuspicionKind.MOST_OF_LIST, list_name, changed_rows, len(known)))
    return found


def _gone_round(cells: Sequence[CellChange]) -> Sequence[CellChange]:
    """Cells of words that many rows share (people, states) and that only changed places: told, never a conflict."""
    is_so = Counter(cell.here for cell in cells) == Counter(cell.workbook for cell in cells)
    return cells if is_so and len(cells) >= FEWEST_GONE_ROUND else ()


def _suspicion(kind: SuspicionKind, list_name: str, cells: Sequence[CellChange], of: int) -> Suspicion:
    first = cells[0]
    named = tuple(cell.cell for cell in cells)
    return Suspicion(kind, list_name, len(cells), of, first.heading, first.key, named)
