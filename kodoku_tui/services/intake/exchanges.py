"""Cells of one column that exchange their values: what sorting or pasting a part of a list leaves behind.

One corrected cell is never an exchange. Where the values only went round between rows, nobody can tell whether that was
meant: the cells become conflicts that a person decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kodoku_tui.domain.columns import CellKind, ListColumn
from kodoku_tui.services.intake.identity import Identity
from kodoku_tui.services.intake.model import CellChange, IntakeRow, RowState
from kodoku_tui.services.intake.standing.standing import alike

_STAFF = frozenset({"staff", "deputy", "main_staff", "deputy_staff"})
_FEWEST_PEOPLE = 4
# One amount that goes from one item to another that had none may well be meant.
_FEWEST_WITH_BLANKS = 3
_BLANK = (None, "")
# Texts that are one row's own; others (a state, a second level) say the same in many rows.
_OWN_TEXTS = frozenset({"title", "project"})
_WITHIN_A_GROUP = (CellKind.YEN, CellKind.DATE)


class _Place(NamedTuple):
    row: IntakeRow
    cell: CellChange

    @property
    def old(self) -> object:
        """What the sender saw."""
        return self.cell.here if self.cell.exported is None else self.cell.exported


def flag_exchanges(
    rows: Sequence[IntakeRow], columns: Mapping[str, ListColumn], left_behind: Mapping[int, Identity]
) -> None:
    """Make conflicts of the cells whose values went round between rows: texts, amounts and days within one group.

    So are cells that stayed beside the hidden key of another record (`left_behind`) while the rest of the row moved.
    """
    for row in rows:
        if (other := left_behind.get(row.position)) is not None and other.contents is not None:
            shown = other.contents()
            for cell in row.cells:
                if any(cell.key in one and alike(cell.workbook, one[cell.key], cell.key) for one in shown):
                    cell.is_conflict, cell.exchanged_with = True, other.said
    of_column: dict[tuple[str, int | None], list[_Place]] = defaultdict(list)
    for row in rows:
        if row.state in (RowState.CHANGED, RowState.CONFLICT) and not row.is_new:
            for cell in row.cells:
                place = _Place(row, cell)
                column = columns.get(cell.key)
                if column is not None and not cell.exchanged_with:
                    scope = row.group_no if column.kind in _WITHIN_A_GROUP else None
                    of_column[cell.key, scope].append(place)
    flagged: set[int] = set()
    for (key, _), places in of_column.items():
        kind = columns[key].kind
        fewest = _FEWEST_WITH_BLANKS if kind is CellKind.YEN else _FEWEST_PEOPLE if key in _STAFF else None
        if fewest is not None and len(places) >= fewest and _is_the_same_again(places):
            flagged |= _flag(places)
        elif key in _OWN_TEXTS or kind is CellKind.LONG_TEXT or kind in _WITHIN_A_GROUP:
            flagged |= _flag(_ring(places))
    # What is too common to tell by itself goes the way of the rest of its row.
    for places in of_column.values():
        beside = [
            place for place in places if place.row.position in flagged and not place.cell.exchanged_with
        ]
        _flag(_ring(beside))


def _flag(places: Sequence[_Place]) -> set[int]:
    """Make conflicts of cells that exchange values; the positions of their rows."""
    by_old: dict[object, list[_Place]] = defaultdict(list)
    for place in places:
        by_old[place.old].append(place)
    for place in places:
        place.cell.is_conflict = True
        place.cell.exchanged_with = next(
            one.cell.cell for one in by_old[place.cell.workbook] if one is not place
        )
    return {place.row.position for place in places}


def _is_the_same_again(places: Sequence[_Place]) -> bool:
    return Counter(place.old for place in places) == Counter(place.cell.workbook for place in places)


def _ring(places: Sequence[_Place]) -> list[_Place]:
    """The cells that lie on a ring: each says what another of the ring said before."""
    places = [place for place in places if place.old not in _BLANK and place.cell.workbook not in _BLANK]
    of_old: dict[object, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        of_old[place.old].append(number)
    leads = [
        [to for to in of_old.get(place.cell.workbook, ()) if to != number]
        for number, place in enumerate(places)
    ]
    # What leads nowhere, or where nothing leads to, lies on no ring; what is left after all of that is taken away does.
    left = set(range(len(places)))
    while True:
        told = Counter(to for number in left for to in leads[number] if to in left)
        loose = {number for number in left if not told[number] or not any(to in left for to in leads[number])}
        if not loose:
            break
        left -= loose
    return [places[number] for number in sorted(left)]
