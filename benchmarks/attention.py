"""Both figures of every group, and 今日 made of them: milliseconds of the processor for 95 groups of a busy year, and
against the bare queries that they are read with. The guard: 95 groups in less than 30 ms. 10,000: `attention_many.py`.

Run: `python benchmarks/attention.py`
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.demonstration.demonstration import make_demonstration
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.work.today import today_list
from kodoku_tui.services.work.worklist import worklist
from kodoku_tui.store.queries import rows

RUNS = 21
QUERIES = (
    *("groups", "duties", "promises", "checkins", "issues"),
    *("attending", "attempts", "months"),
)


def clock() -> datetime:
    """The day of the figures."""
    return datetime(2025, 12, 15, 10)


def median_ms(act: Callable[[], object]) -> float:
    """The median of `RUNS` runs, after one that warms up, in time of the processor: others use the machine too."""
    taken = []
    for run in range(RUNS + 1):
        started = process_time()
        act()
        if run:
            taken.append(process_time() - started)
    return round(statistics.median(taken) * 1000, 1)


def main() -> None:
    """Print the figures, one JSON line each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demonstration.db"
        make_demonstration(path, clock=clock)
        desk = Desk(path, clock=clock)
        programme = desk.programme["id"]

        def bare() -> None:
            for name in QUERIES:
                rows(desk.connection, f"attention/{name}", programme_id=programme)

        groups = len(attention(desk))
        ours, theirs = median_ms(lambda: attention(desk)), median_ms(bare)
        print(
            json.dumps(
                {
                    "what": "attention",
                    "groups": groups,
                    "ms": ours,
                    "queries_ms": theirs,
                    "ratio": round(ours / theirs, 2),
                    "goal_ms": 30,
                    "met": ours < 30,
                }
            )
        )
        items, rows_of_today = median_ms(lambda: worklist(desk)), median_ms(lambda: today_list(desk))
        print(json.dumps({"what": "today", "ms": rows_of_today, "single_items_ms": items}))
        desk.close()


if __name__ == "__main__":
    main()
