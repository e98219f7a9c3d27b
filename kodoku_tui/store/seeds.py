"""What ships in `db/seeds`: programme plans, cost items, places, target tags."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from kodoku_tui.domain.attention.weights import Weights, weights_from
from kodoku_tui.domain.duties.plan_rules import PlannedMilestone, planned_dates
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.codes import IssueCodes
from kodoku_tui.domain.register.areas import Gazetteer
from kodoku_tui.domain.register.targets import TargetCodes
from kodoku_tui.resources import resource_folder


def _seed(name: str) -> dict[str, Any]:
    return tomllib.loads((resource_folder("db") / "seeds" / f"{name}.toml").read_text(encoding="utf-8"))


def programme_years() -> list[int]:
    """The fiscal years whose plan ships with the program."""
    folder = resource_folder("db") / "seeds" / "programmes"
    return sorted(int(path.stem) for path in folder.glob("[0-9]*.toml"))


def programme_seed(year: int) -> dict[str, Any]:
    """The plan of a fiscal year as written in `db/seeds/programmes/YEAR.toml`.

    Each milestone has its `planned_on`, from its rule where it has one. Raises `Refused` when no plan of that
    year ships.
    """
    if year not in programme_years():
        raise Refused("error.no_plan", year=year, years="、".join(map(str, programme_years())))
    seed = _seed(f"programmes/{year}")
    plan = [
        PlannedMilestone(one["key"], one.get("planned_on"), one.get("rule"), one["holiday_policy"])
        for one in seed["milestones"]
    ]
    days = planned_dates(plan, None)
    return {**seed, "milestones": [{**one, "planned_on": days[one["key"]]} for one in seed["milestones"]]}


def cost_seed() -> dict[str, Any]:
    """The cost items of a new year, and the limit on moving budget between them, from `db/seeds/cost_items.toml`."""
    return _seed("cost_items")


@cache
def checkin_templates() -> dict[str, dict[str, str]]:
    """What to ask in a check-in by its occasion, in each language, from `db/seeds/templates/checkins.toml`."""
    return {
        one["occasion"]: {"ja": one["text"].strip("\n"), "en": one["text_en"].strip("\n")}
        for one in _seed("templates/checkins")["template"]
    }


@cache
def attention_weights() -> Weights:
    """How heavily each term of attention weighs, from `db/seeds/attention.toml`.

    Raises `Refused` for what is no number.
    """
    try:
        seed = _seed("attention")
    except tomllib.TOMLDecodeError as error:
        raise Refused("error.weights_unreadable", field="weights", text=str(error)) from error
    return weights_from(seed)


@cache
def gazetteer() -> Gazetteer:
    """Prefectures, blocks and the places that belong to them."""
    return Gazetteer.from_seed(_seed("areas"))


@cache
def target_codes() -> TargetCodes:
    """The codes of the target tags."""
    return TargetCodes.from_seed(_seed("targets"))


@cache
def issue_codes() -> IssueCodes:
    """The second level of an issue's category."""
    return IssueCodes.from_seed(_seed("codes/issue_categories"))
