"""One dated duty of one group: the states it passes through, the moves between them, and what they are called.

The enums compare equal to the words that the file holds; functions that take a state or a status take the
plain word as well (they run once per row inside queries) and raise `ValueError` for a word that is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from kodoku_tui.domain.days.closed_days import HolidayPolicy, apply_policy
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import AttendanceMark


class MilestoneState(StrEnum):
    """Where a milestone stands between its plan and its acceptance (状態).

    `SENT` is a contract's alone: we sent the papers, and the group is to send them back.
    """

    NOT_STARTED = "未着手"
    SENT = "書類送付"
    SUBMITTED = "提出"
    IN_REVIEW = "確認中"
    RETURNED = "差戻し"
    ACCEPTED = "受理"
    WAIVED = "免除"
    NOT_APPLICABLE = "対象外"


class ContractWord(StrEnum):
    """What two of the states are called in a contract: 書類送付 → 返送 → 締結済."""

    SENT_BACK = "返送"
    CONCLUDED = "締結済"


class ContractMove(StrEnum):
    """What two of the moves are called in a contract: 返送, 締結."""

    SEND_BACK = "contract_submit"
    CONCLUDE = "contract_accept"


class OpenWord(StrEnum):
    """What 未着手 is called in each kind of duty."""

    NOT_SENT = "書類未送付"
    TO_COME = "開催前"
    NOT_IN = "未提出"
    NOT_AUDITED = "未検査"


class AuditWord(StrEnum):
    """What an audit that is done is called: nothing is accepted, it passed."""

    PASSED = "適（完了）"


class SessionWord(StrEnum):
    """What a duty to attend has come to, as people read it."""

    ATTENDED = "出席"
    ABSENT = "欠席"
    FOLLOWED_UP = "欠席・フォロー済"


class RoundDecision(StrEnum):
    """How a submission round ended."""

    ACCEPTED = "受理"
    RETURNED = "差戻し"
    PULLED_BACK = "引戻し"
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
    MINISTRY = "ministry"


class Move(StrEnum):
    """What a person does to a milestone. `PULL_BACK` (引戻し) takes back the last step forward."""

    SEND = "send"
    SUBMIT = "submit"
    REVIEW = "review"
    RETURN = "return"
    ACCEPT = "accept"
    PULL_BACK = "pull_back"
    WAIVE = "waive"
    NOT_APPLICABLE = "not_applicable"
    REOPEN = "reopen"


class Standing(StrEnum):
    """How pressing a milestone is today. `OVERDUE` is the group's lateness, the two after `WAITING` are ours."""

    OVERDUE = "期限超過"
    DUE_SOON = "期限間近"
    WAITING = "事務局対応待ち"
    REVIEW_LATE = "確認遅れ"
    OURS_LATE = "事務局遅れ"
    MINISTRY = "内閣府対応待ち"
    WAITS_FOR = "前提待ち"
    OPEN = "予定"
    DONE = "済"
    NONE = "対象なし"


LATE = (Standing.OVERDUE, Standing.REVIEW_LATE, Standing.OURS_LATE)
"""How something stands that is late, at the group or with us."""


def _moves(**targets: MilestoneState) -> Mapping[Move, MilestoneState]:
    return MappingProxyType({Move[name]: target for name, target in targets.items()})


_Machine = Mapping[MilestoneState, Mapping[Move, MilestoneState]]

_SETTLED: _Machine = {
    MilestoneState.WAIVED: _moves(
        NOT_APPLICABLE=MilestoneState.NOT_APPLICABLE, REOPEN=MilestoneState.NOT_STARTED
    ),
    MilestoneState.NOT_APPLICABLE: _moves(WAIVE=MilestoneState.WAIVED, REOPEN=MilestoneState.NOT_STARTED),
}

_HANDED_IN: _Machine = {
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
    **_SETTLED,
}

# Papers may come back without anybody having noted that they were sent: 返送 is open from the start.
_SIGNED: _Machine = {
    **_HANDED_IN,
    MilestoneState.NOT_STARTED: MappingProxyType(
        dict(_HANDED_IN[MilestoneState.NOT_STARTED]) | {Move.SEND: MilestoneState.SENT}
    ),
    MilestoneState.SENT: _moves(
        SUBMIT=MilestoneState.SUBMITTED,
        PULL_BACK=MilestoneState.NOT_STARTED,
        WAIVE=MilestoneState.WAIVED,
        NOT_APPLICABLE=MilestoneState.NOT_APPLICABLE,
    ),
}

# Whether a duty to attend is fulfilled follows from attendance.
_ATTENDED: _Machine = {
    MilestoneState.NOT_STARTED: _moves(
        WAIVE=MilestoneState.WAIVED, NOT_APPLICABLE=MilestoneState.NOT_APPLICABLE
    ),
    MilestoneState.ACCEPTED: _moves(),
    **_SETTLED,
}

# What may be done in each state of each kind, the likeliest first, and the state it leads to. Acceptance needs
# a hand-in first. A hand-in pulled back leads to where it came from, see `after_move`.
MOVES: Mapping[MilestoneKind, _Machine] = MappingProxyType(
    {
        MilestoneKind.CONTRACT: MappingProxyType(_SIGNED),
        MilestoneKind.SESSION: MappingProxyType(_ATTENDED),
        MilestoneKind.DELIVERABLE: MappingProxyType(_HANDED_IN),
        MilestoneKind.AUDIT: MappingProxyType(_HANDED_IN),
    }
)

# These say why.
MOVES_WITH_A_REASON = frozenset({Move.RETURN, Move.WAIVE, Move.NOT_APPLICABLE})

SETTLEMENT = frozenset({"outcome_report", "expense_report", "final_audit"})
"""The keys of what a group owes, and we with it, also after it left, where it had a contract (契約解除)."""

NEVER_WAIVED = SETTLEMENT | {"contract"}
"""The keys of the duties that the programme stands on: they can be 対象外, but nobody can waive them (免除)."""

DIGITS: Mapping[Move, int] = MappingProxyType(
    {
        Move.SUBMIT: 1,
        Move.REVIEW: 2,
        Move.RETURN: 3,
        Move.ACCEPT: 4,
        Move.PULL_BACK: 5,
        Move.WAIVE: 6,
        Move.NOT_APPLICABLE: 7,
        Move.REOPEN: 8,
        Move.SEND: 9,
    }
)
"""The digit that means a move, in every form, of one group and of many."""

_TURNS: Mapping[MilestoneState, Turn] = MappingProxyType(
    {
        MilestoneState.NOT_STARTED: Turn.GROUP,
        MilestoneState.SENT: Turn.GROUP,
        MilestoneState.RETURNED: Turn.GROUP,
        MilestoneState.SUBMITTED: Turn.SECRETARIAT,
        MilestoneState.IN_REVIEW: Turn.SECRETARIAT,
    }
)


ShownWord: TypeAlias = MilestoneState | ContractWord | SessionWord | OpenWord | AuditWord
"""A word that people read for a state."""

_CALLED: Mapping[Move, ContractMove] = MappingProxyType(
    {Move.SUBMIT: ContractMove.SEND_BACK, Move.ACCEPT: ContractMove.CONCLUDE}
)

_SHOWN: Mapping[MilestoneKind, Mapping[MilestoneState, ShownWord]] = MappingProxyType(
    {
        MilestoneKind.CONTRACT: {
            MilestoneState.NOT_STARTED: OpenWord.NOT_SENT,
            MilestoneState.SUBMITTED: ContractWord.SENT_BACK,
            MilestoneState.ACCEPTED: ContractWord.CONCLUDED,
        },
        MilestoneKind.SESSION: {
            MilestoneState.NOT_STARTED: OpenWord.TO_COME,
            MilestoneState.ACCEPTED: SessionWord.ATTENDED,
        },
        MilestoneKind.DELIVERABLE: {MilestoneState.NOT_STARTED: OpenWord.NOT_IN},
        MilestoneKind.AUDIT: {
            MilestoneState.NOT_STARTED: OpenWord.NOT_AUDITED,
            MilestoneState.ACCEPTED: AuditWord.PASSED,
        },
    }
)

STATES_SHOWN: Mapping[str, MilestoneState] = MappingProxyType(
    {word: state for shown in _SHOWN.values() for state, word in shown.items()}
)
"""What each of these words means."""


def after_move(
    state: MilestoneState | str,
    move: Move | str,
    *,
    kind: MilestoneKind | str = MilestoneKind.DELIVERABLE,
    came_from: MilestoneState | str = MilestoneState.NOT_STARTED,
) -> MilestoneState:
    """The state that `move` leads to from `state` in a milestone of this kind.

    `came_from` is the state before the hand-in that stands: a hand-in pulled back leads there, so that a
    return, or papers that were sent, stay. Raises `Refused` (`error.illegal_move`) when the move is not open.
    """
    state, move, kind = MilestoneState(state), Move(move), MilestoneKind(kind)
    open_moves = MOVES[kind].get(state, {})
    if move not in open_moves:
        raise Refused(
            "error.illegal_move", field="state", state=shown_state(state, kind), move=called_move(move, kind)
        )
    if state is MilestoneState.SUBMITTED and move is Move.PULL_BACK:
        return MilestoneState(came_from)
    return open_moves[move]


def turn_of(state: MilestoneState | str) -> Turn | None:
    """In whose hands the papers are in this state, None when nothing more is to be done.

    Whose move a duty is on a day says `domain.duties.judgement`.
    """
    return _TURNS.get(MilestoneState(state))


def shown_state(state: MilestoneState | str, kind: MilestoneKind | str | None) -> ShownWord:
    """The word that people read for a state: a contract is sent back and concluded, not handed in and accepted."""
    state = MilestoneState(state)
    return state if kind is None else _SHOWN[MilestoneKind(kind)].get(state, state)


def called_move(move: Move, kind: MilestoneKind | str | None) -> Move | ContractMove:
    """The word that people read for a move: a contract is sent back and concluded, not handed in and accepted."""
    return _CALLED.get(move, move) if kind == MilestoneKind.CONTRACT else move


def shown_duty(
    state: MilestoneState | str,
    kind: MilestoneKind | str | None,
    *,
    mark: AttendanceMark | str | None = None,
    standing: Standing | str | None = None,
) -> ShownWord | AttendanceMark:
    """The word that people read for a duty: that of its state, of a duty to attend who came and what followed.

    A session that was held and whose attendance nobody has recorded is 未確認; that we are late is no word of it.
    """
    if kind == MilestoneKind.SESSION:
        if state == MilestoneState.ACCEPTED:
            return SessionWord.ATTENDED
        if state == MilestoneState.NOT_STARTED and mark in (AttendanceMark.EXCUSED, AttendanceMark.ABSENT):
            return SessionWord.FOLLOWED_UP if standing == Standing.DONE else SessionWord.ABSENT
        if standing in (Standing.WAITING, Standing.OURS_LATE):
            return AttendanceMark.UNKNOWN
    return shown_state(state, kind)


def possible_moves(
    state: MilestoneState | str, kind: MilestoneKind | str, key: str
) -> Mapping[Move, MilestoneState]:
    """What may be done with a duty of this key in this state, the likeliest first, and the state it leads to."""
    open_moves = MOVES[MilestoneKind(kind)].get(MilestoneState(state), {})
    if key not in NEVER_WAIVED:
        return open_moves
    return MappingProxyType({move: to for move, to in open_moves.items() if move is not Move.WAIVE})


def likely_move(state: MilestoneState | str, kind: MilestoneKind | str, key: str) -> Move | None:
    """What is mostly done next: papers that came back are signed. A step back (引戻し) is never chosen for anybody."""
    if kind == MilestoneKind.CONTRACT and state in (MilestoneState.SUBMITTED, MilestoneState.IN_REVIEW):
        return Move.ACCEPT
    return next((move for move in possible_moves(state, kind, key) if move is not Move.PULL_BACK), None)


def shown_decision(
    decision: RoundDecision | str, kind: MilestoneKind | str | None
) -> RoundDecision | ContractWord:
    """The word that people read for how a round ended: that of a contract is concluded, not accepted."""
    decision = RoundDecision(decision)
    is_concluded = kind == MilestoneKind.CONTRACT and decision is RoundDecision.ACCEPTED
    return ContractWord.CONCLUDED if is_concluded else decision


def effective_due(planned: date, newest_extension: date | None, policy: HolidayPolicy | str) -> date:
    """The day that counts (law 2): the newest extension, else the plan, moved by the holiday policy."""
    return apply_policy(newest_extension or planned, policy)
