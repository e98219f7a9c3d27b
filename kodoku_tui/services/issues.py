"""Difficulties of groups (課題). What is promised for them is in `services.actions`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.actions import RecordedAction as RecordedAction
from kodoku_tui.services.actions import add_action as add_action
from kodoku_tui.services.actions import finish_action as finish_action
from kodoku_tui.services.actions import list_actions as list_actions
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.register import active_group_of, group_of
from kodoku_tui.store.queries import row, rows

if TYPE_CHECKING:
    from kodoku_tui.domain.entries import IssueChange, IssueEntry


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
