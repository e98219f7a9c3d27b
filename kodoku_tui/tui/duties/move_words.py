"""What a move is called: a contract is sent back (返送) and concluded (締結), a document handed in and accepted."""

from __future__ import annotations

from collections.abc import Iterable

from kodoku_tui.domain.duties.milestones import DIGITS, MilestoneKind, Move
from kodoku_tui.locale import say
from kodoku_tui.tui.forms.choice_field import ChoiceField

_OF_A_CONTRACT = (Move.SEND, Move.SUBMIT, Move.ACCEPT)


def say_move(move: Move, kind: str | None) -> str:
    """The move as people call it for a milestone of this kind, of any kind where it is None."""
    family = "contract_move" if kind == MilestoneKind.CONTRACT and move in _OF_A_CONTRACT else "move"
    return say(f"{family}.{move.value}")


def move_field(moves: Iterable[Move], kind: str | None, likely: Move | None) -> ChoiceField[Move]:
    """Which of these moves; the same digit means the same move in every form."""
    offered = sorted(moves, key=lambda move: DIGITS[move])
    return ChoiceField(
        "move",
        say("field.move"),
        [(move, say_move(move, kind)) for move in offered],
        likely,
        required=True,
        digits=[str(DIGITS[move]) for move in offered],
    )
