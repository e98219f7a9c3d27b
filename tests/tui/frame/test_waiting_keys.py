"""What is typed before a list has its rows is about these rows: it waits for them, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.karte.karte import KarteScreen
from kodoku_tui.tui.register.register import RegisterScreen
from tests.tui.driver import PATIENCE
from tests.tui.issues_and_linkages import fill
from tests.tui.sitting import Sitting, sitting_at


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


async def test_what_is_typed_behind_a_search_is_about_what_it_found(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2")
        await sitting.press_at_once("slash", *"朝いち", "enter", "enter", "c", *"続き")
        await sitting.sees("面談を記録", "11 ")
        assert sitting.app.screen.query_one(TextArea).text == "続き"


async def test_a_field_that_is_left_gets_nothing_of_what_is_typed_next(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.press_at_once(*"話", "tab", "tab", "tab", *"+14", "tab", *"昨日", "ctrl+s")
        await sitting.is_told("面談を保存しました")
    (logged,) = list_checkins(desk)
    assert (logged.note, logged.next_on, logged.held_on) == ("話", "2025-12-29", "2025-12-14")


@pytest.mark.parametrize("key", ["4", "c"])
async def test_what_is_typed_behind_the_saving_of_a_form_is_for_the_screen_below(
    desk: Desk, key: str
) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        # The second ctrl+s says the same once more.
        await sitting.press_at_once(*"話した", "ctrl+s", "ctrl+s", key)
        assert [checkin.note for checkin in list_checkins(desk)] == ["話した"]
        if key == "4":
            assert sitting.app.current_mode == "log"
        else:
            assert sitting.app.screen.query_one(TextArea).text == ""


async def test_what_is_typed_behind_a_saving_that_is_refused_changes_nothing(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "enter", "y", "enter")
        await sitting.press_at_once(*"2000001", "ctrl+s", "4")
        await sitting.sees("上限額（2,000,000円、税込）を1円超えます")
        assert sitting.app.screen.query_one(Input).value == "2000001"
