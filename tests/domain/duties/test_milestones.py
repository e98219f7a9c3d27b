from __future__ import annotations

from datetime import date

import pytest
from hypothesis import strategies as st

from kodoku_tui.domain.days.closed_days import HolidayPolicy
from kodoku_tui.domain.duties.milestones import (
    MOVES,
    MilestoneKind,
    MilestoneState,
    Move,
    Standing,
    Turn,
    after_move,
    called_move,
    effective_due,
    shown_state,
    turn_of,
)
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus

DUE = date(2025, 12, 15)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
STATES = st.sampled_from(MilestoneState)
STATUSES = st.sampled_from(GroupStatus)
PRESSING = {Standing.OVERDUE, Standing.DUE_SOON, Standing.WAITING, Standing.REVIEW_LATE}


def test_a_returned_report_is_the_groups_turn() -> None:
    assert turn_of(MilestoneState.RETURNED) is Turn.GROUP
    assert turn_of("確認中") is Turn.SECRETARIAT
    assert turn_of("受理") is None


@pytest.mark.parametrize("kind", MilestoneKind)
@pytest.mark.parametrize("state", MilestoneState)
@pytest.mark.parametrize("move", Move)
def test_each_move_leads_to_a_state_or_is_refused_with_both_words(
    kind: MilestoneKind, state: MilestoneState, move: Move
) -> None:
    open_moves = MOVES[kind].get(state, {})
    if move in open_moves:
        assert after_move(state.value, move.value, kind=kind.value) is open_moves[move]
        assert after_move(state, move, kind=kind) is not state
    else:
        with pytest.raises(Refused) as caught:
            after_move(state, move, kind=kind)
        assert (caught.value.key, caught.value.params) == (
            "error.illegal_move",
            {"state": shown_state(state, kind), "move": called_move(move, kind)},
        )


@pytest.mark.parametrize(
    ("start", "moves", "end"),
    [
        ("未着手", ["submit", "review", "accept"], "受理"),
        ("未着手", ["submit", "return", "submit", "accept"], "受理"),
        ("受理", ["pull_back", "pull_back", "pull_back"], "未着手"),
        ("差戻し", ["waive", "not_applicable", "reopen"], "未着手"),
        ("確認中", ["not_applicable", "waive", "reopen"], "未着手"),
    ],
)
def test_a_document_travels_between_the_group_and_us(start: str, moves: list[str], end: str) -> None:
    state: MilestoneState | str = start
    for move in moves:
        state = after_move(state, move)
    assert state == end


@pytest.mark.parametrize(
    ("state", "move"),
    [
        ("未着手", "accept"),
        ("差戻し", "accept"),
        ("未着手", "return"),
        ("確認中", "review"),
        ("受理", "waive"),
        ("受理", "not_applicable"),
        ("受理", "submit"),
        ("免除", "waive"),
        ("対象外", "submit"),
        ("未着手", "reopen"),
    ],
)
def test_a_step_that_skips_the_order_is_refused(state: str, move: str) -> None:
    with pytest.raises(Refused, match="illegal_move"):
        after_move(state, move)


@pytest.mark.parametrize("kind", [kind for kind in MilestoneKind if kind is not MilestoneKind.SESSION])
def test_from_every_state_the_work_can_begin_again_or_be_settled(kind: MilestoneKind) -> None:
    machine = MOVES[kind]

    def reachable(state: MilestoneState) -> set[MilestoneState]:
        found, waiting = {state}, [state]
        while waiting:
            new = set(machine[waiting.pop()].values()) - found
            found |= new
            waiting += new
        return found

    assert all(reachable(state) == set(machine) for state in machine)


def test_a_contract_is_sent_by_us_sent_back_by_the_group_and_concluded_by_us() -> None:
    state: MilestoneState = MilestoneState.NOT_STARTED
    told = [(shown_state(state, "contract").value, turn_of(state))]
    for move in (Move.SEND, Move.SUBMIT, Move.ACCEPT):
        state = after_move(state, move, kind="contract")
        told.append((shown_state(state, "contract").value, turn_of(state)))
    assert told == [
        ("書類未送付", Turn.GROUP),
        ("書類送付", Turn.GROUP),
        ("返送", Turn.SECRETARIAT),
        ("締結済", None),
    ]
    # Nobody noted that the papers were sent: they come back all the same.
    assert after_move("未着手", "submit", kind="contract") is MilestoneState.SUBMITTED
    with pytest.raises(Refused, match="illegal_move"):
        after_move("未着手", "send", kind="deliverable")


@pytest.mark.parametrize("came_from", ["未着手", "書類送付", "差戻し"])
def test_a_hand_in_pulled_back_leads_to_where_it_came_from(came_from: str) -> None:
    assert after_move("提出", "pull_back", kind="contract", came_from=came_from) == came_from
    # Beginning to read is pulled back to the hand-in, wherever that came from.
    assert after_move("確認中", "pull_back", kind="contract", came_from=came_from) == "提出"


def test_the_newest_extension_counts_and_the_policy_moves_it_too() -> None:
    planned, new_years_day = date(2025, 12, 15), date(2026, 1, 1)
    assert effective_due(planned, None, HolidayPolicy.AFTER) == planned
    assert effective_due(planned, new_years_day, HolidayPolicy.AFTER) == date(2026, 1, 5)
    assert effective_due(planned, date(2025, 12, 1), HolidayPolicy.KEEP) == date(2025, 12, 1)
