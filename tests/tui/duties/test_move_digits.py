"""The digit of a move: the same in every form, of one group and of many, and a step back is never chosen."""

from __future__ import annotations

from typing import Any

import pytest

from kodoku_tui.domain.duties.milestones import DIGITS, MOVES, MilestoneKind, Move, likely_move
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.bulk import move_many
from kodoku_tui.services.duties.matrix import matrix_columns
from kodoku_tui.tui.duties.bulk_form import BulkMoveForm
from kodoku_tui.tui.duties.milestone_form import MilestoneForm
from kodoku_tui.tui.forms.choice_field import ChoiceField
from tests.desks import MONDAY_IN_DECEMBER
from tests.tui.sitting import sitting_at


def field_of(form: MilestoneForm | BulkMoveForm) -> ChoiceField[Any]:
    return next(one for one in form.fields() if isinstance(one, ChoiceField) and one.field_name == "move")


def digits_of(field: ChoiceField[Any]) -> dict[Move, str]:
    """What each digit of the field chooses, as the keyboard has it."""
    found = {}
    for digit in "1234567890":
        field.line.chosen = None
        place = field.line._meant_by(digit)
        if place is not None:
            found[Move(field._keys[place])] = digit
    return found


@pytest.mark.parametrize("key", ["contract", "outcome_report", "training_1", "final_audit", "final_meeting"])
async def test_a_digit_means_the_same_move_for_one_group_and_for_many(desk: Desk, key: str) -> None:
    column = next(each for each in matrix_columns(desk) if each.key == key)
    async with sitting_at(desk):
        of_many = digits_of(field_of(BulkMoveForm(desk, [1, 2, 3], column)))
        of_one = digits_of(field_of(MilestoneForm(desk, 1, key)))
    assert of_many and of_one
    for digits in (of_many, of_one):
        assert digits == {move: str(DIGITS[move]) for move in digits}


async def test_contracts_that_all_lie_signed_are_concluded_unless_one_chooses_otherwise(desk: Desk) -> None:
    column = next(each for each in matrix_columns(desk) if each.key == "contract")
    move_many(desk, [1, 2], "contract", Move.SUBMIT, on=MONDAY_IN_DECEMBER)
    async with sitting_at(desk):
        assert field_of(BulkMoveForm(desk, [1, 2], column)).understand() is Move.ACCEPT
        assert field_of(MilestoneForm(desk, 1, "contract")).understand() is Move.ACCEPT
        assert field_of(BulkMoveForm(desk, [1, 3], column)).understand() is None
        move_many(desk, [1, 2], "contract", Move.ACCEPT, on=MONDAY_IN_DECEMBER)
        assert field_of(BulkMoveForm(desk, [1, 2], column)).understand() is None


def test_a_step_back_is_never_chosen_for_anybody() -> None:
    chosen = {likely_move(state, kind, "any") for kind in MilestoneKind for state in MOVES[kind]}
    assert Move.PULL_BACK not in chosen


async def test_what_cannot_be_waived_is_not_offered_as_such(desk: Desk) -> None:
    async with sitting_at(desk):
        for key in ("contract", "outcome_report", "final_audit"):
            assert Move.WAIVE not in digits_of(field_of(MilestoneForm(desk, 1, key)))
        assert Move.WAIVE in digits_of(field_of(MilestoneForm(desk, 1, "final_meeting")))
