"""A final audit and its milestone are one truth, in one unit."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.duties.milestones import MilestoneState, Move
from kodoku_tui.domain.duties.money import AuditResult
from kodoku_tui.domain.duties.money_entries import AuditEntry, ExpenseChange
from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.bulk import move_many, preview_moves
from kodoku_tui.services.duties.milestones import list_milestones, move_milestone
from kodoku_tui.services.duties.money.passing import AuditDoubted
from kodoku_tui.services.duties.money.recording import record_audit, set_expense
from kodoku_tui.services.karte.karte import group_karte
from tests.desks import data_of

DAY = date(2025, 12, 10)


def audit(result: AuditResult, on: date = DAY, corrections: str = "通帳の写しをそろえる") -> AuditEntry:
    return AuditEntry(on=on, result=result, corrections=corrections)


def standing(desk: Desk) -> tuple[str, int]:
    found = next(one for one in list_milestones(desk, 12) if one.key == "final_audit")
    return found.state, found.round


@pytest.mark.parametrize("steps", [(), (Move.SUBMIT,), (Move.SUBMIT, Move.REVIEW)])
def test_a_passed_audit_accepts_the_milestone_from_wherever_it_stands(
    desk: Desk, steps: tuple[Move, ...]
) -> None:
    for move in steps:
        move_milestone(desk, 12, "final_audit", move, on=date(2025, 12, 9))
    before, units = data_of(desk.connection), len(list_units(desk))
    assert record_audit(desk, 12, audit(AuditResult.PASSED), insists=True).state is MilestoneState.ACCEPTED
    assert standing(desk) == ("受理", 1)
    assert len(list_units(desk)) == units + 1
    undo(desk)
    assert data_of(desk.connection) == before


def test_what_is_to_be_corrected_returns_the_milestone_until_another_audit_passes(desk: Desk) -> None:
    assert record_audit(desk, 12, audit(AuditResult.CONDITIONAL)).state is MilestoneState.RETURNED
    found = next(one for one in list_milestones(desk, 12) if one.key == "final_audit")
    assert (found.note, found.turn) == ("通帳の写しをそろえる", "group")
    assert (
        record_audit(desk, 12, audit(AuditResult.PASSED, desk.today), insists=True).state
        is MilestoneState.ACCEPTED
    )
    assert standing(desk) == ("受理", 2)
    # Found to be wrong after all: accepted no more.
    assert record_audit(desk, 12, audit(AuditResult.FAILED, desk.today)).state is MilestoneState.RETURNED


def test_an_older_record_that_is_corrected_moves_nothing(desk: Desk) -> None:
    record_audit(desk, 12, audit(AuditResult.CONDITIONAL))
    record_audit(desk, 12, audit(AuditResult.PASSED, desk.today), insists=True)
    assert record_audit(desk, 12, audit(AuditResult.FAILED)).state is None
    assert standing(desk)[0] == "受理"


def test_the_milestone_can_be_left_and_what_does_not_apply_stays(desk: Desk) -> None:
    left = record_audit(desk, 12, audit(AuditResult.PASSED), moves_milestone=False, insists=True)
    assert left.state is None
    assert standing(desk)[0] == "未着手"
    move_milestone(desk, 12, "final_audit", Move.NOT_APPLICABLE, on=desk.today, comment="対象の活動なし")
    assert record_audit(desk, 12, audit(AuditResult.PASSED, desk.today), insists=True).state is None
    assert standing(desk)[0] == "対象外"


def test_the_page_of_the_group_says_how_the_newest_audit_ended(desk: Desk) -> None:
    record_audit(desk, 12, audit(AuditResult.CONDITIONAL))
    record_audit(desk, 12, audit(AuditResult.PASSED, desk.today), insists=True)
    found = group_karte(desk, 12).audit
    assert found is not None and (found.on, found.result, found.state) == ("2025-12-15", "適", "受理")


def test_passing_over_what_is_left_to_check_is_asked_about_and_names_it(desk: Desk) -> None:
    """Open findings, amounts that nobody entered and a report that is not accepted, each by itself."""

    def doubts() -> list[str]:
        before = data_of(desk.connection)
        with pytest.raises(Refused) as refused:
            record_audit(desk, 12, audit(AuditResult.PASSED, desk.today))
        assert (refused.value.key, refused.value.field) == ("error.audit_doubts", "result")
        assert data_of(desk.connection) == before
        found = refused.value.params["doubts"]
        assert isinstance(found, tuple)
        return [doubt.key for doubt in found]

    assert doubts() == ["audit.doubt_no_amounts", "audit.doubt_not_accepted"]
    for move in (Move.SUBMIT, Move.ACCEPT):
        move_milestone(desk, 12, "expense_report", move, on=desk.today)
    set_expense(desk, 12, "謝金", ExpenseChange(budget=100_000, reported=100_000))
    assert doubts() == ["audit.doubt_amounts"]
    set_expense(desk, 12, "謝金", ExpenseChange(proper=120_000))
    assert doubts() == ["audit.doubt_findings"]
    set_expense(desk, 12, "謝金", ExpenseChange(proper=100_000))
    # An audit that does not pass asks nothing, and neither does one that has nothing left to check.
    assert record_audit(desk, 12, audit(AuditResult.CONDITIONAL)).state is MilestoneState.RETURNED
    assert record_audit(desk, 12, audit(AuditResult.PASSED, desk.today)).state is MilestoneState.ACCEPTED


def test_an_audit_passes_by_no_other_act_over_what_is_left_to_check(desk: Desk) -> None:
    """Its milestone is accepted by a form, for many at once, or from the command line: each asks like the record."""
    for number in (12, 13):
        move_milestone(desk, number, "final_audit", Move.SUBMIT, on=desk.today)
    with pytest.raises(AuditDoubted) as doubted:
        move_milestone(desk, 12, "final_audit", Move.ACCEPT, on=desk.today)
    assert [doubt.key for doubt in doubted.value.doubts] == [
        "audit.doubt_no_amounts",
        "audit.doubt_not_accepted",
    ]
    for move in (Move.SUBMIT, Move.ACCEPT):
        move_milestone(desk, 13, "expense_report", move, on=desk.today)
    set_expense(desk, 13, "謝金", ExpenseChange(budget=100_000, reported=100_000, proper=100_000))
    preview = preview_moves(desk, [12, 13], "final_audit", Move.ACCEPT, desk.today)
    assert ([one.number for one in preview.will], [one.number for one in preview.refused]) == ([13], [12])
    assert "経費の金額が未入力" in preview.refused[0].sentence
    done = move_many(desk, [12, 13], "final_audit", Move.ACCEPT, on=desk.today)
    assert ([one.number for one in done.will], standing(desk)[0]) == ([13], "提出")
    move_milestone(desk, 12, "final_audit", Move.ACCEPT, on=desk.today, insists=True)
    assert standing(desk)[0] == "受理"
