"""Marking rows of a list, and copying them."""

from __future__ import annotations

import pytest

from kodoku_tui.tui.lists.list_table import ListTable
from tests.tui.driver import driven
from tests.tui.lists.made_lists import (
    Groups,
    ListApp,
    SlowGroups,
    always_let_go,
)

# Marks


async def test_space_marks_and_unmarks_the_row_with_a_sign_to_see() -> None:
    app = ListApp(Groups(range(10)))
    async with driven(app, (100, 12)) as driver:
        await driver.until(lambda: app.table.total == 10)
        await driver.press("space", "down", "down", "space")
        assert list(app.table.marked_keys) == [0, 2]
        assert [line[0] for line in app.lines()[1:5]] == ["*", " ", "*", " "]
        await driver.press("space")
        assert app.table.marked_keys == {0}


async def test_shift_arrows_stretch_the_marks_and_take_them_back() -> None:
    app = ListApp(Groups(range(10)))
    async with driven(app, (100, 12)) as driver:
        await driver.until(lambda: app.table.total == 10)
        await driver.press("space", "down", "down", "down", "shift+down", "shift+down")
        assert app.table.marked_keys == {0, 3, 4, 5}
        await driver.press("shift+up")
        assert app.table.marked_keys == {0, 3, 4}
        await driver.press("shift+up", "shift+up")
        assert app.table.marked_keys == {0, 2, 3}
        await driver.press("down", "down", "shift+down")
        assert app.table.marked_keys == {0, 2, 3, 4, 5}


async def test_escape_clears_marks_first_and_belongs_to_the_screen_otherwise() -> None:
    app = ListApp(Groups(range(10)))
    async with driven(app, (100, 12)) as driver:
        await driver.until(lambda: app.table.total == 10)
        await driver.press("space", "escape")
        assert not app.table.marked_keys
        assert app.escapes == 0
        await driver.press("escape")
        assert app.escapes == 1


async def test_all_rows_can_be_marked_only_while_their_number_can_be_overseen() -> None:
    app = ListApp(Groups(range(2_500)))
    async with driven(app, (100, 12)) as driver:
        await driver.until(lambda: app.table.total == 2_500)
        await driver.press("ctrl+a")
        await driver.until(lambda: len(app.table.marked_keys) == 2_500)
        await driver.press("escape")
        app.table.set_source(Groups(range(10_001)))
        await driver.until(lambda: app.table.total == 10_001)
        await driver.press("ctrl+a")
        await driver.rest()
        assert not app.table.marked_keys


async def test_marks_of_rows_that_a_filter_hides_are_dropped() -> None:
    app = ListApp(Groups(range(10)))
    async with driven(app, (100, 12)) as driver:
        await driver.until(lambda: app.table.total == 10)
        await driver.press("space", "down", "space")
        app.table.set_source(Groups([9, 1]))
        await driver.until(lambda: app.table.marked_keys == {1})
        app.table.set_source(Groups([1, *range(2, 20_000)]))
        await driver.until(lambda: app.table.total == 19_999)
        await driver.until(lambda: not any(worker.is_running for worker in app.workers))
        assert app.table.marked_keys == {1}


async def test_marking_all_is_not_forgotten_when_the_list_is_read_anew_meanwhile() -> None:
    slow = SlowGroups(range(10))
    slow.may_answer.set()
    app = ListApp(slow)
    with always_let_go(slow):
        async with driven(app, (100, 12)) as driver:
            await driver.until(lambda: app.table.total == 10)
            slow.may_answer.clear()
            slow.was_asked.clear()
            app.table.action_mark_all()
            await driver.until(slow.was_asked.is_set)
            app.table.set_source(Groups(range(4, 16)))
            await driver.until(lambda: app.table.total == 12)
            slow.may_answer.set()
            await driver.until(lambda: app.table.marked_keys == set(range(4, 10)))


async def test_a_click_on_the_mark_column_marks() -> None:
    app = ListApp(Groups(range(10)))
    async with driven(app, (100, 12)) as driver:
        await driver.until(lambda: app.table.total == 10)
        await driver.click(ListTable, offset=(0, 4))
        assert app.table.marked_keys == {3}
        assert not app.heard_of(ListTable.RowSelected)


# Copying


@pytest.mark.parametrize("total", [900, 30_000])
async def test_marked_rows_are_copied_in_the_order_of_the_list_even_if_far_apart(total: int) -> None:
    app = ListApp(Groups(range(total), lambda number: f"タブ\tと改行\n{number}"))
    async with driven(app, (100, 12)) as driver:
        await driver.until(lambda: app.table.total == total)
        await driver.press("end")
        await driver.until(lambda: app.table.cursor_key == total - 1)
        await driver.press("space", "home", "space")
        app.table.refresh_rows()
        await driver.until(lambda: app.table.row_key_at(total - 1) is None)
        app.table.action_copy_rows()
        await driver.until(lambda: app.heard_of(ListTable.RowsCopied))
        (copied,) = app.heard_of(ListTable.RowsCopied)
        assert isinstance(copied, ListTable.RowsCopied)
        assert copied.text.splitlines() == [
            "番号\t団体名\t取組名\t期限\tメモ",
            "0\tタブ と改行 0\t居場所づくり\t5日超過\t",
            f"{total - 1}\tタブ と改行 {total - 1}\t居場所づくり\t5日超過\t",
        ]


async def test_without_marks_the_row_under_the_cursor_is_copied() -> None:
    app = ListApp(Groups(range(10)))
    async with driven(app, (100, 12)) as driver:
        await driver.until(lambda: app.table.total == 10)
        await driver.press("down")
        assert app.table.copy_rows().splitlines()[1:] == ["1\t団体000001\t居場所づくり\t5日超過\t"]


# Signs


async def test_no_sign_of_the_keyboard_ends_the_app() -> None:
    # Textual calls a method `key_at` for the sign @, whatever the method is for.
    app = ListApp(Groups(range(10)))
    async with driven(app, (100, 12)) as driver:
        await driver.until(lambda: app.table.total == 10)
        await driver.type("".join(map(chr, range(0x21, 0x7F))) + "＠・、。")
        assert app.is_running
        assert app.table.total == 10
