"""今日 as the screen and the command line ask for it: a row a group, in the order of attention, each reason once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.checkins.entries import ActionEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.sessions.sessions import FollowUp
from kodoku_tui.domain.words import AttendanceMark, IssueCategory, Severity
from kodoku_tui.domain.work.rows import AT_ONCE, NextAct, TodayRow
from kodoku_tui.locale import LANGUAGES, say, set_language
from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.checkins.actions import add_action, finish_action
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import extend_due, move_milestone
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.sessions.followups import add_followups
from kodoku_tui.services.sessions.sessions import mark_attendance
from kodoku_tui.services.work.today import today_list
from kodoku_tui.services.work.today_words import say_act, say_reasons, say_when, say_why
from tests.desks import desk_on_copy, go_to


def row_of(rows: list[TodayRow], number: int) -> TodayRow | None:
    found = [row for row in rows if row.group is not None and row.group.number == number]
    assert len(found) <= 1
    return found[0] if found else None


def folds(rows: list[TodayRow]) -> dict[str, list[int]]:
    return {row.key: [group.number for group in row.groups] for row in rows if row.is_fold}


def severe(number: int) -> IssueEntry:
    return IssueEntry(
        group_no=number,
        category=IssueCategory.PEOPLE,
        severity=Severity.HEAVY,
        title="人手がない",
        opened_on=date(2025, 11, 1),
    )


def come(desk: Desk, session: str, *, but: tuple[int, ...] = ()) -> None:
    here = [number for number in range(1, 97) if number not in but]
    mark_attendance(
        desk,
        [
            AttendanceEntry(session=session, group_no=number, mark=AttendanceMark.ON_SITE)
            for number in here
        ],
    )  # fmt: skip


def test_a_severe_issue_stands_first_and_attendance_of_a_session_is_one_row(desk: Desk) -> None:
    add_issue(desk, severe(40))
    rows = today_list(desk)
    assert rows[0].group is not None
    assert (rows[0].group.number, rows[0].head.what) == (40, "issue")
    assert say_why(rows[0], desk.today).startswith("重い課題「人手がない」44日目、対応策なし ほか")
    (training,) = [row for row in rows if row.key == "fold:attendance:training_1"]
    assert (len(training.groups), training.groups[0].number, training.head.act) == (
        96,
        40,
        NextAct.RECORD_ATTENDANCE,
    )
    assert "残り96団体（" in say_why(training, desk.today)
    assert len(rows) < 10


def test_a_session_is_never_late_of_a_group_and_leaves_with_its_last_mark(desk: Desk) -> None:
    for session in ("training_1", "midterm_meeting"):
        come(desk, session, but=(12,))
    assert folds(today_list(desk))["fold:attendance:training_1"] == [12]
    come(desk, "training_1")
    come(desk, "midterm_meeting")
    assert not [row for row in today_list(desk) if row.head.what == "attendance"]


def test_a_time_that_has_come_is_not_said_to_be_over(lively_desk: Desk) -> None:
    rows = today_list(lively_desk)
    said = {say_when(row, lively_desk.today) for row in rows if row.head.urgency != "overdue"}
    assert said
    assert not [when for when in said if "超過" in when]


def test_an_absence_without_a_word_is_late_only_after_the_day_of_its_follow_up(desk: Desk) -> None:
    go_to(desk, date(2025, 9, 2))
    come(desk, "training_1", but=(12,))
    mark_attendance(desk, [AttendanceEntry(session="training_1", group_no=12, mark=AttendanceMark.ABSENT)])

    def followup() -> tuple[str, str | None, str]:
        row = row_of(today_list(desk), 12)
        assert row is not None
        return row.head.urgency, row.head.due_on, say_when(row, desk.today)

    # Seven working days after Sunday 8/31.
    assert followup() == ("waiting", "2025-09-09", "あと7日")
    go_to(desk, date(2025, 9, 10))
    assert followup() == ("overdue", "2025-09-09", "1日超過")
    add_followups(desk, "training_1", [12], FollowUp.MATERIALS, due_on=date(2025, 9, 20))
    assert followup() == ("waiting", "2025-09-20", "あと10日")


def test_a_contract_that_lies_long_is_not_late_before_the_day_to_which_it_was_put_off(desk: Desk) -> None:
    go_to(desk, date(2025, 7, 10))
    extend_due(desk, 12, "contract", to=date(2025, 7, 31), reason="役員の改選")
    move_milestone(desk, 12, "contract", Move.SEND, on=date(2025, 7, 1))
    row = row_of(today_list(desk), 12)
    assert row is not None
    assert (row.head.act, row.head.urgency) == (NextAct.RECORD_SEND_BACK, "due")
    assert "39日" in say_why(row, desk.today)
    go_to(desk, date(2025, 8, 1))
    row = row_of(today_list(desk), 12)
    assert row is not None
    assert (row.head.urgency, say_when(row, desk.today)) == ("overdue", "1日超過")


def test_a_promise_that_is_ticked_takes_its_row_away(desk: Desk) -> None:
    for session in ("training_1", "midterm_meeting"):
        come(desk, session)
    made = add_action(
        desk, ActionEntry(group_no=12, title="見積", by_group=True, due_on=desk.today - timedelta(days=3))
    )
    row = row_of(today_list(desk), 12)
    assert row is not None
    assert (row.head.act, row.head.item_id, row.head.turn) == (NextAct.TICK_PROMISE, made.row_id, "group")
    finish_action(desk, made.row_id, on=desk.today)
    assert row_of(today_list(desk), 12) is None


def test_a_promise_of_next_week_is_nothing_of_today(desk: Desk) -> None:
    add_action(desk, ActionEntry(group_no=12, title="見積", due_on=desk.today + timedelta(days=7)))
    assert row_of(today_list(desk), 12) is None


def test_a_hand_in_that_is_late_and_was_returned_is_one_reason(desk: Desk) -> None:
    go_to(desk, date(2026, 2, 9))
    move_milestone(desk, 12, "outcome_report", Move.SUBMIT, on=date(2026, 1, 20))
    move_milestone(desk, 12, "outcome_report", Move.RETURN, on=date(2026, 1, 22), comment="数字が違う")
    row = row_of(today_list(desk), 12)
    assert row is not None
    about = [reason for reason in row.reasons if reason.duty == "outcome_report"]
    assert len(about) == 1
    assert about[0].points > 0


def test_mine_are_my_groups_and_my_promises(desk: Desk) -> None:
    for name in ("佐藤", "田中"):
        add_staff(desk, name)
    assign_staff(desk, [3], main="佐藤")
    add_issue(desk, severe(3))
    add_issue(desk, severe(4))
    add_action(desk, ActionEntry(group_no=5, title="電話", staff="佐藤", due_on=desk.today))
    rows = today_list(desk, staff="佐藤")
    assert {row.group.number for row in rows if row.group} == {3, 5}
    assert set(folds(rows)["fold:attendance:training_1"]) == {3}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_its_words(lively_desk: Desk, language: str) -> None:
    set_language(language)
    for day in (date(2025, 6, 2), date(2025, 12, 15), date(2026, 2, 12), date(2026, 4, 1)):
        go_to(lively_desk, day)
        for row in today_list(lively_desk):
            assert say_why(row, day)
            assert say_act(row)
            assert all(say_reasons(row, day))


def test_the_first_row_is_of_the_group_that_matters_most_of_those_that_need_somebody(
    lively_desk: Desk,
) -> None:
    rows = today_list(lively_desk)
    ranked = [one.group_id for one in attention(lively_desk)]
    places = [ranked.index(row.groups[0].group_id) for row in rows if row.groups]
    assert places == sorted(places)
    called = {one.group_id for one in attention(lively_desk) if any(term.calls for term in one.terms)}
    told = {group.group_id for row in rows for group in row.groups}
    assert called <= told
    assert today_list(lively_desk, among=GroupFilter(text="ひらく 蔵座敷")) != rows


@given(st.integers(0, 2**32), st.integers(-180, 200))
@settings(max_examples=12, deadline=None)
def test_on_any_file_and_day_the_order_is_by_attention_and_each_reason_stands_once(
    lively_file: Path, tmp_path_factory: pytest.TempPathFactory, seed: int, later: int
) -> None:
    random = Random(seed)
    with desk_on_copy(lively_file, tmp_path_factory.mktemp("any")) as desk:
        for _ in range(12):
            add_issue(desk, severe(random.choice([1, 2, 3, 50, 90])))
            add_action(
                desk,
                ActionEntry(
                    group_no=random.choice([1, 2, 3, 50, 90]),
                    title="資料",
                    by_group=random.random() < 0.5,
                    due_on=desk.today + timedelta(days=random.randrange(-60, 60)),
                ),
            )
        go_to(desk, desk.today + timedelta(days=later))
        rows = today_list(desk)
        ranked = [one.group_id for one in attention(desk)]
    ours = [row for row in rows if row.groups]
    assert all(row.groups for row in rows[: len(ours)])
    places = [ranked.index(row.groups[0].group_id) for row in ours if row.groups[0].group_id in ranked]
    assert places == sorted(places)
    # Whoever left after its contract has no attention: what it still owes stands behind all that have some.
    first = next((place for place, row in enumerate(ours) if row.groups[0].group_id not in ranked), len(ours))
    assert not any(row.groups[0].score or row.groups[0].own_lateness for row in ours[first:])
    headed = [(one.group_id, one.record) for row in rows if not row.is_fold for one in row.reasons[:1]]
    headed += [(one.group_id, one.record) for row in rows if row.is_fold for one in row.reasons]
    assert len(headed) == len(set(headed))
    for row in rows:
        if row.group is not None:
            records = [one.record for one in row.reasons]
            assert len(records) == len(set(records)) == row.more + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_one_key_records_is_called_recording(language: str) -> None:
    set_language(language)
    recording = "記録" if language == "ja" else "record"
    for act in (*AT_ONCE, NextAct.RECORD_ATTENDANCE):
        assert recording in say(f"why.act.{act}")


def test_a_contract_asks_for_each_of_its_steps_by_its_own_name(desk: Desk) -> None:
    go_to(desk, date(2025, 8, 12))
    asked = []
    for move in (Move.SEND, Move.SUBMIT, Move.ACCEPT):
        asked += [
            say(f"why.act.{reason.act}")
            for row in today_list(desk, among=GroupFilter(text="紅花"))
            for reason in row.reasons
            if reason.duty == "contract"
        ]
        move_milestone(desk, 12, "contract", move, on=desk.today)
    assert asked == ["書類送付を記録", "返送を記録", "締結を記録"]
