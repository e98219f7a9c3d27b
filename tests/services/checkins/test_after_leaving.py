"""What was said before a group left may be written down after it; afterwards only what closes what was left."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.duties.money_entries import ExpenseChange
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.words import Channel
from kodoku_tui.locale.phrases import say_said
from kodoku_tui.services.checkins.actions import add_action, finish_action, list_actions
from kodoku_tui.services.checkins.checkins import checkin_of, correct_checkin, list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.duties.money.recording import set_expense
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.work.worklist import worklist

LEFT_ON = date(2025, 11, 20)


def call(on: date, note: str = "電話で話した") -> CheckinEntry:
    return CheckinEntry(group_no=12, held_on=on, channel=Channel.PHONE, note=note)


@pytest.fixture(params=[GroupStatus.WITHDRAWN, GroupStatus.STOPPED, GroupStatus.COMPLETED])
def after_leaving(desk: Desk, request: pytest.FixtureRequest) -> Desk:
    for move, day in ((Move.SUBMIT, 20), (Move.ACCEPT, 25)):
        move_milestone(desk, 12, "contract", move, on=date(2025, 6, day))
    add_action(desk, ActionEntry(group_no=12, title="書類を返してもらう"))
    end_group(desk, 12, request.param, on=LEFT_ON, reason="都合", leaves_open=True)
    return desk


def test_a_call_up_to_the_day_of_leaving_is_written_down(after_leaving: Desk) -> None:
    for day in (date(2025, 11, 3), LEFT_ON):
        log_checkin(after_leaving, call(day))
    assert [one.held_on for one in list_checkins(after_leaving, 12)] == ["2025-11-20", "2025-11-03"]
    assert 12 not in {item.group_no for item in worklist(after_leaving)}


def test_a_call_after_it_is_refused_with_the_day(after_leaving: Desk) -> None:
    with pytest.raises(Refused) as refused:
        log_checkin(after_leaving, call(date(2025, 11, 21)))
    assert (refused.value.key, refused.value.field) == ("error.after_ending", "held_on")
    assert refused.value.params["date"] == "2025-11-20"
    assert list_checkins(after_leaving, 12) == []


def test_a_note_is_corrected_after_it_but_its_day_does_not_pass_it(desk: Desk) -> None:
    log_checkin(desk, call(date(2025, 12, 1)))
    end_group(desk, 12, GroupStatus.STOPPED, on=LEFT_ON, reason="都合")
    (logged,) = list_checkins(desk, 12)
    correct_checkin(desk, logged.id, call(date(2025, 12, 1), "言い直した"), version=logged.version)
    now = checkin_of(desk, logged.id)
    assert now.note == "言い直した"
    with pytest.raises(Refused, match=r"error\.after_ending"):
        correct_checkin(desk, logged.id, call(date(2025, 12, 2)), version=now.version)
    correct_checkin(desk, logged.id, call(LEFT_ON), version=now.version)


def test_the_last_promise_is_kept_after_it_and_marked_so(after_leaving: Desk) -> None:
    (promise,) = list_actions(after_leaving, 12)
    outcome = finish_action(after_leaving, promise.id, on=after_leaving.today)
    assert [one.key for one in outcome.followed] == ["saved.after_ending"]
    unit = list_units(after_leaving)[0]
    assert "のあと" in say_said(Said(unit.what_key, **unit.what_params))


def test_money_is_settled_after_it_where_there_was_a_contract(after_leaving: Desk) -> None:
    outcome = set_expense(after_leaving, 12, "謝金", ExpenseChange(budget=1000, proper=0))
    assert [one.key for one in outcome.followed] == ["saved.after_ending"]


def test_without_a_contract_there_is_nothing_to_settle(desk: Desk) -> None:
    end_group(desk, 12, GroupStatus.WITHDRAWN, on=LEFT_ON, reason="都合")
    with pytest.raises(Refused, match=r"error\.group_not_active"):
        set_expense(desk, 12, "謝金", ExpenseChange(budget=1000))
