"""How often a group is to be heard from, and whether that is due (面談間隔)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus

CADENCE_VERSION = 1
"""Rises with every change of what this module says of the same facts: what files keep of it is then worked out anew."""


class SupportTier(StrEnum):
    """How closely a group is accompanied."""

    CLOSE = "重点"
    STANDARD = "標準"
    WATCH = "定期確認"


class CheckinStanding(StrEnum):
    """Whether a check-in is due; the values are those of `checkin_state` in the JSON lists."""

    OK = "ok"
    DUE = "due"
    OVERDUE = "overdue"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Cadence:
    """Days between check-ins: the ideal, and the most that may pass.

    Raises `Refused` (`error.cadence_invalid`) unless 1 ≤ ideal ≤ maximum.
    """

    ideal_days: int
    maximum_days: int

    def __post_init__(self) -> None:
        if not 1 <= self.ideal_days <= self.maximum_days:
            raise Refused(
                "error.cadence_invalid",
                field="ideal_days" if self.ideal_days < 1 <= self.maximum_days else "maximum_days",
                ideal=self.ideal_days,
                maximum=self.maximum_days,
            )


_CADENCES = {
    SupportTier.CLOSE: Cadence(14, 21),
    SupportTier.STANDARD: Cadence(30, 45),
    SupportTier.WATCH: Cadence(60, 75),
}


class CheckinDates(NamedTuple):
    """The day the next check-in is due, and the last day before it is overdue."""

    due_on: date
    maximum_on: date


def cadence_of(
    tier: SupportTier | str, own_ideal: int | None = None, own_maximum: int | None = None
) -> Cadence:
    """The cadence of a group: its own days where set, else those of its tier.

    Where only one of the two is the group's own, the tier's other one gives way as far as it must: an ideal
    of 60 days in the tier 30/45 gives 60/60. Raises `Refused` (`error.cadence_invalid`) for days that cannot
    be, `ValueError` for a word that is no tier.
    """
    usual = _CADENCES[SupportTier(tier)]
    if own_ideal is None:
        return usual if own_maximum is None else Cadence(min(usual.ideal_days, own_maximum), own_maximum)
    if own_maximum is None:
        return Cadence(own_ideal, max(usual.maximum_days, own_ideal))
    return Cadence(own_ideal, own_maximum)


def checkin_dates(
    *,
    last_checkin: date | None,
    agreed_next: date | None,
    contract_on: date | None,
    programme_starts_on: date,
    cadence: Cadence,
) -> CheckinDates:
    """When the next check-in is due (law 4), counted from the last, else contract, else programme start.

    A next date agreed with the group replaces the ideal one, earlier or later, as long as it is within the
    maximum. One that is not after the day counted from has been met and no longer says anything.
    """
    counted_from = last_checkin or contract_on or programme_starts_on
    maximum_on = counted_from + timedelta(days=cadence.maximum_days)
    if agreed_next is not None and counted_from < agreed_next <= maximum_on:
        return CheckinDates(agreed_next, maximum_on)
    return CheckinDates(counted_from + timedelta(days=cadence.ideal_days), maximum_on)


def checkin_standing(dates: CheckinDates, today: date, group_status: GroupStatus | str) -> CheckinStanding:
    """Whether a check-in is due (from its day on) or overdue (after the maximum); none once a group ended."""
    if GroupStatus(group_status) is not GroupStatus.ACTIVE:
        return CheckinStanding.NONE
    if today > dates.maximum_on:
        return CheckinStanding.OVERDUE
    return CheckinStanding.DUE if today >= dates.due_on else CheckinStanding.OK
