"""One move or one extension for many groups at once: a preview of what would happen, and the act as one unit."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kodoku_tui.domain.duties.milestones import MilestoneState, Move, called_move, likely_move, shown_state
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.domain.said import Said
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.duties.money.passing import checked_to_pass
from kodoku_tui.services.duties.moves import (
    NO_CONSENT,
    Consent,
    PlannedExtension,
    PlannedMove,
    closed_days,
    comment_for,
    consent_missing,
    extension_doubts,
    plan_extension,
    plan_move,
    reason_for_extension,
    write_extension,
    write_move,
)
from kodoku_tui.store.queries import row
from kodoku_tui.store.unit import Unit

PlannedT = TypeVar("PlannedT", PlannedMove, PlannedExtension)


@dataclass(frozen=True, slots=True)
class Change:
    """What changes for one group: its state as people read it, or its due date (ISO), before and after."""

    number: int
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NotChanged:
    """A group for which nothing changes, and why."""

    number: int
    name: str
    reason: Refused

    @property
    def sentence(self) -> str:
        """Why, in the reader's language."""
        return say_refused(self.reason)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an act on many groups would do, in the order in which they were named."""

    will: tuple[Change, ...]
    refused: tuple[NotChanged, ...]
    # What to ask about before it is done.
    doubts: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyOutcome(Outcome):
    """What an act on many groups did, in the order in which they were named, and for which it did nothing."""

    will: tuple[Change, ...]
    refused: tuple[NotChanged, ...]


def preview_moves(
    desk: Desk,
    numbers: Sequence[int],
    key: str,
    move: Move,
    on: date,
    *,
    again_by: date | None = None,
    insists: bool = False,
) -> Preview:
    """What `move_many` would do now; writes nothing and asks for no reason yet."""
    with desk.reading():
        planned, refused = _plan_moves(desk, numbers, key, move, on, again_by, insists=insists)
        return Preview(tuple(map(_moved, planned)), refused)


def move_many(
    desk: Desk,
    numbers: Sequence[int],
    key: str,
    move: Move,
    *,
    on: date,
    comment: str = "",
    again_by: date | None = None,
    insists: bool = False,
) -> ManyOutcome:
    """Make a move for every group that can make it, all in one unit; the others are told with the reason.

    An audit that would pass over what is left to check is left out, unless the person `insists`. Raises `Refused` when
    a reason is needed and missing, and when no group can make the move.
    """
    comment = comment_for(move, comment)
    with desk.reading():
        planned, refused = _plan_moves(desk, numbers, key, move, on, again_by, insists=insists)
    about = _about(planned, refused)
    called = called_move(move, planned[0].milestone["kind"])
    with desk.writing("unit.many.move", **about, move=called.value, comment=comment) as unit:
        for one in planned:
            # By the version that the move was judged by: whoever was quicker is not overwritten.
            write_move(desk, unit, one, comment, one.milestone["version"])
    return _done(unit, planned, tuple(map(_moved, planned)), refused)


def move_of_all(desk: Desk, numbers: Sequence[int], key: str) -> Move | None:
    """What is mostly done next for all of these groups alike; None where they stand in different states."""
    with desk.reading() as connection:
        found = connection.execute(
            "SELECT DISTINCT state, kind FROM milestone_now WHERE programme_id = ? AND key = ?"
            " AND number IN (SELECT value FROM json_each(?)) AND is_settled = 0",
            (desk.programme["id"], key, json.dumps(list(numbers))),
        ).fetchall()
    moves = {likely_move(one["state"], one["kind"], key) for one in found}
    return moves.pop() if len(moves) == 1 else None


def preview_extensions(
    desk: Desk, numbers: Sequence[int], key: str, to: date, *, consent: Consent = NO_CONSENT
) -> Preview:
    """What `extend_many` would do now; writes nothing and asks for no reason yet."""
    with desk.reading():
        planned, refused = _plan(
            desk, numbers, lambda number: plan_extension(desk, number, key, to=to, consent=consent)
        )
        return Preview(tuple(map(_extended, planned)), refused, extension_doubts(desk, *planned))


def extend_many(
    desk: Desk,
    numbers: Sequence[int],
    key: str,
    to: date,
    reason: str,
    *,
    consent: Consent = NO_CONSENT,
) -> ManyOutcome:
    """Extend a milestone for every group for which the date is later, all in one unit; the others are told.

    Also after the date has passed; the earlier dates stay. Raises `Refused` without a reason, and when there is
    no group whose date can be put off.
    """
    reason = reason_for_extension(reason)
    with desk.reading():
        planned, refused = _plan(
            desk, numbers, lambda number: plan_extension(desk, number, key, to=to, consent=consent)
        )
    with desk.writing("unit.many.extend", **_about(planned, refused), to=to) as unit:
        for one in planned:
            write_extension(desk, unit, one, reason)
    warnings = (*closed_days(*(one.due for one in planned)), *consent_missing(desk, *planned))
    return _done(unit, planned, tuple(map(_extended, planned)), refused, warnings)


def _done(
    unit: Unit,
    planned: Sequence[PlannedMove | PlannedExtension],
    will: tuple[Change, ...],
    refused: tuple[NotChanged, ...],
    warnings: tuple[Said, ...] = (),
) -> ManyOutcome:
    milestone = planned[0].milestone
    saved = Said(
        "saved.bulk_partly" if refused else "saved.bulk",
        title=milestone["title"],
        title_en=milestone["title_en"],
        count=len(will),
        refused=len(refused),
    )
    return ManyOutcome.of(unit, saved, will=will, refused=refused, warnings=warnings, is_of_many=True)


def _plan_moves(
    desk: Desk,
    numbers: Sequence[int],
    key: str,
    move: Move,
    on: date,
    again_by: date | None,
    *,
    insists: bool,
) -> tuple[list[PlannedMove], tuple[NotChanged, ...]]:
    def plan(number: int) -> PlannedMove:
        planned = plan_move(desk, number, key, move, on=on, again_by=again_by)
        return checked_to_pass(desk, planned, insists=insists)

    return _plan(desk, numbers, plan)


def _plan(
    desk: Desk, numbers: Sequence[int], plan: Callable[[int], PlannedT]
) -> tuple[list[PlannedT], tuple[NotChanged, ...]]:
    planned: list[PlannedT] = []
    refused: list[NotChanged] = []
    for number in dict.fromkeys(numbers):
        try:
            planned.append(plan(number))
        except Refused as reason:
            if reason.key == "error.no_such_milestone":
                raise
            refused.append(NotChanged(number, _name_of(desk, number), reason))
    return planned, tuple(refused)


def _about(planned: Sequence[PlannedT], refused: Sequence[NotChanged]) -> dict[str, str | int]:
    """What the log says of an act on many groups; raises `Refused` with the reason when there is none to act on."""
    if planned:
        milestone = planned[0].milestone
        return {
            "title": milestone["title"],
            "title_en": milestone["title_en"],
            "count": len(planned),
            "groups": number_ranges([one.group["number"] for one in planned]),
        }
    raise none_of(refused)


def none_of(refused: Sequence[NotChanged]) -> Refused:
    """Why nothing was done for any of the groups that were named."""
    if not refused:
        return Refused("error.nobody_named", field="groups")
    first = refused[0]
    if len(refused) == 1:
        return first.reason
    return Refused(
        "error.none_can",
        field="groups",
        count=len(refused),
        number=first.number,
        name=first.name,
        reason=first.sentence,
    )


def _name_of(desk: Desk, number: int) -> str:
    found = row(desk.connection, "register/group_by_number", programme_id=desk.programme["id"], number=number)
    return found["name"] if found else ""


def _moved(planned: PlannedMove) -> Change:
    kind = planned.milestone["kind"]
    before = MilestoneState(planned.milestone["state"])
    return Change(
        planned.group["number"],
        planned.group["name"],
        shown_state(before, kind).value,
        shown_state(planned.state, kind).value,
    )


def _extended(planned: PlannedExtension) -> Change:
    return Change(
        planned.group["number"], planned.group["name"], planned.before.isoformat(), planned.due.isoformat()
    )
