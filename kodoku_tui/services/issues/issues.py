"""Difficulties of groups (課題)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.remedies import RemedyResult
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.lengths import check_length
from kodoku_tui.services.checkins.actions import insert_action
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.issues.words import told_kind
from kodoku_tui.services.register.finding import group_of, group_on
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.store.queries import row, rows
from kodoku_tui.store.seeds import issue_codes

if TYPE_CHECKING:
    from kodoku_tui.domain.checkins.entries import ActionEntry
    from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
    from kodoku_tui.domain.issues.remedies import RemedyEntry
    from kodoku_tui.store.unit import Unit


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
    subcategory: str
    checkin: int | None
    remedies: int


def add_issue(desk: Desk, entry: IssueEntry, action: ActionEntry | None = None) -> Outcome:
    """Record a difficulty, and what was promised for it in the same act.

    Raises `Refused` for what the entries' `check` refuses, for a subcategory that the category does not have, and
    for a check-in of another group, and for a day after the group left or completed.
    """
    entry.check(desk.today)
    check_length(entry.title, field="title")
    subcategory = issue_codes().named(entry.category, entry.subcategory)
    if action is not None:
        action.check()
        check_length(action.title, field="action_title")
    group = group_on(desk, entry.group_no, entry.opened_on, field="opened_on")
    if entry.checkin_id is not None:
        _check_checkin(desk, entry.checkin_id, group["id"])
    with desk.writing("unit.add_issue", number=entry.group_no, name=group["name"], title=entry.title) as unit:
        issue_id = unit.insert(
            "issue",
            group_id=group["id"],
            category=entry.category.value,
            subcategory=subcategory,
            severity=entry.severity.value,
            noticed=entry.noticed.value,
            title=entry.title,
            note=entry.note,
            opened_on=entry.opened_on.isoformat(),
            checkin_id=entry.checkin_id,
        )
        if action is not None:
            promise = action.model_copy(update={"issue_id": issue_id, "checkin_id": entry.checkin_id})
            insert_action(desk, unit, group["id"], promise)
    saved = Said(
        "saved.issue",
        group=f"{entry.group_no} {group['name']}",
        category=told_kind(entry.category, subcategory),
        title=entry.title,
    )
    return Outcome.of(unit, saved, row_id=issue_id, promises=int(action is not None))


def change_issue(
    desk: Desk,
    issue_id: int,
    change: IssueChange,
    *,
    version: int | None = None,
    worked: int | None = None,
    remedy: RemedyEntry | None = None,
) -> Outcome:
    """Change what is recorded of an issue; closing it dates it today. Another category empties the subcategory.

    In the same act the remedy `worked` (its id) is marked as having worked, and `remedy` is added.
    """
    issue = _issue_of(desk, issue_id)
    changes = {name: str(value) for name, value in change.model_dump(exclude_none=True).items()}
    if not changes and worked is None and remedy is None:
        raise Refused("error.nothing_to_change", field="state")
    if change.title is not None:
        if change.title == "":
            raise Refused("error.title_empty", field="title")
        check_length(change.title, field="title")
    if remedy is not None:
        remedy.check(desk.today)
    planned: dict[str, str | None] = dict(changes)
    if change.subcategory is not None or changes.get("category", issue["category"]) != issue["category"]:
        category = changes.get("category", issue["category"])
        planned["subcategory"] = issue_codes().named(category, change.subcategory or "")
    if change.state is not None:
        planned["closed_on"] = (
            (issue["closed_on"] or desk.today.isoformat()) if change.state.is_closed else None
        )
    with desk.writing("unit.change_issue", number=issue["group_no"], title=issue["title"]) as unit:
        unit.update("issue", issue_id, planned, version=issue["version"] if version is None else version)
        if worked is not None:
            found = row(unit.connection, "issues/remedy", remedy_id=worked)
            if found is None or found["issue_id"] != issue_id:
                raise Refused("error.no_such_remedy", field="worked", number=worked)
            unit.update("remedy", worked, {"result": RemedyResult.WORKED.value}, version=found["version"])
        if remedy is not None:
            insert_remedy(desk, unit, issue_id, remedy)
    saved = Said(
        "saved.issue_changed",
        number=issue["group_no"],
        title=planned.get("title", issue["title"]),
        state=planned.get("state", issue["state"]),
    )
    return Outcome.of(unit, saved, row_id=issue_id)


def insert_remedy(desk: Desk, unit: Unit, issue_id: int, entry: RemedyEntry) -> int:
    """Write a remedy down within an act; returns its id. By default whoever acts tried it."""
    by_whom = entry.staff or desk.staff
    return unit.insert(
        "remedy",
        issue_id=issue_id,
        tried_on=entry.tried_on.isoformat(),
        text=entry.text,
        result=entry.result.value,
        result_note=entry.result_note,
        staff_id=staff_id_of(unit.connection, by_whom, with_retired=True) if by_whom else None,
    )


def list_issues(
    desk: Desk, number: int | None = None, *, with_closed: bool = False, without_remedy: bool = False
) -> list[RecordedIssue]:
    """Issues of one group or of all that have not left: open ones first, heaviest and oldest first.

    With `without_remedy` only the open ones for which nothing was tried yet, oldest first.
    """
    with desk.reading() as connection:
        found = rows(
            connection,
            "issues/issues",
            programme_id=desk.programme["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
            with_closed=int(with_closed),
            without_remedy=int(without_remedy),
        )
        return [RecordedIssue(**issue) for issue in found]


def _issue_of(desk: Desk, issue_id: int) -> sqlite3.Row:
    issue = row(desk.connection, "issues/issue", issue_id=issue_id)
    if issue is None:
        raise Refused("error.no_such_issue", field="issue", number=issue_id)
    return issue


def _check_checkin(desk: Desk, checkin_id: int, group_id: int) -> None:
    found = desk.connection.execute("SELECT group_id FROM checkin WHERE id = ?", (checkin_id,)).fetchone()
    if found is None or found["group_id"] != group_id:
        raise Refused("error.no_such_checkin", field="checkin", number=checkin_id)
