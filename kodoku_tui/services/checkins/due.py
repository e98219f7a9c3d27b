"""Which groups are due for a check-in: overdue, due, and soon (law 4)."""

from __future__ import annotations

from dataclasses import dataclass

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.store.queries import rows


@dataclass(frozen=True, slots=True)
class DueGroup:
    """When one group is to be heard from, in ISO dates. `nearness`: overdue (after the maximum), due, soon or open."""

    group_id: int
    group_no: int
    group_name: str
    tier: str
    staff: str | None
    last_on: str | None
    days_since: int | None
    agreed_on: str | None
    due_on: str
    maximum_on: str
    nearness: str
    condition: str | None


def checkins_due(
    desk: Desk, *, staff: str | None = None, number: int | None = None, with_all: bool = False
) -> list[DueGroup]:
    """The groups that are due for a check-in, most pressing first: overdue, due, and within the programme's days.

    `staff` leaves those that this person accompanies, `with_all` adds the groups whose turn is later.
    """
    with desk.reading() as connection:
        found = rows(
            connection,
            "checkins/checkins_due",
            programme_id=desk.programme["id"],
            staff_id=staff_id_of(connection, staff, with_retired=True) if staff else None,
            group_id=None if number is None else group_of(desk, number)["id"],
            with_all=int(with_all),
        )
        return [DueGroup(**group) for group in found]
