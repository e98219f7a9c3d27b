"""What is typed before a list has its rows is about these rows: it waits for them, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.widgets import TextArea

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.karte.karte import KarteScreen
from kodoku_tui.tui.register.register import RegisterScreen
from tests.tui.matters import fill
from tests.tui.sitting import PATIENCE, Sitting, sitting_at


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Event:
    """The register is read only when this is set."""
    may_read = Event()
    read: Callable[[RegisterScreen], Any] = RegisterScreen.make_source

    def slow(screen: RegisterScreen) -> Any:
        assert may_read.wait(PATIENCE)
        return read(screen)

    monkeypatch.setattr(RegisterScreen, "make_source", slow)
    return may_read


async def type_before_the_rows(sitting: Sitting, gate: Event, *keys: str) -> None:
    await sitting.press_on(*keys)
    gate.set()
    await sitting.rest()


async def test_a_checkin_asked_for_at_once_is_one_of_the_first_group(desk: Desk, gate: Event) -> None:
    async with sitting_at(desk) as sitting:
        await type_before_the_rows(sitting, gate, *"2cabc")
        await sitting.sees("面談を記録", "1 NPO法人 雪あかり坂くらし舎")
        assert sitting.app.screen.query_one(TextArea).text == "abc"


async def test_a_card_that_is_not_there_yet_is_waited_for(desk: Desk) -> None:
    fill(desk)
    async with sitting_at(desk) as sitting:
        await sitting.type("7c")
        await sitting.sees("面談を記録")
        # Without a group the form would ask for it first.
        assert isinstance(sitting.app.focused, TextArea)


async def test_enter_waits_for_the_row_that_it_opens(desk: Desk, gate: Event) -> None:
    async with sitting_at(desk) as sitting:
        await type_before_the_rows(sitting, gate, "2", "enter")
        assert isinstance(sitting.app.screen, KarteScreen)
        assert sitting.app.group_records.group_at_hand == 1


async def test_going_on_to_another_screen_waits_for_nothing(desk: Desk, gate: Event) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press_on("2", "4")
        await sitting.sees("件の操作")
        assert sitting.app.current_mode == "log"
        gate.set()


async def test_keys_are_not_held_for_rows_that_do_not_come(desk: Desk, gate: Event, tmp_path: Path) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press_on("2", "o")
        desk.path.rename(tmp_path / "elsewhere")
        gate.set()
        await sitting.rest()
        await sitting.press("4")
        assert sitting.app.current_mode == "log"
