"""団体個票: a group that was adopted again shows the years before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.programmes import begin_next_programme
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.tui.app.app import KodokuApp
from tests.desks import go_to
from tests.lively import invented_roster
from tests.tui.driver import driven


async def test_the_page_of_a_group_tells_its_earlier_years(desk: Desk, tmp_path: Path) -> None:
    begin_next_programme(desk.path, 2026, clock=desk.clock, from_year=2025)
    go_to(desk, date(2026, 7, 1))
    import_roster(desk, invented_roster(tmp_path / "again.xlsx"))
    app = KodokuApp(desk)
    async with driven(app, (140, 42)) as driver:
        app.show_karte(12)
        await driver.until(lambda: "これまでの参加" in driver.text)
        assert "2025年度  12  実施中" in driver.text
        # The title names the year at hand; the page lists only those before it.
        assert "2026年度  12" not in driver.text
