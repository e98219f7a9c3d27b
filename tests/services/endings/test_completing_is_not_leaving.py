"""完了: whoever completed stays in every figure, rate and list of the year; only work is done with (law 5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import IssueCategory, IssueState
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.documents import list_documents
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.services.duties.month import duties_between
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.exports.status import status_entries
from kodoku_tui.services.issues.board import issue_board
from kodoku_tui.services.issues.issues import add_issue, list_issues
from kodoku_tui.services.linkages.indicators import list_indicators
from kodoku_tui.services.linkages.linkages import linkage_measures, list_linkages
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.sessions.sessions import list_attendance, list_sessions
from kodoku_tui.services.work.worklist import worklist

FOUR = (12, 20, 30, 31)
YEAR = date(2025, 4, 1), date(2026, 3, 31)

FIGURES: dict[str, Callable[[Desk], Any]] = {
    "sessions": list_sessions,
    "attendance": lambda desk: [(one.session, one.group_no, one.mark) for one in list_attendance(desk)],
    "register": lambda desk: [one.number for one in register_page(desk, GroupFilter()).rows],
    "status": lambda desk: [(one.group_no, one.open_issues) for one in status_entries(desk, GroupFilter())],
    "milestones": lambda desk: [(one.group_no, one.key, one.state) for one in list_milestones(desk)],
    # That somebody is late for a session is work that is open; the session itself stands there for all.
    "month": lambda desk: sorted(
        (one.on_day, one.key, one.group_no or 0)
        for one in duties_between(desk, *YEAR)
        if one.what == "session" or one.kind != "session"
    ),
    "documents": lambda desk: [(one.group_no, one.key, one.received) for one in list_documents(desk)],
    "issues": list_issues,
    "board": lambda desk: issue_board(desk, IssueFilter()),
    "linkages": list_linkages,
    "measures": linkage_measures,
    "indicators": list_indicators,
}


@pytest.mark.parametrize("figure", FIGURES)
def test_completing_four_groups_changes_no_figure(lively_desk: Desk, figure: str) -> None:
    before = FIGURES[figure](lively_desk)
    for number in FOUR:
        end_group(
            lively_desk,
            number,
            GroupStatus.COMPLETED,
            on=lively_desk.today,
            reason="年度を終えた",
            leaves_open=True,
        )
    assert FIGURES[figure](lively_desk) == before


def test_a_group_that_left_is_in_none_of_them(lively_desk: Desk) -> None:
    add_issue(
        lively_desk,
        IssueEntry(group_no=12, category=IssueCategory.OUTREACH, title="広報", opened_on=lively_desk.today),
    )
    end_group(lively_desk, 12, GroupStatus.STOPPED, on=lively_desk.today, reason="団体の都合")
    assert 12 not in [one.number for one in register_page(lively_desk, GroupFilter()).rows]
    # It took part on the days before; of those to come it is no more.
    today = lively_desk.today.isoformat()
    assert {one.on <= today for one in list_attendance(lively_desk) if one.group_no == 12} == {True}
    assert 12 not in [one.group_no for one in list_issues(lively_desk)]
    assert 12 in [one.group_no for one in list_issues(lively_desk, 12)]
    status = status_entries(lively_desk, GroupFilter())
    columns = issue_board(lively_desk, IssueFilter())
    on_board = sum(column.total for column in columns if not IssueState(column.state).is_closed)
    assert sum(sum(one.open_issues.values()) for one in status) == on_board == len(list_issues(lively_desk))


def test_a_completed_group_asks_for_nothing_more(lively_desk: Desk) -> None:
    for number in FOUR:
        end_group(
            lively_desk,
            number,
            GroupStatus.COMPLETED,
            on=lively_desk.today,
            reason="年度を終えた",
            leaves_open=True,
        )
    assert not {item.group_no for item in worklist(lively_desk)} & set(FOUR)


def test_work_can_still_be_narrowed_to_who_is_at_work(lively_desk: Desk) -> None:
    end_group(
        lively_desk, 12, GroupStatus.COMPLETED, on=lively_desk.today, reason="年度を終えた", leaves_open=True
    )
    at_work = register_page(lively_desk, GroupFilter(status=GroupStatus.ACTIVE.value))
    assert 12 not in [group.number for group in at_work.rows]
