"""Why the reading process ended before it was done: the true reason, as far as the system tells it."""

from __future__ import annotations

import re
import signal

from kodoku_tui.domain.text.clean import clean_text

_LONGEST = 160
_OF_MEMORY = re.compile(r"^MemoryError\b|memory allocation of [0-9]+ bytes failed", re.MULTILINE)
# The process did something that it may not do; every other signal comes from outside.
_OF_CRASHES = frozenset(("SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE", "SIGTRAP", "SIGSYS"))
# Windows tells a crash by a number that is known in hexadecimal.
_LARGEST_CODE = 255


def why_it_ended(code: int, last_words: str, *, has_begun: bool) -> tuple[str, str]:
    """The reason, and how it ended for whoever has to find out more: a signal, an exit code, an error's last line.

    `code` is as `Popen.returncode`, `last_words` the end of standard error. The reason is `not_started`,
    `out_of_memory`, `too_slow` (the system's own limit of time), `stopped` (by a signal from outside) or `crashed`.
    """
    how = _name_of(code)
    if not has_begun:
        return "not_started", _shortened(_last_line(last_words) or how)
    if _OF_MEMORY.search(last_words):
        return "out_of_memory", how
    if how == "SIGXCPU":
        return "too_slow", how
    if code < 0 and how not in _OF_CRASHES:
        return "stopped", how
    line = _last_line(last_words) if code > 0 else ""
    return "crashed", _shortened(f"{how}: {line}" if line else how)


def _name_of(code: int) -> str:
    if code >= 0:
        return f"exit {code}" if code <= _LARGEST_CODE else f"exit 0x{code:08X}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "")


def _shortened(text: str) -> str:
    cleaned = clean_text(text).text
    return cleaned if len(cleaned) <= _LONGEST else f"{cleaned[:_LONGEST]}…"
