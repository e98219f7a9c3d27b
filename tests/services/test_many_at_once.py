"""One change for many groups: foretold exactly, done as one unit, taken back by one undo."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.milestones import GroupStatus, Move
from kodoku_tui.services.bulk import extend_many, move_many, preview_extensions, preview_moves
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.history import undo
from kodoku_tui.services.milestones import list_milestones, move_milestone
from kodoku_tui.services.register import end_group
from tests.desks import data_of

DAY = date(2025, 12, 10)


def state_of(desk: Desk, number: int) -> str:
    return next(one.state for one in list_milestones(desk, number) if one.key == "outcome_report")


def test_the_preview_names_who_changes_and_who_does_not_and_why(desk: Desk) -> None:
    move_milestone(desk, 2, "outcome_report", Move.SUBMIT, on=DAY)
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="団体の都合")
    before = data_of(desk.connection)
    preview = preview_moves(desk, [1, 2, 41], "outcome_report", Move.SUBMIT, DAY)
    assert [(one.number, one.before, one.after) for one in preview.will] == [(1, "未着手", "提出")]
    assert [(one.number, one.reason.key) for one in preview.refused] == [
        (2, "error.illegal_move"),
        (41, "error.group_not_active"),
    ]
    assert data_of(desk.connection) == before


def test_what_was_foretold_is_done_and_one_undo_takes_all_of_it_back(desk: Desk) -> None:
    move_milestone(desk, 2, "outcome_report", Move.SUBMIT, on=DAY)
    before = data_of(desk.connection)
    numbers = [1, 2, 3, 3]
    foretold = preview_moves(desk, numbers, "outcome_report", Move.SUBMIT, DAY)
    done = move_many(desk, numbers, "outcome_report", Move.SUBMIT, on=DAY)
    assert done.will == foretold.will
    assert [one.number for one in done.refused] == [2]
    assert [state_of(desk, number) for number in (1, 2, 3)] == ["提出"] * 3
    assert desk.saved is not None
    undo(desk, desk.saved)
    assert data_of(desk.connection) == before


def test_many_are_extended_at_once_and_a_date_that_is_not_later_is_told(desk: Desk) -> None:
    extend_many(desk, [1], "outcome_report", date(2026, 2, 20), "行事のため")
    foretold = preview_extensions(desk, [1, 2], "outcome_report", date(2026, 2, 10))
    assert [(one.number, one.after) for one in foretold.will] == [(2, "2026-02-10")]
    assert [(one.number, one.reason.key) for one in foretold.refused] == [(1, "error.extension_not_later")]
    extend_many(desk, [1, 2], "outcome_report", date(2026, 2, 10), "大雪のため")
    due = [
        next(one.due for one in list_milestones(desk, number) if one.key == "outcome_report")
        for number in (1, 2)
    ]
    assert due == ["2026-02-20", "2026-02-10"]


def test_returning_many_needs_a_reason_once(desk: Desk) -> None:
    move_many(desk, [1, 2], "outcome_report", Move.SUBMIT, on=DAY)
    with pytest.raises(Refused) as refusal:
        move_many(desk, [1, 2], "outcome_report", Move.RETURN, on=DAY)
    assert refusal.value.key == "error.reason_empty"
    assert [state_of(desk, number) for number in (1, 2)] == ["提出"] * 2
    move_many(desk, [1, 2], "outcome_report", Move.RETURN, on=DAY, comment="押印がない")
    assert [state_of(desk, number) for number in (1, 2)] == ["差戻し"] * 2
