"""Everything about one issue on one page, and what a new one is filled in with."""

from __future__ import annotations

from dataclasses import dataclass

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.checkins.actions import RecordedAction
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.issues.issues import RecordedIssue, list_issues
from kodoku_tui.services.issues.remedies import Likes, RecordedRemedy, like_issue, list_remedies
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.store.queries import row, rows


@dataclass(frozen=True, slots=True)
class FoundIn:
    """The check-in in which an issue was found; `on` is ISO text."""

    id: int
    on: str
    channel: str
    staff: str | None
    condition: str
    note: str


@dataclass(frozen=True, slots=True)
class IssueStep:
    """One state that an issue went through: when and by whom, from the change log."""

    at: str
    by: str
    state_before: str | None
    state: str


@dataclass(frozen=True, slots=True)
class IssuePage:
    """One issue: remedies oldest first, promises, where it was found, its history, and what helped others."""

    issue: RecordedIssue
    remedies: list[RecordedRemedy]
    actions: list[RecordedAction]
    found_in: FoundIn | None
    history: list[IssueStep]
    likes: Likes


@dataclass(frozen=True, slots=True)
class RecentCheckin:
    """A contact that an issue may have been found in; `is_new` when it was written down today."""

    id: int
    held_on: str
    channel: str
    note: str
    is_new: int


def issue_of(desk: Desk, issue_id: int) -> RecordedIssue:
    """One issue; raises `Refused` when there is none of that number."""
    with desk.reading() as connection:
        found = row(connection, "issues/issue", issue_id=issue_id)
        if found is None:
            raise Refused("error.no_such_issue", field="issue", number=issue_id)
        of_group = rows(
            connection,
            "issues/issues",
            programme_id=_programme_of(desk, issue_id),
            group_id=found["group_id"],
            with_closed=1,
            without_remedy=0,
        )
        return next(RecordedIssue(**issue) for issue in of_group if issue["id"] == issue_id)


def issue_page_of(desk: Desk, issue_id: int) -> IssuePage:
    """Everything about one issue; raises `Refused` when there is none of that number."""
    with desk.reading() as connection:
        issue = issue_of(desk, issue_id)
        found_in = row(connection, "checkins/checkin_of_issue", issue_id=issue_id)
        return IssuePage(
            issue=issue,
            remedies=list_remedies(desk, issue_id=issue_id)[::-1],
            actions=_actions_from(desk, issue_id),
            found_in=None if found_in is None else FoundIn(**found_in),
            history=[IssueStep(**step) for step in rows(connection, "issues/issue_steps", issue_id=issue_id)],
            likes=like_issue(desk, issue_id),
        )


def issues_to_open(desk: Desk, number: int) -> list[RecordedIssue]:
    """The issues of a group, open ones first."""
    return list_issues(desk, number, with_closed=True)


def recent_checkins(desk: Desk, number: int, *, most: int = 8) -> list[RecentCheckin]:
    """The contacts with a group that were written down last, newest first."""
    with desk.reading() as connection:
        found = rows(connection, "checkins/recent_checkins", group_id=group_of(desk, number)["id"], most=most)
        return [RecentCheckin(**checkin) for checkin in found]


def _actions_from(desk: Desk, issue_id: int) -> list[RecordedAction]:
    found = rows(
        desk.connection,
        "checkins/actions",
        programme_id=_programme_of(desk, issue_id),
        group_id=None,
        issue_id=issue_id,
        with_done=1,
        staff_id=None,
    )
    return [RecordedAction(**action) for action in found]


def _programme_of(desk: Desk, issue_id: int) -> int:
    found = desk.connection.execute("SELECT programme_id FROM issue_now WHERE id = ?", (issue_id,)).fetchone()
    return int(found["programme_id"])
