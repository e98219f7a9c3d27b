"""Another program that holds a file: writing to it, or reading one moment of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HOLD = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute(sys.argv[2])
seen = database.execute("SELECT count(*) FROM checkin").fetchone()
print("held", flush=True)
input()
assert database.execute("SELECT count(*) FROM checkin").fetchone() == seen
"""


@contextmanager
def held(path: Path, how: str) -> Iterator[None]:
    """Within this another program is in a transaction that began so; at its end it has seen nothing that was done."""
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        yield
    finally:
        holder.communicate(b"\n", timeout=60)
    assert holder.returncode == 0
