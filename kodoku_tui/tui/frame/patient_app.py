"""An app that does its work beside the screen, and loses nothing that is typed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import App
from textual.screen import Screen

from kodoku_tui.tui.frame.desk_screen import told_by
from kodoku_tui.tui.frame.notices import notify_plain


class PatientApp(App[None]):
    """Work in threads, whose failures are said as notices; forms that are made in a thread before they show."""

    def __init__(self) -> None:
        super().__init__()
        self._keys_held: list[events.Event] | None = None
        self._awaited: Screen[Any] | None = None
        self._failures_on_their_way: set[str] = set()

    def unexpected(self, error: Exception) -> None:
        """Say that something failed, without losing what is on the screen."""
        raise NotImplementedError

    def tell_failure(self, sentence: str) -> None:
        """Say what failed, unless it still shows: a file that is gone is missed by a screen and by the watch on it."""
        shown = {notice.message for notice in self._notifications}
        if sentence in shown or sentence in self._failures_on_their_way:
            return
        self._failures_on_their_way.add(sentence)
        notify_plain(self, sentence, severity="error")
        # This comes behind the notice, which shows from then on.
        self.call_later(lambda: self._failures_on_their_way.discard(sentence))

    def tell_saved(self, sentence: str | None) -> None:
        """Say what was saved; nothing for a form that was left."""
        raise NotImplementedError

    def open_form(self, make: Callable[[], Screen[Any]], then: Callable[[Any], None] | None = None) -> None:
        """Make the form in a thread, since it asks the file for what it fills in; then show it.

        What the form gives goes to `then`, by default a sentence on what was saved.
        """

        if self._keys_held is not None:
            return
        self._keys_held = []
        tell = then or self.tell_saved

        def opened() -> None:
            form: Screen[Any] | None = None
            try:
                form = make()
            finally:
                self.call_from_thread(self._form_is_made, form, tell)

        self.in_thread(opened, group="open_form", exclusive=True)

    @property
    def is_waiting_for_nothing(self) -> bool:
        """Whether no form is on its way, and no key waits for the rows that it is about."""
        return self._keys_held is None

    async def on_event(self, event: events.Event) -> None:
        """What is typed while a form is on its way belongs to the form, not to the list below.

        What is typed before a list has its first rows is about these rows, and waits for them.
        """
        if isinstance(event, events.Key | events.Paste):
            # Another screen may have come over the one that was waited for, which then tells nothing.
            self.rows_are_there()
            if self._keys_held is None and self._awaits_rows and not self.goes_at_once(event):
                self._keys_held, self._awaited = [], self.screen
            if self._keys_held is not None:
                self._keys_held.append(event)
                return
        await super().on_event(event)

    def goes_at_once(self, event: events.Event) -> bool:
        """Whether a key has nothing to do with the rows of the screen that shows."""
        return False

    @property
    def _awaits_rows(self) -> bool:
        return bool(self.screen_stack) and told_by(self.screen).awaits_rows

    def rows_are_there(self) -> None:
        """A screen has its first rows, or will have none: the keys that waited for them act now."""
        if self._awaited is not None and not self._awaits_rows:
            self._awaited = None
            self.call_next(self._hand_over_keys)

    def _form_is_made(self, form: Screen[Any] | None, then: Callable[[Any], None]) -> None:
        """Show the form; without one, what was typed meanwhile is forgotten."""
        if form is None:
            self._keys_held = None
        else:
            self.call_next(self._show_form, form, then)

    async def _show_form(self, form: Screen[Any], then: Callable[[Any], None]) -> None:
        await self.push_screen(form, then)
        self.call_later(self._hand_over_keys)

    async def _hand_over_keys(self) -> None:
        held, self._keys_held = self._keys_held or [], None
        for event in held:
            # Not behind what was typed since: it would overtake them.
            await self.on_event(_anew(event))

    def in_thread(self, work: Callable[[], None], *, group: str, exclusive: bool = False) -> None:
        """Do `work` in a worker thread; whatever it raises is said as a notice, and the app goes on."""

        def guarded() -> None:
            try:
                work()
            except Exception as error:
                # Workers are where the file is met, and what a file can hold has no end.
                if self.is_running:
                    self.call_from_thread(self.unexpected, error)

        self.run_worker(guarded, thread=True, group=group, exclusive=exclusive, exit_on_error=False)


def _anew(event: events.Event) -> events.Event:
    """The same key once more: one that had already gone through the list below would not be given to the form."""
    if isinstance(event, events.Key):
        return events.Key(event.key, event.character)
    return events.Paste(event.text) if isinstance(event, events.Paste) else event
