"""What a move is called: a contract is sent back (返送) and concluded (締結), a document handed in and accepted."""

from __future__ import annotations

from kodoku_tui.domain.duties.milestones import MilestoneKind, Move
from kodoku_tui.locale import say

_OF_A_CONTRACT = (Move.SEND, Move.SUBMIT, Move.ACCEPT)


def say_move(move: Move, kind: str | None) -> str:
    """The move as people call it for a milestone of this kind, of any kind where it is None."""
    family = "contract_move" if kind == MilestoneKind.CONTRACT and move in _OF_A_CONTRACT else "move"
    return say(f"{family}.{move.value}")
