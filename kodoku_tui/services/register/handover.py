"""Handing groups over from one person to another, told before it is done; and retiring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.staff import name_of, staff_id_of
from kodoku_tui.store.queries import rows

if TYPE_CHECKING:
    import sqlite3

    from kodoku_tui.store.unit import Unit


@dataclass(frozen=True, slots=True)
class HandedGroup:
    """One group that goes over. `role` is main or deputy.

    `loses_deputy`: whoever takes it is the other of the two already, and nobody is deputy afterwards.
    """

    id: int
    year: int
    number: int
    name: str
    role: str
    loses_deputy: bool
    changes: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class HandedPromise:
    """One open promise that goes along; `due_on` is ISO text."""

    id: int
    year: int
    number: int
    name: str
    title: str
    due_on: str | None


@dataclass(frozen=True, slots=True)
class Handover:
    """What would go from whom to whom."""

    giver_id: int
    giver: str
    taker_id: int
    taker: str
    groups: tuple[HandedGroup, ...]
    promises: tuple[HandedPromise, ...]


def plan_move(desk: Desk, giver: str, taker: str, numbers: Sequence[int] | None = None) -> Handover:
    """What would go over: these groups of the year with their open promises; without numbers all that goes on.

    Raises `Refused` for somebody who is not registered, one and the same person, a group that is not the giver's, and
    where there is nothing to hand over. The giver may have retired.
    """
    with desk.reading() as connection:
        giver_id, taker_id = _both(connection, giver, taker)
        plan = _plan(connection, giver_id, taker_id, numbers, programme_id=desk.programme["id"])
    if not plan.groups and not plan.promises:
        raise Refused("error.nothing_to_hand_over", field="giver", name=plan.giver)
    return plan


def move_groups(desk: Desk, giver: str, taker: str, numbers: Sequence[int] | None = None) -> Outcome:
    """Hand over what `plan_move` tells, in one act."""
    plan = plan_move(desk, giver, taker, numbers)
    with desk.writing(
        "unit.move_groups",
        name=plan.giver,
        to=plan.taker,
        groups=number_ranges([group.number for group in plan.groups]),
    ) as unit:
        _hand_over(unit, plan)
    saved = Said(
        "saved.groups_moved",
        name=plan.giver,
        to=plan.taker,
        groups=len(plan.groups),
        promises=len(plan.promises),
    )
    return Outcome.of(unit, saved, is_of_many=len(plan.groups) > 1)


def plan_retirement(desk: Desk, name: str, to: str | None = None) -> Handover | None:
    """What would go over to `to` when a person retires: the groups that go on and open promises, of every year.

    None where there is nothing to hand over. Raises `Refused` for somebody who is not registered or has retired, for
    handing over to oneself, and without `to` for somebody who still has something.
    """
    with desk.reading() as connection:
        giver_id = staff_id_of(connection, name, field="name")
        if to:
            _, taker_id = _both(connection, name, to)
        else:
            taker_id = giver_id
        plan = _plan(connection, giver_id, taker_id, None, programme_id=None)
    if not plan.groups and not plan.promises:
        return None
    if not to:
        raise Refused(
            "error.staff_has_groups",
            field="to",
            name=plan.giver,
            groups=len(plan.groups),
            promises=len(plan.promises),
        )
    return plan


def retire_staff(desk: Desk, name: str, *, to: str | None = None) -> Outcome:
    """A person gives the work up: what goes on is handed over in the same act, every record keeps their name.

    Raises `Refused` as `plan_retirement`.
    """
    plan = plan_retirement(desk, name, to)
    with desk.reading() as connection:
        staff_id = staff_id_of(connection, name, field="name")
        registered = name_of(connection, staff_id)
    taker = None if plan is None else plan.taker
    with desk.writing("unit.retire_staff", name=registered, to=taker) as unit:
        if plan is not None:
            _hand_over(unit, plan)
        unit.update("staff", staff_id, {"is_active": 0})
    followed: tuple[Said, ...] = ()
    if plan is not None:
        counts = {"groups": len(plan.groups), "promises": len(plan.promises)}
        followed = (Said("saved.handed_over", to=taker, **counts),)
    return Outcome.of(unit, Said("saved.staff_retired", name=registered), row_id=staff_id, followed=followed)


def _both(connection: sqlite3.Connection, giver: str, taker: str) -> tuple[int, int]:
    giver_id = staff_id_of(connection, giver, field="giver", with_retired=True)
    taker_id = staff_id_of(connection, taker, field="to")
    if giver_id == taker_id:
        raise Refused("error.hand_over_to_oneself", field="to", name=name_of(connection, giver_id))
    return giver_id, taker_id


def _plan(
    connection: sqlite3.Connection,
    giver_id: int,
    taker_id: int,
    numbers: Sequence[int] | None,
    *,
    programme_id: int | None,
) -> Handover:
    giver = name_of(connection, giver_id)
    whose: dict[str, Any] = {"staff_id": giver_id, "programme_id": programme_id}
    found = rows(connection, "register/handed_groups", **whose, with_all=int(numbers is not None))
    if numbers is not None:
        strange = set(numbers) - {group["number"] for group in found}
        if strange:
            groups = number_ranges(sorted(strange))
            raise Refused("error.group_is_not_of", field="groups", groups=groups, name=giver)
        found = [group for group in found if group["number"] in set(numbers)]
    ids = {group["id"] for group in found}
    promises = [
        HandedPromise(one["id"], one["year"], one["number"], one["name"], one["title"], one["due_on"])
        for one in rows(connection, "register/handed_promises", **whose)
        if numbers is None or one["group_id"] in ids
    ]
    handed = tuple(_handed(group, giver_id, taker_id) for group in found)
    return Handover(giver_id, giver, taker_id, name_of(connection, taker_id), handed, tuple(promises))


def _handed(group: sqlite3.Row, giver_id: int, taker_id: int) -> HandedGroup:
    """Nobody is main and deputy of one group: whoever was the other of the two is main alone afterwards."""
    is_main = group["main_staff_id"] == giver_id
    other = group["deputy_staff_id" if is_main else "main_staff_id"]
    loses_deputy = other == taker_id
    changes: dict[str, int | None] = {}
    if is_main:
        changes["main_staff_id"] = taker_id
    if not is_main or loses_deputy:
        changes["deputy_staff_id"] = None if loses_deputy else taker_id
    role = "main" if is_main else "deputy"
    return HandedGroup(
        group["id"], group["year"], group["number"], group["name"], role, loses_deputy, changes
    )


def _hand_over(unit: Unit, plan: Handover) -> None:
    for group in plan.groups:
        unit.update("adopted_group", group.id, group.changes)
    for promise in plan.promises:
        unit.update("action", promise.id, {"staff_id": plan.taker_id})
