"""What the reading process may take of the machine: the limits that the system has and accepts.

Windows has no `resource`; macOS has it and refuses to limit the memory of a process. There the process looks after
its own size. Runs in the reading process: only the standard library is imported here.
"""

from __future__ import annotations

import os
import sys
import threading
import time

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]

MEMORY_BYTES = 512 * 1024 * 1024

_LOOKS_EVERY = 0.02


def limit_this_process() -> None:
    """Hold this process to `MEMORY_BYTES`, to less where the system allows it less, and to no core file."""
    if resource is None:
        return
    _lower("RLIMIT_CORE", 0)
    if not _lower("RLIMIT_AS", MEMORY_BYTES):
        threading.Thread(target=_end_when_too_large, daemon=True).start()


def _lower(name: str, wanted: int) -> bool:
    """Set a limit, never above what stands; whether it stands then. What the system lacks or refuses is left."""
    kind = getattr(resource, name, None)
    if kind is None:
        return False
    try:
        standing, most = resource.getrlimit(kind)
        allowed = [limit for limit in (standing, most) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(kind, (min(wanted, *allowed) if allowed else wanted, most))
    except (ValueError, OSError):
        return False
    return True


def _end_when_too_large() -> None:
    """Die as of a lack of memory once more than `MEMORY_BYTES` has been used; the reader lets others run meanwhile."""
    # macOS counts in bytes, others in kilobytes.
    unit = 1 if sys.platform == "darwin" else 1024
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit <= MEMORY_BYTES:
        time.sleep(_LOOKS_EVERY)
    os.write(2, b"MemoryError\n")
    os._exit(1)
