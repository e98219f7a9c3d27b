"""An outcome indicator's progress in words, the same for the screens and the command line."""

from __future__ import annotations

from kodoku_tui.domain.linkages.progress import Standing, say_number
from kodoku_tui.locale import say
from kodoku_tui.services.linkages.indicators import RecordedIndicator


def say_progress(indicator: RecordedIndicator) -> str:
    """目標達成, 目標まであと6人（70.0%）, 未計測 …"""
    progress = indicator.progress
    if progress.standing is Standing.UNDER_WAY and progress.latest is not None:
        # What is left is said without a sign: a target may lie below the baseline.
        left = say_number(round(abs((indicator.target or 0) - progress.latest), 6))
        return say(
            "indicator.under_way",
            left=f"{left}{indicator.unit}",
            percent=progress.percent,
        )
    return say(f"indicator.{progress.standing.value}")


def say_value(indicator: RecordedIndicator, value: float | None) -> str:
    """A value with its unit; なし where there is none."""
    return say("phrase.none") if value is None else f"{say_number(value)}{indicator.unit}"
