"""What needs somebody today, most pressing first."""

from __future__ import annotations

import json
from dataclasses import dataclass

from kodoku_tui.domain.duties.milestones import MilestoneKind
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.register_list import group_ids
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.store.queries import rows

FIX_DAY = "fix_day"
"""What is to be done for a session of which only the month is known; `state` is then the last day of that month."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing that needs somebody. `urgency`: overdue, due, waiting, soon or coming; `what`: milestone,
    checkin, action, followup, review, session or attendance (to be recorded). The last two have no group. Dates are ISO
    text. `absences` in a row are said of an absence that nobody promised to follow up; its `kind` is session."""

    urgency: str
    what: str
    item_id: int
    group_id: int | None
    group_no: int | None
    group_name: str | None
    key: str | None
    title: str | None
    title_en: str | None
    kind: str | None
    state: str | None
    due_on: str | None
    days_over: int | None
    turn: str | None
    days_in_turn: int | None
    staff: str | None
    absences: int | None = None
    # What is to be done for a duty (`domain.duties.judgement.Act`).
    act: str | None = None
    # How many groups a line of attendance to be recorded stands for.
    groups: int | None = None
    # Since the last check-in of the group; None for never, and for what belongs to no group.
    days_since_checkin: int | None = None
    group_status: str | None = None

    @property
    def left_as(self) -> str | None:
        """How its group left (辞退, 中止), which still owes this; None of all others."""
        has_left = self.group_status is not None and GroupStatus(self.group_status).has_left
        return self.group_status if has_left else None

    @property
    def promise_id(self) -> int | None:
        """The promise that settles it; None where nobody promised anything."""
        is_promise = self.what in ("action", "followup") and self.kind != MilestoneKind.SESSION
        return self.item_id if is_promise else None


def worklist(
    desk: Desk,
    *,
    staff: str | None = None,
    block: str | None = None,
    text: str = "",
    urgency: str | None = None,
    group_id: int | None = None,
    among: GroupFilter | None = None,
) -> list[WorkItem]:
    """What needs somebody as of today, most pressing first (laws 3 and 4); of one group where one is named.

    `among` leaves the items of the groups that this filter of the register leaves, whoever has to do them.
    """
    found = GroupFilter(text=text, status=None)
    with desk.reading() as connection:
        items = rows(
            connection,
            "work/worklist",
            group_ids=None if among is None else json.dumps(group_ids(desk, connection, among)),
            programme_id=desk.programme["id"],
            staff_id=staff_id_of(connection, staff, with_retired=True) if staff else None,
            block=block,
            urgency=urgency,
            group_id=group_id,
            found_ids=json.dumps(group_ids(desk, connection, found)) if found.words else None,
        )
        return [WorkItem(**item) for item in items]


def overdue_list(
    desk: Desk, *, staff: str | None = None, block: str | None = None, among: GroupFilter | None = None
) -> list[WorkItem]:
    """What is late on whoever's move it is: duties, reviews, attendance to be recorded, check-ins and promises."""
    return worklist(desk, staff=staff, block=block, urgency="overdue", among=among)
