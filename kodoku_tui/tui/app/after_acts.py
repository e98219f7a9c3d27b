"""What follows an act, beside whatever the person goes on to do: the file made whole, and the day's backup."""

from __future__ import annotations

from datetime import date

from textual.timer import Timer

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.notices import notify_plain

# So long after the last act somebody may well copy the file by hand.
_IDLE_SECONDS = 2.0


class AfterActs:
    """Told of every act of this seat. A backup is asked for once a day; whether one is due the file's folder says."""

    def __init__(self, app: DeskApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._asked_on: date | None = None
        self._idle: Timer | None = None
        desk.after_acts = self._after_an_act

    def _after_an_act(self) -> None:
        """In the thread of the act, which is told as saved without waiting for this."""
        self._app.call_later(self._wait_until_idle)
        day = self._desk.moment_of_act.date()
        if day != self._asked_on:
            self._asked_on = day
            self._app.call_later(self._app.in_thread, self._back_up, group="daily_backup")

    def _wait_until_idle(self) -> None:
        if self._idle is not None:
            self._idle.stop()
        self._idle = self._app.set_timer(_IDLE_SECONDS, self._make_whole)

    def _make_whole(self) -> None:
        self._app.in_thread(self._desk.make_whole, group="make_whole")

    def _back_up(self) -> None:
        from kodoku_tui.services.keeping.backups import back_up_daily

        refused = back_up_daily(self._desk)
        if refused is not None:
            sentence = say("backup.failed", reason=say_refused(refused))
            self._app.call_from_thread(notify_plain, self._app, sentence, severity="warning")
