"""The account of a file: every filled row is new, changed, unchanged, in error, or left out by sheet, row and reason.

Which rows are filled is counted in the cells as they were read, apart from what was recognised of them. So a row that
no table, note or heading holds is in the account too, as one that was not understood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kodoku_tui.services.intake.model import Account, IntakeRow, LeftOut, RowState
from kodoku_tui.services.intake.sources import OpenFile

OTHER_TABLE = "other_table"
HIDDEN_SHEET = "hidden_sheet"
NOTES_SHEET = "notes_sheet"
NOT_UNDERSTOOD = "not_understood"
NOT_CHOSEN = "not_chosen"

TAKEN = (RowState.ERROR, RowState.CONFLICT, RowState.NEW, RowState.CHANGED, RowState.UNCHANGED)
"""What a row that is not left out comes to; what has to be looked at first, first."""


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


def account_of(
    reasons: Mapping[Place, str], rows: Sequence[IntakeRow], *, is_applied: bool = True
) -> Account:
    """What became of every filled row, those left out in the order of the file; `reasons` as `reasons_of` gives them.

    A row that holds several records counts once, as what has to be looked at first. Before anything `is_applied`
    nothing counts as not chosen.
    """
    own: dict[Place, str] = {}
    taken: dict[Place, RowState] = {}
    for row in rows:
        place, state = Place(row.sheet, row.row), row.state
        if state not in TAKEN:
            own[place] = (row.skipped or "").removeprefix("import.skipped_")
        elif is_applied and not row.is_chosen and state in (RowState.NEW, RowState.CHANGED):
            own[place] = NOT_CHOSEN
        else:
            taken[place] = min(taken.get(place, state), state, key=TAKEN.index)
    left = [
        LeftOut(place.sheet, place.row, own.get(place, reason))
        for place, reason in reasons.items()
        if place not in taken
    ]
    return Account(Counter(taken.values()), tuple(left))


def left_rows(account: Account, rows: Sequence[IntakeRow]) -> list[IntakeRow]:
    """The rows that are left out and are none of `rows`, as rows to show behind them: each says why."""
    known = {(row.sheet, row.row) for row in rows}
    first = max((row.position for row in rows), default=-1) + 1
    left = [one for one in account.left_out if (one.sheet, one.row) not in known]
    return [
        IntakeRow(position, one.sheet, one.row, skipped=f"import.left_{one.reason}")
        for position, one in enumerate(left, first)
    ]


def in_order_of_the_file(account: Account, rows: Iterable[IntakeRow]) -> list[IntakeRow]:
    """Rows that are left out as they stand in the file, whoever found that they hold no record."""
    places = {(one.sheet, one.row): order for order, one in enumerate(account.left_out)}
    return sorted(rows, key=lambda row: places.get((row.sheet, row.row), len(places)))


def by_sheet_and_reason(left: Iterable[LeftOut]) -> dict[tuple[str, str], list[int]]:
    """The rows that are left out, by sheet and reason."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in left:
        found.setdefault((one.sheet, one.reason), []).append(one.row)
    return found
