"""What a final audit (確定検査) does to the milestone of that name: one truth, recorded once."""

from __future__ import annotations

from kodoku_tui.domain.duties.milestones import MilestoneState, Move
from kodoku_tui.domain.duties.money import AuditResult

_WITH_THE_GROUP = (MilestoneState.NOT_STARTED, MilestoneState.RETURNED)
_WITH_US = (MilestoneState.SUBMITTED, MilestoneState.IN_REVIEW)


def moves_after_audit(state: MilestoneState | str, result: AuditResult) -> tuple[Move, ...]:
    """The moves that bring the milestone from `state` to where an audit of this result leaves it.

    適 accepts it. 条件付適 and 不適 ask the group for corrections, so it is returned (差戻し) until another audit finds
    it 適. An audit looks at what was handed in: where nothing was, the hand-in is recorded along with it. What was
    waived or does not apply stays.
    """
    state = MilestoneState(state)
    handed_in = (Move.SUBMIT,) if state in _WITH_THE_GROUP else ()
    if result is AuditResult.PASSED:
        return (*handed_in, Move.ACCEPT) if state in (*_WITH_THE_GROUP, *_WITH_US) else ()
    if state is MilestoneState.ACCEPTED:
        return (Move.PULL_BACK, Move.RETURN)
    if state is MilestoneState.NOT_STARTED:
        return (Move.SUBMIT, Move.RETURN)
    return (Move.RETURN,) if state in _WITH_US else ()
