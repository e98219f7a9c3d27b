"""The account of a file that says who came: every filled row once, by what becomes of its group."""

from __future__ import annotations

from collections import Counter

from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.excel.reading.attendance_file import Place
from kodoku_tui.excel.reading.cells import row_of
from kodoku_tui.services.intake.account import NOT_UNDERSTOOD
from kodoku_tui.services.intake.attendance.preview import NOT_A_GROUP, AttendancePreview, MarkChange
from kodoku_tui.services.intake.model import Account, LeftOut, RowState

_OF_NO_GROUP = "of_no_group"


def account_of_attendance(preview: AttendancePreview) -> Account:
    """What becomes of every filled row; whoever nobody knows is an error until somebody says where they belong."""
    states = {change.place: state_of(change) for change in preview.listed if change.place is not None}
    states |= {(error.sheet, row_of(error.cell)): RowState.ERROR for error in preview.errors}
    left = dict(preview.left)
    by_group = {change.number: change for change in preview.changes}
    for guest in preview.guests:
        for place in guest.places:
            if guest.number == NOT_A_GROUP:
                left[place] = _OF_NO_GROUP
            else:
                states[place] = RowState.ERROR if guest.number is None else state_of(by_group[guest.number])
    return Account(Counter(states.values()), _left_out(preview, states, left))


def state_of(change: MarkChange) -> RowState:
    """What a mark comes to: new where there was none before."""
    if not change.changes:
        return RowState.UNCHANGED
    return RowState.NEW if change.before == AttendanceMark.UNKNOWN else RowState.CHANGED


def _left_out(
    preview: AttendancePreview, states: dict[Place, RowState], left: dict[Place, str]
) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(*place, left.get(place, NOT_UNDERSTOOD)) for place in preview.filled if place not in states
    )
