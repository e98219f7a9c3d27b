"""What fails beside the screen is said as a notice, and the app goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.connection import sentences_for_sqlite
from kodoku_tui.tui.frame.column_words import say_failure
from kodoku_tui.tui.frame.notices import notify_plain


class Failures:
    """Says each failure once while it shows."""

    def __init__(self, app: App[Any], desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._on_their_way: set[str] = set()

    def tell(self, sentence: str) -> None:
        """Say what failed, unless it still shows: a file that is gone is missed by a screen and by the watch on it."""
        shown = {notice.message for notice in self._app._notifications}
        if sentence in shown or sentence in self._on_their_way:
            return
        self._on_their_way.add(sentence)
        notify_plain(self._app, sentence, severity="error")
        # This comes behind the notice, which shows from then on.
        self._app.call_later(lambda: self._on_their_way.discard(sentence))

    def unexpected(self, error: Exception) -> None:
        """Say that something failed, without losing what is on the screen."""
        try:
            with sentences_for_sqlite(self._desk.path):
                raise error
        except Refused as refused:
            sentence = say_failure(refused)
        except Exception:
            sentence = say("error.unexpected", reason=f"{type(error).__name__}: {error}")
        self.tell(sentence)

    def guarding(self, work: Callable[[], None]) -> Callable[[], None]:
        """`work` for a worker thread; whatever it raises is said."""

        def guarded() -> None:
            try:
                work()
            except Exception as error:
                # Workers are where the file is met, and what a file can hold has no end.
                if self._app.is_running:
                    self._app.call_from_thread(self.unexpected, error)

        return guarded
