"""The calendar file: what others read from it, that a re-export updates, and that its lines fold as RFC 5545 asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from kodoku_tui.domain.duties.deadlines import Deadline, DeadlineCalendar
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.locale import set_language
from kodoku_tui.reports.calendar import calendar_bytes
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.duties.milestones import extend_due, list_milestones, move_milestone
from kodoku_tui.services.duties.plan.changes import change_plan
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.exports.source import ExportRequest
from kodoku_tui.services.sessions.sessions import move_session
from tests.desks import go_to
from tests.lively import STAFF

REPORT_OF_12 = "2025-12-outcome_report@kodoku"


def events_of(path: Path) -> dict[str, Any]:
    calendar = Calendar.from_ical(path.read_bytes())
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == len(calendar.walk("VEVENT"))
    return events


def exported(desk: Desk, chosen: GroupFilter = GroupFilter()) -> dict[str, Any]:
    path = desk.path.with_name("期限.ics")
    count = export(desk, "calendar", path, ExportRequest(chosen), replaces=True)
    events = events_of(path)
    assert count == sum(event.get("status") != "CANCELLED" for event in events.values())
    return events


def standing(events: dict[str, Any]) -> dict[str, Any]:
    """The events that a calendar shows."""
    return {uid: event for uid, event in events.items() if event.get("status") != "CANCELLED"}


def test_each_open_duty_and_each_session_is_an_all_day_event_on_the_day_that_counts(
    lively_desk: Desk,
) -> None:
    events = standing(exported(lively_desk))
    expected = {
        f"2025-{one.group_no}-{one.key}@kodoku": date.fromisoformat(one.due)
        for one in list_milestones(lively_desk)
        if one.kind != "session" and not one.is_settled
    }
    found = {uid: event.decoded("dtstart") for uid, event in events.items() if "-session-" not in uid}
    assert found == expected
    assert {uid for uid in events if "-session-" in uid} == {
        f"2025-session-{key}@kodoku"
        for key in ("training_1", "midterm_meeting", "training_2", "final_meeting", "salon_1")
    }
    for event in events.values():
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
        assert type(event.decoded("dtstart")) is date
        assert event["transp"] == "TRANSPARENT"


def test_an_event_says_whose_and_what_in_the_readers_language(desk: Desk) -> None:
    events = exported(desk)
    report, training = events[REPORT_OF_12], events["2025-session-training_2@kodoku"]
    name = next(one.group for one in list_milestones(desk, 12))
    assert str(report["summary"]) == f"12 {name}: 成果報告書 期限"
    assert str(training["summary"]) == "第2回全体研修会"
    assert report.categories == ["提出物"]
    set_language("en")
    path = desk.path.with_name("due.ics")
    export(desk, "calendar", path, ExportRequest())
    assert str(events_of(path)[REPORT_OF_12]["summary"]) == f"12 {name}: Outcome report due"


def test_a_later_export_moves_the_same_events(desk: Desk) -> None:
    first = exported(desk)
    steps: list[Callable[[], object]] = [
        lambda: extend_due(desk, 12, "outcome_report", to=date(2026, 2, 5), reason="行事のため"),
        lambda: undo(desk),
        lambda: change_plan(desk, "outcome_report", holiday_policy="前営業日"),
        lambda: move_milestone(desk, 12, "outcome_report", Move.SUBMIT, on=desk.today),
        lambda: move_session(desk, "training_2", on=date(2025, 12, 19)),
    ]
    days = ["2026-02-05", "2026-01-31", "2026-01-30", "2026-01-30", "2026-01-30"]
    before = first[REPORT_OF_12]
    for step, day in zip(steps, days, strict=True):
        step()
        event = exported(desk)[REPORT_OF_12]
        assert event.decoded("dtstart").isoformat() == day
        assert event["sequence"] >= before["sequence"]
        if event.decoded("dtstart") != before.decoded("dtstart"):
            assert event["sequence"] > before["sequence"]
        before = event
    again = exported(desk)
    assert set(again) == set(first)
    training = "2025-session-training_2@kodoku"
    assert again[training].decoded("dtstart") == date(2025, 12, 19)
    assert again[training]["sequence"] > first[training]["sequence"]


def test_a_group_that_was_given_another_day_for_a_session_has_an_event_of_its_own_until_that_is_taken_back(
    desk: Desk,
) -> None:
    before = exported(desk)
    own = "2025-12-training_2@kodoku"
    extend_due(desk, 12, "training_2", to=date(2026, 1, 20), reason="録画を見る")
    given = exported(desk)
    assert set(given) - set(before) == {own}
    assert (given[own].decoded("dtstart"), given[own]["status"]) == (date(2026, 1, 20), "CONFIRMED")
    undo(desk)
    taken_back = exported(desk)[own]
    assert taken_back["status"] == "CANCELLED"
    assert taken_back["sequence"] > given[own]["sequence"]


def test_what_is_done_or_belongs_to_a_group_that_left_is_taken_back_from_the_calendars_that_know_it(
    desk: Desk,
) -> None:
    before = exported(desk)
    move_milestone(desk, 12, "outcome_report", Move.NOT_APPLICABLE, on=desk.today, comment="対象の活動なし")
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="団体の都合")
    events = exported(desk)
    assert set(events) == set(before)
    taken_back = [REPORT_OF_12, *(uid for uid in events if uid.startswith("2025-41-"))]
    assert len(taken_back) > 2
    for uid in taken_back:
        assert events[uid]["status"] == "CANCELLED"
        assert str(events[uid]["summary"]).startswith("【期日なし】")
        assert events[uid]["sequence"] > before[uid]["sequence"]
    assert set(standing(events)) == set(before) - set(taken_back)


def test_only_the_groups_of_one_person_or_one_block_but_every_session(lively_desk: Desk) -> None:
    everything = exported(lively_desk)
    mine = exported(lively_desk, GroupFilter(staff=STAFF[0]))
    sessions = {uid for uid in everything if "-session-" in uid}
    assert sessions < set(mine) < set(everything)


def test_the_stamps_are_the_desks_moment_in_universal_time(desk: Desk) -> None:
    go_to(desk, date(2025, 12, 20))
    event = exported(desk)[REPORT_OF_12]
    moment = desk.clock().astimezone(UTC)
    assert (event.decoded("dtstamp"), event.decoded("last-modified")) == (moment, moment)


def calendar_of(*deadlines: Deadline, is_demonstration: bool = False) -> DeadlineCalendar:
    return DeadlineCalendar("令和7年度モデル事業", is_demonstration, datetime(2025, 12, 15, 10), deadlines)


def test_invented_data_says_so_in_the_name_and_at_each_event() -> None:
    deadline = Deadline(
        "demo-2025-1-x@kodoku", date(2026, 1, 31), "成果報告書", "deliverable", 0, 1, "架空の会", "未着手"
    )
    calendar: Any = Calendar.from_ical(calendar_bytes(calendar_of(deadline, is_demonstration=True)))
    assert str(calendar["x-wr-calname"]).startswith("架空データ")
    (event,) = calendar.walk("VEVENT")
    assert "架空データ" in event.categories


# What may stand in a name: anything that the door lets through, so no control characters.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200)


@given(TEXTS, TEXTS)
def test_every_line_has_at_most_75_octets_and_whole_characters_and_reads_back(group: str, title: str) -> None:
    deadline = Deadline(
        "2025-1-x@kodoku", date(2026, 1, 31), title, "deliverable", 0, 1, group, "未着手", group
    )
    content = calendar_bytes(calendar_of(deadline))
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    for line in lines:
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode("utf-8")
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["summary"]) == f"1 {group}: {title} 期限"


def test_a_folder_that_cannot_be_written_to_is_a_sentence_and_leaves_nothing_behind(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"error\.folder_missing"):
        export(desk, "calendar", desk.path.with_name("nowhere") / "期限.ics", ExportRequest())
