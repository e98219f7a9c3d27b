"""Sitting at the app in a test: open it on a desk, press keys, and let it come to rest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.app.app import KodokuApp
from kodoku_tui.tui.frame.key_names import character_of
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import ListTable
from tests.tui.support import screen_text

WIDE = (140, 42)
NARROW = (80, 24)
# Waiting costs nothing where what is awaited comes; a machine that many share may need long for it.
PATIENCE = 60
LOOKS_IN_A_ROW = 2
LIKE_MARKUP = "[A][/重要][@click=app.quit]"


class Sitting:
    """A person at the app."""

    def __init__(self, app: KodokuApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def text(self) -> str:
        """What the person sees."""
        return screen_text(self.app)

    @property
    def flat(self) -> str:
        """What the person sees, without the line ends and spaces that the width puts in."""
        return "".join(self.text.split())

    @property
    def table(self) -> ListTable:
        """The list of the screen that shows."""
        return self.app.screen.query_one(ListTable)

    async def press(self, *keys: str) -> None:
        """Press keys, and wait after each until everything it set going has come to rest."""
        for key in keys:
            character = character_of(key)
            self.app.post_message(events.Key(key, character))
            await self.rest()

    async def press_on(self, *keys: str) -> None:
        """Press keys, each as soon as the one before was heard, whatever is still being read for it."""
        for key in keys:
            self.app.post_message(events.Key(key, character_of(key)))
            await self._until(lambda: not self._has_messages, lambda: "a key is not heard in")

    async def begin(self, key: str) -> None:
        """Press the key of a form, and look up while it is still on its way."""
        self.app.post_message(events.Key(key, character_of(key)))
        await self._until(lambda: not self.app.is_waiting_for_nothing, lambda: f"{key} opens nothing in")

    async def type(self, text: str) -> None:
        """Type text, which may hold anything, faster than the app can follow."""
        for character in text:
            self.app.post_message(events.Key(_character_to_key(character), character))
        await self.rest()

    async def rest(self) -> None:
        """Wait until no worker runs, every list has its rows and no form is on its way.

        Textual's own pause waits for the whole process to be idle, which is ten times as long.
        """
        deadline = monotonic() + PATIENCE
        calm = 0
        while calm < LOOKS_IN_A_ROW:
            assert monotonic() < deadline, f"no rest:\n{self.text}"
            await asyncio.sleep(0.008)
            calm = calm + 1 if self._is_at_rest() else 0

    async def is_still(self) -> None:
        """Wait until the group beside the list shows, no notice is left, and the cursor in a field does not blink."""
        self.app.clear_notifications()
        for field in self.app.screen.query(Input):
            field.cursor_blink = False
        for area in self.app.screen.query(TextArea):
            area.cursor_blink = False
        screens = [screen for screen in self.app.screen_stack if isinstance(screen, ListScreen)]
        await self._until(
            lambda: all(screen.shows_its_group for screen in screens), lambda: "no group beside"
        )
        await self.rest()

    async def sees(self, *words: str) -> None:
        """Wait until the person sees all of these words, wherever a line ends."""
        wanted = ["".join(word.split()) for word in words]
        await self._until(lambda: all(word in self.flat for word in wanted), lambda: f"{words} not in")

    async def is_told(self, *words: str) -> None:
        """Wait until one notice says all of these words."""

        def said() -> list[str]:
            return [notice.message for notice in self.app._notifications]

        await self._until(
            lambda: any(all(word in one for word in words) for one in said()),
            lambda: f"{words} not in {said()} over",
        )

    async def stands_on(self, key: int | str) -> None:
        """Wait until the cursor of the list is on this row."""
        await self._until(lambda: self.table.cursor_key == key, lambda: f"{self.table.cursor_key} in")

    @property
    def _has_list(self) -> bool:
        return bool(self.app.screen.query(ListTable)) and self.table.total is not None

    async def _until(self, condition: Callable[[], bool], complaint: Callable[[], str]) -> None:
        deadline = monotonic() + PATIENCE
        while not condition():
            assert monotonic() < deadline, f"{complaint()}\n{self.text}"
            await asyncio.sleep(0.002)

    def _is_at_rest(self) -> bool:
        screen = self.app.screen
        if not self.app.is_waiting_for_nothing or any(worker.is_running for worker in self.app.workers):
            return False
        if isinstance(screen, ListScreen) and not self._has_list and not self.app._notifications:
            return False
        return not self._has_messages

    @property
    def _has_messages(self) -> bool:
        screen = self.app.screen
        return any(pump.message_queue_size for pump in (self.app, screen, *screen.walk_children()))


@asynccontextmanager
async def sitting_at(desk: Desk, size: tuple[int, int] = WIDE) -> AsyncIterator[Sitting]:
    """Open the app on the desk in a terminal of this size."""
    app = KodokuApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        sitting = Sitting(app, pilot)
        await sitting.rest()
        yield sitting


def foot_of(sitting: Sitting) -> str:
    """What the form that shows says below its fields."""
    return str(sitting.app.screen.query_one(".form--foot", Static).render())
