"""What staff do with a group's milestones, and what the lists then say of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.duties.judgement import DutyFacts, again_by, judged, standing_on
from kodoku_tui.domain.duties.milestones import MilestoneKind, MilestoneState, Move, Turn, effective_due
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.duties.bulk import preview_extensions
from kodoku_tui.services.duties.milestones import MilestoneEntry, extend_due, list_milestones, move_milestone
from kodoku_tui.services.duties.plan.changes import change_plan
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.sessions.sessions import (
    list_attendance,
    list_sessions,
    mark_attendance,
    move_session,
)
from kodoku_tui.store.uids import new_uid
from kodoku_tui.store.unit import StaleVersion
from tests.desks import MONDAY_IN_DECEMBER, data_of, desk_on_copy, go_to

REPORT = "outcome_report"


def milestone(desk: Desk, key: str = REPORT, number: int = 12) -> MilestoneEntry:
    return next(entry for entry in list_milestones(desk, number) if entry.key == key)


def move(desk: Desk, step: Move, on: date, comment: str = "", key: str = REPORT) -> MilestoneEntry:
    go_to(desk, on)
    move_milestone(desk, 12, key, step, on=on, comment=comment)
    return milestone(desk, key)


def rounds(desk: Desk) -> list[tuple[object, ...]]:
    found = desk.connection.execute(
        "SELECT round, submitted_on, decision, decided_on, comment FROM submission_round ORDER BY id"
    )
    return [tuple(row) for row in found]


def refused_keys(desk: Desk, *args: object, **options: object) -> str:
    before = data_of(desk.connection)
    with pytest.raises(Refused) as refused:
        move_milestone(desk, *args, **options)  # type: ignore[arg-type]
    assert data_of(desk.connection) == before
    assert say_refused(refused.value)
    return refused.value.key


def test_a_report_goes_back_and_forth_in_rounds_until_it_is_accepted(desk: Desk) -> None:
    day = date(2026, 1, 20)
    assert move(desk, Move.SUBMIT, day).turn == Turn.SECRETARIAT
    assert move(desk, Move.RETURN, day + timedelta(days=2), "様式が違います").turn == Turn.GROUP
    assert move(desk, Move.SUBMIT, day + timedelta(days=5)).round == 2
    assert move(desk, Move.REVIEW, day + timedelta(days=6)).state == MilestoneState.IN_REVIEW
    accepted = move(desk, Move.ACCEPT, day + timedelta(days=7))
    assert (accepted.state, accepted.state_on, accepted.turn, accepted.standing) == (
        "受理",
        "2026-01-27",
        None,
        "済",
    )
    assert rounds(desk) == [
        (1, "2026-01-20", "差戻し", "2026-01-22", "様式が違います"),
        (2, "2026-01-25", "受理", "2026-01-27", ""),
    ]


def test_days_in_turn_count_since_the_turn_changed_hands(desk: Desk) -> None:
    day = date(2026, 1, 20)
    # Nobody's before it opens, thirty days before 1/31; from then on the group's.
    assert (milestone(desk).turn, milestone(desk).days_in_turn) == (None, None)
    go_to(desk, date(2026, 1, 6))
    assert (milestone(desk).turn, milestone(desk).days_in_turn) == ("group", 5)
    move(desk, Move.SUBMIT, day)
    go_to(desk, day + timedelta(days=3))
    assert milestone(desk).days_in_turn == 3
    # Beginning to read it does not put the clock back.
    assert move(desk, Move.REVIEW, day + timedelta(days=4)).days_in_turn == 4
    assert move(desk, Move.RETURN, day + timedelta(days=5), "印がない").days_in_turn == 0
    go_to(desk, day + timedelta(days=9))
    assert milestone(desk).days_in_turn == 4
    assert move(desk, Move.SUBMIT, day + timedelta(days=9)).days_in_turn == 0
    assert move(desk, Move.ACCEPT, day + timedelta(days=9)).days_in_turn is None
    # Taking back an acceptance by mistake: it has lain with us since it was handed in.
    assert move(desk, Move.PULL_BACK, day + timedelta(days=11)).days_in_turn == 2


def test_each_step_can_be_pulled_back_and_the_rounds_say_so(desk: Desk) -> None:
    day = MONDAY_IN_DECEMBER
    move(desk, Move.SUBMIT, day)
    move(desk, Move.REVIEW, day)
    assert move(desk, Move.PULL_BACK, day).state == MilestoneState.SUBMITTED
    assert rounds(desk) == [(1, "2025-12-15", None, None, "")]
    move(desk, Move.ACCEPT, day)
    assert move(desk, Move.PULL_BACK, day).state == MilestoneState.IN_REVIEW
    assert rounds(desk) == [(1, "2025-12-15", None, None, "")]
    move(desk, Move.PULL_BACK, day)
    back = move(desk, Move.PULL_BACK, day)
    assert (back.state, back.state_on, back.turn, back.days_in_turn) == ("未着手", None, None, None)
    assert rounds(desk) == [(1, "2025-12-15", "引戻し", "2025-12-15", "")]


def test_a_hand_in_pulled_back_after_a_return_leaves_it_returned(desk: Desk) -> None:
    day = MONDAY_IN_DECEMBER
    for step in (Move.SUBMIT, Move.RETURN, Move.SUBMIT):
        move(desk, step, day, "やり直し")
    assert move(desk, Move.PULL_BACK, day).state == MilestoneState.RETURNED


def test_a_hand_in_pulled_back_twice_without_any_return_was_never_handed_in(desk: Desk) -> None:
    day = MONDAY_IN_DECEMBER
    for step in (Move.SUBMIT, Move.PULL_BACK, Move.SUBMIT):
        move(desk, step, day)
    assert move(desk, Move.PULL_BACK, day).state == MilestoneState.NOT_STARTED


def test_what_does_not_apply_says_why_and_leaves_the_lists(desk: Desk) -> None:
    step = Move.NOT_APPLICABLE
    go_to(desk, date(2026, 2, 20))
    assert milestone(desk).overdue
    assert refused_keys(desk, 12, REPORT, step, on=desk.today) == "error.reason_empty"
    assert refused_keys(desk, 12, REPORT, step, on=desk.today, comment=" \u200b　") == "error.reason_empty"
    waived = move(desk, step, desk.today, "共同実施のため")
    assert (waived.standing, waived.overdue, waived.note) == ("対象なし", False, "共同実施のため")
    reopened = move(desk, Move.REOPEN, desk.today)
    assert (reopened.state, reopened.overdue) == ("未着手", True)


def test_a_return_says_why(desk: Desk) -> None:
    move(desk, Move.SUBMIT, MONDAY_IN_DECEMBER)
    assert refused_keys(desk, 12, REPORT, Move.RETURN, on=desk.today) == "error.reason_empty"


def test_moves_that_cannot_be_are_refused(desk: Desk) -> None:
    tomorrow = desk.today + timedelta(days=1)
    assert refused_keys(desk, 12, REPORT, Move.SUBMIT, on=tomorrow) == "error.date_in_future"
    assert refused_keys(desk, 12, REPORT, Move.ACCEPT, on=desk.today) == "error.illegal_move"
    assert refused_keys(desk, 12, "report", Move.SUBMIT, on=desk.today) == "error.no_such_milestone"
    assert refused_keys(desk, 97, REPORT, Move.SUBMIT, on=desk.today) == "error.no_such_group"
    assert refused_keys(desk, 12, "training_1", Move.SUBMIT, on=desk.today) == "error.session_by_attendance"
    move(desk, Move.SUBMIT, desk.today)
    yesterday = desk.today - timedelta(days=1)
    assert refused_keys(desk, 12, REPORT, Move.ACCEPT, on=yesterday) == "error.before_last_step"


def test_a_group_that_left_gets_no_moves_extensions_or_marks(desk: Desk) -> None:
    end_group(desk, 12, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="都合")
    assert refused_keys(desk, 12, REPORT, Move.SUBMIT, on=desk.today) == "error.after_ending"
    with pytest.raises(Refused, match="group_not_active"):
        extend_due(desk, 12, REPORT, to=date(2026, 3, 1), reason="都合")
    with pytest.raises(Refused, match="after_ending"):
        mark_attendance(desk, [mark(11), mark(12)])
    assert {entry.mark for entry in list_attendance(desk, number=11)} == {"未確認"}


def test_an_extension_moves_the_due_date_and_the_earlier_ones_stay_readable(desk: Desk) -> None:
    desk.staff = "佐藤"
    extend_due(desk, 12, REPORT, to=date(2026, 2, 5), reason="会計担当の交代")
    go_to(desk, date(2026, 2, 6))
    assert milestone(desk).overdue
    # Also after the date has passed.
    extend_due(desk, 12, REPORT, to=date(2026, 2, 9), reason="最終")
    entry = milestone(desk)
    assert (entry.planned, entry.due, entry.overdue) == ("2026-01-31", "2026-02-09", False)
    assert [(one.to, one.on, one.by, one.reason) for one in entry.extensions] == [
        ("2026-02-05", "2025-12-15", "佐藤", "会計担当の交代"),
        ("2026-02-09", "2026-02-06", "佐藤", "最終"),
    ]


@pytest.mark.parametrize(
    ("to", "reason", "key"),
    [
        (date(2026, 1, 31), "行事", "error.extension_not_later"),
        (date(2026, 1, 30), "行事", "error.extension_not_later"),
        (date(2026, 2, 5), " ", "error.reason_empty"),
    ],
)
def test_an_extension_is_later_and_says_why(desk: Desk, to: date, reason: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        extend_due(desk, 12, REPORT, to=to, reason=reason)
    assert refused.value.key == key
    assert milestone(desk).due == "2026-01-31"


@pytest.mark.parametrize(
    ("policy", "to", "due"),
    [("前営業日", date(2026, 2, 14), "2026-02-13"), ("翌営業日", date(2026, 2, 14), "2026-02-16")],
)
def test_an_extension_to_a_closed_day_says_the_day_that_counts(
    desk: Desk, policy: str, to: date, due: str
) -> None:
    change_plan(desk, REPORT, planned_on=date(2026, 2, 1), holiday_policy=policy)
    (previewed,) = preview_extensions(desk, [12], REPORT, to).will
    assert extend_due(desk, 12, REPORT, to=to, reason="行事").due.isoformat() == due
    assert (previewed.after, milestone(desk).due) == (due, due)


def test_an_extension_that_the_closed_days_eat_up_is_none(desk: Desk) -> None:
    # Planned for a Friday; Saturday and Sunday come to the same Friday.
    change_plan(desk, REPORT, planned_on=date(2026, 2, 13), holiday_policy="前営業日")
    for to in (date(2026, 2, 14), date(2026, 2, 15)):
        with pytest.raises(Refused, match="extension_not_later"):
            extend_due(desk, 12, REPORT, to=to, reason="行事")
        assert [one.reason.key for one in preview_extensions(desk, [12], REPORT, to).refused] == [
            "error.extension_not_later"
        ]
    extend_due(desk, 12, REPORT, to=date(2026, 2, 16), reason="行事")
    assert milestone(desk).due == "2026-02-16"


def test_what_is_done_is_not_extended(desk: Desk) -> None:
    move(desk, Move.SUBMIT, MONDAY_IN_DECEMBER)
    move(desk, Move.ACCEPT, MONDAY_IN_DECEMBER)
    with pytest.raises(Refused, match="nothing_to_extend"):
        extend_due(desk, 12, REPORT, to=date(2026, 2, 5), reason="行事")


def test_of_two_who_decide_at_once_the_second_sees_what_the_first_decided(desk: Desk) -> None:
    move(desk, Move.SUBMIT, MONDAY_IN_DECEMBER)
    seen = milestone(desk).version
    move_milestone(desk, 12, REPORT, Move.RETURN, on=desk.today, comment="印がない", version=seen)
    with pytest.raises(Refused):
        move_milestone(desk, 12, REPORT, Move.ACCEPT, on=desk.today, version=seen)
    assert (milestone(desk).state, rounds(desk)[0][2]) == ("差戻し", "差戻し")

    move(desk, Move.SUBMIT, MONDAY_IN_DECEMBER)
    seen = milestone(desk).version
    move_milestone(desk, 12, REPORT, Move.REVIEW, on=desk.today, version=seen)
    with pytest.raises(StaleVersion) as stale:
        move_milestone(desk, 12, REPORT, Move.RETURN, on=desk.today, comment="様式", version=seen)
    assert (stale.value.theirs["state"], stale.value.mine["state"]) == ("確認中", "差戻し")
    assert milestone(desk).state == "確認中"


def mark(number: int, word: AttendanceMark = AttendanceMark.ON_SITE, **more: object) -> AttendanceEntry:
    values = {"session": "training_1", "group_no": number, "mark": word}
    return AttendanceEntry.model_validate(values | more)


@pytest.mark.parametrize("present", [AttendanceMark.ON_SITE, AttendanceMark.ONLINE, AttendanceMark.RECORDING])
@pytest.mark.parametrize("absent", [AttendanceMark.EXCUSED, AttendanceMark.ABSENT, AttendanceMark.UNKNOWN])
def test_the_duty_to_attend_follows_attendance(
    desk: Desk, present: AttendanceMark, absent: AttendanceMark
) -> None:
    assert milestone(desk, "training_1").standing == "事務局遅れ"
    mark_attendance(desk, [mark(12, present)])
    duty = milestone(desk, "training_1")
    assert (duty.state, duty.state_on, duty.standing) == ("受理", "2025-08-31", "済")
    mark_attendance(desk, [mark(12, absent)])
    duty = milestone(desk, "training_1")
    # Ours to record or to follow up: never the group's lateness.
    assert (duty.state, duty.state_on, duty.standing, duty.overdue) == ("未着手", None, "事務局遅れ", False)


def test_a_session_is_marked_for_many_groups_in_one_act_and_the_same_again_is_none(desk: Desk) -> None:
    marks = [mark(number, heads=2, names="鈴木、高橋") for number in range(1, 31)]
    unit = mark_attendance(desk, marks).unit
    assert unit is not None
    assert mark_attendance(desk, marks).unit is None
    # A mark alone leaves what was noted about it.
    mark_attendance(desk, [mark(12, AttendanceMark.ONLINE)])
    seen = next(row for row in list_attendance(desk, "training_1") if row.group_no == 12)
    assert (seen.mark, seen.heads, seen.names) == ("出席(オンライン)", 2, "鈴木、高橋")


def test_of_two_who_mark_the_same_group_the_second_sees_what_the_first_marked(desk: Desk) -> None:
    first, second = mark(12, version=0), mark(12, AttendanceMark.ABSENT, version=0)
    mark_attendance(desk, [first])
    with pytest.raises(StaleVersion) as stale:
        mark_attendance(desk, [second])
    assert (stale.value.theirs["mark"], stale.value.mine["mark"]) == ("出席(会場)", "欠席(連絡なし)")


def test_attendance_is_marked_from_the_day_of_the_session_on(desk: Desk) -> None:
    later = AttendanceEntry(session="training_2", group_no=12, mark=AttendanceMark.ON_SITE)
    with pytest.raises(Refused, match="session_not_yet"):
        mark_attendance(desk, [later])
    move_session(desk, "training_2", on=desk.today)
    mark_attendance(desk, [later])
    assert milestone(desk, "training_2").state == "受理"


def test_an_unknown_session_is_refused_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        list_attendance(desk, "training_9")
    assert "training_1" in say_refused(refused.value)


def test_a_session_put_off_takes_the_duty_along(desk: Desk) -> None:
    move_session(desk, "midterm_meeting", on=date(2025, 12, 20))
    duty = milestone(desk, "midterm_meeting")
    assert (duty.due, duty.standing) == ("2025-12-20", "期限間近")


def test_what_counts_from_a_session_moves_with_it_however_it_is_moved(desk: Desk) -> None:
    change_plan(desk, "expense_report", rule="business_days_before training_2 3")
    assert milestone(desk, "expense_report").due == "2025-12-24"
    move_session(desk, "training_2", on=date(2026, 1, 30))
    assert (milestone(desk, "training_2").due, milestone(desk, "expense_report").due) == (
        "2026-01-30",
        "2026-01-27",
    )


@pytest.mark.parametrize("by_plan", [False, True])
def test_a_session_has_one_day_for_all_also_for_who_came_or_has_left(desk: Desk, by_plan: bool) -> None:
    mark_attendance(desk, [mark(12)])
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=desk.today, reason="都合")
    before, day = data_of(desk.connection), date(2025, 9, 6)
    if by_plan:
        change_plan(desk, "training_1", planned_on=day, holiday_policy="翌営業日")
        day = date(2025, 9, 8)
    else:
        move_session(desk, "training_1", on=day)
    came, left = milestone(desk, "training_1"), milestone(desk, "training_1", 41)
    assert (came.state_on, came.due, left.due) == (day.isoformat(),) * 3
    assert next(one.on for one in list_sessions(desk) if one.key == "training_1") == day.isoformat()
    undo(desk)
    assert data_of(desk.connection) == before


def is_late_by_law_3(state: str, status: str, until: date, today: date) -> bool:
    """The group's turn, and today after the day that counts; nothing of a group that has left or finished."""
    handed_in_or_done = state in ("提出", "確認中", "受理", "免除", "対象外")
    return status == "実施中" and not handed_in_or_done and today > until


@pytest.mark.parametrize(
    ("state", "status", "days", "expected"),
    [
        ("未着手", "実施中", 0, "期限間近"),
        ("未着手", "実施中", 1, "期限超過"),
        # Returned on 1/31: seven working days to hand it in again.
        ("差戻し", "実施中", 10, "期限間近"),
        ("差戻し", "実施中", 11, "期限超過"),
        ("未着手", "実施中", -14, "期限間近"),
        ("未着手", "実施中", -15, "予定"),
        ("提出", "実施中", 1, "事務局対応待ち"),
        ("提出", "実施中", 8, "確認遅れ"),
        ("確認中", "実施中", 7, "事務局対応待ち"),
        ("受理", "実施中", 99, "済"),
        ("免除", "実施中", 99, "対象なし"),
        ("未着手", "辞退", 99, "対象なし"),
        ("差戻し", "中止", 99, "対象なし"),
        ("未着手", "完了", 99, "対象なし"),
        ("受理", "完了", 99, "済"),
    ],
)
def test_how_pressing_a_milestone_is_after_so_many_days(
    desk: Desk, state: str, status: str, days: int, expected: str
) -> None:
    _put(desk, state, status, turn_since=date(2026, 1, 31))
    go_to(desk, date(2026, 1, 31) + timedelta(days=days))
    assert milestone(desk).standing == expected


DAYS = st.integers(-40, 40).map(lambda days: date(2026, 1, 31) + timedelta(days=days))


@pytest.fixture(scope="module")
def rule_desk(invented_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_on_copy(invented_file, tmp_path_factory.mktemp("rule")) as desk:
        yield desk


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    state=st.sampled_from([state.value for state in MilestoneState]),
    status=st.sampled_from([status.value for status in GroupStatus]),
    planned=DAYS,
    extended=st.none() | DAYS,
    turn_since=DAYS,
    today=DAYS,
    policy=st.sampled_from(["据置", "前営業日", "翌営業日"]),
)
def test_the_file_and_the_rules_agree_on_what_is_overdue(
    rule_desk: Desk,
    state: str,
    status: str,
    planned: date,
    extended: date | None,
    turn_since: date,
    today: date,
    policy: str,
) -> None:
    desk = rule_desk
    connection = desk.connection
    connection.execute("SAVEPOINT example")
    try:
        _put(desk, state, status, turn_since=turn_since)
        connection.execute("UPDATE milestone SET planned_on = ?", (planned.isoformat(),))
        connection.execute("UPDATE milestone_plan SET holiday_policy = ?", (policy,))
        if extended:
            connection.execute(
                "INSERT INTO extension (milestone_id, extended_to, recorded_on, recorded_by, reason, moment, uid)"
                " VALUES (?, ?, '2025-12-15', '', '行事', '2025-12-15T10:00:00.000000', ?)",
                (milestone(desk).id, extended.isoformat(), new_uid()),
            )
        go_to(desk, today)
        seen = milestone(desk)
    finally:
        connection.execute("ROLLBACK TO example")
        connection.execute("RELEASE example")
    due = effective_due(planned, extended, policy)
    assert seen.due == due.isoformat()
    # An extension past the end of the work to which the ministry has not agreed.
    lacks_consent = extended is not None and extended > date(2026, 2, 10)
    case = DutyFacts(
        kind=MilestoneKind.DELIVERABLE,
        state=MilestoneState(state),
        due_on=due,
        group_status=GroupStatus(status),
        review_days=7,
        since=turn_since,
        consent_asked_on=date(2025, 12, 15) if lacks_consent else None,
        # The state is put on the contract too.
        was_contracted=state == "受理",
        is_settlement=True,
    )
    assert seen.standing == standing_on(judged(case), today, 14)
    if policy == "据置":
        until = again_by(turn_since) if state == "差戻し" else extended or planned
        assert seen.overdue == (not lacks_consent and is_late_by_law_3(state, status, until, today))


def _put(desk: Desk, state: str, status: str, *, turn_since: date) -> None:
    desk.connection.execute(
        "UPDATE milestone SET state = ?, state_on = '2026-01-01', turn_since = ?",
        (state, turn_since.isoformat()),
    )
    desk.connection.execute("UPDATE adopted_group SET status = ?, status_on = '2026-01-01'", (status,))
