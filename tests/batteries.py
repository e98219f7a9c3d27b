"""The quick battery is for every change and every machine; the long one is for whoever has a quarter of an hour."""

from __future__ import annotations

import pytest
from hypothesis import is_hypothesis_test, settings

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


def is_in_the_quick_battery(item: pytest.Item) -> bool:
    """Whether the test is one of the quick ones."""
    return item.get_closest_marker("long") is None


def is_in_the_long_battery(item: pytest.Item) -> bool:
    """Whether the test is a long one, or a property of which the quick battery tries few examples."""
    return item.get_closest_marker("long") is not None or is_hypothesis_test(getattr(item, "obj", None))
