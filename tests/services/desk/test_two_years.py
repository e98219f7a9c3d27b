"""Several programme years in one file: which one the desk works on, and that they do not mix."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import Channel, IssueCategory, Severity
from kodoku_tui.services.checkins.actions import list_actions
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.desk.programmes import begin_next_programme
from kodoku_tui.services.duties.milestones import list_milestones, move_milestone
from kodoku_tui.services.duties.plan.changes import change_plan, list_plan
from kodoku_tui.services.exports.status import status_entries, status_list
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.issues.issues import add_issue, list_issues
from kodoku_tui.services.karte.karte import EarlierYear, group_karte
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.staff import list_staff
from kodoku_tui.services.sessions.sessions import list_attendance, list_sessions
from kodoku_tui.services.work.worklist import worklist
from tests.desks import data_of, go_to, morning_of, write_roster
from tests.lively import STAFF

SUMMER_2026 = date(2026, 7, 1)
AGAIN = "認定NPO法人 点字ブロックの向こう側"


def begin_2026(desk: Desk) -> None:
    begin_next_programme(desk.path, 2026, clock=morning_of(date(2026, 3, 25)), from_year=2025)


def take_in_2026(desk: Desk, folder: Path) -> None:
    """Two groups in 2026: one of 2025 again under another number, and a new one that bears a mark by mistake."""
    go_to(desk, SUMMER_2026)
    book = write_roster(
        folder / "r8.xlsx",
        [5, AGAIN, "学びの場をひろげる", "こども", "東京都", ""],
        [6, "架空のあたらしい会", "あたらしい取組", "高齢者", "大阪府", "○"],
    )
    assert import_roster(desk, book).new == 2


@pytest.fixture
def both(lively_desk: Desk, tmp_path: Path) -> Desk:
    """A desk in the summer of 2026 on a file that holds a busy 2025 as well."""
    begin_2026(lively_desk)
    take_in_2026(lively_desk, tmp_path)
    return lively_desk


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2025, 12, 15), 2025),
        (date(2026, 3, 31), 2025),
        (date(2026, 4, 1), 2026),
        (date(2027, 3, 31), 2026),
        # After the last year that the file holds, and before the first.
        (date(2029, 7, 1), 2026),
        (date(2025, 3, 31), 2025),
    ],
)
def test_the_desk_works_on_the_year_that_today_lies_in(new_desk: Desk, today: date, year: int) -> None:
    begin_2026(new_desk)
    go_to(new_desk, today)
    assert new_desk.programme["fiscal_year"] == year


def test_a_year_to_come_is_not_worked_on_before_it_begins_however_near(new_desk: Desk) -> None:
    begin_2026(new_desk)
    new_desk.connection.execute("UPDATE programme SET fiscal_year = 2028 WHERE fiscal_year = 2026")
    go_to(new_desk, date(2027, 7, 1))
    assert new_desk.programme["fiscal_year"] == 2025


def test_a_year_is_added_once_after_an_earlier_one_and_can_be_taken_back(new_desk: Desk) -> None:
    before = data_of(new_desk.connection)
    for year, from_year, error in (
        (2025, 2025, "error.year_stands"),
        (2026, 2024, "error.no_such_year"),
        (2031, 2025, "error.no_plan"),
    ):
        with pytest.raises(Refused) as refused:
            begin_next_programme(new_desk.path, year, clock=new_desk.clock, from_year=from_year)
        assert refused.value.key == error
    assert data_of(new_desk.connection) == before
    begin_2026(new_desk)
    undo(new_desk)
    assert data_of(new_desk.connection) == before


def test_another_file_is_copied_and_stays_as_it_was(lively_desk: Desk, tmp_path: Path) -> None:
    before = data_of(lively_desk.connection)
    path = tmp_path / "r8.kodoku"
    clock = morning_of(SUMMER_2026)
    begin_next_programme(path, 2026, clock=clock, from_file=lively_desk.path)
    assert data_of(lively_desk.connection) == before
    with pytest.raises(Refused, match=r"error\.file_exists"):
        begin_next_programme(path, 2026, clock=clock, from_file=lively_desk.path)
    desk = Desk(path, clock=clock)
    assert desk.programme["fiscal_year"] == 2026
    assert [member.name for member in list_staff(desk)] == sorted(STAFF)
    go_to(desk, lively_desk.today)
    assert register_page(desk, GroupFilter(status=None)).total == 96
    assert worklist(desk) == worklist(lively_desk)
    desk.close()


def test_the_new_year_shows_nothing_of_the_year_before(both: Desk) -> None:
    assert [group.number for group in register_page(both, GroupFilter()).rows] == [5, 6]
    assert register_page(both, GroupFilter(text="SKY")).total == 0
    assert {entry.group_no for entry in list_milestones(both)} == {5, 6}
    assert {entry.group_no for entry in status_entries(both, GroupFilter())} == {5, 6}
    assert {item.group_no for item in worklist(both)} <= {5, 6, None}
    assert {row.group_no for row in list_attendance(both)} == {5, 6}
    assert len(list_sessions(both)) == 4
    assert (list_checkins(both), list_issues(both, with_closed=True), list_actions(both)) == ([], [], [])
    assert {member.main_groups for member in list_staff(both)} == {0}
    listed = status_list(both, GroupFilter(), filter_words="")
    assert [row.number for row in listed.rows] == [5, 6]
    assert "令和8年度" in listed.programme


def test_what_is_done_in_the_new_year_leaves_the_old_one_as_it_was(both: Desk) -> None:
    def year_2025() -> list[object]:
        go_to(both, date(2026, 3, 1))
        return [
            register_page(both, GroupFilter()),
            list_milestones(both),
            worklist(both),
            # Its stamp tells which act was the newest, whichever year that was of.
            replace(status_list(both, GroupFilter(), filter_words=""), stamp=None),
            list_plan(both),
            list_sessions(both),
            list_attendance(both),
            list_staff(both),
            list_checkins(both),
            list_issues(both, with_closed=True),
            group_karte(both, 5),
        ]

    before = year_2025()
    go_to(both, SUMMER_2026)
    assign_staff(both, [5], main=STAFF[0])
    move_milestone(both, 5, "contract", Move.SUBMIT, on=SUMMER_2026)
    move_milestone(both, 5, "contract", Move.ACCEPT, on=SUMMER_2026)
    change_plan(both, "outcome_report", planned_on=date(2027, 1, 20))
    log_checkin(
        both, CheckinEntry(group_no=5, held_on=SUMMER_2026, channel=Channel.PHONE, note="様子を聞いた")
    )
    add_issue(
        both,
        IssueEntry(
            group_no=5,
            category=IssueCategory.PEOPLE,
            severity=Severity.LIGHT,
            title="人手",
            opened_on=SUMMER_2026,
        ),
    )
    assert year_2025() == before


def test_a_group_that_was_adopted_again_shows_its_earlier_years(both: Desk) -> None:
    assert [(year.year, year.number, year.status) for year in group_karte(both, 5).earlier] == [
        (2025, 96, GroupStatus.ACTIVE.value)
    ]
    assert group_karte(both, 6).earlier == []
    go_to(both, date(2026, 3, 1))
    assert group_karte(both, 96).earlier == []


def test_the_mark_of_last_year_becomes_the_participation_itself(both: Desk) -> None:
    marks = {group.number: bool(group.adopted_last_year) for group in register_page(both, GroupFilter()).rows}
    assert marks == {5: True, 6: False}
    assert (group_karte(both, 5).entry.r6, group_karte(both, 6).entry.r6) == (True, False)
    # Where the file does not hold the year before, the register's own mark counts.
    go_to(both, date(2026, 3, 1))
    assert group_karte(both, 96).entry.r6 is False
    assert {group_karte(both, number).entry.r6 for number in range(1, 30)} == {True, False}


def test_an_organization_is_found_by_each_of_its_names_in_each_of_its_years(both: Desk) -> None:
    set_facts(both, 5, name="特定非営利活動法人 まなびの輪")
    for day, number in ((SUMMER_2026, 5), (date(2026, 3, 1), 96)):
        go_to(both, day)
        for name in ("まなびの輪", "点字ブロックの向こう側"):
            assert [group.number for group in register_page(both, GroupFilter(text=name)).rows] == [number]


def test_an_earlier_year_tells_project_and_fate(both: Desk, tmp_path: Path) -> None:
    go_to(both, date(2026, 3, 1))
    group = group_karte(both, 41).entry
    go_to(both, SUMMER_2026)
    book = write_roster(tmp_path / "more.xlsx", [7, group.group, "もう一度", "こども", "東京都", ""])
    import_roster(both, book)
    assert group_karte(both, 7).earlier == [EarlierYear(2025, 41, group.project, "辞退")]
