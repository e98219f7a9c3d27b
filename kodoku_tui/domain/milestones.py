"""One dated duty of one group: the states it passes through, whose turn it is and how pressing it is.

The enums compare equal to the words that the file holds; functions that take a state or a status take the
plain word as well (they run once per row inside queries) and raise `ValueError` for a word that is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from kodoku_tui.domain.closed_days import HolidayPolicy, apply_policy
from kodoku_tui.domain.errors import Refused


class MilestoneState(StrEnum):
    """Where a milestone stands between its plan and its acceptance (状態)."""

    NOT_STARTED = "未着手"
    SUBMITTED = "提出"
    IN_REVIEW = "確認中"
    RETURNED = "差戻し"
    ACCEPTED = "受理"
    WAIVED = "免除"
    NOT_APPLICABLE = "対象外"


class MilestoneKind(StrEnum):
    """What fulfilling a milestone takes: signing, attending, handing in or being audited."""

    CONTRACT = "contract"
    SESSION = "session"
    DELIVERABLE = "deliverable"
    AUDIT = "audit"


class Turn(StrEnum):
    """Whose move it is (手番)."""

    GROUP = "group"
    SECRETARIAT = "secretariat"


class GroupStatus(StrEnum):
    """Whether a group still takes part in its programme."""

    ACTIVE = "実施中"
    WITHDRAWN = "辞退"
    STOPPED = "中止"
    COMPLETED = "完了"


class Move(StrEnum):
    """What a person does to a milestone. `PULL_BACK` (引戻し) takes back the last step forward."""

    SUBMIT = "submit"
    REVIEW = "review"
    RETURN = "return"
    ACCEPT = "accept"
    PULL_BACK = "pull_back"
    WAIVE = "waive"
    NOT_APPLICABLE = "not_applicable"
    REOPEN = "reopen"


class Standing(StrEnum):
    """How pressing a milestone is today."""

    OVERDUE = "期限超過"
    DUE_SOON = "期限間近"
    WAITING = "事務局手番"
    REVIEW_LATE = "確認遅れ"
    OPEN = "予定"
    DONE = "済"
    NONE = "対象なし"


def _moves(**targets: MilestoneState) -> Mapping[Move, MilestoneState]:
    return MappingProxyType({Move[name]: target for name, target in targets.items()})


# What may be done in each state, and the state it leads to. Acceptance needs a hand-in first.
MOVES: Mapping[MilestoneState, Mapping[Move, MilestoneState]] = MappingProxyType(
    {
        MilestoneState.NOT_STARTED: _moves(
            SUBMIT=MilestoneState.SUBMITTED,
            WAIVE=MilestoneState.WAIVED,
            NOT_APPLICABLE=MilestoneState.NOT_APPLICABLE,
        ),
        MilestoneState.SUBMITTED: _moves(
            REVIEW=MilestoneState.IN_REVIEW,
            RETURN=MilestoneState.RETURNED,
            ACCEPT=MilestoneState.ACCEPTED,
            PULL_BACK=MilestoneState.NOT_STARTED,
            WAIVE=MilestoneState.WAIVED,
            NOT_APPLICABLE=MilestoneState.NOT_APPLICABLE,
        ),
        MilestoneState.IN_REVIEW: _moves(
            RETURN=MilestoneState.RETURNED,
            ACCEPT=MilestoneState.ACCEPTED,
            PULL_BACK=MilestoneState.SUBMITTED,
            WAIVE=MilestoneState.WAIVED,
            NOT_APPLICABLE=MilestoneState.NOT_APPLICABLE,
        ),
        MilestoneState.RETURNED: _moves(
            SUBMIT=MilestoneState.SUBMITTED,
            WAIVE=MilestoneState.WAIVED,
            NOT_APPLICABLE=MilestoneState.NOT_APPLICABLE,
        ),
        MilestoneState.ACCEPTED: _moves(PULL_BACK=MilestoneState.IN_REVIEW),
        MilestoneState.WAIVED: _moves(
            NOT_APPLICABLE=MilestoneState.NOT_APPLICABLE, REOPEN=MilestoneState.NOT_STARTED
        ),
        MilestoneState.NOT_APPLICABLE: _moves(WAIVE=MilestoneState.WAIVED, REOPEN=MilestoneState.NOT_STARTED),
    }
)

_TURNS: Mapping[MilestoneState, Turn] = MappingProxyType(
    {
        MilestoneState.NOT_STARTED: Turn.GROUP,
        MilestoneState.RETURNED: Turn.GROUP,
        MilestoneState.SUBMITTED: Turn.SECRETARIAT,
        MilestoneState.IN_REVIEW: Turn.SECRETARIAT,
    }
)


def after_move(state: MilestoneState | str, move: Move | str) -> MilestoneState:
    """The state that `move` leads to from `state`.

    Raises `Refused` (`error.illegal_move`) when the move is not open in that state.
    """
    state, move = MilestoneState(state), Move(move)
    if move not in MOVES[state]:
        raise Refused("error.illegal_move", field="state", state=state, move=move)
    return MOVES[state][move]


def turn_of(state: MilestoneState | str) -> Turn | None:
    """Whose move it is, or None when nothing more is to be done."""
    return _TURNS.get(MilestoneState(state))


def effective_due(planned: date, newest_extension: date | None, policy: HolidayPolicy | str) -> date:
    """The day that counts (law 2): the newest extension, else the plan, moved by the holiday policy."""
    return apply_policy(newest_extension or planned, policy)


def standing(
    *,
    state: MilestoneState | str,
    due: date,
    today: date,
    soon_days: int,
    group_status: GroupStatus | str,
    handed_in_on: date | None,
    review_days: int,
) -> Standing:
    """How pressing a milestone is on `today` (law 3).

    `due` is the effective due date; the due date itself is never overdue. `soon_days` counts from today and
    includes the last day. A hand-in is late for review once more than `review_days` have passed since
    `handed_in_on`. Nothing of a withdrawn or stopped group counts; of a completed one only what was accepted.
    """
    group_status = GroupStatus(group_status)
    state = MilestoneState(state)
    if group_status in (GroupStatus.WITHDRAWN, GroupStatus.STOPPED):
        return Standing.NONE
    if state is MilestoneState.ACCEPTED:
        return Standing.DONE
    turn = _TURNS.get(state)
    if turn is None or group_status is GroupStatus.COMPLETED:
        return Standing.NONE
    if turn is Turn.SECRETARIAT:
        late = handed_in_on is not None and (today - handed_in_on).days > review_days
        return Standing.REVIEW_LATE if late else Standing.WAITING
    days_left = (due - today).days
    if days_left < 0:
        return Standing.OVERDUE
    return Standing.DUE_SOON if days_left <= soon_days else Standing.OPEN
