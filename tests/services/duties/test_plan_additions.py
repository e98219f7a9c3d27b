"""Adding to the year's plan: each group's day is shown first, and an internal check makes nobody overdue."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.duties.milestones import Move, Standing
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.milestones import list_milestones, move_milestone
from kodoku_tui.services.duties.plan.additions import Addition, add_milestone, check_before, preview_addition
from kodoku_tui.services.duties.plan.changes import change_plan
from kodoku_tui.services.duties.plan.reading import list_plan
from kodoku_tui.services.endings.endings import end_group, reactivate_group
from kodoku_tui.services.exports.status import status_list
from kodoku_tui.services.work.worklist import overdue_list, worklist
from tests.desks import data_of, go_to

CHECK = "outcome_report_check"


def due_dates(desk: Desk, key: str) -> dict[int, str]:
    return {one.group_no: one.due for one in list_milestones(desk) if one.key == key}


def test_a_check_lies_business_days_before_and_every_active_group_gets_it_in_one_unit(desk: Desk) -> None:
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="団体の都合")
    before, units = data_of(desk.connection), len(list_units(desk))
    wanted = check_before(desk, "outcome_report", 5)
    seen = preview_addition(desk, wanted)
    assert data_of(desk.connection) == before
    # 2026-01-31 is a Saturday that stays (据置): 30, 29, 28, 27, 26 January.
    assert {duty.due for duty in seen.duties} == {"2026-01-26"}
    assert (len(seen.duties), seen.ended, seen.is_past) == (95, 1, 0)
    add_milestone(desk, wanted, seen=seen)
    assert len(list_units(desk)) == units + 1
    assert due_dates(desk, CHECK) == {duty.group_no: duty.due for duty in seen.duties}
    keys = [one.key for one in list_plan(desk)]
    assert keys.index(CHECK) == keys.index("outcome_report") - 1
    undo(desk)
    assert data_of(desk.connection) == before


def test_a_check_that_has_passed_asks_for_attention_but_makes_no_group_overdue(desk: Desk) -> None:
    add_milestone(desk, check_before(desk, "outcome_report", 5))
    go_to(desk, date(2026, 1, 28))
    overdue = {(item.group_no, item.key) for item in overdue_list(desk)}
    assert not {key for _, key in overdue} & {CHECK}
    mine = [item for item in worklist(desk) if item.key == CHECK]
    assert len(mine) == 96 and {item.urgency for item in mine} == {"due"}
    assert {one.standing for one in list_milestones(desk) if one.key == CHECK} == {Standing.DUE_SOON}
    client = status_list(desk, GroupFilter(), filter_words="")
    assert CHECK not in [column.key for column in client.milestones]
    assert client.rows[0].overdue == len(
        [
            item
            for item in overdue_list(desk)
            if item.group_no == client.rows[0].number and item.what == "milestone" and item.turn == "group"
        ]
    )


def test_a_check_follows_what_it_looks_at(desk: Desk) -> None:
    add_milestone(desk, check_before(desk, "outcome_report", 5))
    change_plan(desk, "outcome_report", planned_on=date(2026, 2, 6))
    assert set(due_dates(desk, CHECK).values()) == {"2026-01-30"}


def test_a_rule_that_counts_from_the_contract_gives_each_group_its_own_day(desk: Desk) -> None:
    for number, day in ((1, date(2025, 6, 20)), (2, date(2025, 7, 10))):
        move_milestone(desk, number, "contract", Move.SUBMIT, on=day)
        move_milestone(desk, number, "contract", Move.ACCEPT, on=day)
    wanted = Addition(title="初回報告", planned_on=date(2025, 9, 30), rule="days_after_contract 30")
    added = add_milestone(desk, wanted).addition
    given = {duty.group_no: duty.due for duty in added.duties}
    assert (given[1], given[2], given[3]) == ("2025-07-20", "2025-08-09", "2025-09-30")
    assert due_dates(desk, added.milestone.key) == given
    assert added.is_past == 96


def test_a_group_that_comes_back_gets_what_came_meanwhile(desk: Desk) -> None:
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="団体の都合")
    add_milestone(desk, check_before(desk, "outcome_report", 5))
    assert 41 not in due_dates(desk, CHECK)
    reactivate_group(desk, 41, reason="辞退の取下げ")
    assert due_dates(desk, CHECK)[41] == "2026-01-26"


@pytest.mark.parametrize(
    ("wanted", "key", "field"),
    [
        (Addition(title=" ", planned_on=date(2025, 12, 20)), "error.title_empty", "title"),
        (Addition(title="中間報告書"), "error.plan_without_day", "planned_on"),
        (Addition(title="中間報告書", planned_on=date(2025, 5, 1)), "error.plan_before_start", "planned_on"),
        (Addition(title="中間報告書", rule="来月末"), "error.rule_unreadable", "rule"),
        (Addition(title="中", key="Ab", planned_on=date(2025, 12, 20)), "error.key_unfit", "key"),
        (
            Addition(title="中", key="contract", planned_on=date(2025, 12, 20)),
            "error.milestone_exists",
            "key",
        ),
        (
            Addition(title="中", kind="session", planned_on=date(2025, 12, 20)),
            "error.kind_not_addable",
            "kind",
        ),
    ],
)
def test_what_cannot_be_added_is_refused(desk: Desk, wanted: Addition, key: str, field: str) -> None:
    before = data_of(desk.connection)
    with pytest.raises(Refused) as refusal:
        add_milestone(desk, wanted)
    assert (refusal.value.key, refusal.value.field) == (key, field)
    assert data_of(desk.connection) == before


def test_what_changed_since_the_look_is_not_run_over(desk: Desk) -> None:
    wanted = check_before(desk, "outcome_report", 5)
    seen = preview_addition(desk, wanted)
    change_plan(desk, "outcome_report", planned_on=date(2026, 2, 6))
    with pytest.raises(Refused, match=r"error\.plan_changed"):
        add_milestone(desk, wanted, seen=seen)
