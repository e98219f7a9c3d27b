"""A group leaves, completes, and perhaps takes part again; 41 of the register is the worked example."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.duties.milestones import SETTLEMENT, Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.locale.phrases import say_refused, say_with
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.bulk import move_many
from kodoku_tui.services.duties.documents import missing_documents
from kodoku_tui.services.duties.milestone_page import milestone_page
from kodoku_tui.services.duties.milestones import list_milestones, move_milestone
from kodoku_tui.services.endings.endings import end_group, reactivate_group
from kodoku_tui.services.exports.status import status_entries
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.services.register.groups import list_groups
from kodoku_tui.services.work.worklist import overdue_list, worklist
from tests.desks import MONDAY_IN_DECEMBER, data_of

TODAY = MONDAY_IN_DECEMBER
EVERYBODY = GroupFilter(status=None)


def numbers_at_work(desk: Desk) -> set[int | None]:
    return {
        *(item.group_no for item in worklist(desk)),
        *(item.group_no for item in overdue_list(desk)),
        *(entry.group_no for entry in missing_documents(desk)),
    }


def numbers_counted(desk: Desk) -> set[int | None]:
    return numbers_at_work(desk) | {
        *(entry.group_no for entry in list_milestones(desk)),
        *(entry.group_no for entry in status_entries(desk, GroupFilter())),
    }


def test_group_41_withdraws_and_95_are_left_with_its_history_readable(desk: Desk) -> None:
    move_milestone(desk, 41, "contract", Move.SUBMIT, on=date(2025, 6, 20))
    move_milestone(desk, 41, "contract", Move.ACCEPT, on=date(2025, 6, 25))
    move_milestone(desk, 41, "outcome_report", Move.SUBMIT, on=date(2025, 7, 20))
    assert 41 in numbers_counted(desk)
    then = milestone_page(desk, 41, "outcome_report")
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="担当者の退職")
    assert len(list_groups(desk, GroupFilter())) == 95
    assert len(list_groups(desk, EVERYBODY)) == 96
    assert [each.group_no for each in list_groups(desk, GroupFilter(status="辞退"))] == [41]
    # It had a contract: what it owes of its settlement is all that is left of it in any list (契約解除).
    assert {each.key for each in list_milestones(desk) if each.group_no == 41} == SETTLEMENT
    assert {each.key for each in worklist(desk) if each.group_no == 41} == {"outcome_report"}
    assert 41 not in {entry.group_no for entry in status_entries(desk, GroupFilter())}
    assert [entry.overdue for entry in status_entries(desk, EVERYBODY) if entry.group_no == 41] == [0]
    # Nothing is lost: what was done reads as it did, and what was handed in is ours to read.
    karte = group_karte(desk, 41)
    assert [(step.status, step.on, step.reason) for step in karte.status_history] == [
        ("辞退", "2025-08-01", "担当者の退職")
    ]
    assert {each.key: each.turn for each in karte.milestones if each.turn} == {
        "outcome_report": "secretariat"
    }
    assert {each.key: each.word for each in karte.milestones}["contract"] == "締結済"
    now = milestone_page(desk, 41, "outcome_report")
    assert (now.entry.state, now.rounds, now.steps) == ("提出", then.rounds, then.steps)


def test_who_withdraws_before_its_contract_owes_nothing(desk: Desk) -> None:
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 6, 5), reason="都合")
    assert 41 not in numbers_counted(desk)
    assert {each.turn for each in group_karte(desk, 41).milestones} == {None}


@pytest.mark.parametrize("status", [GroupStatus.WITHDRAWN, GroupStatus.STOPPED, GroupStatus.COMPLETED])
def test_nobody_leaves_before_the_contract_was_concluded(desk: Desk, status: GroupStatus) -> None:
    # Before there is a contract, as 41 of the register did after its adoption, a group may withdraw on any day.
    end_group(desk, 41, status, on=date(2025, 6, 5), reason="都合", leaves_open=True)
    for move, day in ((Move.SUBMIT, 20), (Move.ACCEPT, 25)):
        move_milestone(desk, 12, "contract", move, on=date(2025, 6, day))
    with pytest.raises(Refused) as refused:
        end_group(desk, 12, status, on=date(2025, 6, 24), reason="都合", leaves_open=True)
    assert (refused.value.key, refused.value.field) == ("error.before_contract", "on")
    end_group(desk, 12, status, on=date(2025, 6, 25), reason="都合", leaves_open=True)


def test_a_withdrawal_taken_back_brings_every_duty_back(desk: Desk) -> None:
    before, data = numbers_counted(desk), data_of(desk.connection)
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="都合")
    undo(desk)
    assert (numbers_counted(desk), data_of(desk.connection)) == (before, data)
    assert group_karte(desk, 41).status_history == []


def test_a_group_takes_part_again_with_its_duties_as_they_stood(desk: Desk) -> None:
    overdue = [item for item in overdue_list(desk) if item.group_no == 41]
    end_group(desk, 41, GroupStatus.STOPPED, on=date(2025, 11, 1), reason="休止")
    for reason, number, key in ((" ", 41, "error.reason_empty"), ("再開", 42, "error.group_is_active")):
        with pytest.raises(Refused) as refused:
            reactivate_group(desk, number, reason=reason)
        assert refused.value.key == key
    reactivate_group(desk, 41, reason="再開を申し出た")
    assert [item for item in overdue_list(desk) if item.group_no == 41] == overdue
    assert [(step.status, step.on, step.reason) for step in group_karte(desk, 41).status_history] == [
        ("中止", "2025-11-01", "休止"),
        ("実施中", "2025-12-15", "再開を申し出た"),
    ]


def test_a_completion_names_what_is_open_unless_it_is_forced_with_a_reason(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        end_group(desk, 12, GroupStatus.COMPLETED, on=TODAY, reason="")
    assert "成果報告書、実績報告書" in say_refused(refused.value)
    with pytest.raises(Refused, match="reason_empty"):
        end_group(desk, 12, GroupStatus.COMPLETED, on=TODAY, reason="", leaves_open=True)
    end_group(desk, 12, GroupStatus.COMPLETED, on=TODAY, reason="統合", leaves_open=True)
    unit = list_units(desk, limit=1)[0]
    assert "成果報告書" in say_with(unit.what_key, unit.what_params)
    # Nothing is to be done any more; in the lists of the year it stays.
    assert 12 not in numbers_at_work(desk)
    assert 12 in numbers_counted(desk)


def test_a_group_with_nothing_open_completes_without_a_word(desk: Desk) -> None:
    for milestone in list_milestones(desk, 12):
        move_many(desk, [12], milestone.key, Move.NOT_APPLICABLE, on=TODAY, comment="共同実施")
    end_group(desk, 12, GroupStatus.COMPLETED, on=TODAY, reason="")
    assert group_karte(desk, 12).entry.status == "完了"


def test_what_is_not_required_does_not_hold_a_completion_up(desk: Desk) -> None:
    desk.connection.execute("UPDATE milestone_plan SET required = 0")
    end_group(desk, 12, GroupStatus.COMPLETED, on=TODAY, reason="")
