"""What tests of screens share."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from kodoku_tui.tui.frame.commands import CommandHost
from kodoku_tui.tui.frame.drafts import Drafts


async def wait_until(pilot: Pilot[Any], condition: Callable[[], object], seconds: float = 60) -> None:
    """Let the app run until `condition` holds; fails after `seconds`."""
    deadline = monotonic() + seconds
    await pilot.pause()
    while not condition():
        assert monotonic() < deadline, "the awaited did not come about"
        await pilot.pause(0.01)


def screen_text(app: App[Any]) -> str:
    """All that the person sees, line by line, without styles."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


class DeskApp(CommandHost, App[None]):
    """An app with what screens expect of it."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.drafts: Drafts = {}
