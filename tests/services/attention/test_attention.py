"""Which groups matter, read from the file: the order, who is in it, and with how many questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.attention.weights import weights_from
from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark, Channel, Condition, IssueCategory, Severity
from kodoku_tui.services.attention.attention import GroupAttention, attention
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.exports.status import status_entries
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.sessions.sessions import mark_attendance
from tests.desks import data_of, desk_on_copy, go_to


def of(found: list[GroupAttention], number: int) -> GroupAttention:
    (one,) = [each for each in found if each.group_no == number]
    return one


def terms(desk: Desk, number: int) -> dict[str, int]:
    return {term.key: term.points for term in of(attention(desk), number).terms}


def severe(number: int, on: date) -> IssueEntry:
    return IssueEntry(
        group_no=number, category=IssueCategory.PEOPLE, severity=Severity.HEAVY, title="人手", opened_on=on
    )


def test_the_gravest_stands_first_and_says_which_record_is_behind_it(desk: Desk) -> None:
    issue_id = add_issue(desk, severe(12, date(2025, 11, 1))).row_id
    first = attention(desk)[0]
    (term,) = [one for one in first.terms if one.key == "severe_issue"]
    assert (first.group_no, term.opens.kind, term.opens.id) == (12, "issue", issue_id)
    assert first.score == sum(term.points for term in first.terms)


def test_the_order_is_by_attention_then_by_our_own_lateness_then_by_number(lively_desk: Desk) -> None:
    found = attention(lively_desk)
    order = [(-one.score, -one.own_lateness, one.group_no) for one in found]
    assert order == sorted(order)
    assert len({one.score for one in found}) > 10
    assert attention(lively_desk) == found


@pytest.mark.parametrize("status", [GroupStatus.WITHDRAWN, GroupStatus.STOPPED, GroupStatus.COMPLETED])
def test_a_group_that_left_has_none_and_one_that_completed_needs_none(
    desk: Desk, status: GroupStatus
) -> None:
    add_issue(desk, severe(12, date(2025, 11, 1)))
    end_group(desk, 12, status, on=desk.today, reason="都合", leaves_open=True)
    assert 12 not in {one.group_no for one in attention(desk)}
    entries = {one.group_no: one.attention for one in status_entries(desk, GroupFilter(status=None))}
    assert entries[12] == (0 if status is GroupStatus.COMPLETED else None)


def test_the_status_tells_the_same_figure(lively_desk: Desk) -> None:
    entries = {one.group_no: one.attention for one in status_entries(lively_desk, GroupFilter())}
    assert entries == {one.group_no: one.score for one in attention(lively_desk)}


def test_a_check_in_that_went_well_ends_silence_and_lowers_the_condition(desk: Desk) -> None:
    def log(on: date, condition: Condition) -> None:
        log_checkin(
            desk,
            CheckinEntry(group_no=12, held_on=on, channel=Channel.PHONE, note="相談", condition=condition),
        )

    log(date(2025, 9, 1), Condition.NEEDS_SUPPORT)
    before = terms(desk, 12)
    log(desk.today, Condition.GOOD)
    after = terms(desk, 12)
    assert {"silence", "condition"} <= set(before)
    assert "silence" not in after
    assert after["condition"] < before["condition"]


def test_a_check_in_that_says_nothing_of_the_condition_takes_none_away(desk: Desk) -> None:
    def log(on: date, condition: Condition | None) -> None:
        log_checkin(
            desk,
            CheckinEntry(group_no=12, held_on=on, channel=Channel.PHONE, note="相談", condition=condition),
        )

    log(date(2025, 12, 1), Condition.NEEDS_SUPPORT)
    before = terms(desk, 12)["condition"]
    log(desk.today, None)
    assert terms(desk, 12)["condition"] == before


def test_what_lacks_with_the_local_government_is_named_by_a_linkage_or_by_an_issue(desk: Desk) -> None:
    assert "no_government" in terms(desk, 12)
    issue = severe(12, date(2025, 11, 1)).model_copy(update={"category": IssueCategory.GOVERNMENT})
    add_issue(desk, issue)
    assert "no_government" not in terms(desk, 12)


def test_absence_with_notice_is_about_nothing_and_without_it_is_a_signal(desk: Desk) -> None:
    def mark(session: str, kind: AttendanceMark) -> None:
        mark_attendance(desk, [AttendanceEntry(session=session, group_no=12, mark=kind)])

    before = of(attention(desk), 12).score
    mark("training_1", AttendanceMark.EXCUSED)
    mark("midterm_meeting", AttendanceMark.EXCUSED)
    assert of(attention(desk), 12).score == before
    mark("training_1", AttendanceMark.ABSENT)
    mark("midterm_meeting", AttendanceMark.ABSENT)
    assert {"absence", "absences_in_a_row"} <= set(terms(desk, 12))


def test_a_second_return_is_told_as_such_until_it_is_handed_in_again(desk: Desk) -> None:
    def move(move: Move, day: int) -> None:
        comment = "数字が違う" if move is Move.RETURN else ""
        move_milestone(desk, 12, "outcome_report", move, on=date(2025, 12, day), comment=comment)

    def told() -> list[str]:
        return [term.reason.key for term in of(attention(desk), 12).terms if term.key == "returned"]

    move(Move.SUBMIT, 1)
    move(Move.RETURN, 2)
    assert told() == ["attention.returned"]
    move(Move.SUBMIT, 3)
    assert told() == []
    move(Move.RETURN, 4)
    assert told() == ["attention.returned_again"]
    move(Move.SUBMIT, 5)
    move(Move.PULL_BACK, 5)
    assert told() == ["attention.returned_again"]


def test_mine_are_those_that_i_accompany(desk: Desk) -> None:
    for name in ("佐藤", "田中"):
        add_staff(desk, name)
    assign_staff(desk, [3], main="佐藤")
    assign_staff(desk, [5], main="田中", deputy="佐藤")
    assert {one.group_no for one in attention(desk, chosen=GroupFilter(staff="佐藤"))} == {3, 5}


def test_many_groups_are_read_with_as_many_questions_as_none(
    new_file: Path, lively_desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def questions(desk: Desk) -> int:
        asked: list[str] = []
        attention(desk)
        desk.connection.set_trace_callback(asked.append)
        try:
            attention(desk)
        finally:
            desk.connection.set_trace_callback(None)
        return len([one for one in asked if not one.startswith("--")])

    with desk_on_copy(new_file, tmp_path_factory.mktemp("none")) as without_groups:
        assert questions(without_groups) == questions(lively_desk)


def test_looking_writes_nothing(lively_desk: Desk) -> None:
    before = data_of(lively_desk.connection)
    attention(lively_desk)
    assert data_of(lively_desk.connection) == before
    assert not lively_desk.connection.in_transaction


def test_weights_that_are_no_numbers_change_nothing(lively_desk: Desk) -> None:
    before = attention(lively_desk)
    with pytest.raises(Refused, match="weight_"):
        attention(lively_desk, weights=weights_from({"settings": {}, "group": {}, "own": {}}))
    assert attention(lively_desk) == before


def test_what_comes_later_than_today_is_not_known_today(desk: Desk) -> None:
    add_issue(desk, severe(12, date(2025, 11, 1)))
    log_checkin(
        desk,
        CheckinEntry(
            group_no=12,
            held_on=desk.today,
            channel=Channel.PHONE,
            note="相談",
            condition=Condition.NEEDS_SUPPORT,
        ),
    )
    go_to(desk, date(2025, 12, 14))
    assert "condition" not in terms(desk, 12)
