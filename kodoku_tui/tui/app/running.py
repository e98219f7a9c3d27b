"""Opening the app in a terminal, until the person leaves or the system says that it is to end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import set_language
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.unlocking import ask_with
from kodoku_tui.services.register.staff import is_registered, registered_name
from kodoku_tui.store.written_files import is_there
from kodoku_tui.tui.app.app import KodokuApp
from kodoku_tui.tui.frame.settings import remembered_staff
from kodoku_tui.tui.frame.told_to_end import ToldToEnd, ending_when_told


def run_app(
    path: Path,
    clock: Callable[[], datetime],
    staff: str,
    language: str,
    *,
    wall: Callable[[], datetime],
    year: int | None = None,
) -> None:
    """Open the app on the file at `path`, in a real terminal, until the person leaves.

    Raises `Refused` when there is a file but it cannot be opened, or does not hold the year that was chosen, and
    `SystemExit` where the system said that it is to end.
    """
    set_language(language)
    desk = Desk(path, clock=clock, wall=wall, staff=staff or remembered_staff())
    app = KodokuApp(desk, asks_about_late_start=True)
    told = ToldToEnd()
    try:
        if is_there(path):
            if year is not None:
                desk.choose_year(year)
            if staff:
                # As on the command line, the family name does.
                desk.staff = registered_name(desk, staff)
            elif not is_registered(desk, desk.staff):
                # Remembered from another file.
                desk.staff = ""
            app.prepare_first_frame()
        # From now on the screen belongs to the app.
        ask_with(None)
        with ending_when_told(app) as told:
            app.run()
    finally:
        app.drafts.flush()
        desk.close()
    if told.exit_code is not None:
        sys.exit(told.exit_code)
    if app.failure is not None:
        reason = f"{type(app.failure).__name__}: {app.failure}"
        raise Refused("error.unexpected", reason=reason) from app.failure
