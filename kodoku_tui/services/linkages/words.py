"""Levels of linkages and the two measures of report section 7(3) in words."""

from __future__ import annotations

from kodoku_tui.domain.linkages.linkages import LinkageLevel
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.linkages.linkages import Measures


def level_word(level: int | None) -> str:
    """A level in a word; 未記録 before its first day."""
    return say("linkage.unrecorded") if level is None else say_word(LinkageLevel.of(level))


def early_word(is_early: bool, gaps: int) -> str:
    """Whether what is lacking was named by the first training session, later, or not at all."""
    return say("linkage.early_true" if is_early else "linkage.early_false" if gaps else "linkage.early_none")


def measures_words(measures: Measures) -> str:
    """Both measures for all groups: counts first, rates behind them."""
    total = len(measures.groups)
    return say("linkage.between").join(
        [
            say("linkage.measure_early", count=measures.early, total=total, rate=measures.early_rate or 0.0),
            say(
                "linkage.measure_improved",
                count=measures.improved,
                total=total,
                rate=measures.improved_rate or 0.0,
            ),
        ]
    )
