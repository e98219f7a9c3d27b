"""What the steps of an import share, asked from more than one thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.intake.journey import ImportJourney
from tests.intake_files import write_list


def test_a_screen_that_asks_twice_at_once_hears_one_count_of_rows(desk: Desk, tmp_path: Path) -> None:
    """The count of the second stood over the line of the first for good."""
    rows = [[number, date(2025, 12, 1), "電話", "架空の記録"] for number in range(1, 4)]
    journey = ImportJourney(desk)
    [found] = journey.read(write_list(tmp_path / "面談.xlsx", ["番号", "日付", "方法", "面談内容"], *rows))
    journey.choose(found)
    is_under_way, may_go_on = Event(), Event()
    counted_by: set[str] = set()

    def counts_for(name: str) -> int:
        def told(_done: int, _total: int) -> None:
            counted_by.add(name)
            is_under_way.set()
            assert may_go_on.wait(timeout=60)

        return len(journey.work_out(told).rows)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(counts_for, "first")
        assert is_under_way.wait(timeout=60)
        second = threads.submit(counts_for, "second")
        # Without waiting, the second would begin a count of its own here.
        while not second.running():
            pass
        may_go_on.set()
        assert (first.result(), second.result()) == (3, 3)
    assert counted_by == {"first"}
