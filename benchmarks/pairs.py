"""Costs measured in turn, so that a busy machine slows all sides alike: processor time (children too) and wall clock.

A ratio is that of the medians. Processor time is the figure to go by on a machine that others use too.
"""

from __future__ import annotations

import json
import os
import statistics
from collections import defaultdict
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import NamedTuple

RUNS = 5


class Cost(NamedTuple):
    """Seconds of the processors (this process and its children) and by the clock."""

    processor: float
    wall: float


class Stopwatch:
    """Tells the cost from one `lap` to the next."""

    def __init__(self) -> None:
        self._last = self._now()

    def lap(self) -> Cost:
        """What was spent since the lap before."""
        now = self._now()
        spent = Cost(now.processor - self._last.processor, now.wall - self._last.wall)
        self._last = now
        return spent

    @staticmethod
    def _now() -> Cost:
        return Cost(sum(os.times()[:4]), perf_counter())


def in_turn(acts: Mapping[str, Callable[[], object]], *, runs: int = RUNS) -> dict[str, list[Cost]]:
    """What each act costs, run after run, one after another."""
    costs: dict[str, list[Cost]] = defaultdict(list)
    for _ in range(runs):
        for name, act in acts.items():
            watch = Stopwatch()
            act()
            costs[name].append(watch.lap())
    return costs


def report(what: str, ours: list[Cost], bare: list[Cost], *, goal: float | None = None) -> None:
    """Print one line of JSON: the medians of both, their ratios, and the goal where there is one."""
    mine, theirs = median_of(ours), median_of(bare)
    ratio = round(mine.processor / theirs.processor, 2)
    line: dict[str, object] = {
        "what": what,
        "runs": len(ours),
        "processor_seconds": round(mine.processor, 2),
        "bare_processor_seconds": round(theirs.processor, 2),
        "ratio": ratio,
        "wall_seconds": round(mine.wall, 2),
        "bare_wall_seconds": round(theirs.wall, 2),
        "ratio_by_clock": round(mine.wall / theirs.wall, 2),
    }
    if goal is not None:
        line |= {"goal": goal, "met": ratio <= goal}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def median_of(costs: list[Cost]) -> Cost:
    """The median of each kind of time by itself."""
    return Cost(*(statistics.median(kind) for kind in zip(*costs, strict=True)))
