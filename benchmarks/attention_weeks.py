"""What the history of attention costs an act and a look: saving a check-in with and without it, in turn; a group whose
weeks stand in the table, and one whose weeks are worked out in memory.

Run: `python benchmarks/attention_weeks.py [GROUPS]`; without a number on the demonstration as it is.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.attention_many import clock, grow
from benchmarks.pairs import Cost, in_turn
from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.words import Channel, Condition
from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.attention.history import attention_history
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.demonstration.demonstration import make_demonstration
from kodoku_tui.services.desk.desk import Desk

GROUPS = 10
RUNS = 60


def told(what: str, costs: list[Cost]) -> None:
    """Print one line of JSON, in milliseconds: median by the clock, mean of the processor, which ticks in tens."""
    print(
        json.dumps(
            {
                "what": what,
                "runs": len(costs),
                "processor_ms": round(statistics.mean(cost.processor for cost in costs) * 1000, 1),
                "wall_ms": round(statistics.median(cost.wall for cost in costs) * 1000, 1),
            }
        )
    )


def main() -> None:
    """Print the figures, one JSON line each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "weeks.kodoku"
        make_demonstration(path, clock=clock)
        if len(sys.argv) > 1:
            grow(path, int(sys.argv[1]))
        desk = Desk(path, clock=clock)
        first, *others = [one.group_no for one in attention(desk)][: GROUPS + 1]
        next_one = count()

        def save(*, keeps: bool) -> Callable[[], object]:
            def act() -> None:
                desk.connection.keeps_weeks = keeps
                # Both in turn on the same group.
                number = others[next(next_one) // 2 % GROUPS]
                log_checkin(
                    desk,
                    CheckinEntry(
                        group_no=number,
                        held_on=clock().date(),
                        channel=Channel.PHONE,
                        condition=Condition.GOOD,
                        note="架空の用件",
                    ),
                )

            return act

        acts = {"save without weeks": save(keeps=False), "save with weeks": save(keeps=True)}
        # The first act works out the days of all groups, and lays out the tables in memory.
        in_turn(acts, runs=1)
        told("save while its weeks lack", in_turn(acts, runs=GROUPS)["save with weeks"])
        in_turn(acts, runs=6 * GROUPS)
        for what, costs in in_turn(acts, runs=RUNS).items():
            told(what, costs)
        looks = {
            "look at stored weeks": lambda: attention_history(desk, others[0]),
            "look at weeks that lack": lambda: attention_history(desk, first),
        }
        for what, costs in in_turn(looks, runs=20).items():
            told(what, costs)
        (stored,) = desk.connection.execute("SELECT count(*) FROM attention_week").fetchone()
        print(json.dumps({"weeks_stored": stored}))
        desk.close()


if __name__ == "__main__":
    main()
