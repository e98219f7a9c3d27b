"""Japanese eras (元号): the years of official letters, and of what offices type."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from kodoku_tui.domain.errors import Refused

FIRST_YEAR = 1926
LAST_YEAR = 2100


class Era(NamedTuple):
    """A Japanese era: its name, the letter that abbreviates it, and its first and last day."""

    name: str
    letter: str
    first: date
    last: date

    @property
    def marks(self) -> tuple[str, str, str]:
        """What stands for it in front of a year: 令和, 令, r."""
        return self.name, self.name[0], self.letter


# 元号法 and the cabinet orders of 1989 and 2019; Showa from the day the era was proclaimed.
ERAS = (
    Era("令和", "r", date(2019, 5, 1), date.max),
    Era("平成", "h", date(1989, 1, 8), date(2019, 4, 30)),
    Era("昭和", "s", date(1926, 12, 25), date(1989, 1, 7)),
)
ERA_OF = {mark: era for era in ERAS for mark in era.marks}


def day_of_era(mark: str, year: int, month: int, day: int, *, text: str) -> date:
    """The day of an era's year.

    Raises `Refused` (`error.date_outside_era`) where the era had not begun or was over, and `ValueError` for a day
    that no calendar has.
    """
    era = ERA_OF[mark]
    found = date(era.first.year - 1 + year, month, day)
    if not era.first <= found <= era.last:
        raise Refused("error.date_outside_era", field="date", text=text, era=era.name)
    return found


def era_text(day: date) -> str:
    """`day` as official letters write it: 令和7年12月1日, and 元年 for an era's first year.

    Raises `Refused` (`error.date_outside_years`) before 1926-12-25, where no era is known here.
    """
    for era in ERAS:
        if day >= era.first:
            year = day.year - era.first.year + 1
            return f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    raise outside_years(day.isoformat())


def outside_years(text: str) -> Refused:
    """A year that nobody means."""
    return Refused("error.date_outside_years", field="date", text=text, first=FIRST_YEAR, last=LAST_YEAR)
