"""Issues for which nothing was tried yet, oldest first: in the list, on the board and for the command line."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.domain.issues.remedies import RemedyEntry
from kodoku_tui.domain.words import IssueCategory, IssueState, Severity
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.issues.board import issue_board, issue_page, issue_position, usual_order
from kodoku_tui.services.issues.issues import add_issue, change_issue, list_issues
from kodoku_tui.services.issues.remedies import add_remedy

UNTRIED = IssueFilter(without_remedy=True)


@pytest.fixture
def some(desk: Desk) -> Desk:
    """Of four issues one has a remedy and one is closed; the heavy one is the newer of the other two."""
    for title, severity, opened in (
        ("新しくて重い", Severity.HEAVY, date(2025, 11, 1)),
        ("古くて軽い", Severity.LIGHT, date(2025, 7, 1)),
        ("対応策がある", Severity.HEAVY, date(2025, 6, 20)),
        ("もう閉じた", Severity.HEAVY, date(2025, 6, 10)),
    ):
        entry = IssueEntry(
            group_no=12, category=IssueCategory.NEEDS, title=title, severity=severity, opened_on=opened
        )
        add_issue(desk, entry)
    numbers = {one.title: one.id for one in list_issues(desk)}
    add_remedy(desk, numbers["対応策がある"], RemedyEntry(text="チラシを配る", tried_on=date(2025, 7, 1)))
    change_issue(desk, numbers["もう閉じた"], IssueChange(state=IssueState.DROPPED))
    return desk


def test_the_oldest_stands_first_however_heavy(some: Desk) -> None:
    wanted = ["古くて軽い", "新しくて重い"]
    assert [one.title for one in list_issues(some, without_remedy=True)] == wanted
    assert [one.title for one in issue_page(some, UNTRIED, order=usual_order(UNTRIED))] == wanted
    assert [card.title for column in issue_board(some, UNTRIED) for card in column.cards] == wanted
    numbers = {one.title: one.id for one in list_issues(some)}
    assert issue_position(some, UNTRIED, numbers["新しくて重い"], order="opened") == 1
