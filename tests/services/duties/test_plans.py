"""Changing the year's plan: who would move is shown first, exactly they move, and rules follow the contract."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.milestones import extend_due, list_milestones, move_milestone
from kodoku_tui.services.duties.plan.changes import (
    PlanChange,
    PlanMilestone,
    change_plan,
    list_plan,
    preview_change,
)
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.sessions.sessions import list_sessions, move_session
from tests.desks import data_of

JUNE = date(2025, 6, 20)


def planned(desk: Desk, key: str) -> PlanMilestone:
    return next(one for one in list_plan(desk) if one.key == key)


def due_of(desk: Desk, number: int, key: str) -> tuple[str, str]:
    found = next(one for one in list_milestones(desk, number) if one.key == key)
    return found.planned, found.due


def accept_contract(desk: Desk, number: int, on: date = JUNE) -> None:
    move_milestone(desk, number, "contract", Move.SUBMIT, on=on)
    move_milestone(desk, number, "contract", Move.ACCEPT, on=on)


def whys(change: PlanChange) -> dict[int, str]:
    return {stay.group_no: stay.why for stay in change.stays}


def test_a_preview_names_who_moves_and_who_stays_and_writes_nothing(desk: Desk) -> None:
    move_milestone(desk, 2, "outcome_report", Move.NOT_APPLICABLE, on=desk.today, comment="対象の活動なし")
    extend_due(desk, 3, "outcome_report", to=date(2026, 2, 20), reason="行事のため")
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="団体の都合")
    before = data_of(desk.connection)
    change = preview_change(desk, "outcome_report", planned_on=date(2026, 2, 5))
    assert data_of(desk.connection) == before
    assert whys(change) == {2: "closed", 3: "extended", 41: "ended"}
    assert change.groups == len(change.moves) == 93
    assert {(move.due_from, move.due_to) for move in change.moves} == {("2026-01-31", "2026-02-05")}


def test_exactly_what_the_preview_named_moves_in_one_unit_that_can_be_undone(desk: Desk) -> None:
    move_milestone(desk, 2, "outcome_report", Move.NOT_APPLICABLE, on=desk.today, comment="対象の活動なし")
    extend_due(desk, 3, "outcome_report", to=date(2026, 2, 20), reason="行事のため")
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="団体の都合")
    before = data_of(desk.connection)
    units = len(list_units(desk))
    seen = preview_change(desk, "outcome_report", planned_on=date(2026, 2, 5))
    change_plan(desk, "outcome_report", planned_on=date(2026, 2, 5), seen=seen)
    assert len(list_units(desk)) == units + 1
    moved = {
        one.group_no: one.due
        for one in [*list_milestones(desk), *list_milestones(desk, 41)]
        if one.key == "outcome_report"
    }
    assert {number for number, due in moved.items() if due == "2026-02-05"} == {
        move.group_no for move in seen.moves
    }
    assert (moved[2], moved[3], moved[41]) == ("2026-01-31", "2026-02-20", "2026-01-31")
    assert (planned(desk, "outcome_report").planned, planned(desk, "outcome_report").rule) == (
        "2026-02-05",
        None,
    )
    undo(desk)
    assert data_of(desk.connection) == before


def test_a_holiday_policy_moves_due_dates_but_no_planned_day(desk: Desk) -> None:
    change = change_plan(desk, "outcome_report", holiday_policy="前営業日").change
    assert len(change.moves) == 96
    assert due_of(desk, 1, "outcome_report") == ("2026-01-31", "2026-01-30")


def test_what_was_agreed_to_is_refused_when_something_else_would_move_by_now(desk: Desk) -> None:
    seen = preview_change(desk, "outcome_report", planned_on=date(2026, 2, 5))
    extend_due(desk, 7, "outcome_report", to=date(2026, 3, 1), reason="行事のため")
    before = data_of(desk.connection)
    with pytest.raises(Refused) as refused:
        change_plan(desk, "outcome_report", planned_on=date(2026, 2, 5), seen=seen)
    assert refused.value.key == "error.plan_changed"
    seen = preview_change(desk, "outcome_report", planned_on=date(2026, 2, 5))
    assert data_of(desk.connection) == before
    change_plan(desk, "outcome_report", review_days=10)
    with pytest.raises(Refused, match=r"error\.plan_changed"):
        change_plan(desk, "outcome_report", planned_on=date(2026, 2, 5), seen=seen)


def test_title_review_days_and_required_move_nobody(desk: Desk) -> None:
    change = change_plan(desk, "final_meeting", title="成果報告会", review_days=3, required=False).change
    assert (change.moves, change.stays) == ((), ())
    after = planned(desk, "final_meeting")
    assert (after.title, after.review_days, after.required) == ("成果報告会", 3, False)
    assert [one.title for one in list_sessions(desk) if one.key == "final_meeting"] == ["成果報告会"]


def test_a_session_moves_with_its_plan_and_a_session_moved_by_hand_leaves_its_rule(desk: Desk) -> None:
    change_plan(desk, "final_meeting", planned_on=date(2026, 3, 19))
    assert [one.on for one in list_sessions(desk) if one.key == "final_meeting"] == ["2026-03-19"]
    assert planned(desk, "training_2").rule == "month_end 2025-12"
    move_session(desk, "training_2", on=date(2025, 12, 19))
    assert (planned(desk, "training_2").planned, planned(desk, "training_2").rule) == ("2025-12-19", None)


def test_a_rule_follows_the_contract_of_each_group_and_its_correction(desk: Desk) -> None:
    change_plan(desk, "expense_report", rule="earlier_of (days_after_contract 30) (2026-02-10)")
    assert due_of(desk, 1, "expense_report")[0] == "2026-02-10"
    accept_contract(desk, 1)
    assert due_of(desk, 1, "expense_report")[0] == "2025-07-20"
    assert due_of(desk, 2, "expense_report")[0] == "2026-02-10"
    move_milestone(desk, 1, "contract", Move.PULL_BACK, on=JUNE)
    assert due_of(desk, 1, "expense_report")[0] == "2026-02-10"
    move_milestone(desk, 1, "contract", Move.ACCEPT, on=date(2025, 7, 1))
    assert due_of(desk, 1, "expense_report")[0] == "2025-07-31"
    undo(desk)
    assert due_of(desk, 1, "expense_report")[0] == "2026-02-10"


def test_the_contract_moves_no_extension_and_nothing_that_is_closed(desk: Desk) -> None:
    change_plan(desk, "expense_report", rule="days_after_contract 30")
    change_plan(desk, "outcome_report", rule="days_after_contract 30")
    extend_due(desk, 1, "expense_report", to=date(2026, 3, 1), reason="行事のため")
    move_milestone(desk, 1, "outcome_report", Move.NOT_APPLICABLE, on=JUNE, comment="対象の活動なし")
    accept_contract(desk, 1)
    assert due_of(desk, 1, "expense_report") == ("2025-07-20", "2026-03-01")
    assert due_of(desk, 1, "outcome_report")[0] == "2026-01-31"


def test_a_rule_given_later_goes_by_the_contracts_that_stand(desk: Desk) -> None:
    accept_contract(desk, 1)
    change = preview_change(desk, "expense_report", rule="days_after_contract 30")
    assert [(move.group_no, move.due_to) for move in change.moves] == [(1, "2025-07-20")]


def test_what_counts_from_a_milestone_moves_with_it(desk: Desk) -> None:
    change_plan(desk, "expense_report", rule="business_days_before outcome_report 5")
    assert planned(desk, "expense_report").planned == "2026-01-26"
    change = change_plan(desk, "outcome_report", planned_on=date(2026, 1, 30)).change
    assert {(move.key, move.due_to) for move in change.moves} == {
        ("outcome_report", "2026-01-30"),
        ("expense_report", "2026-01-23"),
    }
    assert change.groups == 96
    assert planned(desk, "expense_report").planned == "2026-01-23"


@pytest.mark.parametrize(
    ("key", "given", "error"),
    [
        ("nothing", {"review_days": 1}, "error.no_such_milestone"),
        ("outcome_report", {"rule": "someday"}, "error.rule_unreadable"),
        ("outcome_report", {"rule": "business_days_before outcome_report 1"}, "error.rule_cycle"),
        ("outcome_report", {"rule": "business_days_before nothing 1"}, "error.rule_unknown_key"),
        ("training_1", {"rule": "days_after_contract 30"}, "error.rule_same_for_all"),
        ("contract", {"rule": "days_after_contract 30"}, "error.rule_same_for_all"),
        ("outcome_report", {"planned_on": date(2025, 5, 31)}, "error.plan_before_start"),
        ("outcome_report", {"review_days": -1}, "error.review_days"),
        ("outcome_report", {"title": " "}, "error.title_empty"),
        ("outcome_report", {"holiday_policy": "休む"}, "error.not_one_of"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    desk: Desk, key: str, given: dict[str, object], error: str
) -> None:
    before = data_of(desk.connection)
    with pytest.raises(Refused) as refused:
        change_plan(desk, key, **given)  # type: ignore[arg-type]
    assert refused.value.key == error
    assert data_of(desk.connection) == before


def test_a_change_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    units = len(list_units(desk))
    change_plan(desk, "outcome_report", rule="month_end 2026-01", holiday_policy="据置")
    assert len(list_units(desk)) == units
