"""Whose move a duty is as acts lead to it: returns with a day, consent, absences, what rests on what."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.checkins.entries import ActionChange, ActionEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.sessions.sessions import FollowUp
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.checkins.actions import add_action, change_action, finish_action, list_actions
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.desk.programme_settings import change_settings
from kodoku_tui.services.duties.bulk import extend_many, move_many, move_of_all
from kodoku_tui.services.duties.milestones import MilestoneEntry, extend_due, list_milestones, move_milestone
from kodoku_tui.services.duties.moves import Consent
from kodoku_tui.services.duties.plan.changes import change_plan, preview_change
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.sessions.followups import add_followups
from kodoku_tui.services.sessions.sessions import mark_attendance
from kodoku_tui.services.work.worklist import WorkItem, overdue_list, worklist
from tests.desks import MONDAY_IN_DECEMBER, data_of, go_to

REPORT = "outcome_report"
TODAY = MONDAY_IN_DECEMBER


def duty(desk: Desk, key: str = REPORT, number: int = 12) -> MilestoneEntry:
    return next(one for one in list_milestones(desk, number) if one.key == key)


def mark(desk: Desk, word: AttendanceMark, *numbers: int) -> None:
    entries = [AttendanceEntry(session="training_1", group_no=number, mark=word) for number in numbers]
    mark_attendance(desk, entries)


def of_session(items: list[WorkItem]) -> list[tuple[str, str, int | None, int | None, str | None]]:
    return [
        (item.urgency, item.what, item.group_no, item.groups, item.due_on)
        for item in items
        if item.key == "training_1" or (item.what == "followup")
    ]


def test_a_return_has_a_day_of_its_own_and_the_hand_in_stays_in_time(desk: Desk) -> None:
    go_to(desk, date(2026, 2, 3))
    move_milestone(desk, 12, REPORT, Move.SUBMIT, on=date(2026, 1, 30))
    returned = move_milestone(desk, 12, REPORT, Move.RETURN, on=desk.today, comment="様式")
    assert [said.key for said in returned.followed] == ["saved.again_by"]
    assert (duty(desk).counts_on, duty(desk).due, duty(desk).was_on_time) == (
        "2026-02-13",
        "2026-01-31",
        True,
    )
    assert not duty(desk).is_late
    go_to(desk, date(2026, 2, 14))
    assert (duty(desk).standing, duty(desk).was_on_time) == ("期限超過", True)
    late = [item for item in overdue_list(desk) if (item.group_no, item.key) == (12, REPORT)]
    assert [(item.due_on, item.days_over) for item in late] == [("2026-02-13", 1)]
    # Put off, it has until then; a late first hand-in is late in the figures whatever comes after.
    extend_due(desk, 12, REPORT, to=date(2026, 2, 20), reason="急病", consent=Consent(consent_on=desk.today))
    assert (duty(desk).standing, duty(desk).counts_on) == ("期限間近", "2026-02-20")
    move_milestone(desk, 13, REPORT, Move.SUBMIT, on=desk.today)
    assert duty(desk, number=13).was_on_time is False


def test_a_return_takes_a_day_that_is_said_and_refuses_one_before_it(desk: Desk) -> None:
    move_many(desk, [12, 13], REPORT, Move.SUBMIT, on=TODAY)
    with pytest.raises(Refused, match="again_before_return"):
        move_milestone(desk, 12, REPORT, Move.RETURN, on=TODAY, comment="様式", again_by=TODAY)
    move_many(desk, [12, 13], REPORT, Move.RETURN, on=TODAY, comment="様式", again_by=date(2026, 1, 9))
    assert {duty(desk, number=number).late_after for number in (12, 13)} == {"2026-01-09"}


def test_when_hand_ins_open_is_a_setting(desk: Desk) -> None:
    assert (duty(desk).opens_on, duty(desk).turn) == ("2026-01-01", None)
    change_settings(desk, opens_days=60)
    assert (duty(desk).opens_on, duty(desk).turn, duty(desk).days_in_turn) == ("2025-12-02", "group", 13)
    with pytest.raises(Refused, match="opens_days"):
        change_settings(desk, opens_days=400)


def test_when_a_session_is_recorded_and_an_absence_followed_up_are_settings(desk: Desk) -> None:
    mark(desk, AttendanceMark.ON_SITE, *(number for number in range(1, 97) if number not in (12, 13)))
    mark(desk, AttendanceMark.EXCUSED, 12)

    def late_after() -> tuple[str | None, ...]:
        return tuple(duty(desk, "training_1", number=number).late_after for number in (13, 12))

    assert late_after() == ("2025-09-03", "2025-09-09")
    change_settings(desk, recording_days=5, followup_days=10)
    assert late_after() == ("2025-09-05", "2025-09-12")
    # A promise that follows the absence and has no day of its own is due by the same day.
    add_followups(desk, "training_1", [12], FollowUp.MATERIALS, due_on=date(2025, 12, 19))
    (promise,) = list_actions(desk)
    assert late_after() == ("2025-09-05", "2025-12-19")
    change_action(
        desk,
        promise.id,
        ActionChange(title="資料", by_group=False, staff=None, due_on=None),
        version=promise.version,
    )
    assert late_after() == ("2025-09-05", "2025-09-12")
    assert ("overdue", "followup", 12, None, "2025-09-12") in of_session(overdue_list(desk))
    change_settings(desk, recording_days=0, followup_days=0)
    assert late_after() == ("2025-08-31", "2025-08-31")
    for name in ("recording_days", "followup_days"):
        with pytest.raises(Refused, match=name):
            change_settings(desk, **{name: 400})


def test_an_extension_past_the_end_of_the_work_is_the_ministrys_move_until_it_agrees(desk: Desk) -> None:
    to = date(2026, 2, 20)
    asked = extend_due(
        desk, 12, REPORT, to=to, reason="水害", consent=Consent(asked_by="代表", approved_by="佐藤")
    )
    assert [said.key for said in asked.warnings] == ["warning.consent_missing"]
    go_to(desk, date(2026, 3, 10))
    assert (duty(desk).standing, duty(desk).turn, duty(desk).is_late) == ("内閣府対応待ち", "ministry", False)
    assert not [item for item in worklist(desk) if (item.group_no, item.key) == (12, REPORT)]
    extend_due(desk, 12, REPORT, to=to, reason="承諾", consent=Consent(consent_on=desk.today))
    assert (duty(desk).standing, duty(desk).turn) == ("期限超過", "group")
    said = [(one.to, one.asked_by, one.approved_by, one.consent_on) for one in duty(desk).extensions]
    assert said == [("2026-02-20", "代表", "佐藤", None), ("2026-02-20", "", "", "2026-03-10")]
    with pytest.raises(Refused, match="extension_past_year"):
        extend_due(desk, 12, REPORT, to=date(2026, 4, 1), reason="水害")
    with pytest.raises(Refused, match="date_in_future"):
        extend_due(
            desk,
            12,
            REPORT,
            to=date(2026, 3, 1),
            reason="水害",
            consent=Consent(consent_on=date(2026, 3, 11)),
        )


def test_an_extension_is_corrected_to_an_earlier_day_and_its_history_stays(desk: Desk) -> None:
    with pytest.raises(Refused, match="extension_not_later"):
        extend_due(desk, 12, REPORT, to=date(2026, 1, 20), reason="誤り")
    extend_due(desk, 12, REPORT, to=date(2026, 2, 9), reason="行事")
    corrected = extend_due(desk, 12, REPORT, to=date(2026, 2, 5), reason="打ち間違い")
    assert corrected.saved.key == "saved.extension_corrected"
    assert [(one.to, one.reason) for one in duty(desk).extensions] == [
        ("2026-02-09", "行事"),
        ("2026-02-05", "打ち間違い"),
    ]
    assert duty(desk).due == "2026-02-05"
    for to, key in ((date(2026, 2, 5), "extension_not_later"), (date(2026, 1, 30), "extension_not_later")):
        with pytest.raises(Refused, match=key):
            extend_due(desk, 12, REPORT, to=to, reason="誤り")
    with pytest.raises(Refused, match="reason_empty"):
        extend_due(desk, 12, REPORT, to=date(2026, 2, 3), reason="")
    # Many at once are only put off: nobody is to lose days by the date of others.
    with pytest.raises(Refused, match="extension_not_later"):
        extend_many(desk, [12], REPORT, date(2026, 2, 3), "行事")


def test_what_the_programme_stands_on_is_never_waived(desk: Desk) -> None:
    for key in ("contract", REPORT, "expense_report", "final_audit"):
        with pytest.raises(Refused) as refused:
            move_milestone(desk, 12, key, Move.WAIVE, on=TODAY, comment="都合")
        assert refused.value.key == "error.never_waived"
        assert "免除にできません" in say_refused(refused.value)
    move_milestone(desk, 12, "training_2", Move.WAIVE, on=TODAY, comment="共同実施")
    assert duty(desk, "training_2").standing == "対象なし"


def test_attendance_that_is_not_recorded_is_one_line_of_ours(desk: Desk) -> None:
    go_to(desk, date(2025, 8, 31))
    mark(desk, AttendanceMark.ON_SITE, 1, 2)
    assert of_session(worklist(desk)) == [
        ("waiting", "attendance", None, 94, "2025-09-03"),
        ("coming", "session", None, None, "2025-08-31"),
    ]
    go_to(desk, date(2025, 9, 4))
    assert of_session(overdue_list(desk)) == [("overdue", "attendance", None, 94, "2025-09-03")]
    found = {
        (one.standing, one.turn, one.overdue) for one in list_milestones(desk) if one.key == "training_1"
    }
    assert found == {("済", None, False), ("事務局遅れ", "secretariat", False)}


def test_an_absence_is_ours_until_it_is_followed_up(desk: Desk) -> None:
    mark(desk, AttendanceMark.ON_SITE, *(number for number in range(1, 97) if number != 12))
    mark(desk, AttendanceMark.EXCUSED, 12)
    # Nobody promised anything: late seven working days after the session.
    assert of_session(overdue_list(desk)) == [("overdue", "followup", 12, None, "2025-09-09")]
    add_followups(desk, "training_1", [12], FollowUp.MATERIALS, due_on=date(2025, 12, 19))
    assert (duty(desk, "training_1").standing, duty(desk, "training_1").word) == ("事務局対応待ち", "欠席")
    assert of_session(overdue_list(desk)) == []
    go_to(desk, date(2025, 12, 20))
    assert duty(desk, "training_1").standing == "事務局遅れ"
    (promise,) = [item for item in overdue_list(desk) if item.what == "followup"]
    assert (promise.group_no, promise.due_on) == (12, "2025-12-19")
    finish_action(desk, promise.item_id, on=desk.today)
    settled = duty(desk, "training_1")
    assert (settled.standing, settled.turn, settled.word) == ("済", None, "欠席・フォロー済")
    assert of_session(worklist(desk)) == []
    undo(desk)
    assert duty(desk, "training_1").standing == "事務局遅れ"


def test_a_promise_of_another_kind_follows_up_no_absence(desk: Desk) -> None:
    mark(desk, AttendanceMark.ABSENT, 12)
    row = add_action(desk, ActionEntry(group_no=12, title="電話", due_on=TODAY)).row_id
    finish_action(desk, row, on=TODAY)
    assert duty(desk, "training_1").standing == "事務局遅れ"


def test_a_contract_is_ours_theirs_and_ours_again_and_late_on_whoevers_move_it_is(desk: Desk) -> None:
    go_to(desk, date(2025, 6, 25))
    told = [(duty(desk, "contract").turn, duty(desk, "contract").act)]
    for move in (Move.SEND, Move.SUBMIT):
        move_milestone(desk, 12, "contract", move, on=desk.today)
        told.append((duty(desk, "contract").turn, duty(desk, "contract").act))
    assert told == [("secretariat", "send"), ("group", "send_back"), ("secretariat", "conclude")]
    move_milestone(desk, 13, "contract", Move.SEND, on=desk.today)
    go_to(desk, date(2025, 7, 1))
    late = {item.group_no: item for item in overdue_list(desk) if item.key == "contract"}
    assert [(late[number].what, late[number].turn, late[number].days_over) for number in (11, 12, 13)] == [
        ("milestone", "secretariat", 1),
        ("review", "secretariat", 1),
        ("milestone", "group", 1),
    ]


def test_one_act_concludes_the_contracts_that_lie_ready(desk: Desk) -> None:
    move_many(desk, [12, 13, 14], "contract", Move.SUBMIT, on=TODAY)
    assert move_of_all(desk, [12, 13, 14], "contract") is Move.ACCEPT
    assert move_of_all(desk, [11, 12], "contract") is None
    done = move_many(desk, range(1, 97), "contract", Move.ACCEPT, on=TODAY)
    assert [(one.number, one.after) for one in done.will] == [
        (12, "締結済"),
        (13, "締結済"),
        (14, "締結済"),
    ]
    # A step back is never what is chosen for anybody.
    assert move_of_all(desk, [12, 13], "contract") is None


def test_an_audit_waits_for_the_report_and_is_ours_once_that_is_in(desk: Desk) -> None:
    go_to(desk, date(2026, 3, 1))
    waiting = duty(desk, "final_audit")
    assert (waiting.standing, waiting.turn, waiting.waits_for) == ("前提待ち", None, ("expense_report",))
    assert not [item for item in worklist(desk) if item.key == "final_audit"]
    # What is missing there is what is late.
    assert duty(desk, "expense_report").standing == "期限超過"
    move_milestone(desk, 12, "expense_report", Move.SUBMIT, on=date(2026, 2, 27))
    ours = duty(desk, "final_audit")
    assert (ours.standing, ours.turn, ours.late_after, ours.days_in_turn) == (
        "事務局対応待ち",
        "secretariat",
        "2026-03-13",
        2,
    )
    move_milestone(desk, 12, "expense_report", Move.RETURN, on=desk.today, comment="領収書")
    assert duty(desk, "final_audit").standing == "前提待ち"


def test_what_rests_on_what_can_be_changed_and_never_leads_in_a_circle(desk: Desk) -> None:
    before = data_of(desk.connection)
    for key, after, reason in (
        ("final_audit", "final_audit", "after_circle"),
        ("expense_report", "final_audit", "after_circle"),
        ("contract", "expense_report", "after_kind"),
        ("training_1", "expense_report", "after_kind"),
        ("final_audit", "nothing", "no_such_milestone"),
    ):
        with pytest.raises(Refused, match=reason):
            preview_change(desk, key, after=after)
    assert data_of(desk.connection) == before
    change_plan(desk, "expense_report", after=REPORT)
    assert duty(desk, "expense_report").waits_for == (REPORT,)
    change_plan(desk, "final_audit", after="")
    assert duty(desk, "final_audit").waits_for == ()


@pytest.mark.parametrize("status", [GroupStatus.WITHDRAWN, GroupStatus.STOPPED])
def test_of_a_group_that_left_nothing_is_late(desk: Desk, status: GroupStatus) -> None:
    mark(desk, AttendanceMark.ABSENT, 12)
    go_to(desk, date(2026, 3, 1))
    end_group(desk, 12, status, on=desk.today, reason="都合", leaves_open=True)
    assert {one.standing for one in list_milestones(desk, 12)} == {"対象なし"}
    assert not [item for item in worklist(desk) if item.group_no == 12]
