"""The settings of a year (設定): the cap of a group's money, what is due soon, when hand-ins open,
by when sessions are recorded and absences followed up, what moves unasked.

Days for review belong to each milestone of the plan (`services.plans`), cost items to `services.money_settings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypedDict, Unpack

from kodoku_tui.domain.duties.money import checked_yen
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.store.queries import row, rows

LARGEST_SOON_DAYS = 365

DAYS_UNFIT: Mapping[str, str] = MappingProxyType(
    {
        "due_soon_days": "error.soon_days",
        "opens_days": "error.opens_days",
        "recording_days": "error.recording_days",
        "followup_days": "error.followup_days",
    }
)
"""Each number of days among the settings, and the refusal of one that does not fit."""


@dataclass(frozen=True, slots=True)
class ProgrammeSettings:
    """What holds for every group of a year: yen, days, percent (None is no limit); dates are ISO text.

    `recording_days` and `followup_days` are working days after a session.
    """

    version: int
    fiscal_year: int
    name: str
    name_en: str
    starts_on: str
    work_ends_on: str
    cap: int
    due_soon_days: int
    opens_days: int
    recording_days: int
    followup_days: int
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
            opens_days=programme["opens_days"],
            recording_days=programme["recording_days"],
            followup_days=programme["followup_days"],
            limit_percent=programme["reallocation_limit_percent"],
            largest_budget=0 if found is None else found["budget_yen"],
        )


class SettingsEdit(TypedDict, total=False):
    """What is to be otherwise; what is not given stays, a `limit_percent` of None is lifted."""

    cap: int
    due_soon_days: int
    opens_days: int
    recording_days: int
    followup_days: int
    limit_percent: int | None


def preview_settings(desk: Desk, **edit: Unpack[SettingsEdit]) -> SettingsChange:
    """What `change_settings` would come to; writes nothing, refuses the same."""
    before = programme_settings(desk)
    days = edit.get("due_soon_days", before.due_soon_days)
    return SettingsChange(before, _checked(desk, edit), _soon(desk, before.due_soon_days), _soon(desk, days))


def change_settings(desk: Desk, *, version: int | None = None, **edit: Unpack[SettingsEdit]) -> Outcome:
    """Change the settings of the year at hand, in one unit.

    Raises `Refused` for a cap of nothing or below what a group has budgeted already, for days below 0 or above a
    year, for a percentage outside 0 to 100; `StaleVersion` when somebody changed them since `version`.
    """
    _checked(desk, edit)
    with desk.writing("unit.change_settings", year=desk.programme["fiscal_year"]) as unit:
        # Once more where nobody else can write a budget in between.
        unit.update("programme", desk.programme["id"], _checked(desk, edit), version=version)
    return Outcome.of(unit, Said("saved.settings"))


def _checked(desk: Desk, edit: SettingsEdit) -> dict[str, int | None]:
    """The columns of the programme that change."""
    wanted: dict[str, int | None] = {}
    if "cap" in edit:
        wanted["cap_yen"] = _checked_cap(desk, edit["cap"])
    given: Mapping[str, Any] = edit
    for name, refusal in DAYS_UNFIT.items():
        if name in given:
            days = given[name]
            if not 0 <= days <= LARGEST_SOON_DAYS:
                raise Refused(refusal, field=name, days=days, largest=LARGEST_SOON_DAYS)
            wanted[name] = days
    if "limit_percent" in edit:
        percent = edit["limit_percent"]
        if percent is not None and not 0 <= percent <= 100:
            raise Refused("error.percent_unfit", field="limit_percent")
        wanted["reallocation_limit_percent"] = percent
    if not wanted:
        raise Refused("error.nothing_to_change")
    return wanted


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
