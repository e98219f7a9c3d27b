"""Noticing that the file was changed by somebody else, has gone, or that a new day has begun."""

from __future__ import annotations

from kodoku_tui.domain.errors import Refused
from kodoku_tui.tui.frame.column_words import say_failure
from kodoku_tui.tui.frame.desk_app import DeskApp

LOOK_SECONDS = 3.0
FIRST_LOOK_SECONDS = 0.3


class FileWatch:
    """Looks at the file every few seconds in a worker thread; nothing moves under an open form."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self._is_looking = False
        self._day = app.desk.today
        self._said = ""

    def start(self) -> None:
        """Look every `LOOK_SECONDS`, first when the first frame is out."""
        self._app.set_timer(min(FIRST_LOOK_SECONDS, LOOK_SECONDS), self.look)
        self._app.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Look once, unless a question or form is open, or the last look is still under way."""
        screens = self._app.screen_stack
        # While the app closes there is no screen any more, and the clock may strike once again.
        if not screens or self._is_looking or screens[-1].is_modal or self._app.current_mode == "beginning":
            return
        self._is_looking = True
        self._app.run_worker(self._look, thread=True, group="watch", exit_on_error=False)

    def _look(self) -> None:
        desk = self._app.desk
        trouble: Exception | None = None
        was_written = False
        try:
            was_written = desk.was_written()
        except Exception as error:
            # Whatever stands in the way of looking stands in the way of saving, and should be known.
            trouble = error
        if self._app.is_running:
            self._app.call_from_thread(self._looked, was_written, trouble)

    def _looked(self, was_written: bool, trouble: Exception | None) -> None:
        self._is_looking = False
        if not self._app.screen_stack:
            return
        if trouble is not None:
            self._tell(trouble)
            return
        is_back = bool(self._said)
        self._said = ""
        today = self._app.desk.today
        if was_written or is_back or today != self._day:
            self._day = today
            self._app.reload()

    def _tell(self, trouble: Exception) -> None:
        """Say it once, not at every look."""
        if not isinstance(trouble, Refused):
            trouble = Refused("error.unexpected", reason=f"{type(trouble).__name__}: {trouble}")
        sentence = say_failure(trouble)
        if sentence != self._said:
            self._said = sentence
            self._app.tell_failure(sentence)
