"""What stands under the cursor, said so that the app can open the form in which it is put right."""

from __future__ import annotations

from typing import Literal, NamedTuple

ThingKind = Literal[
    "action",
    "activity",
    "attendance",
    "attendance_duty",
    "checkin",
    "contact",
    "decision",
    "group",
    "indicator",
    "issue",
    "last_checkin",
    "linkage",
    "milestone",
    "plan_change",
    "remedy",
    "session",
    "stays",
]


class Thing(NamedTuple):
    """One thing of the file: its kind, whose it is, and the row or the key that tells it apart, as far as it has them.

    `attendance_duty` is the milestone, by its key, that is fulfilled by coming to a session: who came is put right.
    `activity` are the months of a group, `last_checkin` is its newest; `stays` is what was said once and is put right
    nowhere.
    """

    kind: ThingKind
    group_no: int = 0
    row_id: int = 0
    key: str = ""
