"""The day's backup, once something was saved on it: beside whatever the person goes on to do."""

from __future__ import annotations

from datetime import date

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.notices import notify_plain


class DailyBackup:
    """Asks once a day of each seat; whether one is due the file's folder says."""

    def __init__(self, app: DeskApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._asked_on: date | None = None
        desk.after_acts = self._after_an_act

    def _after_an_act(self) -> None:
        """In the thread of the act, which is told as saved without waiting for this."""
        day = self._desk.moment_of_act.date()
        if day != self._asked_on:
            self._asked_on = day
            self._app.call_later(self._app.in_thread, self._make, group="daily_backup")

    def _make(self) -> None:
        from kodoku_tui.services.keeping.backups import back_up_daily

        refused = back_up_daily(self._desk)
        if refused is not None:
            sentence = say("backup.failed", reason=say_refused(refused))
            self._app.call_from_thread(notify_plain, self._app, sentence, severity="warning")
