"""An outcome indicator's progress in words, the same for the screens and the command line."""

from __future__ import annotations

from kodoku_tui.domain.linkages.progress import say_number, told_progress
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_said
from kodoku_tui.services.linkages.indicators import RecordedIndicator


def say_progress(indicator: RecordedIndicator) -> str:
    """目標達成, 目標まであと6人（70.0%）, 未計測 …"""
    return say_said(told_progress(indicator.progress, indicator.target, indicator.unit))


def say_value(indicator: RecordedIndicator, value: float | None) -> str:
    """A value with its unit; なし where there is none."""
    return say("phrase.none") if value is None else f"{say_number(value)}{indicator.unit}"
