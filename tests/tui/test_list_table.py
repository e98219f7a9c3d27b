"""What a person sees and does in the one table of the app."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from textual.app import App, ComposeResult
from textual.color import Color
from textual.events import MouseScrollDown
from textual.message import Message
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES

from kodoku_tui.tui.widgets.list_cells import MARK_WIDTH, lay_out, natural_width, row_pieces, slice_cells
from kodoku_tui.tui.widgets.list_table import Cell, Column, Key, ListTable, Page, Row, SortOrder

COLUMNS = (
    Column("number", "番号", 6, "right"),
    Column("name", "団体名", 20),
    Column("project", "取組名", 24, grow=1),
    Column("due", "期限", 14, sortable=False),
    Column("note", "メモ", 20),
)


def row_for(number: int, name: str = "") -> Row:
    name = name or f"団体{number:06d}"
    return Row(
        number, (Cell(str(number)), Cell(name), Cell("居場所づくり"), Cell("5日超過", "late"), Cell(""))
    )


class Groups:
    """Rows by number, in the order given; sorting is by number. Remembers what it was asked."""

    def __init__(self, numbers: Sequence[int], name_of: Callable[[int], str] = lambda number: "") -> None:
        self.numbers = numbers
        self.name_of = name_of
        self.asked: list[tuple[int, int]] = []

    def in_order(self, sort: SortOrder | None) -> Sequence[int]:
        if sort is None:
            return self.numbers
        return sorted(self.numbers, reverse=sort[1])

    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        self.asked.append((offset, limit))
        numbers = self.in_order(sort)
        rows = tuple(row_for(number, self.name_of(number)) for number in numbers[offset : offset + limit])
        return Page(offset, rows, len(numbers))

    def position_of(self, key: Key, sort: SortOrder | None) -> int | None:
        numbers = self.in_order(sort)
        return numbers.index(int(key)) if key in numbers else None


class SlowGroups(Groups):
    """Answers only after it is let go."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(numbers)
        self.was_asked = threading.Event()
        self.may_answer = threading.Event()
        self.has_answered = threading.Event()

    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        self.was_asked.set()
        assert self.may_answer.wait(10)
        page = super().fetch(offset, limit, sort)
        self.has_answered.set()
        return page


class BrokenGroups(Groups):
    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        raise OSError("ファイルが読めません")


class ListApp(App[None]):
    def __init__(
        self,
        source: Groups | None = None,
        *,
        columns: Sequence[Column] = COLUMNS,
        frozen: int = 2,
        first_page: Page | None = None,
    ) -> None:
        super().__init__()
        self.table = ListTable(
            columns, frozen=frozen, empty_text="該当する団体はありません。\nEscで戻ります。"
        )
        self.heard: list[Message] = []
        self.escapes = 0
        if first_page is not None:
            self.table.set_first_page(first_page)
        if source is not None:
            self.table.set_source(source)

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.focus()

    def on_list_table_row_highlighted(self, message: ListTable.RowHighlighted) -> None:
        self.heard.append(message)

    def on_list_table_row_selected(self, message: ListTable.RowSelected) -> None:
        self.heard.append(message)

    def on_list_table_fetch_failed(self, message: ListTable.FetchFailed) -> None:
        self.heard.append(message)

    def on_list_table_sort_changed(self, message: ListTable.SortChanged) -> None:
        self.heard.append(message)

    def on_list_table_rows_copied(self, message: ListTable.RowsCopied) -> None:
        self.heard.append(message)

    def key_escape(self) -> None:
        self.escapes += 1

    def lines(self) -> list[str]:
        height = self.table.size.height
        return [self.table.render_line(y).text for y in range(height)]

    def heard_of(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.heard if isinstance(message, kind)]


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    for _ in range(400):
        await pilot.pause()
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never came about")


def shows(app: ListApp, text: str) -> bool:
    return any(text in line for line in app.lines())


# Texts of people


@pytest.mark.parametrize(
    "name", ["[A]", "[/重要]", "[@click=app.quit]", "[bold]太字[/bold]", "\\[b]", "[ok]", "[/]"]
)
async def test_a_name_in_brackets_shows_as_it_was_written(name: str) -> None:
    app = ListApp(Groups(range(3), lambda number: name))
    async with app.run_test(size=(100, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 3)
        assert all(name in line for line in app.lines()[1:4])


async def test_controls_in_a_text_never_reach_the_terminal() -> None:
    app = ListApp(Groups(range(1), lambda number: "A\x1b[2J\x07B\x9bC\nD\u202eE\ud800F"))
    async with app.run_test(size=(100, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 1)
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
@settings(deadline=None, max_examples=300)
def test_a_line_is_as_wide_as_the_view_however_far_it_is_scrolled(
    texts: list[str], frozen: int, width: int, data: st.DataObject
) -> None:
    layout = lay_out(COLUMNS, frozen, width)
    scroll_x = data.draw(st.integers(0, max(0, natural_width(COLUMNS) - width)))
    pieces = row_pieces(layout, tuple(Cell(text) for text in texts), "*", scroll_x)
    assert sum(cell_len(piece.text) for piece in pieces) == width
    assert cell_len("".join(piece.text for piece in pieces)) == width


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
    async with app.run_test(size=(130, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 1)
        assert "とても長い名前の団 ~" in app.lines()[1]


# Layout


async def test_frozen_columns_stay_while_the_others_scroll() -> None:
    app = ListApp(Groups(range(3)))
    async with app.run_test(size=(60, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 3)
        before = app.lines()
        await pilot.press("right", "right")
        after = app.lines()
        frozen_width = app.table.layout_in_view.frozen_width
        for old, new in zip(before[:4], after[:4], strict=True):
            assert slice_cells(old, 0, frozen_width) == slice_cells(new, 0, frozen_width)
            assert old != new
        await pilot.press("ctrl+end")
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
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.table.total == 96)
        await pilot.press("end")
        await pilot.resize_terminal(*size)
        await until(pilot, lambda: shows(app, "95"))
        width = app.table.scrollable_content_region.width
        assert {cell_len(line) for line in app.lines()} == {width}


async def test_an_empty_list_says_what_its_owner_says() -> None:
    app = ListApp(Groups([]))
    async with app.run_test(size=(80, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 0)
        assert shows(app, "該当する団体はありません。")
        assert shows(app, "Escで戻ります。")
        await pilot.press("down", "end", "pageup", "space", "shift+down", "enter")
        assert app.table.cursor_row == 0
        assert not app.heard_of(ListTable.RowSelected)


# Pages


async def test_a_hundred_thousand_rows_open_with_one_page() -> None:
    source = Groups(range(100_000))
    app = ListApp(source)
    async with app.run_test(size=(100, 24)) as pilot:
        await until(pilot, lambda: shows(app, "団体000000"))
        assert sum(limit for _, limit in source.asked) <= 400
        await pilot.press("end")
        await until(pilot, lambda: shows(app, "団体099999"))
        assert app.table.cursor_key == 99_999
        assert sum(limit for _, limit in source.asked) <= 1_000


async def test_rows_that_are_scrolled_past_are_never_asked_for() -> None:
    source = SlowGroups(range(100_000))
    app = ListApp(source)
    async with app.run_test(size=(100, 24)) as pilot:
        with always_let_go(source):
            source.may_answer.set()
            await until(pilot, lambda: shows(app, "団体000000"))
            source.may_answer.clear()
            for place in range(2_000, 60_000, 3_000):
                app.table.scroll_to(y=place, animate=False)
                await pilot.pause()
            assert shows(app, "...")
            source.may_answer.set()
            await until(pilot, lambda: shows(app, "団体059000"))
            assert len(source.asked) <= 5


async def test_the_rows_ahead_are_fetched_before_one_gets_there() -> None:
    source = Groups(range(1_000))
    app = ListApp(source)
    async with app.run_test(size=(100, 24)) as pilot:
        await until(pilot, lambda: app.table.total == 1_000)
        app.table.scroll_to(y=150, animate=False)
        await until(pilot, lambda: (200, 200) in source.asked)
        app.table.scroll_to(y=860, animate=False)
        await until(pilot, lambda: (800, 200) in source.asked)
        app.table.scroll_to(y=850, animate=False)
        await until(pilot, lambda: (600, 200) in source.asked)


async def test_a_list_that_grew_between_two_pages_shows_no_row_at_its_former_place() -> None:
    source = Groups(range(1_000))
    app = ListApp(source)
    async with app.run_test(size=(100, 24)) as pilot:
        await until(pilot, lambda: shows(app, "団体000000"))
        source.numbers = [7_777, *range(1_000)]
        await pilot.press("end")
        await until(pilot, lambda: shows(app, "団体000998"))
        await pilot.press("home")
        await until(pilot, lambda: shows(app, "団体007777"))
        assert "団体000000" in app.lines()[2]


class CountingGroups(Groups):
    """Counts how many ask it at the same time."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(numbers)
        self.at_once = self.most_at_once = 0
        self.others_had_time = threading.Event()

    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.others_had_time.wait(10)
        page = super().fetch(offset, limit, sort)
        self.at_once -= 1
        return page


async def test_a_source_is_never_asked_by_two_threads_at_a_time() -> None:
    source = CountingGroups(range(10))
    app = ListApp(source)
    async with app.run_test(size=(100, 24)) as pilot:
        try:
            await until(pilot, lambda: source.at_once)
            app.table.refresh_rows()
            for _ in range(20):
                await pilot.pause()
        finally:
            source.others_had_time.set()
        await until(pilot, lambda: app.table.total == 10)
        await until(pilot, lambda: len(source.asked) == 2)
        assert source.most_at_once == 1


async def test_a_first_page_handed_over_is_on_the_first_frame_without_asking() -> None:
    source = Groups(range(150))
    app = ListApp(source, first_page=Groups(range(150)).fetch(0, 150, None))
    async with app.run_test(size=(100, 24)) as pilot:
        assert shows(app, "団体000000")
        await pilot.pause()
        assert source.asked == []
        assert app.table.cursor_key == 0


async def test_a_short_first_page_is_completed_from_the_source() -> None:
    source = Groups(range(150))
    app = ListApp(source, first_page=Groups(range(150)).fetch(0, 30, None))
    async with app.run_test(size=(100, 24)) as pilot:
        assert shows(app, "団体000000")
        await pilot.press("end")
        await until(pilot, lambda: shows(app, "団体000149"))


async def test_a_late_answer_of_a_former_filter_is_dropped() -> None:
    slow, newer = SlowGroups([1, 2, 3]), Groups([7, 8])
    app = ListApp(slow)
    async with app.run_test(size=(100, 24)) as pilot:
        with always_let_go(slow):
            await until(pilot, slow.was_asked.is_set)
            app.table.set_source(newer)
            await until(pilot, lambda: shows(app, "団体000007"))
            slow.may_answer.set()
            await until(pilot, slow.has_answered.is_set)
            await until(pilot, lambda: not any(worker.is_running for worker in app.workers))
            await pilot.pause()
            assert app.table.total == 2
            assert shows(app, "団体000007")
            assert not shows(app, "団体000001")


async def test_fast_typing_over_a_slow_source_keeps_two_threads_at_most() -> None:
    sources = [SlowGroups([number]) for number in range(8)]
    app = ListApp()
    async with app.run_test(size=(100, 24)) as pilot:
        with always_let_go(*sources):
            for source in sources:
                app.table.set_source(source)
                await pilot.pause()
            assert sum(source.was_asked.is_set() for source in sources) <= 2
            for source in sources:
                source.may_answer.set()
            await until(pilot, lambda: shows(app, "団体000007"))
            assert app.table.total == 1


async def test_a_source_that_fails_leaves_an_empty_list_and_tells_why() -> None:
    app = ListApp(Groups(range(5)))
    async with app.run_test(size=(100, 24)) as pilot:
        await until(pilot, lambda: app.table.total == 5)
        app.table.set_source(BrokenGroups([]))
        await until(pilot, lambda: app.heard_of(ListTable.FetchFailed))
        failure = app.heard_of(ListTable.FetchFailed)[0]
        assert isinstance(failure, ListTable.FetchFailed)
        assert str(failure.error) == "ファイルが読めません"
        assert shows(app, "該当する団体はありません。")
        app.table.set_source(Groups(range(4)))
        await until(pilot, lambda: shows(app, "団体000003"))


@contextmanager
def always_let_go(*sources: SlowGroups) -> Iterator[None]:
    """A failing test must not leave threads that wait."""
    try:
        yield
    finally:
        for source in sources:
            source.may_answer.set()


# The cursor


async def test_the_cursor_stays_on_its_group_when_a_refresh_moves_it() -> None:
    source = Groups(list(range(500)))
    app = ListApp(source)
    async with app.run_test(size=(100, 24)) as pilot:
        await until(pilot, lambda: app.table.total == 500)
        app.table.cursor_row = 7
        source.numbers = [*range(1_000, 1_300), *range(500)]
        app.table.refresh_rows()
        await until(pilot, lambda: app.table.total == 800)
        assert app.table.cursor_key == 7
        assert app.table.cursor_row == 307
        assert app.table.scroll_offset.y == 300
        assert "団体000007" in app.lines()[8]


async def test_the_cursor_stays_at_its_place_when_its_group_is_gone() -> None:
    app = ListApp(Groups(range(100)))
    async with app.run_test(size=(100, 24)) as pilot:
        await until(pilot, lambda: app.table.total == 100)
        app.table.cursor_row = 50
        app.table.set_source(Groups([number for number in range(100) if number != 50]))
        await until(pilot, lambda: app.table.total == 99)
        assert app.table.cursor_key == 51
        app.table.set_source(Groups(range(3)))
        await until(pilot, lambda: app.table.total == 3)
        assert app.table.cursor_key == 2


async def test_steps_taken_while_a_refresh_is_under_way_still_count() -> None:
    app = ListApp(Groups(range(100)))
    slow = SlowGroups(range(50, 150))
    async with app.run_test(size=(100, 24)) as pilot:
        with always_let_go(slow):
            await until(pilot, lambda: app.table.total == 100)
            app.table.cursor_row = 60
            app.table.set_source(slow)
            await until(pilot, slow.was_asked.is_set)
            await pilot.press("down", "down")
            slow.may_answer.set()
            await until(pilot, lambda: app.table.cursor_row == 12)
            assert app.table.cursor_key == 62


async def test_a_list_can_be_opened_at_its_top_or_at_one_group() -> None:
    app = ListApp(Groups(range(100)))
    async with app.run_test(size=(100, 24)) as pilot:
        await until(pilot, lambda: app.table.total == 100)
        app.table.cursor_row = 60
        app.table.set_source(Groups(range(99)), keep_cursor=False)
        await until(pilot, lambda: app.table.total == 99)
        assert (app.table.cursor_row, app.table.scroll_offset.y) == (0, 0)
        app.table.set_source(Groups(range(90_000)), at_key=77_777)
        await until(pilot, lambda: app.table.cursor_key == 77_777)
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
    async with app.run_test(size=(200, 23)) as pilot:
        await until(pilot, lambda: app.table.total == 300)
        await pilot.press(*keys)
        await until(pilot, lambda: shows(app, f"団体{row:06d}"))
        assert app.table.cursor_key == row
        highlighted = app.heard_of(ListTable.RowHighlighted)[-1]
        assert isinstance(highlighted, ListTable.RowHighlighted)
        assert highlighted.key == row


async def test_enter_and_a_click_on_the_cursor_row_open_a_group() -> None:
    app = ListApp(Groups(range(30)))
    async with app.run_test(size=(100, 24)) as pilot:
        await until(pilot, lambda: app.table.total == 30)
        await pilot.press("down", "enter")
        await pilot.click(ListTable, offset=(20, 6))
        assert app.table.cursor_row == 5
        assert _selected(app) == [1]
        await pilot.click(ListTable, offset=(20, 6))
        await pilot.pause()
        assert _selected(app) == [1, 5]
        await pilot.click(ListTable, offset=(20, 10), times=2)
        await pilot.pause()
        assert _selected(app) == [1, 5, 9]


def _selected(app: ListApp) -> list[Key]:
    return [message.key for message in app.heard if isinstance(message, ListTable.RowSelected)]


async def test_the_owner_hears_that_the_row_under_the_cursor_has_other_values_or_is_gone() -> None:
    source = Groups(range(3))
    app = ListApp(source)
    async with app.run_test(size=(100, 24)) as pilot:
        await until(pilot, lambda: app.table.total == 3)
        source.name_of = lambda number: "新しい名前"
        app.table.refresh_rows()
        await until(pilot, lambda: shows(app, "新しい名前"))
        source.numbers = []
        app.table.refresh_rows()
        await until(pilot, lambda: app.table.total == 0)
        await pilot.pause()
        heard = [message for message in app.heard if isinstance(message, ListTable.RowHighlighted)]
        assert [message.key for message in heard] == [0, 0, None]
        assert heard[1].row is not None
        assert heard[1].row.cells[1].text == "新しい名前"


async def test_the_wheel_scrolls_and_leaves_the_cursor_where_it_is() -> None:
    app = ListApp(Groups(range(300)))
    async with app.run_test(size=(60, 24)) as pilot:
        await until(pilot, lambda: app.table.total == 300)
        await pilot._post_mouse_events([MouseScrollDown], widget=ListTable, offset=(20, 5))
        await until(pilot, lambda: app.table.scroll_offset.y > 0)
        await pilot._post_mouse_events([MouseScrollDown], widget=ListTable, offset=(20, 5), shift=True)
        await until(pilot, lambda: app.table.scroll_offset.x > 0)
        assert app.table.cursor_row == 0
        await pilot.press("down")
        assert shows(app, "団体000001")


# Sorting


async def test_a_click_on_a_title_sorts_and_another_turns_the_order_round() -> None:
    app = ListApp(Groups([3, 1, 2]))
    async with app.run_test(size=(120, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 3)
        await pilot.click(ListTable, offset=(5, 0))
        await until(pilot, lambda: "団体000001" in app.lines()[1])
        assert "番号 ^" in app.lines()[0]
        assert app.table.cursor_key == 3
        await pilot.click(ListTable, offset=(5, 0))
        await until(pilot, lambda: "団体000003" in app.lines()[1])
        assert "番号 v" in app.lines()[0]
        assert app.table.sort == ("number", True)
        assert len(app.heard_of(ListTable.SortChanged)) == 2


async def test_a_title_scrolled_sideways_is_clicked_where_it_is_seen() -> None:
    app = ListApp(Groups([3, 1, 2]))
    async with app.run_test(size=(60, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 3)
        await pilot.press("ctrl+end")
        place = cell_len(app.lines()[0].split("メモ")[0])
        await pilot.click(ListTable, offset=(place, 0))
        assert app.table.sort == ("note", False)


async def test_a_column_that_cannot_be_sorted_stays_as_it_is() -> None:
    app = ListApp(Groups([3, 1, 2]))
    async with app.run_test(size=(120, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 3)
        app.table.sort_by("due")
        assert app.table.sort is None


# Marks


async def test_space_marks_and_unmarks_the_row_with_a_sign_to_see() -> None:
    app = ListApp(Groups(range(10)))
    async with app.run_test(size=(100, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 10)
        await pilot.press("space", "down", "down", "space")
        assert list(app.table.marked_keys) == [0, 2]
        assert [line[0] for line in app.lines()[1:5]] == ["*", " ", "*", " "]
        await pilot.press("space")
        assert app.table.marked_keys == {0}


async def test_shift_arrows_stretch_the_marks_and_take_them_back() -> None:
    app = ListApp(Groups(range(10)))
    async with app.run_test(size=(100, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 10)
        await pilot.press("space", "down", "down", "down", "shift+down", "shift+down")
        assert app.table.marked_keys == {0, 3, 4, 5}
        await pilot.press("shift+up")
        assert app.table.marked_keys == {0, 3, 4}
        await pilot.press("shift+up", "shift+up")
        assert app.table.marked_keys == {0, 2, 3}
        await pilot.press("down", "down", "shift+down")
        assert app.table.marked_keys == {0, 2, 3, 4, 5}


async def test_escape_clears_marks_first_and_belongs_to_the_screen_otherwise() -> None:
    app = ListApp(Groups(range(10)))
    async with app.run_test(size=(100, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 10)
        await pilot.press("space", "escape")
        assert not app.table.marked_keys
        assert app.escapes == 0
        await pilot.press("escape")
        assert app.escapes == 1


async def test_all_rows_can_be_marked_only_while_their_number_can_be_overseen() -> None:
    app = ListApp(Groups(range(2_500)))
    async with app.run_test(size=(100, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 2_500)
        await pilot.press("ctrl+a")
        await until(pilot, lambda: len(app.table.marked_keys) == 2_500)
        await pilot.press("escape")
        app.table.set_source(Groups(range(10_001)))
        await until(pilot, lambda: app.table.total == 10_001)
        await pilot.press("ctrl+a")
        await pilot.pause()
        assert not app.table.marked_keys


async def test_marks_of_rows_that_a_filter_hides_are_dropped() -> None:
    app = ListApp(Groups(range(10)))
    async with app.run_test(size=(100, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 10)
        await pilot.press("space", "down", "space")
        app.table.set_source(Groups([9, 1]))
        await until(pilot, lambda: app.table.marked_keys == {1})
        app.table.set_source(Groups([1, *range(2, 20_000)]))
        await until(pilot, lambda: app.table.total == 19_999)
        await until(pilot, lambda: not any(worker.is_running for worker in app.workers))
        assert app.table.marked_keys == {1}


async def test_a_click_on_the_mark_column_marks() -> None:
    app = ListApp(Groups(range(10)))
    async with app.run_test(size=(100, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 10)
        await pilot.click(ListTable, offset=(0, 4))
        assert app.table.marked_keys == {3}
        assert not app.heard_of(ListTable.RowSelected)


# Copying


@pytest.mark.parametrize("total", [900, 30_000])
async def test_marked_rows_are_copied_in_the_order_of_the_list_even_if_far_apart(total: int) -> None:
    app = ListApp(Groups(range(total), lambda number: f"タブ\tと改行\n{number}"))
    async with app.run_test(size=(100, 12)) as pilot:
        await until(pilot, lambda: app.table.total == total)
        await pilot.press("end")
        await until(pilot, lambda: app.table.cursor_key == total - 1)
        await pilot.press("space", "home", "space")
        app.table.refresh_rows()
        await until(pilot, lambda: app.table.key_at(total - 1) is None)
        app.table.action_copy_rows()
        await until(pilot, lambda: app.heard_of(ListTable.RowsCopied))
        assert app.clipboard.splitlines() == [
            "番号\t団体名\t取組名\t期限\tメモ",
            "0\tタブ と改行 0\t居場所づくり\t5日超過\t",
            f"{total - 1}\tタブ と改行 {total - 1}\t居場所づくり\t5日超過\t",
        ]


async def test_without_marks_the_row_under_the_cursor_is_copied() -> None:
    app = ListApp(Groups(range(10)))
    async with app.run_test(size=(100, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 10)
        await pilot.press("down")
        assert app.table.copy_rows().splitlines()[1:] == ["1\t団体000001\t居場所づくり\t5日超過\t"]


# Colours


@pytest.mark.parametrize("theme", [name for name in BUILTIN_THEMES if "ansi" not in name])
async def test_late_cells_are_readable_under_the_cursor_and_elsewhere(theme: str) -> None:
    app = ListApp(Groups(range(4)))
    app.theme = theme
    async with app.run_test(size=(130, 12)) as pilot:
        await until(pilot, lambda: app.table.total == 4)
        await pilot.press("down", "space", "down", "space", "up", "up")
        for has_focus in (True, False):
            if not has_focus:
                app.set_focus(None)
                await pilot.pause()
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
