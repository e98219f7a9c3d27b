"""Who of the secretariat accompanies a group, and how often it is to be heard from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kodoku_tui.domain.checkins.cadence import SupportTier, cadence_of
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.domain.words import as_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.staff import staff_id_of


def assign_staff(
    desk: Desk, numbers: Sequence[int], *, main: str | None = None, deputy: str | None = None
) -> int | None:
    """Give groups their main or deputy staff member; an empty name takes the assignment away.

    Returns the unit's number, None when nothing changed.
    """
    if main is None and deputy is None:
        raise Refused("error.nothing_to_change", field="main")
    what = (
        "unit.assign_staff"
        if main is not None and deputy is not None
        else ("unit.assign_deputy" if main is None else "unit.assign_main")
    )
    with desk.writing(what, groups=number_ranges(numbers), main=main, deputy=deputy) as unit:
        changes: dict[str, int | None] = {}
        if main is not None:
            changes["main_staff_id"] = staff_id_of(unit.connection, main, field="main") if main else None
        if deputy is not None:
            changes["deputy_staff_id"] = (
                staff_id_of(unit.connection, deputy, field="deputy") if deputy else None
            )
        for number in numbers:
            group = group_of(desk, number)
            planned = {
                "main_staff_id": group["main_staff_id"],
                "deputy_staff_id": group["deputy_staff_id"],
            } | changes
            if (
                planned["main_staff_id"] is not None
                and planned["main_staff_id"] == planned["deputy_staff_id"]
            ):
                raise Refused("error.main_is_deputy", field="deputy", number=number)
            unit.update("adopted_group", group["id"], changes)
        return unit.id if unit.changes else None


def set_cadence(
    desk: Desk,
    number: int,
    *,
    tier: str | None = None,
    ideal_days: int | None = None,
    maximum_days: int | None = None,
) -> None:
    """Set how often a group is to be heard from: its support tier, or days of its own."""
    group = group_of(desk, number)
    changes: dict[str, Any] = {}
    if tier is not None:
        changes["support_tier"] = as_word(SupportTier, tier, field="tier").value
    if ideal_days is not None:
        changes["own_ideal_days"] = ideal_days
    if maximum_days is not None:
        changes["own_maximum_days"] = maximum_days
    planned = dict(group) | changes
    cadence = cadence_of(planned["support_tier"], planned["own_ideal_days"], planned["own_maximum_days"])
    with desk.writing(
        "unit.set_cadence", number=number, ideal=cadence.ideal_days, maximum=cadence.maximum_days
    ) as unit:
        unit.update("adopted_group", group["id"], changes, version=group["version"])
