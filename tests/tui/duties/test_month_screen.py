"""暦: a month with its due dates, closed days and sessions; a day opens the list of its duties."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta

import pytest

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import extend_due
from kodoku_tui.services.sessions.sessions import add_session
from kodoku_tui.tui.duties.day import DayScreen
from kodoku_tui.tui.duties.month import MonthScreen
from kodoku_tui.tui.karte.karte import KarteScreen
from kodoku_tui.tui.lists.list_table import ListTable
from tests.tui.sitting import NARROW, WIDE, Sitting, sitting_at


class AtTheMonth(Sitting):
    """A person at the calendar."""

    @property
    def day(self) -> date:
        screen = next(one for one in self.app.screen_stack if isinstance(one, MonthScreen))
        return screen.day


@asynccontextmanager
async def at_the_month(desk: Desk, size: tuple[int, int] = NARROW) -> AsyncIterator[AtTheMonth]:
    async with sitting_at(desk, size, person=AtTheMonth) as sitting:
        await sitting.press("6")
        assert isinstance(sitting.app.screen, MonthScreen)
        yield sitting


async def test_arrows_move_the_day_and_pages_the_month(desk: Desk) -> None:
    async with at_the_month(desk) as person:
        assert person.day == desk.today
        await person.press("right", "down", "left", "left", "up")
        assert person.day == desk.today - timedelta(days=1)
        await person.press("pageup")
        assert person.day == date(2025, 11, 14)
        await person.sees("2025年11月")
        await person.press("pagedown", "pagedown", "home")
        assert person.day == desk.today
        await person.sees("2025年12月", "15 今日")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_month_shows_what_is_due_which_days_are_closed_and_who_meets(
    desk: Desk, size: tuple[int, int]
) -> None:
    add_session(desk, "salon_1", "集い[/]", "オンラインサロン", on=date(2026, 1, 20))
    async with at_the_month(desk, size) as person:
        await person.press("pagedown")
        await person.sees("2026年1月", "1 元日", "12 成人の", "集い[/]", "96件 成", "研修・会議 1件")
        await person.press("down", "down", "right", "right")
        assert person.day == date(2026, 1, 31)
        await person.sees("2026/1/31(土)  休み  成果報告書 96団体（これから 96、遅れ 0）")


async def test_what_is_late_says_so_on_its_day(desk: Desk) -> None:
    async with at_the_month(desk, WIDE) as person:
        await person.press(*["pageup"] * 6)
        await person.sees("2025年6月", "96件 契約締結", "うち遅れ96")


async def test_a_day_lists_its_duties_and_leads_to_the_karte_and_back(desk: Desk) -> None:
    extend_due(desk, 12, "outcome_report", to=date(2026, 2, 5), reason="行事のため")
    async with at_the_month(desk) as person:
        await person.press("pagedown", *["down"] * 3)
        assert person.day == date(2026, 2, 5)
        await person.sees("成果報告書 1団体")
        await person.press("enter")
        await person.sees("2026/2/5(木) が期日のもの 1件", "あと52日")
        table = person.app.screen.query_one(ListTable)
        await person.until(lambda: table.cursor_key == "milestone:outcome_report:12")
        await person.press("enter")
        await person.until(lambda: isinstance(person.app.screen, KarteScreen))
        await person.press("escape")
        await person.until(lambda: isinstance(person.app.screen, DayScreen))
        await person.press("escape")
        await person.until(lambda: isinstance(person.app.screen, MonthScreen))
        assert person.day == date(2026, 2, 5)


async def test_a_day_without_duties_says_so(desk: Desk) -> None:
    async with at_the_month(desk) as person:
        await person.sees("期日のものはありません")
        await person.press("enter")
        await person.sees("この日が期日のものはありません")


async def test_a_click_goes_to_the_day_and_a_second_one_opens_it(desk: Desk) -> None:
    async with at_the_month(desk) as person:
        await person.sees("15 今日")
        rows = person.text.splitlines()
        y = next(number for number, line in enumerate(rows) if "15 今日" in line)
        await person.click(offset=(28, y))
        assert person.day == date(2025, 12, 17)
        await person.click(offset=(28, y))
        await person.until(lambda: isinstance(person.app.screen, DayScreen))
