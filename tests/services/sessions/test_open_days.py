"""A session of which only the month is known: it reads so everywhere, is nobody's duty and late for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.locale import set_language
from kodoku_tui.locale.phrases import say_refused, say_session_day
from kodoku_tui.reports.calendar import calendar_bytes
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.desk.programmes import begin_programme
from kodoku_tui.services.duties.deadlines import deadline_calendar
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.services.duties.month import duties_between
from kodoku_tui.services.duties.plan.changes import change_plan
from kodoku_tui.services.duties.plan.reading import list_plan
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.exports.status import status_list
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.sessions.sessions import (
    SessionFacts,
    add_session,
    change_session,
    mark_attendance,
    move_session,
    session_entry,
)
from kodoku_tui.services.work.today import today_list
from kodoku_tui.services.work.today_words import say_when, say_why
from kodoku_tui.services.work.worklist import overdue_list, worklist
from tests.desks import data_of, desk_on_copy, go_to, morning_of
from tests.exporting import to_work_on
from tests.intake_files import bring
from tests.small_register import settle

AUGUST = date(2026, 8, 31)


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Desk]:
    """The plan of 2026, which knows the months of its sessions alone, with six groups, in July."""
    begin_programme(tmp_path / "year.kodoku", 2026, clock=morning_of(date(2026, 6, 1)))
    with desk_on_copy(tmp_path / "year.kodoku", tmp_path) as desk:
        go_to(desk, date(2026, 7, 1))
        settle(desk)
        yield desk


def came(key: str = "training_1") -> list[AttendanceEntry]:
    return [AttendanceEntry(session=key, group_no=1, mark=AttendanceMark.ON_SITE)]


def said(desk: Desk) -> list[str]:
    return [say_why(row, desk.today) + say_when(row, desk.today) for row in today_list(desk)]


def test_a_month_alone_reads_so_and_is_no_months_end(year: Desk) -> None:
    found = session_entry(year, "training_1")
    assert say_session_day(found.on, found.is_day_open, today=year.today) == "8月（日未定）"
    set_language("en")
    assert say_session_day(found.on, found.is_day_open, today=year.today) == "August (day open)"
    go_to(year, AUGUST)
    assert "期限間近" not in {one.standing for one in list_milestones(year) if one.kind == "session"}
    assert {one.next_title for one in register_page(year, GroupFilter()).rows}.isdisjoint({"第1回全体研修会"})


@pytest.mark.parametrize("today", [AUGUST, date(2026, 9, 1), date(2026, 10, 5)], ids=str)
def test_nothing_is_late_or_ours_to_record_before_a_day_is_fixed(year: Desk, today: date) -> None:
    go_to(year, today)
    of_sessions = [item for item in worklist(year) if item.key == "training_1"]
    assert [(item.what, item.urgency, item.due_on, item.turn) for item in of_sessions] == [
        ("session", "coming", None, "secretariat")
    ]
    assert not [item for item in overdue_list(year) if item.key == "training_1"]
    with pytest.raises(Refused) as refused:
        mark_attendance(year, came())
    assert "日が決まっていません" in say_refused(refused.value)
    assert "8月（日未定）" in say_refused(refused.value)


def test_today_asks_for_the_day_from_when_its_month_is_near(year: Desk) -> None:
    assert not [line for line in said(year) if "第1回全体研修会" in line]
    go_to(year, date(2026, 7, 18))
    assert "「第1回全体研修会」8月（日未定） 日を決める" in said(year)


def test_a_day_that_is_fixed_counts_from_then_on_and_can_be_taken_back(year: Desk) -> None:
    before = data_of(year.connection)
    move_session(year, "training_1", on=date(2026, 8, 5))
    found = session_entry(year, "training_1")
    assert (found.on, found.is_day_open) == ("2026-08-05", False)
    undo(year)
    assert data_of(year.connection) == before
    move_session(year, "training_1", on=date(2026, 8, 5))
    go_to(year, date(2026, 8, 11))
    assert [item.what for item in overdue_list(year) if item.key == "training_1"] == ["attendance"]
    mark_attendance(year, came())
    # Who came, came on a day.
    with pytest.raises(Refused, match="session_was_marked"):
        move_session(year, "training_1", on=date(2026, 8, 5), is_day_open=True)


def test_the_last_day_of_the_month_can_be_the_day(year: Desk) -> None:
    move_session(year, "training_1", on=AUGUST)
    assert session_entry(year, "training_1").is_day_open is False


def test_only_the_month_can_be_said_again_of_a_new_one_and_of_one_with_a_day(year: Desk) -> None:
    add_session(
        year,
        *("salon", "サロン", "オンラインサロン"),
        on=date(2026, 9, 3),
        facts=SessionFacts(is_day_open=True),
    )
    salon = session_entry(year, "salon")
    assert (salon.on, salon.is_day_open) == ("2026-09-30", True)
    # What else is said of it leaves its day open; a day fixes it.
    change_session(year, "salon", SessionFacts(place="公民館"))
    assert session_entry(year, "salon").is_day_open
    change_session(year, "salon", SessionFacts(on=date(2026, 9, 10)))
    assert not session_entry(year, "salon").is_day_open
    change_session(year, "salon", SessionFacts(on=date(2026, 10, 10), is_day_open=True))
    assert session_entry(year, "salon").on == "2026-10-31"


def test_a_plan_that_names_another_month_leaves_the_day_open_and_a_day_fixes_it(year: Desk) -> None:
    change_plan(year, "training_1", rule="month_end 2026-09")
    assert (session_entry(year, "training_1").on, session_entry(year, "training_1").is_day_open) == (
        "2026-09-30",
        True,
    )
    change_plan(year, "training_1", planned_on=date(2026, 9, 8))
    assert not session_entry(year, "training_1").is_day_open


def test_no_calendar_and_no_list_for_the_ministry_names_a_day_that_nobody_fixed(year: Desk) -> None:
    def event(key: str) -> str:
        calendar = Calendar.from_ical(calendar_bytes(deadline_calendar(year, GroupFilter())))
        (found,) = [one for one in calendar.walk("VEVENT") if f"session-{key}@" in str(one["uid"])]
        return str(found["status"])

    def dates() -> set[date | None]:
        listed = status_list(year, GroupFilter(), filter_words="")
        place = [column.key for column in listed.milestones].index("training_1")
        return {cell.on for row in listed.rows if (cell := row.milestones[place]) is not None}

    assert (event("training_1"), dates()) == ("CANCELLED", {None})
    assert not [one for one in duties_between(year, AUGUST, AUGUST) if one.key == "training_1"]
    move_session(year, "training_1", on=date(2026, 8, 5))
    assert (event("training_1"), dates()) == ("CONFIRMED", {date(2026, 8, 5)})


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", ["milestones", "attendance"])
def test_a_list_names_the_month_alone_and_comes_back_as_it_went(
    year: Desk, tmp_path: Path, language: str, kind: str
) -> None:
    set_language(language)
    path = tmp_path / "一覧.xlsx"
    export(year, kind, path, to_work_on(kind, chosen=GroupFilter()))
    cells = [
        cell for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True) for cell in row
    ]
    month = "8月（日未定）" if language == "ja" else "August (day open)"
    assert [cell for cell in cells if isinstance(cell, str) and month in cell]
    assert not [cell for cell in cells if isinstance(cell, datetime) and cell.date() == AUGUST]
    assert not [cell for cell in cells if isinstance(cell, str) and "2026/08/31" in cell]
    report = bring(year, "auto", path)
    assert ([error.sentence() for error in report.errors], report.changed) == ([], 0)
    # Written once the day was known, the older list still says nothing that anybody edited.
    move_session(year, "training_1", on=date(2026, 8, 5))
    report = bring(year, "auto", path)
    assert ([error.sentence() for error in report.errors], report.changed) == ([], 0)


def test_the_paper_of_a_group_names_the_month_alone(year: Desk, tmp_path: Path) -> None:
    path = tmp_path / "個票.xlsx"
    export(year, "group", path, to_work_on("group", chosen=GroupFilter(), group_no=1))
    texts = [
        cell
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert "8月（日未定）" in texts
    assert not [cell for cell in texts if isinstance(cell, datetime) and cell.date() == AUGUST]


def test_the_plan_knows_which_of_its_days_are_open(year: Desk) -> None:
    def open_days() -> set[str]:
        return {one.key for one in list_plan(year) if one.day_open}

    before = open_days()
    assert "training_1" in before
    move_session(year, "training_1", on=date(2026, 8, 5))
    assert open_days() == before - {"training_1"}
