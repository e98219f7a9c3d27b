"""A driver of an app in a test: it presses keys and waits on what the app does, never on the clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from threading import Thread
from time import monotonic
from typing import Any, Generic, TypeVar

from textual import events
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.keys import _character_to_key
from textual.message import Message
from textual.message_pump import MessagePump
from textual.notifications import Notify
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import Worker

from kodoku_tui.tui.frame.key_names import character_of

# Waiting costs nothing where what is awaited comes; a machine that many share may need long for it.
PATIENCE = 180
# An app that is at rest does nothing more by itself but what it does by the clock, which is a matter of seconds.
PATIENCE_AT_REST = 20
# For what no message tells of, such as a file that a thread writes.
LOOK_SECONDS = 0.25

AnyApp = TypeVar("AnyApp", bound=App[Any])


class Ear:
    """Hears every message that any part of an app handles, and remembers every notice."""

    def __init__(self) -> None:
        self.in_hand = 0
        """How many messages are being handled now."""
        self.notices: list[str] = []
        self._news = asyncio.Event()

    def begins(self, message: Message) -> None:
        """A message is about to be handled."""
        self.in_hand += 1
        if isinstance(message, Notify):
            self.notices.append(message.notification.message)

    def ends(self) -> None:
        """A message was handled."""
        self.in_hand -= 1
        self._news.set()

    async def news(self, within: float) -> None:
        """Wait until the next message was handled, at most `within` seconds."""
        self._news.clear()
        alarm = asyncio.get_running_loop().call_later(within, self._news.set)
        try:
            await self._news.wait()
        finally:
            alarm.cancel()


@contextmanager
def listening() -> Iterator[Ear]:
    """An ear in every app that runs meanwhile.

    The hook that Textual offers for this is inherited from task to task: it misses what a thread puts on the screen,
    and does not tell when a message was handled.
    """
    ear = Ear()
    dispatch = MessagePump._dispatch_message

    async def overheard(pump: MessagePump, message: Message) -> None:
        ear.begins(message)
        try:
            await dispatch(pump, message)
        finally:
            ear.ends()

    MessagePump._dispatch_message = overheard  # type: ignore[method-assign, assignment]
    try:
        with _nothing_drawn_for_nobody():
            yield ear
    finally:
        MessagePump._dispatch_message = dispatch  # type: ignore[method-assign]


@asynccontextmanager
async def threads_end() -> AsyncIterator[None]:
    """Wait in the end for the threads that were set to work, as `App.run` does.

    A thread that still reads a file which the test has closed takes the whole process along.
    """
    loop = asyncio.get_running_loop()
    workers = ThreadPoolExecutor()
    loop.set_default_executor(workers)
    try:
        yield
    finally:
        # What they hand over is taken meanwhile.
        ended = loop.create_future()
        Thread(target=lambda: _end(workers, loop, ended)).start()
        await ended


def _end(workers: ThreadPoolExecutor, loop: asyncio.AbstractEventLoop, ended: asyncio.Future[None]) -> None:
    workers.shutdown(wait=True)
    loop.call_soon_threadsafe(ended.set_result, None)


@contextmanager
def _nothing_drawn_for_nobody() -> Iterator[None]:
    """An app without a terminal draws each frame and throws it away: here it is drawn when somebody looks at it."""
    render = Compositor.render_update

    def render_nothing(compositor: Compositor, full: bool = False, **options: Any) -> Any:
        # A picture asks for the whole screen.
        if full:
            return render(compositor, full, **options)
        compositor._dirty_regions.clear()
        return None

    Compositor.render_update = render_nothing  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Compositor.render_update = render  # type: ignore[method-assign]


class Driver(Generic[AnyApp]):
    """Keys in, what shows out."""

    def __init__(self, app: AnyApp, pilot: Pilot[Any], ear: Ear) -> None:
        self.app = app
        self.pilot = pilot
        self._ear = ear
        self._told_before = 0

    @property
    def text(self) -> str:
        """What the person sees."""
        return screen_text(self.app)

    @property
    def flat(self) -> str:
        """What the person sees, without the line ends and spaces that the width puts in."""
        return "".join(self.text.split())

    @property
    def notices(self) -> list[str]:
        """What was told since the last keys, whether or not it still shows."""
        return self._ear.notices[self._told_before :]

    @property
    def all_notices(self) -> list[str]:
        """What was told since the app was opened."""
        return list(self._ear.notices)

    async def press(self, *keys: str) -> None:
        """Press keys, and wait after each until everything it set going has come to rest."""
        self._begin_act()
        for key in keys:
            self._send(key)
            await self.rest()

    async def press_on(self, *keys: str) -> None:
        """Press keys, each as soon as the one before was heard, whatever is still being read for it."""
        self._begin_act()
        for key in keys:
            self._send(key)
            await self.catch_up()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys faster than the app can follow, as on a machine that is busy with other things."""
        self._begin_act()
        for key in keys:
            self._send(key)
        await self.rest()

    async def type(self, text: str) -> None:
        """Type text, which may hold anything, faster than the app can follow."""
        self._begin_act()
        for character in text:
            self.app.post_message(events.Key(_character_to_key(character), character))
        await self.rest()

    async def paste(self, text: str) -> None:
        """Paste as a terminal does."""
        self._begin_act()
        self.app.post_message(events.Paste(text))
        await self.rest()

    async def click(self, widget: Any = None, offset: tuple[int, int] = (0, 0), **how: Any) -> None:
        """Click on a widget."""
        self._begin_act()
        await self.pilot.click(widget, offset=offset, **how)
        await self.rest()

    async def rest(self) -> None:
        """Wait until nothing is on its way: no message is queued or being handled, no worker runs, all is drawn.

        Textual's own pause waits for the whole process to be idle, which is ten times as long.
        """
        deadline = monotonic() + PATIENCE
        while self.app.is_running and not await self._has_come_to_rest():
            assert monotonic() < deadline, f"no rest, since {self._restless()}:\n{self.text}"

    async def catch_up(self) -> None:
        """Wait until every message was handled and all is drawn, whatever threads are still doing."""
        await self.until(lambda: not self._has_messages and _is_drawn(self.app.screen), "it never caught up")

    async def until(self, condition: Callable[[], object], complaint: str | Callable[[], str] = "") -> None:
        """Wait until `condition` holds; it is looked at after whatever the app does."""
        began = monotonic()
        # Added up, for the cursor of a field blinks for ever: what it sets going is no reason to hope on.
        rested = 0.0
        while not condition():
            now = monotonic()
            if not self.app.is_running or now - began > PATIENCE or rested > PATIENCE_AT_REST:
                said = complaint() if callable(complaint) else complaint or "the awaited did not come about"
                raise AssertionError(f"{said}:\n{self.text}")
            if await self._has_come_to_rest():
                await self._ear.news(LOOK_SECONDS)
                rested += monotonic() - now

    async def sees(self, *words: str) -> None:
        """Wait until the person sees all of these words, wherever a line ends."""
        wanted = ["".join(word.split()) for word in words]
        await self.until(lambda: all(word in self.flat for word in wanted), f"{words} not in")

    async def is_told(self, *words: str) -> None:
        """Wait until one notice since the last keys says all of these words."""
        await self.until(
            lambda: any(all(word in one for word in words) for one in self.notices),
            lambda: f"{words} not in {self.notices} over",
        )

    @property
    def is_at_rest(self) -> bool:
        """Whether no worker does anything, and no message is queued or being handled."""
        return not self._has_messages and not any(self.is_at_work(worker) for worker in self.app.workers)

    def is_at_work(self, worker: Worker[Any]) -> bool:
        """Whether a worker does something by itself."""
        return worker.is_running

    async def _has_come_to_rest(self) -> bool:
        """Wait for the next thing that the app does; whether there was none."""
        if not self.is_at_rest:
            await self._ear.news(LOOK_SECONDS)
            if not self._has_messages:
                self._draw()
            return False
        screen = self.app.screen
        self._draw()
        # Whatever a thread has just handed over is queued after this.
        await asyncio.sleep(0)
        return self.is_at_rest and screen is self.app.screen and _is_drawn(screen)

    def _draw(self) -> None:
        """Do what the clock would do a moment later."""
        screen = self.app.screen
        if not _is_drawn(screen):
            screen._on_timer_update()
            screen.check_idle()

    def _restless(self) -> str:
        """What is still on its way, for whoever reads why a test failed."""
        running = [worker.name for worker in self.app.workers if self.is_at_work(worker)]
        queued = [f"{pump}: {pump.message_queue_size}" for pump in self._pumps if pump.message_queue_size]
        return f"workers {running}, queued {queued}, in hand {self._ear.in_hand}, at rest {self.is_at_rest}"

    def _begin_act(self) -> None:
        self._told_before = len(self._ear.notices)

    def _send(self, key: str) -> None:
        self.app.post_message(events.Key(key, character_of(key)))

    @property
    def _pumps(self) -> list[MessagePump]:
        screen = self.app.screen
        return [self.app, screen, *screen.walk_children()]

    @property
    def _has_messages(self) -> bool:
        return self._ear.in_hand > 0 or any(pump.message_queue_size for pump in self._pumps)


def _is_drawn(screen: Screen[Any]) -> bool:
    """Whether nothing on the screen waits for the next frame."""
    return not (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


@asynccontextmanager
async def driven(
    app: AnyApp, size: tuple[int, int] = (80, 24), *, rests: bool = True
) -> AsyncIterator[Driver[AnyApp]]:
    """Run the app in a terminal of this size; with `rests=False` whatever it begins with is still on its way."""
    with listening() as ear:
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(app, pilot, ear)
            await (driver.rest() if rests else driver.catch_up())
            yield driver


def screen_text(app: App[Any]) -> str:
    """All that the person sees, line by line, without styles."""
    # What lies below a form shows as well: drawing a frame says so, and here none was drawn.
    visible_screen_stack.set(app._background_screens)
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
