"""Where the invented year lies, and when it is made anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.demonstration.demonstration import make_demonstration
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units


def provide_demonstration(path: Path, *, clock: Callable[[], datetime], fresh: bool = False) -> bool:
    """See to it that `path` holds an invented year as of today; True when it was made now.

    One that was made today stays as it is unless `fresh`. Raises `Refused` (`error.not_a_demonstration`) for
    any other file that lies there: a register of real groups is never replaced.
    """
    if path.exists():
        made_on = _made_on(path, clock)
        if made_on is None:
            raise Refused("error.not_a_demonstration", path=path)
        if made_on == clock().date() and not fresh:
            return False
    beside = path.with_name(f".{path.name}.{os.getpid()}.demonstration")
    try:
        make_demonstration(beside, clock=clock)
        for leftover in (Path(f"{path}-wal"), Path(f"{path}-shm")):
            leftover.unlink(missing_ok=True)
        beside.replace(path)
    except OSError as error:
        raise Refused("error.cannot_create", path=path, reason=error.strerror or "") from error
    finally:
        for leftover in (beside, Path(f"{beside}-wal"), Path(f"{beside}-shm")):
            leftover.unlink(missing_ok=True)
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
