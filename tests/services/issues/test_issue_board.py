"""The board, the list and the trend of issues: one meaning of each number, and limits that are said."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.domain.words import IssueCategory, IssueState, Severity
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.issues import board as board_module
from kodoku_tui.services.issues.board import (
    count_issues,
    issue_board,
    issue_page,
    issue_position,
    issue_trend,
)
from kodoku_tui.services.issues.issues import add_issue, change_issue
from tests.desks import go_to

TODAY = date(2025, 12, 15)


def add(
    desk: Desk,
    number: int,
    state: IssueState = IssueState.NEW,
    *,
    on: date = TODAY,
    closed_on: date | None = None,
    category: IssueCategory = IssueCategory.OUTREACH,
    severity: Severity = Severity.MEDIUM,
) -> int:
    go_to(desk, on)
    issue_id = add_issue(
        desk,
        IssueEntry(group_no=number, category=category, title="困りごと", severity=severity, opened_on=on),
    ).row_id
    go_to(desk, closed_on or on)
    if state is not IssueState.NEW:
        change_issue(desk, issue_id, IssueChange(state=state))
    go_to(desk, TODAY)
    return issue_id


def cards(desk: Desk, chosen: IssueFilter | None = None) -> dict[str, list[int]]:
    found = issue_board(desk, chosen or IssueFilter())
    return {column.state: [card.id for card in column.cards] for column in found}


def test_each_state_is_a_column_heavy_and_old_first_solved_newest_first(small_desk: Desk) -> None:
    young = add(small_desk, 1)
    old = add(small_desk, 2, on=date(2025, 10, 1))
    heavy = add(small_desk, 3, severity=Severity.HEAVY)
    early = add(small_desk, 1, IssueState.SOLVED, on=date(2025, 7, 1), closed_on=date(2025, 8, 1))
    late = add(small_desk, 1, IssueState.SOLVED, on=date(2025, 7, 1), closed_on=date(2025, 9, 1))
    add(small_desk, 1, IssueState.DROPPED)
    assert cards(small_desk) == {
        "新規": [heavy, old, young],
        "対応中": [],
        "経過観察": [],
        "解決": [late, early],
    }


def test_every_part_of_the_filter_holds_on_board_and_list_alike(small_desk: Desk) -> None:
    first = add(small_desk, 1)
    second = add(small_desk, 3, category=IssueCategory.ADMIN, severity=Severity.HEAVY)
    for chosen, wanted in [
        (IssueFilter(), [first, second]),
        (IssueFilter(staff="青木"), [first]),
        (IssueFilter(block="近畿"), [second]),
        (IssueFilter(category="admin"), [second]),
        (IssueFilter(severity="中"), [first]),
        (IssueFilter(category="admin", severity="中"), []),
    ]:
        assert sorted(cards(small_desk, chosen)["新規"]) == wanted
        assert [issue.id for issue in issue_page(small_desk, chosen)] == wanted
        assert count_issues(small_desk, chosen) == len(wanted)


def test_a_column_says_how_many_there_are_where_not_all_are_read(
    small_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        add(small_desk, 1)
    monkeypatch.setattr(board_module, "CARDS_AT_MOST", 3)
    column = issue_board(small_desk, IssueFilter())[0]
    assert (len(column.cards), column.total) == (3, 5)


def test_the_list_is_in_order_of_the_categories_and_pages_fit_together(small_desk: Desk) -> None:
    for category in reversed(IssueCategory):
        add(small_desk, 1, category=category)
    whole = [issue.id for issue in issue_page(small_desk, IssueFilter())]
    categories = [issue.category for issue in issue_page(small_desk, IssueFilter())]
    assert categories == [category.value for category in IssueCategory]
    pages = [
        issue.id
        for offset in range(0, len(whole), 4)
        for issue in issue_page(small_desk, IssueFilter(), offset=offset, limit=4)
    ]
    assert pages == whole
    assert [issue_position(small_desk, IssueFilter(), one) for one in whole] == list(range(len(whole)))
    for order in ("severity", "state", "group_no", "group", "title", "opened", "staff", "remedies"):
        assert len(issue_page(small_desk, IssueFilter(), order=order, is_reversed=True)) == len(whole)


def test_closed_ones_stand_in_the_list_when_they_are_asked_for(small_desk: Desk) -> None:
    solved = add(small_desk, 1, IssueState.SOLVED)
    dropped = add(small_desk, 1, IssueState.DROPPED)
    assert count_issues(small_desk, IssueFilter()) == 0
    found = issue_page(small_desk, IssueFilter(with_closed=True))
    assert {issue.id for issue in found} == {solved, dropped}


def test_the_trend_counts_what_was_opened_closed_and_open_month_by_month(small_desk: Desk) -> None:
    add(small_desk, 1, on=date(2025, 7, 31))
    add(small_desk, 1, IssueState.SOLVED, on=date(2025, 7, 1), closed_on=date(2025, 9, 30))
    add(small_desk, 2, IssueState.DROPPED, on=date(2025, 9, 1), closed_on=date(2025, 9, 1))
    # Closed on the first of a month: open at the end of the month before.
    add(
        small_desk, 3, IssueState.SOLVED, on=date(2025, 10, 2), closed_on=date(2025, 11, 1),
        category=IssueCategory.NEEDS,
    )  # fmt: skip
    add(small_desk, 3, category=IssueCategory.ADMIN, on=TODAY)
    trend = issue_trend(small_desk, IssueFilter())
    assert trend.months[0] == "2025-06" and trend.months[-1] == "2025-12"
    outreach = {one.month: (one.opened, one.closed, one.open) for one in trend.of("outreach")}
    assert outreach["2025-06"] == (0, 0, 0)
    assert outreach["2025-07"] == (2, 0, 2)
    assert outreach["2025-08"] == (0, 0, 2)
    assert outreach["2025-09"] == (1, 2, 1)
    assert outreach["2025-12"] == (0, 0, 1)
    assert [one.open for one in trend.of("needs")][-3:] == [1, 0, 0]
    assert [one.open for one in trend.of(None)][-1] == 2 == count_issues(small_desk, IssueFilter())
    assert trend.categories == ["outreach", "needs", "admin"]
    assert issue_trend(small_desk, IssueFilter(category="admin")).categories == ["admin"]


def test_the_trend_agrees_with_a_count_by_hand(lively_desk: Desk) -> None:
    trend = issue_trend(lively_desk, IssueFilter())
    found = lively_desk.connection.execute(
        "SELECT opened_on, closed_on FROM issue JOIN adopted_group ON adopted_group.id = group_id"
        " WHERE status NOT IN ('辞退', '中止')"
    ).fetchall()
    for count in trend.of(None):
        year, month = int(count.month[:4]), int(count.month[5:])
        after = date(year + month // 12, month % 12 + 1, 1).isoformat()
        assert count.open == sum(
            opened < after and (closed is None or closed >= after) for opened, closed in found
        )
        assert count.opened == sum(opened[:7] == count.month for opened, _ in found)
        assert count.closed == sum((closed or "")[:7] == count.month for _, closed in found)


def test_groups_that_left_are_in_no_count(small_desk: Desk) -> None:
    (group_id,) = small_desk.connection.execute("SELECT id FROM adopted_group WHERE number = 5").fetchone()
    with small_desk.writing("unit.add_issue", number=5, name="架空をやめた会", title="昔の課題") as unit:
        unit.insert(
            "issue",
            group_id=group_id,
            category="outreach",
            severity="中",
            noticed="顕在",
            title="昔の課題",
            opened_on="2025-07-01",
        )
    assert cards(small_desk)["新規"] == []
    assert count_issues(small_desk, IssueFilter()) == 0
    assert issue_trend(small_desk, IssueFilter()).counts == ()
