"""The year's plan (年間計画) as it stands in the file, and its days as its rules give them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date

from kodoku_tui.domain.days.closed_days import apply_policy
from kodoku_tui.domain.duties.milestones import MilestoneKind
from kodoku_tui.domain.duties.plan_rules import PlannedMilestone, needs_contract, planned_dates
from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.queries import rows


@dataclass(frozen=True, slots=True)
class PlanMilestone:
    """One milestone of the plan; dates are ISO text. `planned` is its day as far as the plan alone can tell,
    `due` that day as moved by the holiday policy; a rule that counts from the contract differs by group."""

    id: int
    version: int
    key: str
    title: str
    title_en: str
    kind: str
    planned: str
    due: str
    rule: str | None
    policy: str
    review_days: int
    required: bool
    internal: bool
    # The key of the duty that has to be in first, empty for none.
    after: str = ""
    # Of a session: `planned` and `due` only stand for its month, the day is not fixed yet.
    day_open: bool = False


def plan_milestone_of(desk: Desk, key: str) -> PlanMilestone:
    """One milestone of the plan; raises `Refused` naming the keys there are."""
    plan = list_plan(desk)
    for milestone in plan:
        if milestone.key == key:
            return milestone
    keys = ", ".join(milestone.key for milestone in plan)
    raise Refused("error.no_such_milestone", field="key", key=key, keys=keys)


def list_plan(desk: Desk) -> list[PlanMilestone]:
    """The milestones of the programme's plan in their order."""
    with desk.reading() as connection:
        return read_plan(connection, desk.programme["id"])


def with_days(plan: dict[str, PlanMilestone]) -> dict[str, PlanMilestone]:
    """The plan with every day that follows from a rule brought up to date; refused when a rule cannot hold."""
    rules = rules_of(list(plan.values()))
    for key in needs_contract(rules):
        if plan[key].kind in (MilestoneKind.SESSION, MilestoneKind.CONTRACT):
            raise Refused(
                "error.rule_same_for_all", field="rule", title=plan[key].title, title_en=plan[key].title_en
            )
    days = planned_dates(rules, None)
    return {
        key: replace(
            one,
            planned=str(days[key] or one.planned),
            due=apply_policy(days[key] or date.fromisoformat(one.planned), one.policy).isoformat(),
        )
        for key, one in plan.items()
    }


def read_plan(connection: sqlite3.Connection, programme_id: int) -> list[PlanMilestone]:
    """The milestones of one programme in their order."""
    return [
        PlanMilestone(
            id=found["id"],
            version=found["version"],
            key=found["key"],
            title=found["title"],
            title_en=found["title_en"],
            kind=found["kind"],
            planned=found["planned_on"],
            due=apply_policy(date.fromisoformat(found["planned_on"]), found["holiday_policy"]).isoformat(),
            rule=found["rule"],
            policy=found["holiday_policy"],
            review_days=found["review_days"],
            required=bool(found["required"]),
            internal=bool(found["is_internal"]),
            after=found["after_key"],
            day_open=bool(found["is_day_open"]),
        )
        for found in rows(connection, "duties/plan", programme_id=programme_id)
    ]


def rules_of(plan: list[PlanMilestone]) -> list[PlannedMilestone]:
    """The plan as the domain's rules read it."""
    return [PlannedMilestone(one.key, date.fromisoformat(one.planned), one.rule, one.policy) for one in plan]


def contract_days(connection: sqlite3.Connection, programme_id: int) -> dict[int, str | None]:
    """When each group of a programme concluded its contract, as ISO text."""
    found = connection.execute(
        "SELECT group_id, contract_on FROM checkin_now WHERE programme_id = ?", (programme_id,)
    )
    return {group["group_id"]: group["contract_on"] for group in found}


def iso_day(text: str | None) -> date | None:
    """A day that the file holds as text."""
    return None if text is None else date.fromisoformat(text)
