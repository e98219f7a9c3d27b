"""What an act returns: what came of it, once, in words for the screen and for the command line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kodoku_tui.domain.checkins.cadence import SupportTier
from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.duties.milestones import MilestoneState, Move
from kodoku_tui.domain.duties.money import AuditResult
from kodoku_tui.domain.duties.money_entries import AuditEntry
from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry
from kodoku_tui.domain.linkages.indicators import IndicatorEntry
from kodoku_tui.domain.linkages.linkages import LinkageEntry, LinkageLevel
from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.sessions.sessions import FollowUp
from kodoku_tui.domain.words import AttendanceMark, Channel, IssueCategory, IssueState
from kodoku_tui.locale import set_language
from kodoku_tui.services.checkins.checkins import checkin_due, correct_checkin, list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo, unit_to_undo
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.desk.outcome_words import outcome_lines, outcome_sentences
from kodoku_tui.services.duties.bulk import extend_many
from kodoku_tui.services.duties.milestones import extend_due, move_milestone
from kodoku_tui.services.duties.money.recording import record_audit
from kodoku_tui.services.duties.plan.changes import change_plan
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.issues.issues import add_issue, change_issue
from kodoku_tui.services.issues.remedies import add_remedy, hide_remedy
from kodoku_tui.services.linkages.indicators import record_actual, set_indicator
from kodoku_tui.services.linkages.linkages import set_linkage
from kodoku_tui.services.register.assignments import assign_staff, set_cadence
from kodoku_tui.services.register.saved_views import save_view
from kodoku_tui.services.register.staff import add_staff, list_staff
from kodoku_tui.services.sessions.announcements import SessionFacts, add_session
from kodoku_tui.services.sessions.followups import add_followups
from kodoku_tui.services.sessions.invitations import invite
from kodoku_tui.services.sessions.sessions import mark_attendance
from tests.desks import MONDAY_IN_DECEMBER, data_of

TODAY = MONDAY_IN_DECEMBER


def checkin(**changed: object) -> CheckinEntry:
    values = {"group_no": 12, "held_on": TODAY, "channel": Channel.PHONE, "note": "話した"}
    return CheckinEntry.model_validate(values | changed)


def warned(outcome: Outcome) -> list[str]:
    return [warning.key for warning in outcome.warnings]


def test_a_check_in_says_when_the_group_is_due_again_and_what_was_promised(desk: Desk) -> None:
    outcome = log_checkin(desk, checkin(note="話した\n- [ ] 様式を送る 12/20\n- [x] 写真をもらった @団体"))
    assert outcome.unit == unit_to_undo(desk).id
    assert (outcome.next_due, outcome.promises, outcome.warnings) == (date(2026, 1, 14), 2, ())
    assert "次回の目安 2026/1/14(水)。対応事項 2件を登録しました。u で取り消せます。" in outcome_sentences(
        outcome, TODAY
    )


def test_only_the_promises_that_a_correction_adds_are_told(desk: Desk) -> None:
    note = "- [ ] 様式を送る"
    first = log_checkin(desk, checkin(note=note))
    again = correct_checkin(
        desk, first.row_id, checkin(note=f"{note}\n- [ ] 見積を送る", next_on=date(2025, 12, 25)), version=1
    )
    assert (again.row_id, again.promises, again.next_due) == (first.row_id, 1, date(2025, 12, 25))


@pytest.mark.parametrize("days", [45, 46])
def test_a_next_date_beyond_the_maximum_is_warned_of_and_the_last_day_within_it_not(
    desk: Desk, days: int
) -> None:
    agreed = TODAY + timedelta(days=days)
    outcome = log_checkin(desk, checkin(next_on=agreed))
    if days == 45:
        assert (warned(outcome), outcome.next_due) == ([], agreed)
        return
    assert (warned(outcome), outcome.next_due) == (
        ["warning.next_beyond_maximum"],
        TODAY + timedelta(days=30),
    )
    sentence = "次回予定日 2026/1/30(金) は面談間隔の上限（2026/1/29(木)）を超えています"
    assert sentence in outcome_sentences(outcome, TODAY)
    assert sentence in outcome_lines(outcome, TODAY)[1]


def test_the_maximum_is_that_of_the_group(desk: Desk) -> None:
    set_cadence(desk, 12, tier=SupportTier.CLOSE)
    assert warned(log_checkin(desk, checkin(next_on=TODAY + timedelta(days=22)))) == [
        "warning.next_beyond_maximum"
    ]


@pytest.mark.parametrize("agreed", [None, date(2025, 12, 10), date(2026, 3, 31)])
def test_a_check_in_written_down_late_is_not_warned_of_the_date_of_a_newer_one(
    desk: Desk, agreed: date | None
) -> None:
    newer = log_checkin(desk, checkin(next_on=date(2026, 3, 31)))
    late = log_checkin(desk, checkin(held_on=date(2025, 11, 20), next_on=agreed))
    assert warned(newer) == ["warning.next_beyond_maximum"]
    assert warned(late) == ([] if agreed is None else ["warning.next_not_counted"])
    assert late.next_due == date.fromisoformat(checkin_due(desk, 12).due_on)
    if agreed is not None:
        assert "12/15(月)" in outcome_lines(late, TODAY)[1]


def test_a_correction_warns_as_the_check_in_did(desk: Desk) -> None:
    first = log_checkin(desk, checkin())
    late = correct_checkin(desk, first.row_id, checkin(next_on=date(2026, 3, 31)), version=1)
    assert warned(late) == ["warning.next_beyond_maximum"]


def test_a_group_that_is_complete_is_not_due_again(desk: Desk) -> None:
    first = log_checkin(desk, checkin())
    end_group(desk, 12, GroupStatus.COMPLETED, on=TODAY, reason="年度末", leaves_open=True)
    after = correct_checkin(desk, first.row_id, checkin(note="直した", next_on=date(2026, 3, 31)), version=1)
    assert (after.next_due, after.warnings) == (None, ())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_act_that_changes_nothing_says_so_and_offers_no_undo(desk: Desk, language: str) -> None:
    first = log_checkin(desk, checkin())
    same = correct_checkin(desk, first.row_id, checkin(), version=1)
    set_language(language)
    assert (first.unit is None, same.unit) == (False, None)
    told = outcome_sentences(same, TODAY)
    assert [told] == outcome_lines(same, TODAY)
    assert (
        told
        == {
            "ja": "すでにそのとおりなので、何も変更していません。",
            "en": "It is so already; nothing was changed.",
        }[language]
    )


SATURDAY = date(2026, 2, 7)


def test_a_move_says_what_the_milestone_is_now_in_the_words_of_its_kind(desk: Desk) -> None:
    moved = move_milestone(desk, 12, "contract", Move.SUBMIT, on=TODAY)
    assert moved.state is MilestoneState.SUBMITTED
    assert "「契約締結」は返送になりました。u で取り消せます。" in outcome_sentences(moved, TODAY)


@pytest.mark.parametrize(("to", "closed"), [(SATURDAY, True), (date(2026, 2, 9), False)])
def test_an_extension_to_a_closed_day_is_warned_of_on_both_sides(desk: Desk, to: date, closed: bool) -> None:
    outcome = extend_due(desk, 12, "outcome_report", to=to, reason="行事")
    assert outcome.due == to
    assert warned(outcome) == (["warning.closed_day"] if closed else [])
    sentence = "2026/2/7(土) は土日・祝日・年末年始です。"
    assert (sentence in outcome_sentences(outcome, TODAY)) is closed
    assert any(sentence in line for line in outcome_lines(outcome, TODAY)) is closed


def test_an_act_on_many_groups_says_who_was_left_and_warns_once(desk: Desk) -> None:
    end_group(desk, 13, GroupStatus.WITHDRAWN, on=TODAY, reason="都合")
    outcome = extend_many(desk, [12, 13, 14], "outcome_report", SATURDAY, "行事")
    assert ([one.number for one in outcome.will], [one.number for one in outcome.refused]) == ([12, 14], [13])
    assert warned(outcome) == ["warning.closed_day"]
    told = outcome_sentences(outcome, TODAY)
    assert told.startswith("「成果報告書」を2団体で変更しました（1団体はそのまま）。")
    assert told.endswith("u で一度に取り消せます。")


def test_whoever_leaves_is_told_by_name_and_status(desk: Desk) -> None:
    left = end_group(desk, 12, GroupStatus.WITHDRAWN, on=TODAY, reason="都合")
    assert "を辞退として記録しました。" in outcome_sentences(left, TODAY)
    set_language("en")
    assert "as Withdrawn. u takes it back." in outcome_sentences(left, TODAY)


def test_an_issue_is_told_with_its_kind_and_what_was_promised_for_it(desk: Desk) -> None:
    issue = IssueEntry(
        group_no=12, category=IssueCategory.OUTREACH, subcategory="告知方法", title="集客", opened_on=TODAY
    )
    action = ActionEntry(group_no=12, title="チラシを送る")
    added = add_issue(desk, issue, action)
    assert "（広報・集客/告知方法）。対応事項 1件を登録しました。u で取り消せます。" in outcome_sentences(
        added, TODAY
    )
    changed = change_issue(desk, added.row_id, IssueChange(state=IssueState.WORKING))
    assert outcome_sentences(changed, TODAY) == "課題を更新しました: 12「集客」（対応中）。u で取り消せます。"
    remedy = add_remedy(desk, added.row_id, RemedyEntry(text="手渡し", tried_on=TODAY))
    assert "（試行中）" in outcome_sentences(remedy, TODAY)
    hidden = hide_remedy(desk, remedy.row_id)
    assert outcome_sentences(hidden, TODAY) == "非表示にしました。u で取り消せます。"
    set_language("en")
    assert "(Outreach/Ways of announcing)" in outcome_sentences(added, TODAY)


def test_a_counterpart_is_told_with_the_level_that_it_stands_at(desk: Desk) -> None:
    known = {"group_no": 12, "kind": "自治体", "counterpart": "架空市", "reached_on": TODAY}
    first = set_linkage(desk, LinkageEntry.model_validate(known | {"level": LinkageLevel.meant("2")}))
    assert "架空市（情報共有）" in outcome_sentences(first, TODAY)
    again = set_linkage(desk, LinkageEntry.model_validate(known | {"benefit": "相談が減った"}))
    assert (again.row_id, "架空市（情報共有）" in outcome_sentences(again, TODAY)) == (first.row_id, True)


def test_a_measured_value_is_told_with_how_far_it_has_come(desk: Desk) -> None:
    entry = IndicatorEntry(group_no=12, position=1, name="参加者", unit="人", baseline=0.0, target=20.0)
    set_indicator(desk, entry)
    outcome = record_actual(desk, 12, 1, on=TODAY, value=14.0)
    assert "「参加者」14人 目標まで6人（70.0%）。" in outcome_sentences(outcome, TODAY)


def came(number: int, mark: AttendanceMark) -> AttendanceEntry:
    return AttendanceEntry(session="training_1", group_no=number, mark=mark)


def test_marks_are_told_one_by_one_all_alike_or_by_kind(desk: Desk) -> None:
    one = mark_attendance(desk, [came(12, AttendanceMark.ABSENT)])
    alike = mark_attendance(desk, [came(number, AttendanceMark.ON_SITE) for number in (1, 2, 3)])
    mixed = mark_attendance(desk, [came(4, AttendanceMark.ON_SITE), came(5, AttendanceMark.ABSENT)])
    assert "（欠席(連絡なし)）。" in outcome_sentences(one, TODAY)
    assert outcome_sentences(alike, TODAY).startswith("3団体を出席(会場)にしました。")
    assert "出席(会場) 1団体、欠席(連絡なし) 1団体。" in outcome_sentences(mixed, TODAY)
    again = mark_attendance(desk, [came(12, AttendanceMark.ABSENT)])
    assert (again.unit, again.changed_rows) == (None, 0)


def test_more_guests_than_there_is_room_for_are_warned_of_on_both_sides(desk: Desk) -> None:
    add_session(desk, "salon", "サロン", "salon", on=date(2026, 1, 20), facts=SessionFacts(capacity="2"))
    outcome = invite(desk, "salon", [1, 2, 3])
    sentence = "定員 2 を 1 超えています。"
    assert sentence in outcome_sentences(outcome, TODAY)
    assert sentence in outcome_lines(outcome, TODAY)


def test_a_followup_that_is_planned_already_is_told_as_such_on_the_screen(desk: Desk) -> None:
    mark_attendance(desk, [came(12, AttendanceMark.ABSENT)])
    first = add_followups(desk, "training_1", [12], FollowUp.RECORDING)
    assert outcome_sentences(first, TODAY).startswith("1団体に「録画視聴」を予定しました。")
    again = add_followups(desk, "training_1", [12], FollowUp.RECORDING)
    assert outcome_sentences(again, TODAY) == "「録画視聴」はすでに予定されています。"
    assert outcome_lines(again, TODAY) == ["すでにそのとおりなので、何も変更していません。"]


def test_an_audit_says_what_became_of_its_milestone(desk: Desk) -> None:
    passed = record_audit(desk, 12, AuditEntry(on=TODAY, result=AuditResult.PASSED), insists=True)
    assert passed.state is MilestoneState.ACCEPTED
    sentence = "手続・行事「確定検査」は適（完了）になりました。"
    assert sentence in outcome_sentences(passed, TODAY)
    assert outcome_lines(passed, TODAY)[1] == sentence
    alone = record_audit(
        desk, 13, AuditEntry(on=TODAY, result=AuditResult.PASSED), moves_milestone=False, insists=True
    )
    assert len(outcome_lines(alone, TODAY)) == 1


def test_somebody_new_who_is_assigned_is_registered_and_taken_back_in_one_act(desk: Desk) -> None:
    add_staff(desk, "佐藤 花子")
    before = data_of(desk.connection)
    outcome = assign_staff(desk, [1, 2], deputy="佐藤", new_name="新人 一郎")
    assert [member.name for member in list_staff(desk)] == ["佐藤 花子", "新人 一郎"]
    assert outcome_sentences(outcome, TODAY) == (
        "担当を保存しました: 主担当 新人 一郎、副担当 佐藤 花子（2団体）。u で取り消せます。"
    )
    nobody = assign_staff(desk, [1], deputy="")
    assert "副担当 なし（1団体）" in outcome_sentences(nobody, TODAY)
    undo(desk)
    undo(desk)
    assert data_of(desk.connection) == before


def test_a_plan_that_changes_says_how_many_move(desk: Desk) -> None:
    moved = change_plan(desk, "outcome_report", planned_on=date(2026, 2, 6))
    assert outcome_sentences(moved, TODAY) == (
        "計画を変更しました: 成果報告書。96団体の期限が動きます。u で取り消せます。"
    )
    still = change_plan(desk, "outcome_report", review_days=9)
    assert "期限が動く団体はありません。" in outcome_sentences(still, TODAY)


def test_a_view_that_stands_so_already_is_told_as_such(desk: Desk) -> None:
    selection = Selection(GroupFilter(block="関東"))
    first = save_view(desk, "関東", selection)
    again = save_view(desk, "関東", selection, replaces=first.view.version)
    assert outcome_sentences(first, TODAY) == (
        "保存した条件「関東」を保存しました。全員が v で選べます。u で取り消せます。"
    )
    assert outcome_sentences(again, TODAY) == "保存した条件「関東」はすでにそのとおりです。"


def test_taking_back_says_what_and_under_which_number(desk: Desk) -> None:
    logged = log_checkin(desk, checkin())
    taken_back = undo(desk)
    assert taken_back.taken_back.id == logged.unit
    assert undo(desk, taken_back.unit).taken_back.id == taken_back.unit
    assert len(list_checkins(desk, 12)) == 1
