"""Who of the secretariat accompanies a group, and how often it is to be heard from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kodoku_tui.domain.checkins.cadence import SupportTier, cadence_of
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.words import as_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.staff import register_staff, staff_id_of, staff_named


def assign_staff(
    desk: Desk,
    numbers: Sequence[int],
    *,
    main: str | None = None,
    deputy: str | None = None,
    new_name: str = "",
) -> Outcome:
    """Give groups their main or deputy staff member; an empty name takes the assignment away.

    Somebody new (`new_name`) becomes main, and is registered in the same act unless the file knows them already.
    """
    if new_name:
        main = new_name
    if main is None and deputy is None:
        raise Refused("error.nothing_to_change", field="main")
    what = (
        "unit.assign_staff"
        if main is not None and deputy is not None
        else ("unit.assign_deputy" if main is None else "unit.assign_main")
    )
    with desk.writing(what, groups=number_ranges(numbers), main=main, deputy=deputy) as unit:
        if new_name and staff_named(unit.connection, new_name) is None:
            register_staff(unit, new_name, field="new_name")
        given = {
            column: staff_id_of(unit.connection, name, field=field, with_retired=True) if name else None
            for column, field, name in (
                ("main_staff_id", "main", main),
                ("deputy_staff_id", "deputy", deputy),
            )
            if name is not None
        }
        everybody = unit.connection.execute("SELECT id, name, is_active FROM staff").fetchall()
        names = {found["id"]: found["name"] for found in everybody}
        retired = {found["id"] for found in everybody if not found["is_active"]}
        for number in numbers:
            group = group_of(desk, number)
            for column, staff_id in given.items():
                # Whoever has retired may stay with a group, and is given none.
                if staff_id in retired and group[column] != staff_id:
                    field = column.removesuffix("_staff_id")
                    raise Refused("error.staff_retired", field=field, name=names[staff_id])
            planned = {name: group[name] for name in ("main_staff_id", "deputy_staff_id")} | given
            if (
                planned["main_staff_id"] is not None
                and planned["main_staff_id"] == planned["deputy_staff_id"]
            ):
                raise Refused("error.main_is_deputy", field="deputy", number=number)
            unit.update("adopted_group", group["id"], given)
    who = tuple(Said(f"saved.{column}", name=names.get(staff_id)) for column, staff_id in given.items())
    return Outcome.of(unit, Said("saved.assigned", count=len(numbers), who=who))


def set_cadence(
    desk: Desk,
    number: int,
    *,
    tier: str | None = None,
    ideal_days: int | None = None,
    maximum_days: int | None = None,
) -> Outcome:
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
    saved = Said(
        "saved.cadence",
        group=f"{number} {group['name']}",
        ideal=cadence.ideal_days,
        maximum=cadence.maximum_days,
    )
    return Outcome.of(unit, saved, row_id=group["id"])
