"""A register that was started during its year is asked about once, and what lies before a day is settled in one act."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from kodoku_tui.domain.duties.late_start import Settling
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.milestone_page import milestone_page
from kodoku_tui.services.duties.milestones import list_milestones, move_milestone
from kodoku_tui.services.duties.plan.late_start import (
    asks_about_late_start,
    keep_all_open,
    preview_settlement,
    settle_before,
)
from kodoku_tui.services.sessions.sessions import session_entry
from kodoku_tui.services.work.worklist import overdue_list
from tests.desks import data_of, go_to

TODAY = date(2025, 12, 15)


def test_a_register_of_december_asks_until_somebody_records_anything(desk: Desk) -> None:
    sight = asks_about_late_start(desk)
    assert sight is not None and sight.late >= sight.groups == 96
    move_milestone(desk, 12, "contract", Move.SUBMIT, on=TODAY)
    assert asks_about_late_start(desk) is None
    undo(desk)
    assert asks_about_late_start(desk) is not None


def test_a_register_that_came_in_time_never_asks(desk: Desk) -> None:
    go_to(desk, date(2025, 6, 20))
    assert asks_about_late_start(desk) is None


def test_a_lively_year_with_much_that_is_late_does_not_ask(lively_desk: Desk) -> None:
    assert overdue_list(lively_desk)
    assert asks_about_late_start(lively_desk) is None


def test_all_that_lies_before_a_day_is_settled_as_one_act_and_comes_back(desk: Desk) -> None:
    move_milestone(desk, 12, "contract", Move.SUBMIT, on=TODAY)
    before = data_of(desk.connection)
    preview = preview_settlement(desk, TODAY)
    assert data_of(desk.connection) == before
    assert [(duty.key, duty.groups, duty.state) for duty in preview.duties] == [
        ("contract", 95, "対象外"),
        ("training_1", 96, "対象外"),
        ("midterm_meeting", 96, "対象外"),
    ]
    assert preview.left == 1
    units = len(list_units(desk))
    settle_before(desk, TODAY, reason="台帳を始める前")
    assert len(list_units(desk)) == units + 1
    states = Counter((one.key, one.state) for one in list_milestones(desk))
    # What somebody recorded stays, and so does what is still to come.
    assert states["contract", "提出"] == 1 and states["outcome_report", "未着手"] == 96
    late = {item.what for item in overdue_list(desk) if item.group_no != 12}
    assert late <= {"checkin"}
    assert "台帳開始前: 台帳を始める前" in milestone_page(desk, 13, "contract").entry.note
    undo(desk)
    assert data_of(desk.connection) == before


def test_done_says_neither_who_came_nor_that_anything_was_handed_in(desk: Desk) -> None:
    go_to(desk, date(2026, 3, 1))
    settle_before(desk, date(2026, 3, 1), reason="前の台帳で確かめた", how=Settling.DONE)
    states = {one.key: one.state for one in list_milestones(desk, 12)}
    assert states == {
        "contract": "受理",
        "training_1": "対象外",
        "midterm_meeting": "対象外",
        "training_2": "対象外",
        "outcome_report": "受理",
        "expense_report": "受理",
        "final_audit": "受理",
        "final_meeting": "未着手",
    }
    report = next(one for one in list_milestones(desk, 12) if one.key == "outcome_report")
    assert (report.round, report.first_submitted, report.was_on_time) == (0, None, None)
    assert session_entry(desk, "training_1").present == 0


def test_all_open_is_answered_once_for_the_file(desk: Desk) -> None:
    keep_all_open(desk)
    assert asks_about_late_start(desk) is None
    undo(desk)
    assert asks_about_late_start(desk) is not None


@pytest.mark.parametrize(
    ("before", "reason", "key"),
    [
        (date(2025, 12, 16), "都合", "error.date_in_future"),
        (TODAY, "  ", "error.reason_empty"),
        (date(2025, 6, 1), "都合", "error.nothing_lies_before"),
    ],
)
def test_what_cannot_be_settled_changes_nothing(desk: Desk, before: date, reason: str, key: str) -> None:
    data, units = data_of(desk.connection), len(list_units(desk))
    with pytest.raises(Refused) as refused:
        settle_before(desk, before, reason=reason)
    assert refused.value.key == key
    assert (data_of(desk.connection), len(list_units(desk))) == (data, units)
