"""What a person does in a list with the cursor, and sorting it."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown

from kodoku_tui.tui.lists.list_table import Key, ListTable
from tests.tui.driver import driven
from tests.tui.lists.made_lists import (
    Groups,
    ListApp,
    SlowGroups,
    always_let_go,
    shows,
)

# The cursor


async def test_the_cursor_stays_on_its_group_when_a_refresh_moves_it() -> None:
    source = Groups(list(range(500)))
    app = ListApp(source)
    async with driven(app, (100, 24)) as driver:
        await driver.until(lambda: app.table.total == 500)
        app.table.cursor_row = 7
        source.numbers = [*range(1_000, 1_300), *range(500)]
        app.table.refresh_rows()
        await driver.until(lambda: app.table.total == 800)
        assert app.table.cursor_key == 7
        assert app.table.cursor_row == 307
        assert app.table.scroll_offset.y == 300
        assert "団体000007" in app.lines()[8]


async def test_the_cursor_stays_at_its_place_when_its_group_is_gone() -> None:
    app = ListApp(Groups(range(100)))
    async with driven(app, (100, 24)) as driver:
        await driver.until(lambda: app.table.total == 100)
        app.table.cursor_row = 50
        app.table.set_source(Groups([number for number in range(100) if number != 50]))
        await driver.until(lambda: app.table.total == 99)
        assert app.table.cursor_key == 51
        app.table.set_source(Groups(range(3)))
        await driver.until(lambda: app.table.total == 3)
        assert app.table.cursor_key == 2


async def test_steps_taken_while_a_refresh_is_under_way_still_count() -> None:
    app = ListApp(Groups(range(100)))
    slow = SlowGroups(range(50, 150))
    async with driven(app, (100, 24)) as driver:
        with always_let_go(slow):
            await driver.until(lambda: app.table.total == 100)
            app.table.cursor_row = 60
            app.table.set_source(slow)
            await driver.until(slow.was_asked.is_set)
            await driver.press_on("down", "down")
            slow.may_answer.set()
            await driver.until(lambda: app.table.cursor_row == 12)
            assert app.table.cursor_key == 62


async def test_a_list_can_be_opened_at_its_top_or_at_one_group() -> None:
    app = ListApp(Groups(range(100)))
    async with driven(app, (100, 24)) as driver:
        await driver.until(lambda: app.table.total == 100)
        app.table.cursor_row = 60
        app.table.set_source(Groups(range(99)), keep_cursor=False)
        await driver.until(lambda: app.table.total == 99)
        assert (app.table.cursor_row, app.table.scroll_offset.y) == (0, 0)
        app.table.set_source(Groups(range(90_000)), at_key=77_777)
        await driver.until(lambda: app.table.cursor_key == 77_777)
        assert shows(app, "団体077777")


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        (["down", "down", "up"], 1),
        (["up"], 0),
        (["end"], 299),
        (["end", "down"], 299),
        (["end", "home"], 0),
        (["ctrl+end", "ctrl+home"], 0),
        (["pagedown"], 22),
        (["pagedown", "pagedown", "pageup"], 22),
        (["end", "pageup"], 277),
        (["pageup"], 0),
    ],
)
async def test_keys_move_the_cursor_and_the_row_is_on_the_screen(keys: list[str], row: int) -> None:
    app = ListApp(Groups(range(300)))
    async with driven(app, (200, 23)) as driver:
        await driver.until(lambda: app.table.total == 300)
        await driver.press(*keys)
        await driver.until(lambda: shows(app, f"団体{row:06d}"))
        assert app.table.cursor_key == row
        highlighted = app.heard_of(ListTable.RowHighlighted)[-1]
        assert isinstance(highlighted, ListTable.RowHighlighted)
        assert highlighted.key == row


async def test_enter_and_a_click_on_the_cursor_row_open_a_group() -> None:
    app = ListApp(Groups(range(30)))
    async with driven(app, (100, 24)) as driver:
        await driver.until(lambda: app.table.total == 30)
        await driver.press("down", "enter")
        await driver.click(ListTable, offset=(20, 6))
        assert app.table.cursor_row == 5
        assert _selected(app) == [1]
        await driver.click(ListTable, offset=(20, 6))
        await driver.rest()
        assert _selected(app) == [1, 5]
        await driver.click(ListTable, offset=(20, 10), times=2)
        await driver.rest()
        assert _selected(app) == [1, 5, 9]


def _selected(app: ListApp) -> list[Key]:
    return [message.key for message in app.heard if isinstance(message, ListTable.RowSelected)]


async def test_the_owner_hears_that_the_row_under_the_cursor_has_other_values_or_is_gone() -> None:
    source = Groups(range(3))
    app = ListApp(source)
    async with driven(app, (100, 24)) as driver:
        await driver.until(lambda: app.table.total == 3)
        source.name_of = lambda number: "新しい名前"
        app.table.refresh_rows()
        await driver.until(lambda: shows(app, "新しい名前"))
        source.numbers = []
        app.table.refresh_rows()
        await driver.until(lambda: app.table.total == 0)
        await driver.rest()
        heard = [message for message in app.heard if isinstance(message, ListTable.RowHighlighted)]
        assert [message.key for message in heard] == [0, 0, None]
        assert heard[1].row is not None
        assert heard[1].row.cells[1].text == "新しい名前"


async def test_the_wheel_scrolls_and_leaves_the_cursor_where_it_is() -> None:
    app = ListApp(Groups(range(300)))
    async with driven(app, (60, 24)) as driver:
        await driver.until(lambda: app.table.total == 300)
        await driver.pilot._post_mouse_events([MouseScrollDown], widget=ListTable, offset=(20, 5))
        await driver.until(lambda: app.table.scroll_offset.y > 0)
        await driver.pilot._post_mouse_events([MouseScrollDown], widget=ListTable, offset=(20, 5), shift=True)
        await driver.until(lambda: app.table.scroll_offset.x > 0)
        assert app.table.cursor_row == 0
        await driver.press("down")
        assert shows(app, "団体000001")


# Sorting


async def test_a_click_on_a_title_sorts_and_another_turns_the_order_round() -> None:
    app = ListApp(Groups([3, 1, 2]))
    async with driven(app, (120, 12)) as driver:
        await driver.until(lambda: app.table.total == 3)
        await driver.click(ListTable, offset=(5, 0))
        await driver.until(lambda: "団体000001" in app.lines()[1])
        assert "番号 ^" in app.lines()[0]
        assert app.table.cursor_key == 3
        await driver.click(ListTable, offset=(5, 0))
        await driver.until(lambda: "団体000003" in app.lines()[1])
        assert "番号 v" in app.lines()[0]
        assert app.table.sort == ("number", True)
        assert len(app.heard_of(ListTable.SortChanged)) == 2


async def test_a_title_scrolled_sideways_is_clicked_where_it_is_seen() -> None:
    app = ListApp(Groups([3, 1, 2]))
    async with driven(app, (60, 12)) as driver:
        await driver.until(lambda: app.table.total == 3)
        await driver.press("ctrl+end")
        place = cell_len(app.lines()[0].split("メモ")[0])
        await driver.click(ListTable, offset=(place, 0))
        assert app.table.sort == ("note", False)


async def test_a_column_that_cannot_be_sorted_stays_as_it_is() -> None:
    app = ListApp(Groups([3, 1, 2]))
    async with driven(app, (120, 12)) as driver:
        await driver.until(lambda: app.table.total == 3)
        app.table.sort_by("due")
        assert app.table.sort is None
