"""暦: a month with its due dates, closed days and gatherings; a day opens the list of its duties."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import extend_due
from kodoku_tui.services.sessions.sessions import add_session
from kodoku_tui.tui.app.app import KodokuApp
from kodoku_tui.tui.duties.day import DayScreen
from kodoku_tui.tui.duties.month import MonthScreen
from kodoku_tui.tui.karte.karte import KarteScreen
from kodoku_tui.tui.lists.list_table import ListTable
from tests.tui.support import screen_text, wait_until

NARROW = (80, 24)
WIDE = (140, 42)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "settings"))


class AtTheMonth:
    """A person at the calendar."""

    def __init__(self, app: KodokuApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def flat(self) -> str:
        return "".join(screen_text(self.app).split())

    @property
    def day(self) -> date:
        screen = next(one for one in self.app.screen_stack if isinstance(one, MonthScreen))
        return screen.day

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def sees(self, *words: str) -> None:
        await wait_until(self.pilot, lambda: all("".join(word.split()) in self.flat for word in words))


@asynccontextmanager
async def at_the_month(desk: Desk, size: tuple[int, int] = NARROW) -> AsyncIterator[AtTheMonth]:
    app = KodokuApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.press("6")
        await wait_until(pilot, lambda: isinstance(app.screen, MonthScreen))
        yield AtTheMonth(app, pilot)


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
        await wait_until(person.pilot, lambda: table.cursor_key == "milestone:outcome_report:12")
        await person.press("enter")
        await wait_until(person.pilot, lambda: isinstance(person.app.screen, KarteScreen))
        await person.press("escape")
        await wait_until(person.pilot, lambda: isinstance(person.app.screen, DayScreen))
        await person.press("escape")
        await wait_until(person.pilot, lambda: isinstance(person.app.screen, MonthScreen))
        assert person.day == date(2026, 2, 5)


async def test_a_day_without_duties_says_so(desk: Desk) -> None:
    async with at_the_month(desk) as person:
        await person.sees("期日のものはありません")
        await person.press("enter")
        await person.sees("この日が期日のものはありません")


async def test_a_click_goes_to_the_day_and_a_second_one_opens_it(desk: Desk) -> None:
    async with at_the_month(desk) as person:
        await person.sees("15 今日")
        rows = screen_text(person.app).splitlines()
        y = next(number for number, line in enumerate(rows) if "15 今日" in line)
        await person.pilot.click(offset=(28, y))
        assert person.day == date(2025, 12, 17)
        await person.pilot.click(offset=(28, y))
        await wait_until(person.pilot, lambda: isinstance(person.app.screen, DayScreen))
