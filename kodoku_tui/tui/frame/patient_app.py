"""An app that does its work beside the screen, and loses nothing that is typed meanwhile."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import App
from textual.screen import Screen

from kodoku_tui.tui.frame.notices import notify_plain

# Turns of the event loop without a message anywhere until what a key set going counts as done, and how many turns
# a key waits at most. Turns are counted, not time: a busy machine needs as many.
CALM_TURNS = 3
MOST_TURNS = 500


class PatientApp(App[None]):
    """Work in threads, whose failures are said as notices; forms that are made in a thread before they show.

    Textual gives each key to what has the focus when it comes, even if a key before it is about to move the focus or
    to open a screen. Here keys stand in a line: the next one acts when what the last one set going is done.
    """

    def __init__(self) -> None:
        super().__init__()
        self._line: deque[events.Key | events.Paste] = deque()
        self._form_is_coming = False
        self._settling: asyncio.Task[None] | None = None
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

        if self._form_is_coming:
            return
        self._form_is_coming = True
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
        """Whether no form is on its way, and every key has acted."""
        return not self._form_is_coming and self._settling is None and not self._line

    async def on_event(self, event: events.Event) -> None:
        """What is typed stands in line; all else acts at once."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._line.append(event)
            await self._take_keys()
        else:
            await super().on_event(event)

    def goes_at_once(self, event: events.Event) -> bool:
        """Whether a key has nothing to do with the rows of the screen that shows."""
        return False

    def rows_are_there(self) -> None:
        """A screen has its first rows, or will have none: the keys that waited for them act now."""
        if self._line:
            self.call_next(self._take_keys)

    async def _take_keys(self) -> None:
        """Let keys act, in their order, up to one that has to wait."""
        while self._line:
            event = self._line[0]
            if self._is_impatient(event):
                self._line.popleft()
                continue
            if self._has_to_wait(event):
                return
            self._line.popleft()
            is_text = self._is_text(event)
            await super().on_event(event)
            if not is_text:
                self._settling = asyncio.create_task(self._settle())

    def _has_to_wait(self, event: events.Key | events.Paste) -> bool:
        """Whether what the key is about is not there yet: a form, the focus, rows, or the screen below a form."""
        if self._form_is_coming or self._settling is not None or self._form_is_saving:
            return True
        awaits_rows = bool(self.screen_stack) and bool(getattr(self.screen, "awaits_rows", False))
        return awaits_rows and not self._is_text(event) and not self.goes_at_once(event)

    @property
    def _form_is_saving(self) -> bool:
        return bool(self.screen_stack) and bool(getattr(self.screen, "is_saving", False))

    def _is_impatient(self, event: events.Key | events.Paste) -> bool:
        """Whether a key says once more to a form that is being saved that it is done."""
        ends_form: frozenset[str] = getattr(self.screen, "ENDING_KEYS", frozenset())
        return self._form_is_saving and isinstance(event, events.Key) and event.key in ends_form

    def saving_ended(self, *, is_saved: bool) -> None:
        """What was typed behind the saving of a form is for the screen below; if the form stays, for nobody."""
        if not is_saved:
            self._line.clear()
        self.call_next(self._take_keys)

    def _is_text(self, event: events.Key | events.Paste) -> bool:
        """Whether the field in which one is takes it as text: the next key goes there as well."""
        focused = self.focused if self.screen_stack else None
        if focused is None or isinstance(event, events.Paste):
            return focused is not None
        return focused.check_consume_key(event.key, event.character)

    async def _settle(self) -> None:
        """Wait until everything that the last key set going has been done, as far as no thread has a part in it."""
        calm = 0
        for _ in range(MOST_TURNS):
            await asyncio.sleep(0)
            calm = 0 if self._has_messages else calm + 1
            if calm == CALM_TURNS:
                break
        self._settling = None
        self.call_next(self._take_keys)

    @property
    def _has_messages(self) -> bool:
        if not self.screen_stack:
            return False
        pumps = (self, *self.screen.walk_children(with_self=True))
        return any(pump.message_queue_size for pump in pumps)

    def _form_is_made(self, form: Screen[Any] | None, then: Callable[[Any], None]) -> None:
        """Show the form; without one, what was typed meanwhile is forgotten."""
        if form is None:
            self._form_is_coming = False
            self._line.clear()
        else:
            self.call_next(self._show_form, form, then)

    async def _show_form(self, form: Screen[Any], then: Callable[[Any], None]) -> None:
        await self.push_screen(form, then)
        self._form_is_coming = False
        if self._settling is None:
            self._settling = asyncio.create_task(self._settle())

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
