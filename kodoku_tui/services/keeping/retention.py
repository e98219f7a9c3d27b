"""保存期限: up to when what is personal of a year is kept, and letting it go once somebody says so. Never by itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.erasing import ERASED
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.keeping.erasing import (
    Erased,
    Preview,
    Told,
    erase_records_for_good,
    preview_records,
)
from kodoku_tui.store.erasures import Records
from kodoku_tui.store.queries import rows


@dataclass(frozen=True, slots=True)
class KeptYear:
    """One year: its day (None: for good), whether that is over, and whether anything personal is left of it."""

    year: int
    keep_until: date | None
    is_over: bool
    has_some_left: bool

    @property
    def is_waiting(self) -> bool:
        """Whether somebody should let it go."""
        return self.is_over and self.has_some_left


def kept_years(desk: Desk) -> list[KeptYear]:
    """Every year of the file with its day."""
    with desk.reading() as connection:
        found = rows(connection, "keeping/kept_years", today=desk.today.isoformat(), erased=ERASED)
    return [
        KeptYear(
            one["fiscal_year"],
            None if one["keep_until"] is None else date.fromisoformat(one["keep_until"]),
            bool(one["is_over"]),
            bool(one["has_some_left"]),
        )
        for one in found
    ]


def keep_until(desk: Desk, day: date | None) -> Outcome:
    """Keep what is personal of the year at hand up to this day; None: for good.

    Raises `Refused` for a day on which the year is still under way.
    """
    programme = desk.programme
    if day is not None and day.isoformat() < programme["work_ends_on"]:
        raise Refused(
            "error.keep_until_early", field="day", day=day, ends=date.fromisoformat(programme["work_ends_on"])
        )
    with desk.writing("unit.keep_until", year=programme["fiscal_year"], day=day) as unit:
        unit.update("programme", programme["id"], {"keep_until": None if day is None else day.isoformat()})
    year = programme["fiscal_year"]
    return Outcome.of(
        unit,
        Said("saved.kept_for_good", year=year)
        if day is None
        else Said("saved.keep_until", year=year, day=day),
    )


def preview_expired(desk: Desk) -> Preview:
    """What would be emptied of the years whose day is over; nothing where there is none."""
    return preview_records(desk, _past_keeping(desk))


def erase_expired(desk: Desk, reason: str, *, told: Told = lambda _said: None) -> Erased:
    """Empty it, in one act: people, notes, names of those who took part; figures, days and states stay.

    Raises `Refused` where no day is over, and as every erasure does.
    """
    records = _past_keeping(desk)
    if not records:
        raise Refused("error.nothing_past_keeping")
    return erase_records_for_good(desk, "unit.erase_retention", "retention", records, reason, told=told)


def waiting_sentence(desk: Desk) -> Said | None:
    """What is told where a day is over and something is left; None where nothing waits."""
    years = [one.year for one in kept_years(desk) if one.is_waiting]
    return Said("check.keep_until_over", years="、".join(map(str, years))) if years else None


def _past_keeping(desk: Desk) -> Records:
    found: Records = defaultdict(list)
    with desk.reading() as connection:
        for one in rows(connection, "keeping/rows_past_keeping", today=desk.today.isoformat()):
            found[one["of_table"]].append(one["uid"])
    return dict(found)
