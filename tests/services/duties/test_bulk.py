"""One act for many groups: what would happen, what happened, who was left out and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.locale.phrases import say_refused, say_said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.bulk import extend_many, move_many, preview_extensions, preview_moves
from kodoku_tui.services.duties.milestones import extend_due, list_milestones, move_milestone
from kodoku_tui.services.endings.endings import end_group
from tests.desks import MONDAY_IN_DECEMBER, data_of

REPORT, TODAY = "outcome_report", MONDAY_IN_DECEMBER


def states(desk: Desk) -> dict[int, str]:
    return {entry.group_no: entry.state for entry in list_milestones(desk) if entry.key == REPORT}


def test_many_groups_move_in_one_unit_as_the_preview_said(desk: Desk) -> None:
    move_milestone(desk, 13, REPORT, Move.SUBMIT, on=TODAY)
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=TODAY - timedelta(days=1), reason="都合")
    numbers = [12, 13, 41, 97, 20, 12]
    before = data_of(desk.connection)
    preview = preview_moves(desk, numbers, REPORT, Move.SUBMIT, TODAY)
    assert data_of(desk.connection) == before
    assert [(one.number, one.before, one.after) for one in preview.will] == [
        (12, "未提出", "提出"),
        (20, "未提出", "提出"),
    ]
    assert [(one.number, one.reason.key) for one in preview.refused] == [
        (13, "error.illegal_move"),
        (41, "error.after_ending"),
        (97, "error.no_such_group"),
    ]
    assert all(one.sentence.endswith("。") for one in preview.refused)
    units = len(list_units(desk))
    assert move_many(desk, numbers, REPORT, Move.SUBMIT, on=TODAY).will == preview.will
    assert len(list_units(desk)) == units + 1
    assert [number for number, state in states(desk).items() if state == "提出"] == [12, 13, 20]
    undo(desk)
    assert data_of(desk.connection) == before


def test_all_active_groups_are_moved_at_once(desk: Desk) -> None:
    everybody = list(range(1, 97))
    moved = move_many(desk, everybody, "contract", Move.SUBMIT, on=TODAY)
    assert (len(moved.will), moved.refused) == (96, ())
    assert {one.after for one in moved.will} == {"返送"}
    assert said_of(desk) == "返送: 「契約締結」96団体（番号 1-96）"
    again = move_many_refused(desk, "contract", Move.SUBMIT)
    assert "いまの状態が「返送」なので、「返送」はできません" in again
    move_many(desk, [12, 13], "contract", Move.ACCEPT, on=TODAY)
    assert said_of(desk) == "締結: 「契約締結」2団体（番号 12, 13）"


def said_of(desk: Desk) -> str:
    newest = list_units(desk)[0]
    return say_said(Said(newest.what_key, **newest.what_params), desk.today)


def move_many_refused(desk: Desk, key: str, move: Move) -> str:
    with pytest.raises(Refused) as refused:
        move_many(desk, [12], key, move, on=TODAY)
    return say_refused(refused.value)


@pytest.mark.parametrize(
    ("numbers", "key"),
    [([13], "error.illegal_move"), ([13, 14], "error.none_can"), ([], "error.nobody_named")],
)
def test_an_act_that_fits_no_group_is_refused_with_the_reason(
    desk: Desk, numbers: list[int], key: str
) -> None:
    before = data_of(desk.connection)
    with pytest.raises(Refused) as refused:
        move_many(desk, numbers, REPORT, Move.ACCEPT, on=TODAY)
    assert refused.value.key == key
    assert data_of(desk.connection) == before


def test_a_reason_is_asked_for_when_it_is_done_and_not_when_it_is_looked_at(desk: Desk) -> None:
    assert preview_moves(desk, [12], REPORT, Move.NOT_APPLICABLE, TODAY).will
    with pytest.raises(Refused, match="reason_empty"):
        move_many(desk, [12, 13], REPORT, Move.NOT_APPLICABLE, on=TODAY)
    with pytest.raises(Refused, match="no_such_milestone"):
        preview_moves(desk, [12], "report", Move.NOT_APPLICABLE, TODAY)


def test_many_due_dates_are_put_off_in_one_unit_and_only_to_later_days(desk: Desk) -> None:
    extend_due(desk, 13, REPORT, to=date(2026, 2, 20), reason="行事")
    move_many(desk, [14], REPORT, Move.NOT_APPLICABLE, on=TODAY, comment="共同実施")
    to = date(2026, 2, 5)
    preview = preview_extensions(desk, [12, 13, 14, 15], REPORT, to)
    assert [(one.number, one.before, one.after) for one in preview.will] == [
        (12, "2026-01-31", "2026-02-05"),
        (15, "2026-01-31", "2026-02-05"),
    ]
    assert [(one.number, one.reason.key) for one in preview.refused] == [
        (13, "error.extension_not_later"),
        (14, "error.nothing_to_extend"),
    ]
    before = data_of(desk.connection)
    assert extend_many(desk, [12, 13, 14, 15], REPORT, to, "事務局の都合").will == preview.will
    due = {entry.group_no: entry.due for entry in list_milestones(desk) if entry.key == REPORT}
    assert (due[12], due[13], due[15]) == ("2026-02-05", "2026-02-20", "2026-02-05")
    undo(desk)
    assert data_of(desk.connection) == before
    with pytest.raises(Refused, match="reason_empty"):
        extend_many(desk, [12], REPORT, to, " ")


def test_a_group_that_has_moved_on_meanwhile_is_told_and_left(desk: Desk) -> None:
    move_many(desk, [12, 13], REPORT, Move.SUBMIT, on=TODAY)
    move_milestone(desk, 13, REPORT, Move.ACCEPT, on=TODAY)
    left = move_many(desk, [12, 13], REPORT, Move.RETURN, on=TODAY, comment="様式")
    assert [one.number for one in left.will] == [12]
    assert states(desk)[13] == "受理"
    assert [(one.number, one.reason.key) for one in left.refused] == [(13, "error.illegal_move")]
