"""The invented year as a sequence of acts, each by somebody at some moment, performed in that order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from kodoku_tui.domain.days.closed_days import business_day_after, business_day_before, is_closed
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.stored_days import FileConnection

Act = Callable[["StoryDesk"], object]

_OPENS, _CLOSES = time(9, 5), time(18, 10)


class StoryDesk(Desk):
    """A desk on the file under construction, at the moment of the story and with its person."""

    def __init__(self, connection: FileConnection, path: Path) -> None:
        super().__init__(path, clock=lambda: self.moment)
        self.moment = datetime.min
        self._draft = connection

    @property
    def connection(self) -> FileConnection:
        """The connection that the file is made with: to everybody else it does not exist yet."""
        return self._draft


@dataclass
class Story:
    """What happens, told in any order. Only what lies before `today` is performed, so that the file ends there."""

    today: date
    random: Random
    acts: list[tuple[datetime, str, Act]] = field(default_factory=list)

    def tell(self, on: date, by: str, act: Act, *, after: datetime | None = None) -> datetime:
        """Let `by` do something on a day at some time of it, soon after `after` when that is on the same day."""
        if after is not None and after.date() == on:
            moment = after + timedelta(minutes=self.random.randint(1, 6), seconds=self.random.randint(0, 59))
        else:
            seconds = self.random.randint(_seconds(_OPENS), _seconds(_CLOSES))
            moment = datetime.combine(on, time.min) + timedelta(seconds=seconds)
        self.acts.append((moment, by, act))
        return moment

    def tell_at(self, moment: datetime, by: str, act: Act) -> None:
        """Let `by` do something at this very moment."""
        self.acts.append((moment, by, act))

    def perform(self, desk: StoryDesk) -> None:
        """Do everything that lies before today, earliest first."""
        before_today = [act for act in self.acts if act[0].date() < self.today]
        for moment, by, act in sorted(before_today, key=lambda told: told[0]):
            desk.moment, desk.staff = moment, by
            act(desk)

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random.random() < share


def open_day(day: date) -> date:
    """`day`, or the last open day before it."""
    return business_day_before(day) if is_closed(day) else day


def open_days_after(day: date, count: int) -> date:
    """The day that lies `count` open days after `day`."""
    for _ in range(count):
        day = business_day_after(day)
    return day


def days(count: int) -> timedelta:
    """A stretch of days."""
    return timedelta(days=count)


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60
