"""How a list shows: texts of people as they were written, columns at every width, colours that can be read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from kodoku_tui.tui.frame.cut_text import CUT_SIGN, slice_cells
from kodoku_tui.tui.lists.list_cells import MARK_WIDTH
from kodoku_tui.tui.lists.list_layout import lay_out, natural_width, row_pieces
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable
from tests.batteries import examples
from tests.tui.driver import driven
from tests.tui.lists.made_lists import (
    COLUMNS,
    Groups,
    ListApp,
    shows,
)

# Texts of people


@pytest.mark.parametrize(
    "name", ["[A]", "[/重要]", "[@click=app.quit]", "[bold]太字[/bold]", "\\[b]", "[ok]", "[/]"]
)
async def test_a_name_in_brackets_shows_as_it_was_written(name: str) -> None:
    app = ListApp(Groups(range(3), lambda number: name))
    async with driven(app, (100, 12)) as driver:
        await driver.until(lambda: app.table.total == 3)
        assert all(name in line for line in app.lines()[1:4])


async def test_controls_in_a_text_never_reach_the_terminal() -> None:
    app = ListApp(Groups(range(1), lambda number: "A\x1b[2J\x07B\x9bC\nD\u202eE\ud800F"))
    async with driven(app, (100, 12)) as driver:
        await driver.until(lambda: app.table.total == 1)
        line = app.lines()[1]
        assert "A [2J B C DE F" in line


any_text = st.text(
    st.one_of(
        st.sampled_from("団体名ｶﾞがぎ[]/a1 ~○→①🏠👨\u200d👩☎\ufe0f葛\U000e0100\u3099\u0301\x1b\t\n"),
        st.characters(),
    ),
    max_size=40,
)


@given(
    texts=st.lists(any_text, min_size=5, max_size=5),
    frozen=st.integers(0, 5),
    width=st.integers(1, 130),
    data=st.data(),
)
@settings(max_examples=examples(300, 30))
def test_a_line_is_as_wide_as_the_view_however_far_it_is_scrolled(
    texts: list[str], frozen: int, width: int, data: st.DataObject
) -> None:
    layout = lay_out(COLUMNS, frozen, width)
    scroll_x = data.draw(st.integers(0, max(0, natural_width(COLUMNS) - width)))
    pieces = row_pieces(layout, tuple(Cell(text) for text in texts), "*", scroll_x)
    assert sum(cell_len(piece.text) for piece in pieces) == width
    assert cell_len("".join(piece.text for piece in pieces)) == width


@given(
    texts=st.lists(st.text("団体名12月 ", max_size=30), min_size=5, max_size=5),
    frozen=st.integers(0, 5),
    width=st.integers(1, 130),
    data=st.data(),
)
@settings(max_examples=examples(300, 30))
def test_what_is_cut_has_a_sign_wherever_the_edge_is(
    texts: list[str], frozen: int, width: int, data: st.DataObject
) -> None:
    layout = lay_out(COLUMNS, frozen, width)
    scroll_x = data.draw(st.integers(0, max(0, natural_width(COLUMNS) - width)))
    pieces = row_pieces(layout, tuple(Cell(text) for text in texts), "", scroll_x)
    line = "".join(piece.text for piece in pieces)
    for slot, text in zip(layout.slots, texts, strict=True):
        is_frozen = slot.start < layout.frozen_width
        low, high = (0, layout.frozen_width) if is_frozen else (layout.frozen_width, width)
        place = slot.start - (0 if is_frozen else scroll_x)
        shown = slice_cells(line, max(place, low), max(place, low, min(place + slot.width, high, width)))
        if shown and "".join(shown.split()) != "".join(text.split()):
            assert CUT_SIGN in shown


DATED = (
    Column("a", "a", 12),
    Column("b", "b", 30, grow=2),
    Column("c", "c", 20, grow=1),
    Column("day", "期限", 10, dated=10),
    Column("d", "d", 30, grow=1),
    Column("other_day", "最終", 10, dated=10),
)


@pytest.mark.parametrize(
    ("width", "first", "second"), [(40, False, False), (47, True, False), (70, True, True), (100, True, True)]
)
def test_dates_are_the_last_thing_to_go(width: int, first: bool, second: bool) -> None:
    slots = {slot.column.key: slot for slot in lay_out(DATED, 0, width).slots}
    assert (slots["day"].end <= width, slots["other_day"].end <= width) == (first, second)
    # Nothing is narrowed further than a date asks for, and what is no text not at all.
    assert slots["a"].width == 12
    assert slots["day"].width == slots["other_day"].width == 10


def test_what_stands_behind_a_date_gives_its_room_before_names_do() -> None:
    columns = (
        Column("name", "団体名", 22, grow=3),
        Column("next", "次の期限", 34, grow=1, dated=18),
        Column("last", "最終面談", 18, dated=18),
    )
    assert [slot.width for slot in lay_out(columns, 0, 70).slots] == [22, 26, 18]
    assert [slot.width for slot in lay_out(columns, 0, 58).slots] == [18, 18, 18]


def test_text_is_as_wide_as_it_was_where_no_date_asks_for_its_room() -> None:
    assert [slot.width for slot in lay_out(DATED, 0, 119).slots] == [column.width for column in DATED]
    without = tuple(column for column in DATED if not column.dated)
    assert [slot.width for slot in lay_out(without, 0, 50).slots] == [column.width for column in without]


@given(text=st.text("団体aｱ🏠が\u3099", max_size=20), start=st.integers(0, 40), length=st.integers(0, 20))
def test_a_wide_character_at_an_edge_is_a_space_and_never_half_drawn(
    text: str, start: int, length: int
) -> None:
    cells: list[str] = []
    for character in text:
        width = get_character_cell_size(character)
        if width:
            cells += [character] + [""] * (width - 1)
        elif cells:
            owner = len(cells) - (2 if cells[-1] == "" else 1)
            cells[owner] += character
    end = start + length
    expected = "".join(
        " " if _is_cut(cells, place, start, end) else cells[place]
        for place in range(start, min(end, len(cells)))
    )
    assert slice_cells(text, start, end) == expected + " " * (end - max(start, min(end, len(cells))))


def _is_cut(cells: list[str], place: int, start: int, end: int) -> bool:
    first = place - 1 if cells[place] == "" else place
    is_wide = first + 1 < len(cells) and cells[first + 1] == ""
    return is_wide and (first < start or first + 1 >= end)


async def test_a_text_that_does_not_fit_ends_in_a_visible_sign() -> None:
    app = ListApp(Groups(range(1), lambda number: "とても長い名前の団体の名前"))
    async with driven(app, (130, 12)) as driver:
        await driver.until(lambda: app.table.total == 1)
        assert "とても長い名前の団 ~" in app.lines()[1]


# Layout


async def test_frozen_columns_stay_while_the_others_scroll() -> None:
    app = ListApp(Groups(range(3)))
    async with driven(app, (60, 12)) as driver:
        await driver.until(lambda: app.table.total == 3)
        before = app.lines()
        await driver.press("right", "right")
        after = app.lines()
        frozen_width = app.table.layout_in_view.frozen_width
        for old, new in zip(before[:4], after[:4], strict=True):
            assert slice_cells(old, 0, frozen_width) == slice_cells(new, 0, frozen_width)
            assert old != new
        await driver.press("ctrl+end")
        assert "メモ" in app.lines()[0]


@pytest.mark.parametrize("width", [80, 100, 140, 240])
def test_growing_columns_take_the_whole_spare_width(width: int) -> None:
    columns = (Column("a", "a", 5), Column("b", "b", 10, grow=1), Column("c", "c", 10, grow=2))
    layout = lay_out(columns, 0, width)
    assert layout.width == width
    assert layout.slots[-1].end == width
    assert layout.slots[0].width == 5
    assert layout.slots[2].width - 10 == pytest.approx(2 * (layout.slots[1].width - 10), abs=2)


def test_frozen_columns_that_would_hide_all_others_scroll_too() -> None:
    columns = (Column("a", "a", 40), Column("b", "b", 40))
    assert lay_out(columns, 1, 42).frozen_width == MARK_WIDTH


@pytest.mark.parametrize("size", [(80, 24), (140, 42), (300, 20), (20, 5)])
async def test_the_table_fills_every_size_of_terminal(size: tuple[int, int]) -> None:
    app = ListApp(Groups(range(96)))
    async with driven(app, (80, 24)) as driver:
        await driver.until(lambda: app.table.total == 96)
        await driver.press("end")
        await driver.pilot.resize_terminal(*size)
        await driver.until(lambda: shows(app, "95"))
        width = app.table.scrollable_content_region.width
        assert {cell_len(line) for line in app.lines()} == {width}


async def test_an_empty_list_says_what_its_owner_says() -> None:
    app = ListApp(Groups([]))
    async with driven(app, (80, 12)) as driver:
        await driver.until(lambda: app.table.total == 0)
        assert shows(app, "該当する団体はありません。")
        assert shows(app, "Escで戻ります。")
        await driver.press("down", "end", "pageup", "space", "shift+down", "enter")
        assert app.table.cursor_row == 0
        assert not app.heard_of(ListTable.RowSelected)


# Colours


@pytest.mark.parametrize("theme", [name for name in BUILTIN_THEMES if "ansi" not in name])
async def test_late_cells_are_readable_under_the_cursor_and_elsewhere(theme: str) -> None:
    app = ListApp(Groups(range(4)))
    app.theme = theme
    async with driven(app, (130, 12)) as driver:
        await driver.until(lambda: app.table.total == 4)
        await driver.press("down", "space", "down", "space", "up", "up")
        for has_focus in (True, False):
            if not has_focus:
                app.set_focus(None)
                await driver.rest()
            for y in range(1, 5):
                late = next(part for part in app.table.render_line(y) if "5日超過" in part.text)
                plain = next(part for part in app.table.render_line(y) if "団体" in part.text)
                assert late.style is not None
                assert plain.style is not None
                assert late.style.bgcolor == plain.style.bgcolor
                assert late.style.color is not None
                assert late.style.bgcolor is not None
                assert late.style.color != plain.style.color
                text, background = (
                    Color.from_rich_color(colour) for colour in (late.style.color, late.style.bgcolor)
                )
                assert _contrast(text, background) >= 4.4


def _contrast(one: Color, other: Color) -> float:
    def luminance(colour: Color) -> float:
        parts = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in colour.normalized)
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
