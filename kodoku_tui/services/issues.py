"""Difficulties of groups (課題) and what was promised for them (対応事項)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.milestones import Turn
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.register import active_group_of, group_of
from kodoku_tui.services.staff import staff_id_of
from kodoku_tui.store.queries import row, rows

if TYPE_CHECKING:
    from kodoku_tui.domain.entries import ActionEntry, IssueChange, IssueEntry


@dataclass(frozen=True, slots=True)
class RecordedIssue:
    """One issue as it stands in the file; dates are ISO text."""

    id: int
    version: int
    group_no: int
    group: str
    category: str
    severity: str
    state: str
    noticed: str
    title: str
    note: str
    opened: str
    closed: str | None


@dataclass(frozen=True, slots=True)
class RecordedAction:
    """One promise as it stands in the file; dates are ISO text."""

    id: int
    version: int
    group_no: int
    group: str
    title: str
    turn: str
    staff: str | None
    due: str | None
    done: str | None
    session: str | None = None
    followup: str = ""


def add_issue(desk: Desk, entry: IssueEntry) -> int:
    """Record a difficulty; returns its id. Raises `Refused` for what `IssueEntry.check` refuses."""
    entry.check(desk.today)
    group = active_group_of(desk, entry.group_no)
    with desk.writing("unit.add_issue", number=entry.group_no, name=group["name"], title=entry.title) as unit:
        return unit.insert(
            "issue",
            group_id=group["id"],
            category=entry.category.value,
            severity=entry.severity.value,
            noticed=entry.noticed.value,
            title=entry.title,
            note=entry.note,
            opened_on=entry.opened_on.isoformat(),
            checkin_id=entry.checkin_id,
        )


def change_issue(desk: Desk, issue_id: int, change: IssueChange, *, version: int | None = None) -> None:
    """Change an issue's state, severity, title or note; closing it dates it today."""
    issue = row(desk.connection, "issue", issue_id=issue_id)
    if issue is None:
        raise Refused("error.no_such_issue", field="issue", number=issue_id)
    changes = {name: str(value) for name, value in change.model_dump(exclude_none=True).items()}
    if not changes:
        raise Refused("error.nothing_to_change", field="state")
    if change.title == "":
        raise Refused("error.title_empty", field="title")
    planned: dict[str, str | None] = dict(changes)
    if change.state is not None:
        planned["closed_on"] = (
            (issue["closed_on"] or desk.today.isoformat()) if change.state.is_closed else None
        )
    with desk.writing("unit.change_issue", number=issue["group_no"], title=issue["title"]) as unit:
        unit.update("issue", issue_id, planned, version=issue["version"] if version is None else version)


def list_issues(desk: Desk, number: int | None = None, *, with_closed: bool = False) -> list[RecordedIssue]:
    """Issues of one group or of all: open ones first, heaviest and oldest first."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "issues",
            programme_id=desk.programme["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
            with_closed=int(with_closed),
        )
        return [RecordedIssue(**issue) for issue in found]


def add_action(desk: Desk, entry: ActionEntry) -> int:
    """Write down a promise; ours falls to `staff`, else to whoever writes. Returns its id."""
    entry.check()
    group = active_group_of(desk, entry.group_no)
    if entry.issue_id is not None:
        issue = row(desk.connection, "issue", issue_id=entry.issue_id)
        if issue is None or issue["group_id"] != group["id"]:
            raise Refused("error.no_such_issue", field="issue", number=entry.issue_id)
    with desk.writing(
        "unit.add_action", number=entry.group_no, name=group["name"], title=entry.title
    ) as unit:
        by_whom = entry.staff or ("" if entry.by_group else desk.staff)
        return unit.insert(
            "action",
            group_id=group["id"],
            checkin_id=entry.checkin_id,
            issue_id=entry.issue_id,
            title=entry.title,
            turn=(Turn.GROUP if entry.by_group else Turn.SECRETARIAT).value,
            staff_id=staff_id_of(unit.connection, by_whom) if by_whom else None,
            due_on=entry.due_on.isoformat() if entry.due_on else None,
        )


def finish_action(desk: Desk, action_id: int, *, on: date) -> None:
    """A promise was kept."""
    action = row(desk.connection, "action", action_id=action_id)
    if action is None:
        raise Refused("error.no_such_action", field="action", number=action_id)
    if on > desk.today:
        raise Refused("error.date_in_future", field="on", date=on)
    if action["done_on"] is not None:
        raise Refused("error.action_done_already", title=action["title"], date=action["done_on"])
    with desk.writing("unit.finish_action", number=action["group_no"], title=action["title"]) as unit:
        unit.update("action", action_id, {"done_on": on.isoformat()}, version=action["version"])
        if action["followup"]:
            from kodoku_tui.services.followups import followed_up

            followed_up(unit, action)


def list_actions(desk: Desk, number: int | None = None, *, with_done: bool = False) -> list[RecordedAction]:
    """Promises of one group or of all, earliest due first."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "actions",
            programme_id=desk.programme["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
            with_done=int(with_done),
        )
        return [RecordedAction(**action) for action in found]
