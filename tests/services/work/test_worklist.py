"""The list of what needs somebody: everything that does, most pressing first, and nothing that does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import Channel
from kodoku_tui.services.checkins.actions import add_action, finish_action
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.work.worklist import WorkItem, overdue_list, worklist
from tests.desks import MONDAY_IN_DECEMBER, go_to

TODAY = MONDAY_IN_DECEMBER
URGENCIES = ["overdue", "due", "waiting", "soon", "coming"]


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def of_group(items: list[WorkItem], number: int = 12) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.urgency, one.what, one.key, one.due_on) for one in items if one.group_no == number]


def promise(due_on: date | None, **more: object) -> ActionEntry:
    values = {"group_no": 12, "title": "資料を送る", "due_on": due_on}
    return ActionEntry.model_validate(values | more)


def test_every_kind_of_need_is_there_with_its_reason(desk: Desk) -> None:
    go_to(desk, date(2026, 1, 20))
    move_milestone(desk, 12, "contract", Move.SUBMIT, on=date(2026, 1, 1))
    move_milestone(desk, 12, "outcome_report", Move.SUBMIT, on=date(2026, 1, 20))
    log_checkin(
        desk, CheckinEntry(group_no=12, held_on=date(2025, 12, 19), channel=Channel.PHONE, note="相談")
    )
    for due_on in (date(2026, 1, 19), date(2026, 1, 20), None, date(2026, 2, 3), date(2026, 2, 4)):
        add_action(desk, promise(due_on))
    assert of_group(worklist(desk)) == [
        ("overdue", "review", "contract", "2025-06-30"),
        ("overdue", "action", None, "2026-01-19"),
        ("due", "checkin", None, "2026-01-18"),
        ("due", "action", None, "2026-01-20"),
        ("waiting", "review", "outcome_report", "2026-01-27"),
        ("waiting", "action", None, None),
        ("soon", "action", None, "2026-02-03"),
    ]
    go_to(desk, date(2026, 1, 27))
    assert ("soon", "milestone", "expense_report", "2026-02-10") in of_group(worklist(desk))


def test_a_session_to_come_is_one_line_for_everybody(desk: Desk) -> None:
    go_to(desk, date(2025, 12, 17))
    (session,) = [item for item in worklist(desk) if item.what == "session"]
    assert (session.urgency, session.key, session.due_on, session.group_no) == (
        "coming",
        "training_2",
        "2025-12-31",
        None,
    )
    assert [item for item in worklist(desk) if item.key == "training_2"] == [session]
    for day, kinds in (
        (date(2025, 12, 16), []),
        (date(2025, 12, 30), ["session"]),
        # From the day on its attendance is to be recorded.
        (date(2025, 12, 31), ["attendance", "session"]),
        (date(2026, 1, 1), ["attendance"]),
    ):
        go_to(desk, day)
        assert [item.what for item in worklist(desk) if item.key == "training_2"] == kinds


def test_the_most_pressing_and_oldest_stands_first(lively_desk: Desk) -> None:
    items = worklist(lively_desk)
    assert {item.urgency for item in items} == set(URGENCIES)
    assert {item.what for item in items} == {
        *("milestone", "review", "checkin", "action", "session"),
        *("attendance", "followup"),
    }
    order = [(URGENCIES.index(item.urgency), item.due_on or "9999") for item in items]
    assert order == sorted(order)
    assert worklist(lively_desk) == items


def test_days_over_count_from_the_day_that_counts(lively_desk: Desk) -> None:
    for item in worklist(lively_desk):
        if item.due_on is not None:
            days = (TODAY - date.fromisoformat(item.due_on)).days
            assert item.days_over == days
            assert (days > 0) == (item.urgency == "overdue") or item.what == "checkin"


def test_what_was_done_leaves_the_list(desk: Desk) -> None:
    action_id = add_action(desk, promise(days_ago(3))).row_id
    assert len([item for item in worklist(desk) if item.what == "action"]) == 1
    finish_action(desk, action_id, on=TODAY)
    assert [item for item in worklist(desk) if item.what == "action"] == []
    with pytest.raises(Refused, match="action_done_already"):
        finish_action(desk, action_id, on=TODAY)


def test_each_sees_the_groups_that_are_theirs_as_main_or_deputy(desk: Desk) -> None:
    for name in ("佐藤", "田中", "鈴木"):
        add_staff(desk, name)
    assign_staff(desk, [1, 2], main="佐藤", deputy="田中")
    assign_staff(desk, [3], main="田中")
    # A promise falls to whoever made it, whosever the group is.
    add_action(desk, promise(TODAY, group_no=1, staff="鈴木"))
    add_action(desk, promise(TODAY, group_no=1, by_group=True))

    def groups(staff: str) -> set[int | None]:
        return {item.group_no for item in worklist(desk, staff=staff) if item.group_no}

    assert (groups("佐藤"), groups("田中"), groups("鈴木")) == ({1, 2}, {1, 2, 3}, {1})
    assert [item.turn for item in worklist(desk, staff="佐藤") if item.what == "action"] == ["group"]
    (own,) = [item for item in worklist(desk, staff="鈴木") if item.group_no]
    assert (own.what, own.staff) == ("action", "鈴木")
    with pytest.raises(Refused, match="no_such_staff"):
        worklist(desk, staff="山田")


def test_a_block_shows_its_groups_and_those_that_work_nationwide(desk: Desk) -> None:
    def numbers(where: str) -> set[int]:
        found = desk.connection.execute(
            f"SELECT number FROM adopted_group WHERE id IN (SELECT group_id FROM group_block WHERE {where})"
        )
        return {number for (number,) in found}

    nationwide = numbers("block = '全国'")
    shown = {item.group_no for item in worklist(desk, block="北海道") if item.group_no}
    assert shown == numbers("block IN ('北海道', '全国')")
    assert nationwide <= shown
    assert numbers("block = '北海道'") - nationwide


def test_a_word_narrows_the_list_to_the_groups_that_hold_it(desk: Desk) -> None:
    assert {item.group_no for item in worklist(desk, text="ひらく 蔵座敷")} == {13}


@pytest.mark.parametrize("status", [GroupStatus.WITHDRAWN, GroupStatus.STOPPED, GroupStatus.COMPLETED])
def test_a_group_that_left_needs_nobody(lively_desk: Desk, status: GroupStatus) -> None:
    desk = lively_desk
    add_action(desk, promise(days_ago(3)))
    move_milestone(desk, 12, "outcome_report", Move.SUBMIT, on=days_ago(20))
    kinds = {item.what for item in worklist(desk) if item.group_no == 12}
    assert kinds >= {"action", "review"}
    end_group(desk, 12, status, on=TODAY, reason="都合", leaves_open=True)
    assert of_group(worklist(desk)) == []
    assert of_group(overdue_list(desk)) == []
    assert group_karte(desk, 12).next_steps == []


def test_the_page_of_a_group_shows_what_the_list_shows_for_it(lively_desk: Desk) -> None:
    everybody = worklist(lively_desk)
    for number in (1, 12, 41, 96):
        mine = [item for item in everybody if item.group_no == number]
        assert group_karte(lively_desk, number).next_steps == mine


def test_the_list_of_what_is_late_is_the_head_of_the_list(lively_desk: Desk) -> None:
    late = overdue_list(lively_desk)
    assert worklist(lively_desk)[: len(late)] == late
    assert all(item.urgency == "overdue" for item in late)
