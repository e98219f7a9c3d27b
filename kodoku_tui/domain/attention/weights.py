"""How heavily each term weighs, as read from `db/seeds/attention.toml`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kodoku_tui.domain.errors import Refused

GROUP_CURVES = (
    "money_late",
    "handin_late",
    "returned",
    "returned_again",
    "contract_unsigned",
    "promise_broken",
    "condition_support",
    "condition_caution",
    "earlier_support",
    "earlier_caution",
    "severe_issue",
    "severe_issue_without_remedy",
    "silence",
    "absence",
    "absences_in_a_row",
    "spending",
    "no_government",
    "first_time",
    "no_settler",
    "no_vouchers",
    "unanswered",
    "no_event",
    "only_insiders",
    "one_settler",
    "no_clerk",
    "behind_plan",
    "small",
    "young",
)
OWN_CURVES = ("review_late", "own_promise", "cadence_missed", "attendance_unrecorded", "followup_undone")

_SETTINGS = (
    "unsigned_days",
    "spending_from_percent",
    "spending_least_percent",
    "vouchers_month",
    "vouchers_day",
    "first_event_month",
    "behind_from_months",
    "behind_least_percent",
    "small_staff",
    "young_years",
)
PARTS = ("first", "rate", "power", "most")


NO_LIMIT = 1_000_000.0
"""As the most that a term may come to: more than anything else, hence no limit."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Points by how far something has gone (days, times, percent): first + rate * measure ** power, at most `most`."""

    first: float
    rate: float = 0.0
    power: float = 1.0
    most: float = NO_LIMIT

    def points(self, measure: float = 0) -> int:
        """Whole points; a measure below zero is none at all."""
        grown: float = self.first + self.rate * max(0.0, measure) ** self.power
        return math.floor(min(grown, self.most) + 0.5)


@dataclass(frozen=True, slots=True)
class Weights:
    """The curves of both axes, each by its name, and the settings that the terms ask for."""

    group: Mapping[str, Curve]
    own: Mapping[str, Curve]
    settings: Mapping[str, float]
    money_duties: frozenset[str]

    def days(self, name: str) -> int:
        """A setting that counts days."""
        return int(self.settings[name])


def weights_from(seed: Mapping[str, Any]) -> Weights:
    """The weights as written. Raises `Refused` for what is no number, is not known or is not there."""
    _know(seed, ("settings", "group", "own"), "")
    settings = _table(seed, "settings", "")
    _know(settings, (*_SETTINGS, "money_duties"), "settings")
    duties = settings.get("money_duties")
    if not isinstance(duties, list) or not all(isinstance(key, str) for key in duties):
        raise Refused("error.weight_missing", field="weights", name="settings.money_duties")
    return Weights(
        group=_curves(seed, "group", GROUP_CURVES),
        own=_curves(seed, "own", OWN_CURVES),
        settings={name: _number(settings, name, "settings") for name in _SETTINGS},
        money_duties=frozenset(duties),
    )


def _curves(seed: Mapping[str, Any], axis: str, names: tuple[str, ...]) -> dict[str, Curve]:
    written = _table(seed, axis, "")
    _know(written, names, axis)
    return {name: _curve(_table(written, name, axis), f"{axis}.{name}") for name in names}


def _curve(written: Mapping[str, Any], name: str) -> Curve:
    _know(written, PARTS, name)
    parts = {part: _number(written, part, name) for part in PARTS if part in written or part == "first"}
    return Curve(**parts)


def _table(within: Mapping[str, Any], key: str, path: str) -> Mapping[str, Any]:
    found = within.get(key)
    if not isinstance(found, Mapping):
        raise Refused("error.weight_missing", field="weights", name=_path(path, key))
    return found


def _number(within: Mapping[str, Any], key: str, path: str) -> float:
    if key not in within:
        raise Refused("error.weight_missing", field="weights", name=_path(path, key))
    return checked_weight(_path(path, key), within[key])


def checked_weight(name: str, value: object, *, field: str = "weights") -> float:
    """A number from nought up; what TOML calls a number but nobody can add (nan, inf, true) is none.

    Raises `Refused` for anything else, and of settings for what is not whole, for a month and a day that there are not.
    """
    part = name.rpartition(".")[2]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    # More would only overflow; a term of such a weight stands before everything else anyway.
    most = _STEEPEST if part == "power" else int(NO_LIMIT)
    if not is_number or not 0 <= value <= most:  # type: ignore[operator]
        raise Refused("error.weight_not_a_number", field=field, name=name, value=str(value)[:40], most=most)
    number = float(value)  # type: ignore[arg-type]
    if name.startswith("settings."):
        if not number.is_integer():
            raise Refused("error.weight_not_whole", field=field, name=name, value=str(value)[:40])
        least, most = _RANGES.get(part, (0, most))
        if not least <= number <= most:
            raise Refused(
                "error.weight_out_of_range",
                field=field,
                name=name,
                value=int(number),
                least=least,
                most=most,
            )
    return number


_STEEPEST = 4
_RANGES = {"vouchers_month": (1, 12), "first_event_month": (1, 12), "vouchers_day": (1, 31)}


def _know(written: Mapping[str, Any], names: tuple[str, ...], path: str) -> None:
    for name in written:
        if name not in names:
            raise Refused("error.weight_unknown", field="weights", name=_path(path, str(name)))


def _path(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
