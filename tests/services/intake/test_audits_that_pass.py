"""A list that lets an audit pass over what is left to check asks first, as every other act does."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodoku_tui.domain.duties.milestones import MilestoneState, Move
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import list_milestones, move_milestone
from kodoku_tui.services.duties.money.passing import AUDIT_DOUBTS
from kodoku_tui.services.intake.imports import plan_import
from tests.desks import MONDAY_IN_DECEMBER
from tests.intake_files import write_list

AUDIT, REPORT = "final_audit", "expense_report"


@pytest.fixture
def inspected(small_desk: Desk) -> Desk:
    """A group whose report is in, of which no amount was entered."""
    move_milestone(small_desk, 1, "contract", Move.SUBMIT, on=MONDAY_IN_DECEMBER)
    move_milestone(small_desk, 1, REPORT, Move.SUBMIT, on=MONDAY_IN_DECEMBER)
    move_milestone(small_desk, 1, AUDIT, Move.SUBMIT, on=MONDAY_IN_DECEMBER)
    return small_desk


def state_of(desk: Desk) -> str:
    return next(one.state for one in list_milestones(desk, 1) if one.key == AUDIT)


@pytest.mark.parametrize(
    ("kind", "headings", "line"),
    [
        ("milestones", ["番号", "手続・行事", "状態"], [1, "確定検査", "適（完了）"]),
        ("status", ["番号", "団体名", "確定検査 状態"], [1, "架空の会", "適（完了）"]),
    ],
)
def test_an_audit_that_would_pass_over_something_is_asked_about(
    inspected: Desk, tmp_path: Path, kind: str, headings: list[str], line: list[object]
) -> None:
    path = write_list(tmp_path / "届いた表.xlsx", headings, line)
    plan = plan_import(inspected, kind, path)
    (error,) = plan.apply(dry_run=True).errors
    assert (error.message_key, error.cell[:1]) == (AUDIT_DOUBTS, "C")
    assert state_of(inspected) != MilestoneState.ACCEPTED
    plan_import(inspected, kind, path, insists=True).apply()
    assert state_of(inspected) == MilestoneState.ACCEPTED
