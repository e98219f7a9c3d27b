"""The settings of the year: seen, changed as one unit, and refused where they would contradict what is recorded."""

from __future__ import annotations

import pytest

from kodoku_tui.domain.duties.money_entries import ExpenseChange
from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.desk.programme_settings import (
    change_settings,
    preview_settings,
    programme_settings,
)
from kodoku_tui.services.duties.money.page import cost_items
from kodoku_tui.services.duties.money.recording import set_expense
from kodoku_tui.services.duties.money.settings import move_cost_item
from kodoku_tui.services.work.worklist import worklist
from kodoku_tui.store.unit import StaleVersion
from tests.desks import data_of


def test_the_preview_counts_what_would_be_due_soon_and_the_lists_then_agree(desk: Desk) -> None:
    before = data_of(desk.connection)
    seen = preview_settings(desk, due_soon_days=60)
    assert data_of(desk.connection) == before
    change_settings(desk, due_soon_days=60)
    sessions = (
        96  # The second training counts as due soon for each, and stands once in the list as a session.
    )
    soon = [item for item in worklist(desk) if item.urgency == "soon" and item.what == "milestone"]
    assert len(soon) == seen.soon_after - sessions
    undo(desk)
    assert data_of(desk.connection) == before


def test_a_cap_below_what_a_group_has_budgeted_is_refused_by_its_number(desk: Desk) -> None:
    set_expense(desk, 12, "謝金", ExpenseChange(budget=1_500_000))
    with pytest.raises(Refused) as refusal:
        change_settings(desk, cap=1_499_999)
    assert (refusal.value.key, refusal.value.field) == ("error.cap_below_budgets", "cap")
    assert (refusal.value.params["numbers"], refusal.value.params["largest"]) == ("12", "1,500,000")
    change_settings(desk, cap=1_500_000)
    assert programme_settings(desk).cap == 1_500_000


def test_somebody_else_s_change_is_not_run_over(desk: Desk) -> None:
    seen = programme_settings(desk)
    change_settings(desk, limit_percent=None)
    assert programme_settings(desk).limit_percent is None
    with pytest.raises(StaleVersion):
        change_settings(desk, limit_percent=10, version=seen.version)


def test_a_cost_item_moves_up_and_down_and_stops_at_the_ends(desk: Desk) -> None:
    before = data_of(desk.connection)
    assert move_cost_item(desk, "旅費", to=1).saved.params["position"] == 1
    assert [item.title for item in cost_items(desk, None)][:3] == ["旅費", "人件費", "謝金"]
    undo(desk)
    assert data_of(desk.connection) == before
    assert move_cost_item(desk, "旅費", step=1).saved.params["position"] == 4
    assert move_cost_item(desk, "人件費", step=-1).saved.params["position"] == 1
