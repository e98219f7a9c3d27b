"""The settings of a year (設定): the cap of a group's money, what counts as due soon, what may be moved unasked.

Days for review belong to each milestone of the plan (`services.plans`), cost items to `services.money_settings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kodoku_tui.domain.duties.money import checked_yen
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.queries import row, rows

LARGEST_SOON_DAYS = 365
_KEEP: Final = object()


@dataclass(frozen=True, slots=True)
class ProgrammeSettings:
    """What holds for every group of a year: yen, days, percent (None is no limit); dates are ISO text."""

    version: int
    fiscal_year: int
    name: str
    name_en: str
    starts_on: str
    work_ends_on: str
    cap: int
    due_soon_days: int
    limit_percent: int | None
    largest_budget: int


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """The settings before and after, and how many open duties were and will be due soon (期限間近)."""

    before: ProgrammeSettings
    after: Mapping[str, int | None]
    soon_before: int
    soon_after: int


def programme_settings(desk: Desk) -> ProgrammeSettings:
    """The settings of the year at hand, with the largest budget that any of its groups has."""
    with desk.reading() as connection:
        programme = desk.programme
        found = row(connection, "duties/largest_budgets", programme_id=programme["id"], cap_yen=0)
        return ProgrammeSettings(
            version=programme["version"],
            fiscal_year=programme["fiscal_year"],
            name=programme["name"],
            name_en=programme["name_en"],
            starts_on=programme["starts_on"],
            work_ends_on=programme["work_ends_on"],
            cap=programme["cap_yen"],
            due_soon_days=programme["due_soon_days"],
            limit_percent=programme["reallocation_limit_percent"],
            largest_budget=0 if found is None else found["budget_yen"],
        )


def change_settings(
    desk: Desk,
    *,
    cap: int | None = None,
    due_soon_days: int | None = None,
    limit_percent: Any = _KEEP,
    version: int | None = None,
    preview: bool = False,
) -> SettingsChange:
    """Change the settings of the year at hand, in one unit; what is not given stays, a limit of None is lifted.

    `preview` writes nothing. Raises `Refused` for a cap of nothing or below what a group has budgeted already, for
    days below 0 or above a year, for a percentage outside 0 to 100; `StaleVersion` when somebody changed them
    since `version`.
    """
    before = programme_settings(desk)
    wanted: dict[str, int | None] = {}
    if cap is not None:
        wanted["cap_yen"] = _checked_cap(desk, cap)
    if due_soon_days is not None:
        if not 0 <= due_soon_days <= LARGEST_SOON_DAYS:
            raise Refused(
                "error.soon_days", field="due_soon_days", days=due_soon_days, largest=LARGEST_SOON_DAYS
            )
        wanted["due_soon_days"] = due_soon_days
    if limit_percent is not _KEEP:
        if limit_percent is not None and not 0 <= limit_percent <= 100:
            raise Refused("error.percent_unfit", field="limit_percent")
        wanted["reallocation_limit_percent"] = limit_percent
    if not wanted:
        raise Refused("error.nothing_to_change")
    days = before.due_soon_days if due_soon_days is None else due_soon_days
    change = SettingsChange(before, wanted, _soon(desk, before.due_soon_days), _soon(desk, days))
    if not preview:
        with desk.writing("unit.change_settings", year=before.fiscal_year) as unit:
            if cap is not None:
                # Once more where nobody else can write a budget in between.
                _checked_cap(desk, cap)
            unit.update("programme", desk.programme["id"], wanted, version=version)
    return change


def _checked_cap(desk: Desk, cap: int) -> int:
    checked_yen(cap, field="cap")
    if cap == 0:
        raise Refused("error.cap_zero", field="cap")
    with desk.reading() as connection:
        over = rows(connection, "duties/largest_budgets", programme_id=desk.programme["id"], cap_yen=cap)
    if over:
        raise Refused(
            "error.cap_below_budgets",
            field="cap",
            cap=f"{cap:,}",
            count=len(over),
            numbers=number_ranges(sorted(group["number"] for group in over)),
            largest=f"{over[0]['budget_yen']:,}",
        )
    return cap


def _soon(desk: Desk, days: int) -> int:
    with desk.reading() as connection:
        found = row(connection, "checkins/soon_with_days", programme_id=desk.programme["id"], soon_days=days)
    return 0 if found is None else int(found["count"])
