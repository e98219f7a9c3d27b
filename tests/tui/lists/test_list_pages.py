"""A list of any length: its rows come in pages, late answers are dropped, failures are told."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from kodoku_tui.tui.lists.list_table import ListTable, Page, SortOrder
from tests.tui.driver import driven
from tests.tui.lists.made_lists import (
    BrokenGroups,
    Groups,
    ListApp,
    SlowGroups,
    always_let_go,
    shows,
)


async def test_a_hundred_thousand_rows_open_with_one_page() -> None:
    source = Groups(range(100_000))
    app = ListApp(source)
    async with driven(app, (100, 24)) as driver:
        await driver.until(lambda: shows(app, "団体000000"))
        assert sum(limit for _, limit in source.asked) <= 400
        await driver.press("end")
        await driver.until(lambda: shows(app, "団体099999"))
        assert app.table.cursor_key == 99_999
        assert sum(limit for _, limit in source.asked) <= 1_000


async def test_rows_that_are_scrolled_past_are_never_asked_for() -> None:
    source = SlowGroups(range(100_000))
    app = ListApp(source)
    async with driven(app, (100, 24), rests=False) as driver:
        with always_let_go(source):
            source.may_answer.set()
            await driver.until(lambda: shows(app, "団体000000"))
            source.may_answer.clear()
            for place in range(2_000, 60_000, 3_000):
                app.table.scroll_to(y=place, animate=False)
                await driver.catch_up()
            assert shows(app, "...")
            source.may_answer.set()
            await driver.until(lambda: shows(app, "団体059000"))
            assert len(source.asked) <= 5


async def test_the_rows_ahead_are_fetched_before_one_gets_there() -> None:
    source = Groups(range(1_000))
    app = ListApp(source)
    async with driven(app, (100, 24)) as driver:
        await driver.until(lambda: app.table.total == 1_000)
        app.table.scroll_to(y=150, animate=False)
        await driver.until(lambda: (200, 200) in source.asked)
        app.table.scroll_to(y=860, animate=False)
        await driver.until(lambda: (800, 200) in source.asked)
        app.table.scroll_to(y=850, animate=False)
        await driver.until(lambda: (600, 200) in source.asked)


async def test_a_list_that_grew_between_two_pages_shows_no_row_at_its_former_place() -> None:
    source = Groups(range(1_000))
    app = ListApp(source)
    async with driven(app, (100, 24)) as driver:
        await driver.until(lambda: shows(app, "団体000000"))
        source.numbers = [7_777, *range(1_000)]
        await driver.press("end")
        await driver.until(lambda: shows(app, "団体000998"))
        await driver.press("home")
        await driver.until(lambda: shows(app, "団体007777"))
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
    async with driven(app, (100, 24), rests=False) as driver:
        try:
            await driver.until(lambda: source.at_once)
            app.table.refresh_rows()
            for _ in range(20):
                await driver.catch_up()
        finally:
            source.others_had_time.set()
        await driver.until(lambda: app.table.total == 10)
        await driver.until(lambda: len(source.asked) == 2)
        assert source.most_at_once == 1


async def test_a_first_page_handed_over_is_on_the_first_frame_without_asking() -> None:
    source = Groups(range(150))
    app = ListApp(source, first_page=Groups(range(150)).fetch(0, 150, None))
    async with driven(app, (100, 24)) as driver:
        assert shows(app, "団体000000")
        await driver.rest()
        assert source.asked == []
        assert app.table.cursor_key == 0


async def test_a_short_first_page_is_completed_from_the_source() -> None:
    source = Groups(range(150))
    app = ListApp(source, first_page=Groups(range(150)).fetch(0, 30, None))
    async with driven(app, (100, 24)) as driver:
        assert shows(app, "団体000000")
        await driver.press("end")
        await driver.until(lambda: shows(app, "団体000149"))


async def test_a_late_answer_of_a_former_filter_is_dropped() -> None:
    slow, newer = SlowGroups([1, 2, 3]), Groups([7, 8])
    app = ListApp(slow)
    async with driven(app, (100, 24), rests=False) as driver:
        with always_let_go(slow):
            await driver.until(slow.was_asked.is_set)
            app.table.set_source(newer)
            await driver.until(lambda: shows(app, "団体000007"))
            slow.may_answer.set()
            await driver.until(slow.has_answered.is_set)
            await driver.until(lambda: not any(worker.is_running for worker in app.workers))
            await driver.catch_up()
            assert app.table.total == 2
            assert shows(app, "団体000007")
            assert not shows(app, "団体000001")


async def test_fast_typing_over_a_slow_source_keeps_two_threads_at_most() -> None:
    sources = [SlowGroups([number]) for number in range(8)]
    app = ListApp()
    async with driven(app, (100, 24), rests=False) as driver:
        with always_let_go(*sources):
            for source in sources:
                app.table.set_source(source)
                await driver.catch_up()
            assert sum(source.was_asked.is_set() for source in sources) <= 2
            for source in sources:
                source.may_answer.set()
            await driver.until(lambda: shows(app, "団体000007"))
            assert app.table.total == 1


async def test_a_source_that_fails_leaves_an_empty_list_and_tells_why() -> None:
    app = ListApp(Groups(range(5)))
    async with driven(app, (100, 24)) as driver:
        await driver.until(lambda: app.table.total == 5)
        app.table.set_source(BrokenGroups([]))
        await driver.until(lambda: app.heard_of(ListTable.FetchFailed))
        failure = app.heard_of(ListTable.FetchFailed)[0]
        assert isinstance(failure, ListTable.FetchFailed)
        assert str(failure.error) == "ファイルが読めません"
        assert shows(app, "該当する団体はありません。")
        app.table.set_source(Groups(range(4)))
        await driver.until(lambda: shows(app, "団体000003"))
