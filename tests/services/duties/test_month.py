"""The calendar names on every day what the lists of milestones and sessions name for that day."""

from __future__ import annotations

from collections import Counter
from datetime import date

from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import extend_due, list_milestones
from kodoku_tui.services.duties.month import duties_between, entries_by_day
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.sessions.sessions import list_sessions, mark_attendance
from kodoku_tui.services.work.worklist import overdue_list

YEAR = (date(2025, 4, 1), date(2026, 3, 31))


def test_the_counts_of_every_day_are_those_of_the_list_of_milestones(lively_desk: Desk) -> None:
    days = entries_by_day(duties_between(lively_desk, *YEAR))
    in_calendar = {
        (day, entry.title): (entry.count, entry.open)
        for day, entries in days.items()
        for entry in entries
        if entry.what == "milestone"
    }
    duties = [one for one in list_milestones(lively_desk) if one.kind != "session" or one.act == "followup"]
    count = Counter((date.fromisoformat(one.due), one.title) for one in duties)
    still_open = Counter((date.fromisoformat(one.due), one.title) for one in duties if not one.is_settled)
    assert in_calendar == {place: (count[place], still_open[place]) for place in count}
    assert len(in_calendar) > 3


def test_what_is_late_in_the_calendar_is_in_the_overdue_list(lively_desk: Desk) -> None:
    in_calendar = {(duty.group_no, duty.key) for duty in duties_between(lively_desk, *YEAR) if duty.is_late}
    in_list = {
        (item.group_no, item.key)
        for item in overdue_list(lively_desk)
        if item.what in ("milestone", "review")
    }
    # An absence stands on the day of its session; a promise to follow it up is late by a day of its own.
    absent = {place for place in in_calendar if place[1] in {one.key for one in list_sessions(lively_desk)}}
    assert in_calendar - absent == in_list
    assert in_calendar


def test_every_session_stands_on_its_day_once(lively_desk: Desk) -> None:
    in_calendar = [
        (duty.on_day, duty.key) for duty in duties_between(lively_desk, *YEAR) if duty.what == "session"
    ]
    assert in_calendar == [(session.on, session.key) for session in list_sessions(lively_desk)]


def test_who_is_to_be_followed_up_or_has_another_day_for_a_session_has_a_line_of_their_own(
    desk: Desk,
) -> None:
    on_site = [
        AttendanceEntry(session="training_1", group_no=number, mark=AttendanceMark.ON_SITE)
        for number in range(1, 96)
        if number != 12
    ]
    mark_attendance(desk, on_site)
    held_on, watched_by = date(2025, 8, 31), date(2025, 12, 25)
    extend_due(desk, 12, "training_1", to=watched_by, reason="録画を見る")
    lines = {
        day: [(duty.what, duty.group_no, duty.is_late) for duty in duties_between(desk, day, day)]
        for day in (held_on, watched_by)
    }
    assert lines == {
        held_on: [("session", None, False)],
        watched_by: [("milestone", 12, False)],
    }
    entries = entries_by_day(duties_between(desk, held_on, held_on))[held_on]
    assert [(entry.what, entry.open, entry.late) for entry in entries] == [("session", 0, 0)]
    # Group 96, not recorded yet, is part of the session; once absent it waits for a follow-up of its own, and is late.
    absent = AttendanceEntry(session="training_1", group_no=96, mark=AttendanceMark.ABSENT)
    mark_attendance(desk, [absent])
    found = [(duty.what, duty.group_no, duty.is_late) for duty in duties_between(desk, held_on, held_on)]
    assert found == [("session", None, False), ("milestone", 96, True)]


def test_an_extended_duty_moves_to_its_new_day(desk: Desk) -> None:
    extend_due(desk, 12, "outcome_report", to=date(2026, 2, 5), reason="行事のため")
    (moved,) = duties_between(desk, date(2026, 2, 5), date(2026, 2, 5))
    assert (moved.group_no, moved.key) == (12, "outcome_report")
    (entry,) = entries_by_day(duties_between(desk, date(2026, 1, 31), date(2026, 1, 31)))[date(2026, 1, 31)]
    assert entry.count == len(list_milestones(desk)) // 8 - 1


def test_a_group_that_left_has_no_duties_in_the_calendar(desk: Desk) -> None:
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="団体の都合")
    assert 41 not in {duty.group_no for duty in duties_between(desk, *YEAR)}
