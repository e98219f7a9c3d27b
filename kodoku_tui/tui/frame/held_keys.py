"""Nothing that is typed is lost, nor goes to the screen below, while a form is made or rows are on their way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events
from textual.screen import Screen

from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.desk_screen import told_by


class HeldKeys:
    """Opens forms, which are made in a thread, and holds what is typed until it can act.

    `goes_at_once` says of a key that it has nothing to do with the rows of the screen that shows.
    """

    def __init__(self, app: DeskApp, goes_at_once: Callable[[events.Event], bool]) -> None:
        self._app = app
        self._goes_at_once = goes_at_once
        self._held: list[events.Event] | None = None
        self._awaited: Screen[Any] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no form is on its way, and no key waits for the rows that it is about."""
        return self._held is None

    def hold(self, event: events.Event) -> bool:
        """Keep the event for later, if it has to wait.

        What is typed while a form is on its way belongs to the form, not to the list below.
        What is typed before a list has its first rows is about these rows, and waits for them.
        """
        if not isinstance(event, events.Key | events.Paste):
            return False
        # Another screen may have come over the one that was waited for, which then tells nothing.
        self.rows_are_there()
        if self._held is None and self._awaits_rows and not self._goes_at_once(event):
            self._held, self._awaited = [], self._app.screen
        if self._held is None:
            return False
        self._held.append(event)
        return True

    def rows_are_there(self) -> None:
        """A screen has its first rows, or will have none: the keys that waited for them act now."""
        if self._awaited is not None and not self._awaits_rows:
            self._awaited = None
            self._app.call_next(self._hand_over)

    def open_form(self, make: Callable[[], Screen[Any]], then: Callable[[Any], None]) -> None:
        """Make the form in a thread, then show it; what it gives goes to `then`. Nothing while one is on its way."""
        if self._held is not None:
            return
        self._held = []

        def opened() -> None:
            form: Screen[Any] | None = None
            try:
                form = make()
            finally:
                self._app.call_from_thread(self._form_is_made, form, then)

        self._app.in_thread(opened, group="open_form", exclusive=True)

    @property
    def _awaits_rows(self) -> bool:
        return bool(self._app.screen_stack) and told_by(self._app.screen).awaits_rows

    def _form_is_made(self, form: Screen[Any] | None, then: Callable[[Any], None]) -> None:
        """Show the form; without one, what was typed meanwhile is forgotten."""
        if form is None:
            self._held = None
        else:
            self._app.call_next(self._show_form, form, then)

    async def _show_form(self, form: Screen[Any], then: Callable[[Any], None]) -> None:
        await self._app.push_screen(form, then)
        self._app.call_later(self._hand_over)

    async def _hand_over(self) -> None:
        held, self._held = self._held or [], None
        for event in held:
            # Not behind what was typed since: it would overtake them.
            await self._app.on_event(_anew(event))


def _anew(event: events.Event) -> events.Event:
    """The same key once more: one that had already gone through the list below would not be given to the form."""
    if isinstance(event, events.Key):
        return events.Key(event.key, event.character)
    return events.Paste(event.text) if isinstance(event, events.Paste) else event
