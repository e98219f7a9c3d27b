"""Nothing that is typed is lost, nor goes elsewhere than where one is by then: keys stand in a line.

Textual gives each key to what has the focus when it comes, even if a key before it is about to move the focus or to
open a screen. Here the next key acts when what the last one set going is done, a form that is on its way shows, one
that is being saved has closed, and the rows that the key is about are there.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from textual import events
from textual.screen import Screen

from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.desk_screen import told_by

# Turns of the event loop without a message anywhere until what a key set going counts as done, and how many turns
# a key waits at most. Turns are counted, not time: a busy machine needs as many.
CALM_TURNS = 3
MOST_TURNS = 500


class HeldKeys:
    """The line of the keys, and the forms that they open, which are made in a thread.

    `act` gives an event to Textual; `goes_at_once` says of a key that it has nothing to do with the rows of the
    screen that shows.
    """

    def __init__(
        self,
        app: DeskApp,
        act: Callable[[events.Event], Awaitable[None]],
        goes_at_once: Callable[[events.Event], bool],
    ) -> None:
        self._app = app
        self._act = act
        self._goes_at_once = goes_at_once
        self._line: deque[events.Key | events.Paste] = deque()
        self._form_is_coming = False
        self._settling: asyncio.Task[None] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no form is on its way, and every key has acted."""
        return not self._form_is_coming and self._settling is None and not self._line

    async def take(self, event: events.Event) -> None:
        """What is typed stands in line; all else acts at once."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._line.append(event)
            await self._take_line()
        else:
            await self._act(event)

    def rows_are_there(self) -> None:
        """A screen has its first rows, or will have none: the keys that waited for them act now."""
        if self._line:
            self._app.call_next(self._take_line)

    def saving_ended(self, *, is_saved: bool) -> None:
        """What was typed behind the saving of a form is for the screen below; if the form stays, for nobody."""
        if not is_saved:
            self._line.clear()
        self._app.call_next(self._take_line)

    def open_form(self, make: Callable[[], Screen[Any]], then: Callable[[Any], None]) -> None:
        """Make the form in a thread, then show it; what it gives goes to `then`. Nothing while one is on its way."""
        if self._form_is_coming:
            return
        self._form_is_coming = True

        def opened() -> None:
            form: Screen[Any] | None = None
            try:
                form = make()
            finally:
                self._app.call_from_thread(self._form_is_made, form, then)

        self._app.in_thread(opened, group="open_form", exclusive=True)

    async def _take_line(self) -> None:
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
            await self._act(event)
            if not is_text:
                self._settling = asyncio.create_task(self._settle())

    def _has_to_wait(self, event: events.Key | events.Paste) -> bool:
        """Whether what the key is about is not there yet: a form, the focus, rows, or the screen below a form."""
        if self._form_is_coming or self._settling is not None or self._form_is_saving:
            return True
        awaits_rows = bool(self._app.screen_stack) and told_by(self._app.screen).awaits_rows
        return awaits_rows and not self._is_text(event) and not self._goes_at_once(event)

    @property
    def _form_is_saving(self) -> bool:
        return bool(self._app.screen_stack) and told_by(self._app.screen).is_saving

    def _is_impatient(self, event: events.Key | events.Paste) -> bool:
        """Whether a key says once more to a form that is being saved that it is done."""
        return (
            self._form_is_saving
            and isinstance(event, events.Key)
            and event.key in told_by(self._app.screen).ending_keys
        )

    def _is_text(self, event: events.Key | events.Paste) -> bool:
        """Whether the field in which one is takes it as text: the next key goes there as well."""
        focused = self._app.focused if self._app.screen_stack else None
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
        self._app.call_next(self._take_line)

    @property
    def _has_messages(self) -> bool:
        if not self._app.screen_stack:
            return False
        pumps = (self._app, *self._app.screen.walk_children(with_self=True))
        return any(pump.message_queue_size for pump in pumps)

    def _form_is_made(self, form: Screen[Any] | None, then: Callable[[Any], None]) -> None:
        """Show the form; without one, what was typed meanwhile is forgotten."""
        if form is None:
            self._form_is_coming = False
            self._line.clear()
        else:
            self._app.call_next(self._show_form, form, then)

    async def _show_form(self, form: Screen[Any], then: Callable[[Any], None]) -> None:
        await self._app.push_screen(form, then)
        self._form_is_coming = False
        if self._settling is None:
            self._settling = asyncio.create_task(self._settle())
