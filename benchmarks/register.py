"""A register of 100,000 groups against one of 96: first page and paging. Also importing the real register
against writing its cells bare. Prints ratios of one run.

Run: `python benchmarks/register.py`
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.programmes import begin_programme
from kodoku_tui.services.intake.imports import import_roster, shipped_register
from kodoku_tui.services.register.register_list import register_page

MANY = 100_000
PAGE = 200
RUNS = 9


def clock() -> datetime:
    """The day of the figures."""
    return datetime(2025, 12, 15, 9)


def grow(path: Path) -> None:
    """Copy the register's groups, with their milestones and tags, until there are `MANY`."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "CREATE TEMP TABLE wanted AS SELECT value AS number FROM json_each(?)", (_numbers(),)
        )
        for statement in (
            "INSERT INTO organization (name, name_key, legal_form, uid)"
            " SELECT '架空の団体' || number, 'k' || number, '任意団体', lower(hex(randomblob(16))) FROM wanted",
            "INSERT INTO adopted_group"
            " (programme_id, organization_id, number, project, targets_text, area, search_text, uid)"
            " SELECT 1, organization.id, wanted.number, '架空の取組', '多世代', '東京都', 'k' || wanted.number,"
            " lower(hex(randomblob(16)))"
            " FROM wanted JOIN organization ON organization.name_key = 'k' || wanted.number",
            "INSERT INTO milestone (group_id, plan_id, planned_on, uid)"
            " SELECT adopted_group.id, milestone_plan.id, milestone_plan.planned_on, lower(hex(randomblob(16)))"
            " FROM adopted_group JOIN milestone_plan WHERE adopted_group.number > 96",
            "INSERT INTO group_block (group_id, position, block, uid)"
            " SELECT id, 0, '関東', lower(hex(randomblob(16))) FROM adopted_group WHERE number > 96",
        ):
            connection.execute(statement)
    connection.close()


def _numbers() -> str:
    return json.dumps(list(range(97, MANY + 1)))


def median_seconds(act: Callable[[], object]) -> float:
    """The median of `RUNS` runs, after one that warms up."""
    taken = []
    for run in range(RUNS + 1):
        started = perf_counter()
        act()
        if run:
            taken.append(perf_counter() - started)
    return statistics.median(taken)


def main() -> None:
    """Print the figures, one JSON line each."""
    with tempfile.TemporaryDirectory() as folder:
        desks = {}
        imported = []
        for name in ("96", "100,000"):
            path = Path(folder) / f"{name}.db"
            begin_programme(path, 2025, clock=clock)
            desks[name] = Desk(path, clock=clock)
            started = perf_counter()
            import_roster(desks[name], shipped_register())
            imported.append(perf_counter() - started)
        grow(desks["100,000"].path)
        everybody = GroupFilter()
        for what, act in {
            "first 96 rows of the register": lambda desk: register_page(desk, everybody, limit=96),
            "a page in the middle": lambda desk: register_page(desk, everybody, offset=48, limit=48),
            "the total under a search": lambda desk: register_page(desk, GroupFilter(text="防災"), limit=0),
        }.items():
            few, many = (median_seconds(partial(act, desk)) for desk in desks.values())
            figures = {"96": round(few, 4), "100,000": round(many, 4), "ratio": round(many / few, 2)}
            print(json.dumps({"what": what, **figures}))
        again = median_seconds(lambda: import_roster(desks["96"], shipped_register()))
        print(
            json.dumps(
                {
                    "what": "importing the register of 96 groups",
                    "first_time": round(min(imported), 3),
                    "again_without_change": round(again, 3),
                    "ratio": round(min(imported) / again, 2),
                }
            )
        )
        for desk in desks.values():
            desk.close()


if __name__ == "__main__":
    main()
