"""Esc goes back to where one was, with the cursor on the same row."""

from __future__ import annotations

import pytest

from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.saved_views import save_view
from kodoku_tui.tui.forms.clean_input import CleanInput
from kodoku_tui.tui.karte.karte import KarteScreen
from kodoku_tui.tui.work.work import WorkScreen
from tests.tui.sitting import NARROW, WIDE, sitting_at


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("into_the_list", [False, True])
async def test_esc_leads_from_the_search_back_to_the_row_that_it_began_on(
    lively_desk: Desk, size: tuple[int, int], into_the_list: bool
) -> None:
    async with sitting_at(lively_desk, size) as sitting:
        await sitting.press("down", "down", "down")
        key = sitting.table.cursor_key
        await sitting.press("slash")
        await sitting.type("団地")
        if into_the_list:
            await sitting.press("down", "enter")
            assert isinstance(sitting.app.screen, KarteScreen)
            await sitting.press("escape")
        await sitting.press("escape")
        assert isinstance(sitting.app.screen, WorkScreen)
        assert sitting.table.cursor_key == key
        assert sitting.table.has_focus
        # What was looked for in passing narrows the register no more.
        assert sitting.app.selection.filter == GroupFilter()


async def test_a_view_put_on_in_a_search_goes_with_it(lively_desk: Desk) -> None:
    save_view(lively_desk, "遅れ", Selection(GroupFilter(only_overdue=True), "main_staff", is_reversed=True))
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("slash", "down", "v", "enter")
        await sitting.sees("保存した条件「遅れ」")
        await sitting.press("escape")
        assert isinstance(sitting.app.screen, WorkScreen)
        await sitting.press("2")
        await sitting.sees("絞り込み: 実施中")
        assert (sitting.app.selection.view, sitting.app.selection.shown) == (None, Selection())
        assert sitting.table.row_key_at(0) == 1


async def test_esc_leads_from_the_search_back_to_the_group_that_was_open(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "down", "down", "enter", "ctrl+f")
        await sitting.type("21")
        await sitting.press("enter", "enter")
        assert sitting.app.group_records.group_at_hand == 21
        await sitting.press("escape", "escape")
        assert isinstance(sitting.app.screen, KarteScreen)
        assert sitting.app.group_records.group_at_hand == 3
        await sitting.press("escape")
        await sitting.stands_on(3)


async def test_what_is_typed_right_after_the_slash_goes_into_the_search(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        # c would log a check-in of the list below, 1 leave for another screen.
        await sitting.type("/c1")
        assert sitting.app.screen.query_one(CleanInput).value == "c1"


async def test_in_the_register_esc_leads_back_to_the_row_that_the_search_began_on(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "down", "down", "slash")
        await sitting.type("21")
        await sitting.press("escape")
        await sitting.stands_on(3)
        assert sitting.table.has_focus


async def test_what_was_found_stays_for_who_goes_on_to_the_register(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("slash")
        await sitting.type("団地")
        await sitting.press("enter", "2")
        await sitting.sees("絞り込み: 実施中か完了・「団地」")


@pytest.mark.parametrize("keys", [["slash"], ["0"]])
async def test_down_leads_from_the_search_to_the_first_row(lively_desk: Desk, keys: list[str]) -> None:
    async with sitting_at(lively_desk) as sitting:
        await sitting.press(*keys)
        await sitting.type("の会")
        await sitting.press("down")
        assert sitting.table.has_focus
        assert (sitting.table.total or 0) > 1
        assert sitting.table.cursor_row == 0
