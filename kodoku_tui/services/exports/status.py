"""The state of every group (状況一覧): for the command line, and as the list that goes to the client."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from kodoku_tui.domain.duties.milestones import MilestoneState, Standing
from kodoku_tui.domain.exports.exchange import ExportStamp, RowKey
from kodoku_tui.domain.exports.status_list import MilestoneCell, MilestoneColumn, StatusList, StatusRow
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import AttendanceMark, IssueCategory
from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.register_list import RegisterRow, register_page, split_names
from kodoku_tui.store.queries import row, rows


@dataclass(frozen=True, slots=True)
class NextDue:
    """The earliest duty of a group that is still open."""

    title: str
    title_en: str
    due: str


@dataclass(frozen=True, slots=True)
class GroupStatusEntry:
    """One group as `kodoku status` tells it; dates are ISO text.

    `attention` is for us alone and never in a list for the ministry; a group that left has none, one that completed 0.
    """

    group_no: int
    group: str
    project: str
    status: str
    blocks: list[str]
    staff: str | None
    next_due: NextDue | None
    overdue: int
    last_checkin: str | None
    checkin_state: str
    open_issues: dict[str, int]
    attention: int | None


def status_entries(
    desk: Desk, chosen: GroupFilter, *, order: str = "number", is_reversed: bool = False
) -> list[GroupStatusEntry]:
    """The state of every group that the filter leaves, by number or as a column of the register orders them."""
    with desk.reading() as connection:
        issues = _open_issues(desk, connection)
        scores = {one.group_id: one.score for one in attention(desk)}
        return [
            GroupStatusEntry(
                group_no=group.number,
                group=group.name,
                project=group.project,
                status=group.status,
                blocks=split_names(group.blocks),
                staff=group.main_staff,
                next_due=_next_due(group),
                overdue=group.overdue,
                last_checkin=group.last_checkin_on,
                checkin_state=group.checkin_standing,
                open_issues=issues.get(group.id, {}),
                attention=scores.get(group.id, 0 if group.status == GroupStatus.COMPLETED else None),
            )
            for group in register_page(desk, chosen, order=order, is_reversed=is_reversed).rows
        ]


def status_list(
    desk: Desk,
    chosen: GroupFilter,
    *,
    filter_words: str,
    in_english: bool = False,
    order: str = "number",
    is_reversed: bool = False,
    comes_back: bool = True,
) -> StatusList:
    """The status list as of today: the groups that the filter leaves, in the order in which they are shown.

    `filter_words` says the filter in the reader's language, for the sheet of notes. Without a stamp, and so without
    row keys, unless it `comes_back`.
    """
    title = "title_en" if in_english else "title"
    with desk.reading() as connection:
        programme = desk.programme
        # A check of our own (事前確認) is between us and the group: the client does not see it.
        plans = [
            plan
            for plan in rows(connection, "duties/plan", programme_id=programme["id"])
            if not plan["is_internal"]
        ]
        sessions = rows(connection, "sessions/sessions", programme_id=programme["id"])
        facts = _Facts(desk, connection, title)
        groups = register_page(desk, chosen, order=order, is_reversed=is_reversed).rows
        return StatusList(
            programme=programme["name_en" if in_english else "name"],
            as_of=desk.today,
            due_soon_days=programme["due_soon_days"],
            is_demonstration=bool(programme["is_demonstration"]),
            filter_words=filter_words,
            milestones=tuple(MilestoneColumn(plan["key"], plan[title]) for plan in plans),
            categories=tuple(category.value for category in IssueCategory),
            sessions=tuple(session[title] for session in sessions),
            rows=tuple(_status_row(group, facts, plans, sessions) for group in groups),
            stamp=_stamp(connection) if comes_back else None,
        )


class _Facts:
    """What the rows of the status list are put together from, read once for all groups."""

    def __init__(self, desk: Desk, connection: sqlite3.Connection, title: str) -> None:
        programme_id = desk.programme["id"]
        self.title = title
        self.today = desk.today.isoformat()
        self.issues = _open_issues(desk, connection)
        self.milestones: dict[int, dict[int, sqlite3.Row]] = defaultdict(dict)
        for milestone in connection.execute(
            "SELECT * FROM milestone_now WHERE programme_id = ?", (programme_id,)
        ):
            self.milestones[milestone["group_id"]][milestone["plan_id"]] = milestone
        self.marks = {
            (found["group_id"], found["session_id"]): found["mark"]
            for found in connection.execute("SELECT group_id, session_id, mark FROM attendance")
        }
        self.keys = {
            found["id"]: RowKey("adopted_group", found["uid"], found["version"])
            for found in connection.execute(
                "SELECT id, uid, version FROM adopted_group WHERE programme_id = ?", (programme_id,)
            )
        }
        self.checkins = {
            found["group_id"]: found
            for found in connection.execute(
                "SELECT * FROM checkin_now WHERE programme_id = ?", (programme_id,)
            )
        }


def _status_row(
    group: RegisterRow, facts: _Facts, plans: list[sqlite3.Row], sessions: list[sqlite3.Row]
) -> StatusRow:
    milestones = facts.milestones[group.id]
    late = sorted(
        (milestone for milestone in milestones.values() if milestone["standing"] == Standing.OVERDUE),
        key=lambda milestone: (milestone["due_on"], milestone["position"]),
    )
    checkin = facts.checkins[group.id]
    return StatusRow(
        number=group.number,
        name=group.name,
        project=group.project,
        blocks=tuple(split_names(group.blocks)),
        staff=group.main_staff or "",
        deputy=group.deputy_staff or "",
        status=group.status,
        milestones=tuple(_cell(milestones.get(plan["id"])) for plan in plans),
        overdue=len(late),
        oldest_overdue_title=late[0][facts.title] if late else "",
        oldest_overdue_on=_day(late[0]["due_on"]) if late else None,
        last_checkin_on=_day(checkin["last_checkin_on"]),
        days_since_checkin=checkin["days_since"],
        next_checkin_on=_day(checkin["agreed_on"]),
        checkin_standing=checkin["standing"],
        open_issues=facts.issues.get(group.id, {}),
        attendance=tuple(_mark(group, facts, session) for session in sessions),
        key=str(facts.keys[group.id]),
    )


def _stamp(connection: sqlite3.Connection) -> ExportStamp:
    found = row(connection, "exports/stamp")
    assert found is not None
    return ExportStamp("status", found["code"], found["unit_uid"])


def _mark(group: RegisterRow, facts: _Facts, session: sqlite3.Row) -> str:
    mark = facts.marks.get((group.id, session["id"]))
    if mark is not None:
        return str(mark)
    is_over = not session["is_day_open"] and session["held_on"] <= facts.today
    is_duty = session["milestone_plan_id"] is not None and not GroupStatus(group.status).has_left
    return AttendanceMark.UNKNOWN.value if is_over and is_duty else ""


def _cell(milestone: Any) -> MilestoneCell | None:
    if milestone is None:
        return None
    is_closed = milestone["state"] in (
        MilestoneState.ACCEPTED,
        MilestoneState.WAIVED,
        MilestoneState.NOT_APPLICABLE,
    )
    return MilestoneCell(
        state=milestone["state"],
        standing=milestone["standing"],
        on=None
        if milestone["is_day_open"]
        else _day(milestone["state_on"] if is_closed else milestone["due_on"]),
        kind=milestone["kind"],
        mark=milestone["mark"],
    )


def _open_issues(desk: Desk, connection: sqlite3.Connection) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for counted in rows(connection, "issues/open_issues", programme_id=desk.programme["id"]):
        found[counted["group_id"]][counted["category"]] = counted["count"]
    return found


def _next_due(group: RegisterRow) -> NextDue | None:
    if group.next_due_on is None:
        return None
    return NextDue(group.next_title or "", group.next_title_en or "", group.next_due_on)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
