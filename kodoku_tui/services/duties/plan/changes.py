"""The year's plan (年間計画): reading it, changing it with a look at what would move, and following its rules."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypedDict, Unpack

from kodoku_tui.domain.days.closed_days import HolidayPolicy
from kodoku_tui.domain.duties.milestones import MilestoneKind, effective_due
from kodoku_tui.domain.duties.plan_rules import (
    FixedDay,
    MonthEnd,
    check_after,
    keys_in,
    needs_contract,
    parse_rule,
    planned_dates,
    rule_text,
)
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.words import as_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.duties.plan.reading import (
    PlanMilestone,
    contract_days,
    iso_day,
    list_plan,
    read_plan,
    rules_of,
    with_days,
)
from kodoku_tui.store.queries import rows
from kodoku_tui.store.unit import Unit

LARGEST_REVIEW_DAYS = 365

# Whoever changes the plan reads it from here too.
__all__ = [
    "DueMove",
    "DueStay",
    "PlanChange",
    "PlanMilestone",
    "change_plan",
    "follow_contract",
    "list_plan",
    "preview_change",
]


@dataclass(frozen=True, slots=True)
class DueMove:
    """A group's duty whose due date goes from one day to another."""

    group_no: int
    group: str
    key: str
    title: str
    title_en: str
    due_from: str
    due_to: str


@dataclass(frozen=True, slots=True)
class DueStay:
    """A group's duty that keeps its date: `why` is closed (済・免除・対象外), ended (辞退 …) or extended."""

    group_no: int
    group: str
    key: str
    title: str
    title_en: str
    due: str
    why: str


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What a change of the plan does, or would do."""

    before: PlanMilestone
    after: PlanMilestone
    moves: tuple[DueMove, ...]
    stays: tuple[DueStay, ...]

    @property
    def groups(self) -> int:
        """How many groups get another due date."""
        return len({move.group_no for move in self.moves})

    @property
    def told_moves(self) -> Said:
        """How many groups get another due date."""
        return Said("plan.moves", count=self.groups) if self.moves else Said("plan.nothing_moves")


class PlanEdit(TypedDict, total=False):
    """What is to be otherwise about one milestone of the plan; what is not given stays.

    `after` is the key of the duty that has to be in first, empty for none. A `planned_on` alone takes the rule away;
    beside a rule it is the day that stands until a group has its contract.
    """

    planned_on: date | None
    rule: str | None
    holiday_policy: str | None
    review_days: int | None
    title: str | None
    title_en: str | None
    required: bool | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanged(Outcome):
    """A change of the plan, with what moved and what stayed."""

    change: PlanChange


def preview_change(desk: Desk, key: str, **edit: Unpack[PlanEdit]) -> PlanChange:
    """What `change_plan` would do now; writes nothing, refuses the same."""
    with desk.reading() as connection:
        return _drafted(desk, connection, key, _Given(**edit)).change


def change_plan(
    desk: Desk, key: str, *, seen: PlanChange | None = None, **edit: Unpack[PlanEdit]
) -> PlanChanged:
    """Change one milestone of the plan; the open duties of active groups that follow from it move along.

    `seen` is the preview that the person agreed to: raises `Refused` (`error.plan_changed`) when the file has
    changed so that something else would move. Also refused: an unknown key, a rule that cannot be read or leads in
    a circle, a duty that would rest on itself, a session that would depend on a group's contract, a day before the
    programme starts, negative review days, an empty title.
    """
    plan = next((one for one in list_plan(desk) if one.key == key), None)
    names = {"title": plan.title, "title_en": plan.title_en} if plan else {"title": key, "title_en": key}
    with desk.writing("unit.change_plan", **names) as unit:
        draft = _drafted(desk, unit.connection, key, _Given(**edit))
        if seen is not None and seen != draft.change:
            raise Refused("error.plan_changed")
        draft.write(unit)
    change = draft.change
    saved = Said(
        "saved.plan", title=change.after.title, title_en=change.after.title_en, moved=change.told_moves
    )
    return PlanChanged.of(unit, saved, change=change)


def follow_contract(unit: Unit, group_id: int) -> None:
    """Bring the open duties of a group to the days that the plan's rules give for its contract as it stands now."""
    found = unit.connection.execute(
        "SELECT programme_id, contract_on FROM checkin_now WHERE group_id = ?", (group_id,)
    ).fetchone()
    plan = rules_of(read_plan(unit.connection, found["programme_id"]))
    concerned = needs_contract(plan)
    if not concerned:
        return
    days = planned_dates(plan, iso_day(found["contract_on"]))
    duties = rows(
        unit.connection, "duties/plan_duties", programme_id=found["programme_id"], group_id=group_id
    )
    for duty in duties:
        day = days[duty["key"]]
        if duty["key"] in concerned and not duty["is_settled"] and day is not None:
            unit.update("milestone", duty["id"], {"planned_on": day.isoformat()})


def hold_on(desk: Desk, unit: Unit, key: str, on: date) -> None:
    """Let the plan have the session `key` on this very day; whatever counts from it moves along.

    Raises `Refused` as `change_plan` does.
    """
    given = _Given(planned_on=on, holiday_policy=HolidayPolicy.KEEP.value)
    _drafted(desk, unit.connection, key, given).write(unit)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the person wants otherwise; None stays."""

    planned_on: date | None = None
    rule: str | None = None
    holiday_policy: str | None = None
    review_days: int | None = None
    title: str | None = None
    title_en: str | None = None
    required: bool | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A change thought through: the plan before and after, and the duties that get another planned day."""

    before: dict[str, PlanMilestone]
    after: dict[str, PlanMilestone]
    duties: dict[int, str]
    change: PlanChange

    def write(self, unit: Unit) -> None:
        for key, milestone in self.after.items():
            if milestone != self.before[key]:
                unit.update("milestone_plan", milestone.id, _columns(milestone), version=milestone.version)
                _write_session(unit, milestone)
        for milestone_id, planned_on in self.duties.items():
            unit.update("milestone", milestone_id, {"planned_on": planned_on})


def _drafted(desk: Desk, connection: sqlite3.Connection, key: str, given: _Given) -> _Draft:
    programme = desk.programme
    before = {one.key: one for one in read_plan(connection, programme["id"])}
    if key not in before:
        raise Refused("error.no_such_milestone", field="key", key=key, keys=", ".join(before))
    wanted = _changed(before[key], given)
    after = with_days(before | {key: wanted})
    if wanted.after != before[key].after:
        check_after({one.key: (one.kind, one.after) for one in after.values()})
    if after[key].planned != before[key].planned and after[key].planned < programme["starts_on"]:
        raise Refused(
            "error.plan_before_start",
            field="planned_on",
            date=after[key].planned,
            start=programme["starts_on"],
        )
    concerned = _concerned(before, after, key)
    moves: list[DueMove] = []
    stays: list[DueStay] = []
    duties: dict[int, str] = {}
    if concerned:
        contracts = contract_days(connection, programme["id"])
        days: dict[str | None, Mapping[str, date | None]] = {}
        for duty in rows(connection, "duties/plan_duties", programme_id=programme["id"], group_id=None):
            contract_on = contracts[duty["group_id"]]
            if duty["key"] not in concerned:
                continue
            if contract_on not in days:
                days[contract_on] = planned_dates(rules_of(list(after.values())), iso_day(contract_on))
            planned_on = days[contract_on][duty["key"]]
            assert planned_on is not None
            _judge(duty, after[duty["key"]], planned_on, moves, stays, duties)
    return _Draft(before, after, duties, PlanChange(before[key], after[key], tuple(moves), tuple(stays)))


def _judge(
    duty: sqlite3.Row,
    plan: PlanMilestone,
    planned_on: date,
    moves: list[DueMove],
    stays: list[DueStay],
    duties: dict[int, str],
) -> None:
    """Sort one duty into those that move, those that would but for a reason, and those that nothing happens to."""
    due_to = effective_due(planned_on, iso_day(duty["extended_to"]), plan.policy).isoformat()
    whose = (duty["number"], duty["group_name"], duty["key"], plan.title, plan.title_en)
    is_other_day = planned_on.isoformat() != duty["planned_on"]
    if not is_other_day and due_to == duty["due_on"]:
        return
    is_settled = duty["group_status"] != GroupStatus.ACTIVE or duty["is_settled"]
    if is_settled and plan.kind == MilestoneKind.SESSION:
        # A session has one day for all, also for who has come already or has left.
        duties[duty["id"]] = planned_on.isoformat()
    elif duty["group_status"] != GroupStatus.ACTIVE:
        stays.append(DueStay(*whose, duty["due_on"], "ended"))
    elif duty["is_settled"]:
        stays.append(DueStay(*whose, duty["due_on"], "closed"))
    else:
        if is_other_day:
            duties[duty["id"]] = planned_on.isoformat()
        if due_to != duty["due_on"]:
            moves.append(DueMove(*whose, duty["due_on"], due_to))
        elif duty["extended_to"] is not None:
            stays.append(DueStay(*whose, duty["due_on"], "extended"))


def _changed(plan: PlanMilestone, given: _Given) -> PlanMilestone:
    """The milestone as it is wanted, each part checked for itself."""
    wanted = plan
    if given.rule is not None and given.rule.strip():
        rule = parse_rule(given.rule)
        if isinstance(rule, FixedDay):
            wanted = replace(wanted, rule=None, planned=rule.day.isoformat())
        else:
            wanted = replace(wanted, rule=rule_text(rule))
            if given.planned_on is not None:
                wanted = replace(wanted, planned=given.planned_on.isoformat())
    elif given.planned_on is not None:
        wanted = replace(wanted, rule=None, planned=given.planned_on.isoformat())
    elif given.rule is not None:
        wanted = replace(wanted, rule=None)
    return _otherwise(wanted, given)


def _otherwise(wanted: PlanMilestone, given: _Given) -> PlanMilestone:
    """The milestone with whatever is wanted otherwise beside its day."""
    if given.holiday_policy is not None:
        wanted = replace(
            wanted, policy=as_word(HolidayPolicy, given.holiday_policy, field="holiday_policy").value
        )
    if given.review_days is not None:
        if not 0 <= given.review_days <= LARGEST_REVIEW_DAYS:
            raise Refused(
                "error.review_days", field="review_days", days=given.review_days, largest=LARGEST_REVIEW_DAYS
            )
        wanted = replace(wanted, review_days=given.review_days)
    if given.required is not None:
        wanted = replace(wanted, required=given.required)
    if given.after is not None:
        wanted = replace(wanted, after=given.after.strip())
    if given.title is not None:
        wanted = replace(wanted, title=checked_title(given.title))
    if given.title_en is not None:
        wanted = replace(wanted, title_en=checked_title(given.title_en))
    return wanted


def checked_title(text: str) -> str:
    """A title, cleaned; raises `Refused` where nothing is left of it."""
    title = clean_text(text).text
    if not title:
        raise Refused("error.title_empty", field="title")
    return title


def _concerned(before: Mapping[str, PlanMilestone], after: Mapping[str, PlanMilestone], key: str) -> set[str]:
    """The milestones whose days may be others: the one that was changed, and what counts from it."""
    old, new = before[key], after[key]
    if (old.planned, old.rule, old.policy) == (new.planned, new.rule, new.policy):
        return set()
    counts_from = {one.key: keys_in(parse_rule(one.rule)) for one in after.values() if one.rule is not None}
    found = {key}
    while more := {other for other, keys in counts_from.items() if keys & found} - found:
        found |= more
    return found


def _columns(plan: PlanMilestone) -> dict[str, str | int | None]:
    return {
        "title": plan.title,
        "title_en": plan.title_en,
        "planned_on": plan.planned,
        "rule": plan.rule,
        "holiday_policy": plan.policy,
        "review_days": plan.review_days,
        "required": int(plan.required),
        "after_key": plan.after,
    }


def _write_session(unit: Unit, plan: PlanMilestone) -> None:
    """The session that fulfils the milestone keeps its name and is held on its day, on which those who came came."""
    found = unit.connection.execute(
        "SELECT id, held_on FROM session WHERE milestone_plan_id = ?", (plan.id,)
    ).fetchone()
    if found is not None:
        changes: dict[str, Any] = {"title": plan.title, "title_en": plan.title_en, "held_on": plan.due}
        if plan.due != found["held_on"] and not (plan.rule and isinstance(parse_rule(plan.rule), MonthEnd)):
            # Another day is a day; only a month goes on without one.
            changes["is_day_open"] = 0
        unit.update("session", found["id"], changes)
        fulfilled = unit.connection.execute(
            "SELECT id FROM milestone WHERE plan_id = ? AND state = '受理'", (plan.id,)
        )
        for (milestone_id,) in fulfilled.fetchall():
            unit.update("milestone", milestone_id, {"state_on": plan.due})
