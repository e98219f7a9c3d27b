"""The weights one by one, each by the name that it has in `db/seeds/attention.toml`: group.silence.rate."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from kodoku_tui.domain.attention.weights import NO_LIMIT, PARTS, Curve, Weights, checked_weight
from kodoku_tui.domain.errors import Refused

AXES = ("group", "own")
SETTINGS = "settings"

_NO_LIMIT_WORDS = ("なし", "上限なし", "none", "no limit")


def values_of(weights: Weights) -> dict[str, float]:
    """Every weight that is a number, by its name; a curve without a limit has `NO_LIMIT` for its most."""
    curves = {"group": weights.group, "own": weights.own}
    return {
        f"{axis}.{name}.{part}": getattr(curve, part)
        for axis in AXES
        for name, curve in curves[axis].items()
        for part in PARTS
    } | {f"{SETTINGS}.{name}": value for name, value in weights.settings.items()}


def with_values(weights: Weights, values: Mapping[str, float]) -> Weights:
    """The weights with these in place of their own. Raises `Refused` for a name and a value that can be none."""
    known = values_of(weights)
    for name, value in values.items():
        check_name(known, name)
        checked_weight(name, value)
    wanted = known | dict(values)

    def curves(axis: str, names: Mapping[str, Curve]) -> dict[str, Curve]:
        return {name: Curve(**{part: wanted[f"{axis}.{name}.{part}"] for part in PARTS}) for name in names}

    return replace(
        weights,
        group=curves("group", weights.group),
        own=curves("own", weights.own),
        settings={name: wanted[f"{SETTINGS}.{name}"] for name in weights.settings},
    )


def check_name(known: Mapping[str, float], name: str) -> None:
    """Raise `Refused` (`error.weight_unknown`) for a name that is none."""
    if name not in known:
        raise Refused("error.weight_unknown", field="weights", name=name[:60])


def parse_weight(name: str, text: str, *, field: str = "weights") -> float:
    """The weight that a person wrote, in any width; なし is: no limit. Raises `Refused` as `checked_weight`."""
    written = unicodedata.normalize("NFKC", text).strip()
    if name.endswith(".most") and written.casefold() in _NO_LIMIT_WORDS:
        return NO_LIMIT
    digits = written.replace(",", "")
    # Only digits with at most one point: nan, inf and 1e5 are numbers to Python and to nobody else.
    is_number = digits.isascii() and digits.replace(".", "", 1).isdecimal()
    return checked_weight(name, float(digits) if is_number else text, field=field)
