"""The account of a file: every filled row is new, changed, unchanged, in error, or left out by sheet, row and reason.

Which rows are filled is counted in the cells as they were read, apart from what was recognised of them. So a row that
no table, note or heading holds is in the account too, as one that was not understood.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kodoku_tui.services.intake.model import IntakeRow, LeftOut, RowState
from kodoku_tui.services.intake.sources import OpenFile

OTHER_TABLE = "other_table"
HIDDEN_SHEET = "hidden_sheet"
NOTES_SHEET = "notes_sheet"
NOT_UNDERSTOOD = "not_understood"
NOT_CHOSEN = "not_chosen"

_TAKEN = (RowState.NEW, RowState.CHANGED, RowState.UNCHANGED, RowState.CONFLICT, RowState.ERROR)


class Place(NamedTuple):
    """A row of a sheet, as Excel numbers it."""

    sheet: str
    row: int


def filled_places(opened: OpenFile) -> list[Place]:
    """Every filled row of the file, sheet by sheet."""
    return [Place(sheet, row) for sheet, rows in opened.workbook.filled_rows.items() for row in rows]


def reasons_of(opened: OpenFile) -> dict[Place, str]:
    """Why each filled row would be left out if nothing took it in: what it was recognised as, else where it stands."""
    notes = opened.notes_sheets
    reasons: dict[Place, str] = {}
    for sheet in opened.workbook.sheets:
        if sheet.hidden or sheet.name in notes:
            where = HIDDEN_SHEET if sheet.hidden else NOTES_SHEET
            reasons |= {
                Place(sheet.name, row): where for row in opened.workbook.filled_rows.get(sheet.name, ())
            }
            continue
        for table in sheet.tables:
            for record in table.records:
                reasons[Place(sheet.name, record.number)] = OTHER_TABLE
        for left in sheet.left_out:
            reasons.setdefault(Place(sheet.name, left.row), left.reason.value)
    return {place: reasons.get(place, NOT_UNDERSTOOD) for place in filled_places(opened)}


def left_out(reasons: Mapping[Place, str], rows: Sequence[IntakeRow]) -> list[LeftOut]:
    """The filled rows that are not taken in, in the order of the file; `reasons` as `reasons_of` gives them."""
    own: dict[Place, str] = {}
    taken = set()
    for row in rows:
        place = Place(row.sheet, row.row)
        if row.state not in _TAKEN:
            own[place] = (row.skipped or "").removeprefix("import.skipped_")
        elif row.is_to_be_written or row.state not in (RowState.NEW, RowState.CHANGED):
            taken.add(place)
        else:
            own[place] = NOT_CHOSEN
    return [
        LeftOut(place.sheet, place.row, own.get(place, reason))
        for place, reason in reasons.items()
        if place not in taken
    ]


def by_sheet_and_reason(left: Iterable[LeftOut]) -> dict[tuple[str, str], list[int]]:
    """The rows that are left out, by sheet and reason."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in left:
        found.setdefault((one.sheet, one.reason), []).append(one.row)
    return found
