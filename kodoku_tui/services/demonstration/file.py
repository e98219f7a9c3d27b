"""Where the invented year lies, and when it is made anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.demonstration.demonstration import make_demonstration
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.store.written_files import is_there


def provide_demonstration(path: Path, *, clock: Callable[[], datetime], fresh: bool = False) -> bool:
    """See to it that `path` holds an invented year as of today; True when it was made now.

    One that was made today stays as it is unless `fresh`. Raises `Refused` (`error.not_a_demonstration`) for
    any other file that lies there: a register of real groups is never replaced.
    """
    stands_already = is_there(path)
    if stands_already:
        made_on = _made_on(path, clock)
        if made_on is None:
            raise Refused("error.not_a_demonstration", path=path)
        if made_on == clock().date() and not fresh:
            return False
    make_demonstration(path, clock=clock, replaces=stands_already)
    return True


def _made_on(path: Path, clock: Callable[[], datetime]) -> date | None:
    """The day on which the demonstration was made; None for a file that is none."""
    desk = Desk(path, clock=clock)
    try:
        if not desk.programme["is_demonstration"]:
            return None
        # The story begins months before; the file itself is begun on the day for which it is made.
        beginning = list_units(desk, limit=-1)[-1]
        return datetime.fromisoformat(beginning.at).date()
    finally:
        desk.close()
