"""A screen reads the file once when one comes to it, and once more when one comes back: not for every handler."""

from __future__ import annotations

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.frame.reading_screen import ReadingScreen
from tests.tui.sitting import Sitting, sitting_at


def readings(sitting: Sitting) -> int:
    screen = sitting.app.screen
    assert isinstance(screen, ReadingScreen)
    return screen._loads


async def test_every_main_screen_is_read_once_and_once_more_when_one_comes_back(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
        for digit in "23456789":
            await sitting.press(digit)
            await sitting.rest()
            assert (digit, readings(sitting)) == (digit, 1)
        await sitting.press("1")
        await sitting.rest()
        before = readings(sitting)
        await sitting.press("2")
        await sitting.rest()
        assert readings(sitting) == 2
        await sitting.press("1")
        await sitting.rest()
        assert readings(sitting) == before + 1


async def test_a_karte_is_read_once_and_the_list_below_it_once_when_it_closes(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("2")
        await sitting.rest()
        before = readings(sitting)
        await sitting.press("enter")
        await sitting.rest()
        assert readings(sitting) == 1
        await sitting.press("escape")
        await sitting.rest()
        assert readings(sitting) == before + 1
