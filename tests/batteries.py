"""The quick battery is for every change and every machine; the long one is for whoever has a quarter of an hour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from inspect import iscoroutinefunction

import pytest
from hypothesis import is_hypothesis_test, settings

# The first tests of a file say what a screen is for: opening an app is what takes the time.
MOST_WITH_AN_APP = 3
QUICK_EXAMPLES = 15
LONG_EXAMPLES = 100

# No deadline, since machines are noisy. What CI asks of hypothesis, which it loads by itself, is kept underneath.
settings.register_profile("quick", max_examples=QUICK_EXAMPLES, deadline=None)
settings.register_profile("long", max_examples=LONG_EXAMPLES, deadline=None)


def use_battery(*, long: bool) -> None:
    """Let hypothesis try as many examples as this battery does."""
    settings.load_profile("long" if long else "quick")


def examples(count: int, quick: int = QUICK_EXAMPLES) -> int:
    """How many examples of a property to try that needs another number than most: `count` in the long battery."""
    return count if settings().max_examples == LONG_EXAMPLES else min(count, quick)


def tests_of(items: Iterable[pytest.Item], *, long: bool) -> list[pytest.Item]:
    """Those of `items` that belong to the one battery: each to one of them, and a property to both.

    None that starts LibreOffice is quick; of a test marked `a_few` only so many of its cases are, and of the tests of a
    file that sit at an app the first `MOST_WITH_AN_APP`.
    """
    tried: Counter[str] = Counter()
    found = []
    for item in items:
        is_quick = not any(item.get_closest_marker(name) for name in ("long", "libreoffice"))
        few = item.get_closest_marker("a_few")
        if is_quick and few is not None:
            name = item.nodeid.partition("[")[0]
            tried[name] += 1
            is_quick = tried[name] <= few.args[0]
        if is_quick and iscoroutinefunction(getattr(item, "obj", None)):
            tried[str(item.path)] += 1
            is_quick = tried[str(item.path)] <= MOST_WITH_AN_APP
        if is_quick != long or (long and is_hypothesis_test(getattr(item, "obj", None))):
            found.append(item)
    return found
