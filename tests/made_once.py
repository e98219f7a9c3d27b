"""Files that are made once in a run, whichever of its processes asks first."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# As long as the slowest machine takes to make one of them while everything else runs.
MOST_SECONDS = 600


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """The file that `make` makes in the folder it is given; who asks while it is being made waits for it."""
    base = factory.getbasetemp()
    # Each process of a run has a folder of its own in that of the run.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made"
    folder.mkdir(exist_ok=True)
    made = folder / f"{name}.kodoku"
    with _alone(folder / f"{name}.lock"):
        if not made.exists():
            draft = folder / name
            draft.mkdir()
            make(draft).rename(made)
    return made


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process at a time: SQLite waits for the others on every system."""
    connection = sqlite3.connect(lock, timeout=MOST_SECONDS, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()
