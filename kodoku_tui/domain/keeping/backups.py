"""Which backups are kept, and when the next one is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

Period = TypeVar("Period", date, int)

LAST_KEPT = 10
"""So many of the newest are kept, however close together."""

DAYS_KEPT = 30
"""The last one of each day stays so many days."""

MONTHS_KEPT = 12
"""The last one of each month stays so many months."""

ENOUGH_BEFORE_AN_IMPORT = timedelta(hours=1)
"""An import asks for a backup that is no older."""


class BackupReason(StrEnum):
    """Why a backup was made; the words stand in the names of the files."""

    BY_HAND = "hand"
    DAILY = "daily"
    BEFORE_IMPORT = "import"
    BEFORE_MIGRATION = "migration"
    BEFORE_RESTORE = "restore"
    BEFORE_MERGE = "merge"


def to_keep(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which of the backups made at these moments stay.

    The newest, the last of each day and the last of each month, as far back as the three figures say. What was made
    later than `now` (a clock was set back) stays.
    """
    newest_first = sorted(set(made), reverse=True)
    kept = {moment for moment in newest_first if moment > now}
    past = [moment for moment in newest_first if moment <= now]
    kept.update(past[:LAST_KEPT])
    kept.update(_last_of_each(past, lambda moment: moment.date(), now.date() - timedelta(days=DAYS_KEPT)))
    month_of_now = now.year * 12 + now.month
    kept.update(
        _last_of_each(past, lambda moment: moment.year * 12 + moment.month, month_of_now - MONTHS_KEPT)
    )
    return kept


def is_due_today(newest: datetime | None, now: datetime) -> bool:
    """Whether nobody has backed the file up on this day."""
    return newest is None or newest.date() != now.date()


def is_due_before_an_import(newest: datetime | None, now: datetime) -> bool:
    """Whether there is none young enough to go back to."""
    return newest is None or not timedelta(0) <= now - newest <= ENOUGH_BEFORE_AN_IMPORT


def _last_of_each(
    newest_first: Iterable[datetime], period_of: Callable[[datetime], Period], since: Period
) -> Iterator[datetime]:
    seen: set[Period] = set()
    for moment in newest_first:
        period = period_of(moment)
        if period > since and period not in seen:
            seen.add(period)
            yield moment
