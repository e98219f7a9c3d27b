"""x on a line of 今日 does its next act: at once where no more needs to be said, else where it is said."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import list_milestones, move_milestone
from kodoku_tui.services.sessions.sessions import mark_attendance
from kodoku_tui.tui.checkins.checkin_form import CheckinForm
from kodoku_tui.tui.duties.milestone_form import MilestoneForm
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.sessions.attendance import AttendanceScreen
from tests.desks import go_to
from tests.tui.sitting import Sitting, sitting_at

REPORT = "outcome_report"


def milestone(desk: Desk, number: int, key: str) -> int:
    return next(one.id for one in list_milestones(desk, number) if one.key == key)


def state(desk: Desk, number: int, key: str) -> str:
    return next(one.state for one in list_milestones(desk, number) if one.key == key)


async def press_x_on(sitting: Sitting, key: str) -> None:
    """On a line of the single items."""
    await sitting.press("v")
    await sitting.sees("緊急度")
    screen = sitting.app.screen
    assert isinstance(screen, ListScreen)
    screen.stand_on(key)
    screen.reload()
    await sitting.rest()
    assert sitting.table.cursor_key == key
    await sitting.press("x")


async def test_a_hand_in_that_is_awaited_is_recorded_at_once_and_taken_back_with_u(desk: Desk) -> None:
    go_to(desk, date(2026, 2, 12))
    async with sitting_at(desk) as sitting:
        await press_x_on(sitting, f"milestone:{milestone(desk, 12, REPORT)}")
        await sitting.is_told("成果報告書", "u で取り消せます")
        assert state(desk, 12, REPORT) == "提出"
        await sitting.press("u", "y")
        await sitting.is_told("取り消しました")
    assert state(desk, 12, REPORT) == "未着手"


async def test_papers_go_out_come_back_and_are_signed_by_one_key_each(desk: Desk) -> None:
    for wanted in ("書類送付", "提出", "受理"):
        async with sitting_at(desk) as sitting:
            what = "review" if wanted == "受理" else "milestone"
            await press_x_on(sitting, f"{what}:{milestone(desk, 12, 'contract')}")
            await sitting.is_told("契約締結")
        assert state(desk, 12, "contract") == wanted


async def test_a_review_is_asked_for_since_it_comes_out_one_way_or_the_other(desk: Desk) -> None:
    move_milestone(desk, 12, REPORT, Move.SUBMIT, on=date(2025, 12, 1))
    async with sitting_at(desk) as sitting:
        await press_x_on(sitting, f"review:{milestone(desk, 12, REPORT)}")
        await sitting.until(lambda: isinstance(sitting.app.screen, MilestoneForm))
    assert state(desk, 12, REPORT) == "提出"


async def test_a_group_to_be_heard_from_opens_the_form_of_a_check_in(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        number = list_milestones(desk, 12)[0].group_no
        (group_id,) = desk.connection.execute(
            "SELECT id FROM adopted_group WHERE number = ?", (number,)
        ).fetchone()
        await press_x_on(sitting, f"checkin:{group_id}")
        await sitting.until(lambda: isinstance(sitting.app.screen, CheckinForm))


@pytest.mark.parametrize("is_marked", [False, True])
async def test_who_came_is_marked_where_it_is_marked(desk: Desk, is_marked: bool) -> None:
    if is_marked:
        entry = AttendanceEntry(session="training_1", group_no=1, mark=AttendanceMark.ABSENT)
        mark_attendance(desk, [entry])
    (session,) = desk.connection.execute("SELECT id FROM session WHERE key = 'training_1'").fetchone()
    async with sitting_at(desk) as sitting:
        if is_marked:
            await press_x_on(sitting, f"followup:{milestone(desk, 1, 'training_1')}")
            await sitting.sees("出欠", "第1回全体研修会", "1 NPO法人 雪あかり坂くらし舎")
        else:
            await press_x_on(sitting, f"attendance:{session}")
            await sitting.until(lambda: isinstance(sitting.app.screen, AttendanceScreen))
