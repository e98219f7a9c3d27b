"""How heavily the terms weigh in the year at hand: as shipped, save where somebody changed it; and changing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kodoku_tui.domain.attention.weight_values import check_name, parse_weight, values_of, with_values
from kodoku_tui.domain.attention.weights import Weights, checked_weight
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.services.attention.attention import attention, weights_of
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.store.seeds import attention_weights
from kodoku_tui.store.unit import Unit

Wanted = Mapping[str, float | None]
"""Values by the names of weights; None is the one that ships."""


@dataclass(frozen=True, slots=True)
class WeightValue:
    """One weight of the year at hand, by its name, and what it is as shipped."""

    name: str
    value: float
    default: float

    @property
    def is_changed(self) -> bool:
        """Whether it is not what ships."""
        return self.value != self.default


@dataclass(frozen=True, slots=True)
class RankMove:
    """A group whose place in the order of attention changes; the first place is 1."""

    group_no: int
    group: str
    before: int
    after: int
    score_before: int
    score_after: int

    @property
    def places(self) -> int:
        """By how many places it rises; below zero it falls."""
        return self.before - self.after


@dataclass(frozen=True, slots=True)
class WeightsPreview:
    """What a change of weights comes to: the weights before and after, and whose place moves, the farthest first."""

    changes: tuple[tuple[WeightValue, float], ...]
    moves: tuple[RankMove, ...]


def list_weights(desk: Desk) -> list[WeightValue]:
    """Every weight of the year at hand."""
    now, shipped = values_of(weights_of(desk)), values_of(attention_weights())
    return [WeightValue(name, now[name], default) for name, default in shipped.items()]


def preview_weights(desk: Desk, wanted: Wanted) -> WeightsPreview:
    """What `set_weights` would come to; writes nothing, refuses the same."""
    values = _checked(wanted)
    now = weights_of(desk)
    changes = tuple((one, values[one.name]) for one in list_weights(desk) if _differs(one, values))
    then = with_values(now, {one.name: value for one, value in changes})
    return WeightsPreview(changes, _moves(desk, now, then) if changes else ())


def set_weights(desk: Desk, wanted: Wanted, *, seen: Mapping[str, float] | None = None) -> Outcome:
    """Change weights of the year at hand, in one unit.

    `seen` are the values that the person saw. Raises `Refused` for a name that is none, for what is no number from 0
    up, and (`error.weight_changed`) where somebody changed a weight meanwhile to something else than is wanted.
    """
    values = _checked(wanted)
    with desk.writing("unit.set_weights", names=", ".join(wanted)) as unit:
        # Nobody else can write in between.
        for one in list_weights(desk):
            if not _differs(one, values):
                continue
            if seen is not None and seen.get(one.name, one.value) != one.value:
                raise Refused("error.weight_changed", name=one.name, theirs=one.value, mine=values[one.name])
            _write(desk, unit, one, values[one.name])
    return Outcome.of(unit, Said("saved.weights"), unchanged=Said("saved.weights_same"))


def weight_meant(name: str, text: str) -> float:
    """The value that a person wrote for the weight of this name. Raises `Refused` for a name that is none, whatever
    stands behind it, and as `parse_weight` does."""
    check_name(values_of(attention_weights()), name)
    return parse_weight(name, text)


def reset_weights(desk: Desk) -> Outcome:
    """Let everything weigh as shipped again, in one unit."""
    with desk.writing("unit.reset_weights", year=desk.programme["fiscal_year"]) as unit:
        for one in list_weights(desk):
            if one.is_changed:
                _write(desk, unit, one, one.default)
    return Outcome.of(unit, Said("saved.weights_reset"), unchanged=Said("saved.weights_same"))


def everything_as_shipped() -> dict[str, None]:
    """What `preview_weights` asks of `reset_weights`."""
    return dict.fromkeys(values_of(attention_weights()))


def _checked(wanted: Wanted) -> dict[str, float]:
    """What is wanted, with what ships where that is wanted."""
    shipped = values_of(attention_weights())
    for name in wanted:
        check_name(shipped, name)
    return {
        name: shipped[name] if value is None else checked_weight(name, value)
        for name, value in wanted.items()
    }


def _differs(one: WeightValue, values: Mapping[str, float]) -> bool:
    return one.name in values and values[one.name] != one.value


def _write(desk: Desk, unit: Unit, one: WeightValue, value: float) -> None:
    """What is as shipped is kept as such, so that it follows what ships later."""
    kept = None if value == one.default else value
    programme_id = desk.programme["id"]
    found = unit.connection.execute(
        "SELECT id FROM attention_weight WHERE programme_id = ? AND name = ?", (programme_id, one.name)
    ).fetchone()
    if found is None:
        unit.insert("attention_weight", programme_id=programme_id, name=one.name, value=kept)
    else:
        unit.update("attention_weight", found["id"], {"value": kept})


def _moves(desk: Desk, now: Weights, then: Weights) -> tuple[RankMove, ...]:
    before = {one.group_id: (place, one.score) for place, one in enumerate(attention(desk, weights=now), 1)}
    found = [
        RankMove(one.group_no, one.group, *_places(before[one.group_id], (place, one.score)))
        for place, one in enumerate(attention(desk, weights=then), 1)
    ]
    moved = [move for move in found if move.places]
    return tuple(sorted(moved, key=lambda move: (-abs(move.places), move.after)))


def _places(before: tuple[int, int], after: tuple[int, int]) -> tuple[int, int, int, int]:
    return before[0], after[0], before[1], after[1]
