"""今日 as rows: one a group that has a reason, like reasons of many groups folded to one, in the order of attention.

A reason stands once. Reasons of five or more groups with the same duty, standing and turn fold to one row (the
attendance of a session always); a group that has any other reason keeps a row of its own, headed by that one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.said import Said

FOLDS_FROM = 5
"""So many groups with a like reason are one row."""

URGENCIES = ("overdue", "due", "waiting", "soon", "coming")


class NextAct(StrEnum):
    """What settles a row; each is one key."""

    RECORD_ATTENDANCE = "record_attendance"
    RECORD_HAND_IN = "record_hand_in"
    RECORD_SEND_BACK = "record_send_back"
    SEND_PAPERS = "send_papers"
    CONCLUDE = "conclude"
    REVIEW = "review"
    AUDIT = "audit"
    LOG_CHECKIN = "log_checkin"
    TICK_PROMISE = "tick_promise"
    FOLLOW_UP = "follow_up"
    OPEN_ISSUE = "open_issue"
    OPEN_SESSION = "open_session"
    OPEN_GROUP = "open_group"


AT_ONCE: Mapping[NextAct, Move] = MappingProxyType(
    {
        NextAct.SEND_PAPERS: Move.SEND,
        NextAct.RECORD_HAND_IN: Move.SUBMIT,
        NextAct.RECORD_SEND_BACK: Move.SUBMIT,
        NextAct.CONCLUDE: Move.ACCEPT,
    }
)
"""What is done to a duty where no more is said than that it happened today. A review comes out one way or the other."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something needs somebody today.

    `record` names what it is about: what is said twice of one record is one reason. `points` are those of the group's
    axis, `own_points` those of ours. `fold` is the same for reasons that are alike; None never folds. `duty` is the key
    of the milestone or session that it is about, `item_id` the row behind it. `said_folded` says it of many groups.
    """

    record: str
    group_id: int | None
    what: str
    urgency: str
    said: Said
    act: NextAct
    title: str = ""
    title_en: str = ""
    due_on: str | None = None
    turn: str | None = None
    points: int = 0
    own_points: int = 0
    fold: str | None = None
    said_folded: Said | None = None
    folds_always: bool = False
    duty: str | None = None
    item_id: int | None = None
    staff: str | None = None

    @property
    def ticks_a_promise(self) -> bool:
        """Whether a promise behind it (`item_id`) is all that it takes to settle it."""
        return self.act is NextAct.TICK_PROMISE and self.item_id is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """A group and both of its figures, by which its row is placed."""

    group_id: int
    number: int
    name: str
    staff: str | None = None
    score: int = 0
    own_lateness: int = 0

    @property
    def rank(self) -> tuple[int, int, int]:
        """The gravest first, then what we are later with."""
        return (-self.score, -self.own_lateness, self.number)


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One row: its reasons and the groups that it tells of, the gravest first; a task of its own has no group."""

    reasons: tuple[Reason, ...]
    groups: tuple[Standing, ...] = ()
    is_fold: bool = False

    @property
    def head(self) -> Reason:
        """The gravest reason."""
        return self.reasons[0]

    @property
    def more(self) -> int:
        """How many reasons there are besides; of a fold none, since it is one reason of many groups."""
        return 0 if self.is_fold else len(self.reasons) - 1

    @property
    def group(self) -> Standing | None:
        """The group of a row that is of one group."""
        return self.groups[0] if self.groups and not self.is_fold else None

    @property
    def key(self) -> str:
        """What the row is, from one reading to the next."""
        if self.is_fold:
            return f"fold:{self.head.fold}"
        return self.head.record if self.group is None else f"group:{self.group.group_id}"


def today_rows(reasons: Iterable[Reason], standings: Mapping[int, Standing]) -> list[TodayRow]:
    """The rows of these reasons, in order. `standings` has every group that a reason names."""
    once = merged(reasons)
    folded = _folded(once)
    by_group: dict[int, list[Reason]] = defaultdict(list)
    of_fold: dict[str, list[Reason]] = defaultdict(list)
    found: list[TodayRow] = []
    for reason in once:
        if reason.group_id is None:
            found.append(TodayRow((reason,)))
            continue
        by_group[reason.group_id].append(reason)
        if reason.fold is not None and reason.fold in folded:
            of_fold[reason.fold].append(reason)
    for group_id, own in by_group.items():
        alone = [reason for reason in own if reason.fold not in folded]
        if alone:
            rest = [reason for reason in own if reason.fold in folded]
            both = (*sorted(alone, key=_gravity), *sorted(rest, key=_gravity))
            found.append(TodayRow(both, (standings[group_id],)))
    found += [_fold_row(like, standings) for like in of_fold.values()]
    return sorted(found, key=_place)


def merged(reasons: Iterable[Reason]) -> list[Reason]:
    """Each reason once: what is said twice of one record is said in its heaviest words, under its most pressing day."""
    kept: dict[tuple[int | None, str], Reason] = {}
    for reason in reasons:
        at = (reason.group_id, reason.record)
        kept[at] = _together(kept[at], reason) if at in kept else reason
    return list(kept.values())


def _together(one: Reason, other: Reason) -> Reason:
    first, second = sorted((one, other), key=_gravity)
    pressing = min(first, second, key=lambda reason: URGENCIES.index(reason.urgency))
    return replace(
        first,
        points=first.points + second.points,
        own_points=first.own_points + second.own_points,
        urgency=pressing.urgency,
        due_on=pressing.due_on or first.due_on or second.due_on,
        fold=first.fold or second.fold,
        said_folded=first.said_folded or second.said_folded,
        folds_always=first.folds_always or second.folds_always,
        duty=first.duty or second.duty,
        item_id=second.item_id if first.item_id is None else first.item_id,
        staff=first.staff or second.staff,
    )


def _folded(reasons: Sequence[Reason]) -> set[str | None]:
    groups: dict[str, set[int]] = defaultdict(set)
    always = set()
    for reason in reasons:
        if reason.fold is not None and reason.group_id is not None:
            groups[reason.fold].add(reason.group_id)
            if reason.folds_always:
                always.add(reason.fold)
    return {fold for fold, members in groups.items() if len(members) >= FOLDS_FROM or fold in always}


def _fold_row(like: Sequence[Reason], standings: Mapping[int, Standing]) -> TodayRow:
    """The members by their standing; the head is said of the longest overdue among them."""
    named = {reason.group_id for reason in like if reason.group_id is not None}
    members = sorted((standings[group_id] for group_id in named), key=lambda one: one.rank)
    longest = min(like, key=lambda reason: (reason.due_on is None, reason.due_on or "", _gravity(reason)))
    rest = (reason for reason in like if reason is not longest)
    return TodayRow((longest, *sorted(rest, key=_gravity)), tuple(members), is_fold=True)


def _gravity(reason: Reason) -> tuple[int, int, int, bool, str, str]:
    """The group's trouble before our lateness, and that before what has no points."""
    return (
        -reason.points,
        -reason.own_points,
        URGENCIES.index(reason.urgency),
        reason.due_on is None,
        reason.due_on or "",
        reason.record,
    )


def _points_heading(row: TodayRow) -> int:
    """What the head of a row weighs with its group; of a fold, what it weighs with the gravest member."""
    if not row.is_fold:
        return row.head.points
    return max(reason.points for reason in row.reasons if reason.group_id == row.groups[0].group_id)


def _place(row: TodayRow) -> tuple[int, int, int, int, bool, int, int, str, str]:
    """By attention, then our lateness. A fold stands as its gravest member: before that one's own row where it weighs
    more with it than what heads that row, else behind it. What is of no group stands last."""
    score, own_lateness, number = row.groups[0].rank if row.groups else (1, 0, 0)
    return (
        score,
        own_lateness,
        number,
        -_points_heading(row),
        row.is_fold,
        -max(reason.own_points for reason in row.reasons),
        URGENCIES.index(row.head.urgency),
        row.head.due_on or "9999",
        row.key,
    )
