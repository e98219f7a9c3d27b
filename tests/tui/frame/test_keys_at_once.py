"""Whoever types faster than the machine gets what whoever waits gets: no key is lost, none lands elsewhere."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path
from random import Random

import pytest

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.app.main_screens import MAIN_SCREENS
from tests.desks import desk_on_copy
from tests.tui.issues_and_linkages import fill
from tests.tui.sitting import NARROW, Sitting, sitting_at

# What goes from field to field and from screen to screen, and what is text in a field and a command in a list.
GOING = ["enter", "escape", "tab", "slash", "down", "f2", "ctrl+s", "ctrl+f", "0", "1", "2", "5", "7"]
TYPED = ["c", "i", "m", "f", "s", "v", "h", "a", "n", "y", "k", "space", "3", "農"]


async def state_of(sitting: Sitting) -> tuple[str, str, str]:
    await sitting.is_still()
    focused = type(sitting.app.focused).__name__
    return type(sitting.app.screen).__name__, focused, sitting.text


async def come_home(sitting: Sitting, digit: str) -> None:
    """Out of every form and list over the main screen, and to the top of that one."""
    while len(sitting.app.screen_stack) > 1:
        sitting.app.pop_screen()
        await sitting.rest()
    sitting.app.drafts.clear()
    await sitting.press("1" if sitting.app.current_mode != "search_all" else "alt+i", "escape")
    await sitting.press(next(one.other_keys[0] for one in MAIN_SCREENS if one.digit == digit))


def ways(digit: str, count: int) -> list[list[str]]:
    random = Random(digit)
    return [
        [random.choice(GOING), random.choice(TYPED), random.choice(GOING), random.choice(TYPED)][
            : random.choice((2, 3, 4))
        ]
        for _ in range(count)
    ]


@pytest.mark.a_few(2)
@pytest.mark.parametrize("digit", [screen.digit for screen in MAIN_SCREENS])
async def test_keys_typed_at_once_do_what_they_do_one_by_one(
    digit: str, small_desk: Desk, tmp_path: Path
) -> None:
    fill(small_desk)
    small_desk.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (tmp_path / "other").mkdir()
    async with AsyncExitStack() as open_now:
        other = open_now.enter_context(desk_on_copy(small_desk.path, tmp_path / "other", staff="青木 一"))
        waiting = await open_now.enter_async_context(sitting_at(small_desk, NARROW))
        hasty = await open_now.enter_async_context(sitting_at(other, NARROW))
        for way in ways(digit, 6):
            await come_home(waiting, digit)
            await come_home(hasty, digit)
            await waiting.press(*way)
            await hasty.press_at_once(*way)
            assert await state_of(hasty) == await state_of(waiting), (digit, way)
