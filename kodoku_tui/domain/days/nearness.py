"""How near a day is: one rule for everything that is due on one."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Nearness(StrEnum):
    """Where a due day lies; the values are those of the work list."""

    OVERDUE = "overdue"
    DUE = "due"
    SOON = "soon"
    OPEN = "open"
    WAITING = "waiting"


def nearness(due: date | None, today: date, soon_days: int) -> Nearness:
    """Past, today, within `soon_days` (the programme's, law 3), later, or without a day."""
    if due is None:
        return Nearness.WAITING
    days_left = (due - today).days
    if days_left < 0:
        return Nearness.OVERDUE
    if days_left == 0:
        return Nearness.DUE
    return Nearness.SOON if days_left <= soon_days else Nearness.OPEN
