"""The year that one works on is chosen, and what is written carries the moment at which it was really done."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import Channel, IssueCategory
from kodoku_tui.services.checkins.actions import add_action
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.desk.programmes import begin_next_programme
from kodoku_tui.services.desk.search import search
from kodoku_tui.services.desk.years import other_years, years_of_file
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.services.duties.plan.changes import change_plan, list_plan
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.issues.issues import add_issue
from tests.desks import MONDAY_IN_DECEMBER, go_to, morning_of

SPRING_2026 = date(2026, 4, 10)


@pytest.fixture
def in_spring(desk: Desk) -> Desk:
    """A desk ten days into 2026 on a file whose 2025 is not settled yet."""
    add_issue(
        desk,
        IssueEntry(
            group_no=12, category=IssueCategory.OUTREACH, title="広報が届かない", opened_on=MONDAY_IN_DECEMBER
        ),
    )
    add_action(desk, ActionEntry(group_no=12, title="広報紙を送る"))
    begin_next_programme(desk.path, 2026, clock=morning_of(date(2026, 3, 25)), from_year=2025)
    go_to(desk, SPRING_2026)
    return desk


def test_what_is_open_in_the_year_before_is_said_and_can_be_gone_to(in_spring: Desk) -> None:
    assert [(year.year, year.is_at_hand, year.open) for year in years_of_file(in_spring)] == [
        (2026, True, 0),
        (2025, False, 96 * 8 + 2),
    ]
    (before,) = other_years(in_spring)
    assert (before.groups, before.duties, before.promises, before.issues) == (96, 768, 1, 1)
    in_spring.choose_year(2025)
    assert in_spring.programme["fiscal_year"] == 2025
    assert len(list_milestones(in_spring)) == 768
    assert [year.year for year in other_years(in_spring)] == [2026]


def test_whoever_left_or_completed_leaves_nothing_open(in_spring: Desk) -> None:
    in_spring.choose_year(2025)
    end_group(in_spring, 12, GroupStatus.WITHDRAWN, on=date(2026, 1, 10), reason="団体の都合")
    in_spring.choose_year(2026)
    (before,) = other_years(in_spring)
    assert (before.duties, before.promises, before.issues) == (760, 0, 0)


def test_a_year_that_the_file_does_not_hold_is_refused_and_the_desk_stays(in_spring: Desk) -> None:
    in_spring.choose_year(2025)
    with pytest.raises(Refused, match=r"error\.year_not_there"):
        in_spring.choose_year(2024)
    assert in_spring.programme["fiscal_year"] == 2025


def test_a_year_whose_beginning_was_taken_back_is_not_worked_on(in_spring: Desk) -> None:
    in_spring.choose_year(2026)
    undo(in_spring)
    with pytest.raises(Refused, match=r"error\.year_not_there"):
        in_spring.programme  # noqa: B018 - asked for what it refuses


def test_the_plan_of_a_year_to_come_is_changed_before_april(desk: Desk) -> None:
    begin_next_programme(desk.path, 2026, clock=desk.clock, from_year=2025)
    before = list_plan(desk)
    desk.choose_year(2026)
    change_plan(desk, "training_1", planned_on=date(2026, 9, 1))
    assert {one.key: one.planned for one in list_plan(desk)}["training_1"] == "2026-09-01"
    desk.choose_year(2025)
    assert list_plan(desk) == before


def test_an_act_in_last_year_carries_the_moment_at_which_it_was_really_done(in_spring: Desk) -> None:
    wall = datetime(2026, 5, 20, 16, 40, 5)
    late = Desk(in_spring.path, clock=morning_of(date(2026, 3, 31)), wall=lambda: wall, year=2025)
    entry = CheckinEntry(group_no=12, held_on=date(2026, 3, 30), channel=Channel.PHONE, note="年度末の電話")
    log_checkin(late, entry)
    assert list_units(late)[0].at == "2026-05-20T16:40:05"
    assert [(one.held_on) for one in list_checkins(late, 12)] == ["2026-03-30"]
    late.close()


def test_a_search_finds_what_was_written_in_every_year(in_spring: Desk) -> None:
    found = search(in_spring, "広報")
    assert {(one.kind, one.group_no, one.fiscal_year) for one in found} >= {
        ("issue", 12, 2025),
        ("action", 12, 2025),
    }
    in_spring.choose_year(2025)
    assert search(in_spring, "広報") == found
