"""Sitting at the app in a test: open it on a desk, press keys, and let it come to rest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar, overload

from textual import events
from textual.widgets import Input, Static, TextArea
from textual.worker import Worker

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.app.app import KodokuApp
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.frame.key_names import character_of
from kodoku_tui.tui.frame.pausing import Pausing
from kodoku_tui.tui.frame.reading_screen import ReadingScreen
from kodoku_tui.tui.lists.list_table import ListTable
from tests.tui.driver import Driver, listening, threads_end

WIDE = (140, 42)
NARROW = (80, 24)
LIKE_MARKUP = "[A][/重要][@click=app.quit]"


class Sitting(Driver[KodokuApp]):
    """A person at the app."""

    @property
    def table(self) -> ListTable:
        """The list of the screen that shows."""
        return self.app.screen.query_one(ListTable)

    @property
    def is_at_rest(self) -> bool:
        """Whether no worker runs, every list has its rows, no form is on its way and no message is queued."""
        screen = self.app.screen
        awaits_rows = isinstance(screen, ReadingScreen) and screen.awaits_rows
        return self.app.is_waiting_for_nothing and not awaits_rows and super().is_at_rest

    def is_at_work(self, worker: Worker[Any]) -> bool:
        """Whether a worker does something by itself: one that saves may wait for the answer to a question."""
        is_asking = worker.group == "save_form" and isinstance(self.app.screen, ConfirmScreen)
        return worker.is_running and not is_asking

    async def begin(self, key: str) -> None:
        """Press the key of a form, and look up while it is still on its way."""
        self.app.post_message(events.Key(key, character_of(key)))
        await self.until(lambda: not self.app.is_waiting_for_nothing, f"{key} opens nothing in")

    async def has_acted(self) -> None:
        """Wait until every key has acted, whatever threads are still doing: keys stand in a line of the app's own."""
        await self.until(lambda: self.app.is_waiting_for_nothing, "a key still waits in")

    async def pause(self) -> None:
        """Wait until all shows that is read once a person pauses: what changes below a form is drawn only later."""
        for screen in self.app.screen_stack:
            for part in (screen, *screen.walk_children()):
                if isinstance(part, Pausing):
                    part.end_pause()
        await self.rest()

    async def is_still(self) -> None:
        """Pause, until no notice is left either and the cursor in a field does not blink."""
        self.app.clear_notifications()
        for field in self.app.screen.query(Input):
            field.cursor_blink = False
        for area in self.app.screen.query(TextArea):
            area.cursor_blink = False
        await self.pause()

    async def stands_on(self, key: int | str) -> None:
        """Wait until the cursor of the list is on this row."""
        await self.until(lambda: self.table.cursor_key == key, lambda: f"{self.table.cursor_key} in")


Person = TypeVar("Person", bound=Sitting)


@overload
def sitting_at(
    desk: Desk, size: tuple[int, int] = WIDE, *, asks_about_late_start: bool = False
) -> AbstractAsyncContextManager[Sitting]: ...


@overload
def sitting_at(
    desk: Desk, size: tuple[int, int] = WIDE, *, person: type[Person]
) -> AbstractAsyncContextManager[Person]: ...


@asynccontextmanager
async def sitting_at(
    desk: Desk,
    size: tuple[int, int] = WIDE,
    *,
    person: type[Any] = Sitting,
    asks_about_late_start: bool = False,
) -> AsyncIterator[Any]:
    """Open the app on the desk in a terminal of this size; `person` is who sits there.

    A register that was started late asks nothing here unless it is what the test is about.
    """
    app = KodokuApp(desk, asks_about_late_start=asks_about_late_start)
    year = desk.year
    try:
        with listening() as ear:
            async with threads_end(), app.run_test(size=size, notifications=True) as pilot:
                sitting = person(app, pilot, ear)
                await sitting.rest()
                yield sitting
    finally:
        # The year that was at hand stays while the app is open; the next one looks for itself.
        desk.year = year


def foot_of(sitting: Sitting) -> str:
    """What the form that shows says below its fields."""
    return str(sitting.app.screen.query_one(".form--foot", Static).render())
