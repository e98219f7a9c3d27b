"""How much the crash battery tries: a little with every change, all of it by one setting.

    KODOKU_CRASH=full python -m pytest --long -n 0 -s tests/reliability/crash

The figures of a full run stand in docs/promises.md.
"""

from __future__ import annotations

import os

IS_FULL = os.environ.get("KODOKU_CRASH", "") == "full"


def tried(few: int, *, full: int) -> int:
    """So many in CI, so many in a full run."""
    return full if IS_FULL else few


def tell(line: str) -> None:
    """A figure of this run, for whoever runs with -s."""
    print(f"\n  {line}", flush=True)
