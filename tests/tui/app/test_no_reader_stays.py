"""No screen goes on reading the file once its rows are there: the log could not be emptied any more."""

from __future__ import annotations

from contextlib import closing

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.store.engine import sqlite3
from tests.tui.sitting import sitting_at


async def test_after_a_walk_through_all_screens_nobody_holds_an_earlier_moment(lively_desk: Desk) -> None:
    other = Desk(lively_desk.path, clock=lively_desk.clock)
    async with sitting_at(lively_desk) as sitting:
        for digit in "1234567890":
            await sitting.press(digit)
        await sitting.press("escape", "2", "enter")
        await sitting.press("ctrl+f10")
        await sitting.sees("バックアップはまだありません")
        add_staff(other, "架空 新人")
        with closing(sqlite3.connect(lively_desk.path, isolation_level=None)) as raw:
            await sitting.until(
                lambda: raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)
            )
    other.close()
