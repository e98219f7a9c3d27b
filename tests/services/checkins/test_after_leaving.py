"""What was said before a group left may be written down after it; afterwards only what closes what was left."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.duties.money import AuditResult
from kodoku_tui.domain.duties.money_entries import AuditEntry, ExpenseChange, RepaymentEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark, Channel, IssueCategory
from kodoku_tui.locale.phrases import say_said, say_unit
from kodoku_tui.services.checkins.actions import add_action, finish_action, list_actions
from kodoku_tui.services.checkins.checkins import checkin_of, correct_checkin, list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.milestones import extend_due, list_milestones, move_milestone
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.duties.money.recording import record_audit, set_expense
from kodoku_tui.services.duties.money.repayments import hide_repayment, record_repayment
from kodoku_tui.services.duties.money.sentences import say_repayment
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.issues.issues import add_issue, list_issues
from kodoku_tui.services.sessions.sessions import list_attendance, mark_attendance, session_entry, standing_of
from kodoku_tui.services.work.worklist import worklist
from tests.desks import go_to

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


def test_an_issue_of_before_is_written_down_and_one_of_today_is_not(after_leaving: Desk) -> None:
    def seen(on: date) -> IssueEntry:
        return IssueEntry(group_no=12, category=IssueCategory.ADMIN, title="領収書の整理", opened_on=on)

    add_issue(after_leaving, seen(date(2025, 10, 1)))
    with pytest.raises(Refused) as refused:
        add_issue(after_leaving, seen(after_leaving.today))
    assert (refused.value.key, refused.value.field) == ("error.after_ending", "opened_on")
    # Issues that are open are listed of groups that have not left.
    assert [one.group_no for one in list_issues(after_leaving, 12)] == [12]


def test_attendance_of_before_is_written_down_and_counts_in_the_figures_of_its_day(desk: Desk) -> None:
    marks = dict.fromkeys((11, 13), AttendanceMark.ON_SITE)
    before = session_entry(desk, "training_1")
    end_group(desk, 12, GroupStatus.WITHDRAWN, on=LEFT_ON, reason="都合")
    held = session_entry(desk, "training_1")
    # What nobody wrote down of it is asked of nobody any more.
    assert (held.unknown, held.expected) == (before.unknown - 1, before.expected - 1)
    marks[12] = AttendanceMark.ABSENT
    entries = [AttendanceEntry(session="training_1", group_no=no, mark=mark) for no, mark in marks.items()]
    mark_attendance(desk, entries)
    counted = session_entry(desk, "training_1")
    assert (counted.present, counted.absent, counted.expected) == (2, 1, before.expected)
    assert {one.group_no: one.left_as for one in list_attendance(desk, "training_1")}[12] == "辞退"
    assert standing_of(desk, 12).expected == 1
    go_to(desk, date(2026, 1, 5))
    with pytest.raises(Refused, match=r"error\.after_ending"):
        mark_attendance(
            desk, [AttendanceEntry(session="training_2", group_no=12, mark=AttendanceMark.ABSENT)]
        )


@given(st.sampled_from(["training_1", "midterm_meeting"]), st.integers(0, 5), st.integers(0, 120))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
def test_who_leaves_later_changes_no_figure_of_a_session_that_was_marked(
    desk: Desk, session: str, mark: int, days: int
) -> None:
    held_on = date.fromisoformat(session_entry(desk, session).on)
    everybody = [one.group_no for one in list_attendance(desk, session)]
    for place, number in enumerate(everybody[:20]):
        marks = [one for one in AttendanceMark if one is not AttendanceMark.UNKNOWN]
        entry = AttendanceEntry(session=session, group_no=number, mark=marks[(place + mark) % 5])
        mark_attendance(desk, [entry])
    before = session_entry(desk, session)
    on = min(held_on + timedelta(days=days), desk.today)
    end_group(desk, everybody[mark], GroupStatus.STOPPED, on=on, reason="都合")
    assert session_entry(desk, session) == before
    undo(desk)
    for _ in range(20):
        undo(desk)


def test_after_the_contract_the_settlement_goes_on_and_says_what_it_is(desk: Desk) -> None:
    for move, day in ((Move.SUBMIT, 20), (Move.ACCEPT, 25)):
        move_milestone(desk, 12, "contract", move, on=date(2025, 6, day))
    end_group(desk, 12, GroupStatus.STOPPED, on=LEFT_ON, reason="都合")
    outcome = move_milestone(desk, 12, "expense_report", Move.SUBMIT, on=desk.today)
    assert [one.key for one in outcome.followed] == ["saved.after_ending"]
    unit = list_units(desk)[0]
    assert say_unit(unit.what_key, unit.what_params).endswith("（中止後の記録）")
    extend_due(desk, 12, "outcome_report", to=date(2026, 2, 5), reason="決算を待つ")
    for move in (Move.REVIEW, Move.ACCEPT):
        move_milestone(desk, 12, "expense_report", move, on=desk.today)
    record_audit(desk, 12, AuditEntry(on=desk.today, result=AuditResult.PASSED), insists=True)
    state = {one.key: one.state for one in list_milestones(desk, 12)}
    assert (state["expense_report"], state["final_audit"]) == ("受理", "受理")
    record_repayment(desk, 12, RepaymentEntry(on=desk.today, amount=120_000, note="残額"))
    (repaid,) = money_of(desk, 12).repayments
    line = money_of(desk, 12).ending.marked(say_repayment(repaid, desk.today), repaid.on)
    assert "120,000円" in line and line.endswith("（中止後の記録）")
    # What the contract does not leave behind stays as it was when the group left.
    with pytest.raises(Refused, match=r"error\.group_not_active"):
        extend_due(desk, 12, "training_2", to=date(2026, 2, 5), reason="都合")
    hide_repayment(desk, 12, repaid.id)
    assert money_of(desk, 12).repayments == ()


def test_what_was_handed_in_before_a_withdrawal_without_contract_is_written_down(desk: Desk) -> None:
    end_group(desk, 12, GroupStatus.WITHDRAWN, on=LEFT_ON, reason="都合")
    move_milestone(desk, 12, "outcome_report", Move.SUBMIT, on=date(2025, 11, 3))
    with pytest.raises(Refused, match=r"error\.after_ending"):
        move_milestone(desk, 12, "outcome_report", Move.REVIEW, on=desk.today)
    with pytest.raises(Refused, match=r"error\.group_not_active"):
        record_repayment(desk, 12, RepaymentEntry(on=desk.today, amount=1))


@pytest.mark.parametrize(
    ("amount", "on", "key"),
    [
        (0, date(2025, 12, 1), "error.nothing_repaid"),
        (1, date(2025, 12, 16), "error.date_in_future"),
        (1, date(2025, 6, 1), "error.before_contract"),
    ],
)
def test_a_repayment_that_cannot_be_is_refused(after_leaving: Desk, amount: int, on: date, key: str) -> None:
    with pytest.raises(Refused) as refused:
        record_repayment(after_leaving, 12, RepaymentEntry(on=on, amount=amount))
    assert refused.value.key == key
