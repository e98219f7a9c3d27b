"""A plan of before that nobody touched has the days of the plan that ships; what somebody said stays."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kodoku_tui.store.connection import open_file
from tests.desks import MONDAY_IN_DECEMBER
from tests.store.test_migrations import BEFORE_TURNS, file_before


@pytest.mark.parametrize(
    ("begun_by", "changed_by", "year", "days"),
    [
        ("unit.begin_programme", None, 2025, 10),
        ("unit.begin_next_programme", None, 2026, 10),
        # Somebody had the plan of the audit in hand and left the days, or gave it these days.
        ("unit.begin_programme", "unit.change_plan", 2025, 7),
        # An audit that an office added itself, one of a plan of its own, one that came in with a book.
        ("unit.add_to_plan", None, 2025, 7),
        ("unit.begin_programme", None, 2024, 7),
        ("unit.import_book", None, 2025, 7),
    ],
)
def test_the_days_of_an_audit_follow_the_plan_that_ships_where_nobody_touched_them(
    tmp_path: Path, begun_by: str, changed_by: str | None, year: int, days: int
) -> None:
    path = tmp_path / "earlier.kodoku"
    file_before(path, "0035_days_of_the_audit")
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(BEFORE_TURNS)
        raw.execute("UPDATE programme SET fiscal_year = ?", (year,))
        for number, what in enumerate(filter(None, (begun_by, changed_by)), start=1):
            raw.execute(
                "INSERT INTO unit (id, at, by, what_key, moment, uid) VALUES (?, '2025-06-01T10:00:00', '', ?, ?, ?)",
                (number, what, f"2025-06-01T10:00:0{number}.000000", f"{20 + number:032x}"),
            )
            raw.execute(
                "INSERT INTO change (unit_id, table_name, row_id, before, after)"
                " VALUES (?, 'milestone_plan', 2, ?, '{\"review_days\": 7}')",
                (number, None if number == 1 else '{"review_days": 7}'),
            )
        raw.commit()
    with closing(open_file(path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        found = connection.execute("SELECT key, review_days FROM milestone_plan ORDER BY key").fetchall()
        assert [tuple(one) for one in found] == [("expense_report", 7), ("final_audit", days)]
