"""How far an outcome indicator (成果指標) has come: a share that is never rounded up, and a small picture of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said

_DECIMAL = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,6})?")

# Braille patterns are one cell wide in every font; the blocks that others use have no certain width in Japanese ones.
_BARS = "\u2840\u28c0\u28e4\u28f6\u28ff"


class Standing(StrEnum):
    """Where an indicator stands; the values are keys of the catalogue."""

    NOT_MEASURED = "not_measured"
    NO_TARGET = "no_target"
    UNDER_WAY = "under_way"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Progress:
    """`percent` of the way from baseline to target with one decimal, rounded down; None where there is none."""

    standing: Standing
    latest: float | None
    percent: float | None


def progress_of(baseline: float | None, target: float | None, latest: float | None) -> Progress:
    """Progress of the newest actual; without a baseline the way begins at 0. A target may lie below the baseline.

    100.0 only when the target is reached: 99.99 percent is 99.9. Never below 0.
    """
    if latest is None:
        return Progress(Standing.NOT_MEASURED, None, None)
    if target is None:
        return Progress(Standing.NO_TARGET, latest, None)
    begin, end, now = (Fraction(str(value)) for value in (baseline or 0.0, target, latest))
    reached = now <= end if end < begin else now >= end
    if reached:
        return Progress(
            Standing.REACHED, latest, 100.0 if end == begin else _percent(now - begin, end - begin)
        )
    if end == begin:
        return Progress(Standing.UNDER_WAY, latest, 0.0)
    return Progress(Standing.UNDER_WAY, latest, _percent(now - begin, end - begin))


def told_progress(progress: Progress, target: float | None, unit: str) -> Said:
    """How far an indicator in this unit has come: 目標達成, 目標まであと6人（70.0%）, 未計測 …"""
    if progress.standing is Standing.UNDER_WAY and progress.latest is not None:
        # What is left is said without a sign: a target may lie below the baseline.
        left = say_number(round(abs((target or 0) - progress.latest), 6))
        return Said("indicator.under_way", left=f"{left}{unit}", percent=progress.percent)
    return Said(f"indicator.{progress.standing.value}")


def share_percent(part: int, whole: int) -> float | None:
    """Part of a whole in percent with one decimal, rounded down; None of nothing. 95 of 96 is 98.9."""
    return None if whole == 0 else part * 1000 // whole / 10


def spark(values: Sequence[float]) -> str:
    """The values in order as bars of one cell each, the lowest of them least, the highest full."""
    if not values:
        return ""
    low, high = min(values), max(values)
    if low == high:
        return _BARS[2] * len(values)
    steps = len(_BARS) - 1
    return "".join(_BARS[round((value - low) / (high - low) * steps)] for value in values)


def parse_decimal(text: str, *, field: str) -> float:
    """The number that a person wrote, in any width, with commas between thousands and up to six decimals.

    Raises `Refused` (`error.not_a_decimal`) for anything else.
    """
    written = unicodedata.normalize("NFKC", text).strip().replace(",", "").replace("−", "-").replace("%", "")
    if not _DECIMAL.fullmatch(written):
        raise Refused("error.not_a_decimal", field=field, value=text[:60])
    return float(written)


def say_number(value: float | None) -> str:
    """A number as people write it: 1,200, 3.5."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6f}".rstrip("0")


def _percent(part: Fraction, whole: Fraction) -> float:
    return max(0, part * 1000 // whole) / 10
