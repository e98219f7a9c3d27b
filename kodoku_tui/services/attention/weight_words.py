"""The weights of attention in words, for the screen and the command line."""

from __future__ import annotations

from collections.abc import Sequence

from kodoku_tui.domain.attention.weight_values import SETTINGS
from kodoku_tui.domain.attention.weights import NO_LIMIT
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.locale import say
from kodoku_tui.services.attention.weights import RankMove, WeightsPreview

_NAMED = 20
# What a curve grows by, where that is not days.
_PER = {
    "returned_again": "time",
    "absences_in_a_row": "time",
    "unanswered": "time",
    "spending": "point",
    "behind_plan": "point",
}


def say_weight_name(name: str) -> str:
    """What a weight is about: group.silence.rate is of the silence, settings.unsigned_days of the days."""
    return say(f"weight.name.{_of(name)}")


def say_weight_meaning(name: str) -> str:
    """When it counts, in a sentence."""
    return say(f"weight.meaning.{_of(name)}")


def say_weight_part(name: str) -> str:
    """Which of the numbers of a curve it is (what it grows by, a day or a time); of a setting, that it is its value."""
    part = "value" if name.startswith(SETTINGS) else name.rpartition(".")[2]
    return say(f"weight.part.rate_{_per(name)}" if part == "rate" else f"weight.part.{part}")


def say_value(name: str, value: float) -> str:
    """A weight as people write it; a curve without a limit says so."""
    return say("weight.no_limit") if name.endswith(".most") and value >= NO_LIMIT else f"{value:g}"


def say_curve(name: str, parts: Sequence[float]) -> str:
    """A curve by its numbers: first, rate, power, most."""
    first, rate, power, most = parts
    said = (
        say("weight.grows", first=f"{first:g}", per=say(f"weight.per.{_per(name)}"), rate=f"{rate:g}")
        if rate
        else say("weight.stays", first=f"{first:g}")
    )
    if rate and power != 1:
        said += say("weight.bent", power=f"{power:g}")
    return said + (say("weight.capped", most=f"{most:g}") if most < NO_LIMIT else "")


def preview_lines(preview: WeightsPreview) -> list[str]:
    """What changes from what to what, and the first groups whose place moves."""
    lines = [
        say(
            "weight.change",
            name=say_weight_name(one.name),
            part=say_weight_part(one.name),
            before=say_value(one.name, one.value),
            after=say_value(one.name, after),
        )
        for one, after in preview.changes
    ]
    if not preview.moves:
        return [*lines, say("weight.no_moves")]
    lines.append(say("weight.moves", count=len(preview.moves)))
    lines += map(_move, preview.moves[:_NAMED])
    rest = len(preview.moves) - _NAMED
    return [*lines, say("weight.more", count=rest)] if rest > 0 else lines


def _move(move: RankMove) -> str:
    return say(
        "weight.rises" if move.places > 0 else "weight.falls",
        number=move.group_no,
        group=short_name(move.group),
        before=move.before,
        after=move.after,
        places=abs(move.places),
        score_before=move.score_before,
        score_after=move.score_after,
    )


def _per(name: str) -> str:
    return _PER.get(_of(name), "day")


def _of(name: str) -> str:
    return name.split(".")[1]
