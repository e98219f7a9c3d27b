"""Adding a milestone to the year's plan, with a look at what it gives each group before anything is written.

An internal check (事前確認) is such a milestone: so many business days before another one, set by us and unknown to
the client. It is never overdue (`domain.milestones.standing`), stands in no status list, and is not required for a
completion unless that is said.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kodoku_tui.domain.days.closed_days import HolidayPolicy, apply_policy
from kodoku_tui.domain.duties.judgement import AUDIT_DAYS
from kodoku_tui.domain.duties.milestones import MilestoneKind
from kodoku_tui.domain.duties.plan_rules import (
    LARGEST_COUNT,
    BusinessDaysBefore,
    FixedDay,
    check_after,
    parse_rule,
    planned_dates,
    rule_text,
)
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.words import as_word
from kodoku_tui.locale import say_in
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.duties.plan.changes import LARGEST_REVIEW_DAYS, checked_title
from kodoku_tui.services.duties.plan.reading import (
    PlanMilestone,
    contract_days,
    iso_day,
    read_plan,
    rules_of,
    with_days,
)
from kodoku_tui.store.queries import rows
from kodoku_tui.store.unit import Unit

DEFAULT_REVIEW_DAYS = 7
ADDABLE = (MilestoneKind.DELIVERABLE, MilestoneKind.AUDIT)
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True, slots=True)
class Addition:
    """What a new milestone is to be. `planned_on` or `rule` gives its day; an empty `key` is made up."""

    title: str
    title_en: str = ""
    key: str = ""
    kind: str = MilestoneKind.DELIVERABLE.value
    planned_on: date | None = None
    rule: str = ""
    holiday_policy: str = HolidayPolicy.KEEP.value
    review_days: int = DEFAULT_REVIEW_DAYS
    required: bool = True
    internal: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class NewDuty:
    """The duty that a group gets; `due` is ISO text."""

    group_no: int
    group: str
    due: str


@dataclass(frozen=True, slots=True)
class PlanAddition:
    """What an addition does, or would do: the milestone, what each group gets, and how many have ended.

    `is_past` counts the duties whose day has passed already.
    """

    milestone: PlanMilestone
    duties: tuple[NewDuty, ...]
    ended: int
    is_past: int


def usual_review_days(kind: str) -> int:
    """How many days a hand-in, or working days an audit, may take with us unless somebody says otherwise."""
    return AUDIT_DAYS if kind == MilestoneKind.AUDIT else DEFAULT_REVIEW_DAYS


def check_before(desk: Desk, key: str, days: int, *, title: str = "", title_en: str = "") -> Addition:
    """An internal check (事前確認) `days` business days before the milestone `key`, to be added.

    Raises `Refused` for a milestone that the plan does not have, or a number of days that is none.
    """
    with desk.reading() as connection:
        plan = {one.key: one for one in read_plan(connection, desk.programme["id"])}
    if key not in plan:
        raise Refused("error.no_such_milestone", field="before", key=key, keys=", ".join(plan))
    if not 1 <= days <= LARGEST_COUNT:
        raise Refused("error.rule_count", field="days", count=days, largest=LARGEST_COUNT)
    checked = plan[key]
    return Addition(
        # The file holds titles in both languages, whatever the reader's is.
        title=title or say_in("ja", "plan_add.check", title=checked.title),
        title_en=title_en or title or say_in("en", "plan_add.check", title=checked.title_en),
        key=_free_key(f"{key}_check", plan),
        rule=rule_text(BusinessDaysBefore(key, days)),
        review_days=min(DEFAULT_REVIEW_DAYS, days),
        required=False,
        internal=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Added(Outcome):
    """A milestone that was added to the plan, with what each group gets."""

    addition: PlanAddition


def preview_addition(desk: Desk, wanted: Addition) -> PlanAddition:
    """What `add_milestone` would do now; writes nothing, refuses the same."""
    with desk.reading() as connection:
        return _drafted(desk, connection, wanted)[0]


def add_milestone(desk: Desk, wanted: Addition, *, seen: PlanAddition | None = None) -> Added:
    """Add a milestone to the plan and give it to every group that takes part, in one unit.

    It stands in the plan where its day puts it. A group that has ended gets none. `seen` is the preview that the
    person agreed to: raises `Refused` (`error.plan_changed`) when the file has changed so that something else would
    come of it. Also refused: an empty title, a key that is taken or unfit, neither day nor rule, a rule that cannot
    be read, a day before the programme starts, a contract or a session (which is announced on its own screen),
    review days below 0.
    """
    title = checked_title(wanted.title)
    with desk.writing("unit.add_to_plan", title=title, title_en=wanted.title_en or title) as unit:
        addition, plan = _drafted(desk, unit.connection, wanted)
        if seen is not None and seen != addition:
            raise Refused("error.plan_changed")
        _write(unit, desk.programme["id"], addition, plan)
    new = addition.milestone
    saved = Said("saved.plan_added", title=new.title, title_en=new.title_en, count=len(addition.duties))
    return Added.of(unit, saved, addition=addition)


def _drafted(
    desk: Desk, connection: sqlite3.Connection, wanted: Addition
) -> tuple[PlanAddition, list[PlanMilestone]]:
    programme = desk.programme
    standing = read_plan(connection, programme["id"])
    plan = {one.key: one for one in standing}
    new = _checked(wanted, plan, programme)
    new = with_days(plan | {new.key: new})[new.key]
    check_after({one.key: (one.kind, one.after) for one in (*standing, new)})
    if new.planned < programme["starts_on"]:
        raise Refused(
            "error.plan_before_start",
            field="rule" if new.rule else "planned_on",
            date=new.planned,
            start=programme["starts_on"],
        )
    contracts = contract_days(connection, programme["id"])
    rules = rules_of([*standing, new])
    due_of: dict[str | None, str] = {}
    duties: list[NewDuty] = []
    groups = rows(connection, "duties/groups_of_plan", programme_id=programme["id"])
    for group in groups:
        if group["status"] != GroupStatus.ACTIVE:
            continue
        contract_on = contracts[group["id"]]
        if contract_on not in due_of:
            day = planned_dates(rules, iso_day(contract_on))[new.key] or date.fromisoformat(new.planned)
            due_of[contract_on] = apply_policy(day, new.policy).isoformat()
        duties.append(NewDuty(group["number"], group["name"], due_of[contract_on]))
    today = desk.today.isoformat()
    return (
        PlanAddition(
            milestone=new,
            duties=tuple(duties),
            ended=len(groups) - len(duties),
            is_past=sum(duty.due < today for duty in duties),
        ),
        standing,
    )


def _checked(wanted: Addition, plan: dict[str, PlanMilestone], programme: sqlite3.Row) -> PlanMilestone:
    """The milestone as it is wanted, each part checked for itself."""
    kind = MilestoneKind(wanted.kind)
    if kind not in ADDABLE:
        raise Refused("error.kind_not_addable", field="kind")
    key = wanted.key.strip()
    if key and not _KEY.fullmatch(key):
        raise Refused("error.key_unfit", field="key", key=key)
    if key in plan:
        raise Refused("error.milestone_exists", field="key", key=key, title=plan[key].title)
    if not 0 <= wanted.review_days <= LARGEST_REVIEW_DAYS:
        raise Refused(
            "error.review_days", field="review_days", days=wanted.review_days, largest=LARGEST_REVIEW_DAYS
        )
    rule = parse_rule(wanted.rule) if wanted.rule.strip() else None
    planned = rule.day if isinstance(rule, FixedDay) else wanted.planned_on
    if rule is None and planned is None:
        raise Refused("error.plan_without_day", field="planned_on")
    title = checked_title(wanted.title)
    # Until a contract is there, what the rule alone cannot tell falls on the last day of the work.
    stand_in = planned.isoformat() if planned is not None else str(programme["work_ends_on"])
    return PlanMilestone(
        id=0,
        version=0,
        key=key or _free_key(f"{kind.value}_{len(plan) + 1}", plan),
        title=title,
        title_en=wanted.title_en.strip() or title,
        kind=kind.value,
        planned=stand_in,
        due=stand_in,
        rule=None if rule is None or isinstance(rule, FixedDay) else rule_text(rule),
        policy=as_word(HolidayPolicy, wanted.holiday_policy, field="holiday_policy").value,
        review_days=wanted.review_days,
        required=wanted.required,
        internal=wanted.internal,
        after=wanted.after.strip(),
    )


def _write(unit: Unit, programme_id: int, addition: PlanAddition, plan: Sequence[PlanMilestone]) -> None:
    new = addition.milestone
    position = next((place for place, one in enumerate(plan) if one.planned >= new.planned), len(plan))
    for place, later in reversed(list(enumerate(plan))):
        unit.update("milestone_plan", later.id, {"position": place if place < position else place + 1})
    plan_id = unit.insert(
        "milestone_plan",
        programme_id=programme_id,
        key=new.key,
        position=position,
        title=new.title,
        title_en=new.title_en,
        kind=new.kind,
        planned_on=new.planned,
        rule=new.rule,
        holiday_policy=new.policy,
        review_days=new.review_days,
        required=int(new.required),
        is_internal=int(new.internal),
        after_key=new.after,
    )
    give_duties(unit, programme_id, plan_id=plan_id)


def give_duties(
    unit: Unit, programme_id: int, *, plan_id: int | None = None, group_id: int | None = None
) -> int:
    """Give the groups that take part the duties of the plan that they do not have yet; returns how many."""
    missing = rows(
        unit.connection,
        "duties/duties_missing",
        programme_id=programme_id,
        plan_id=plan_id,
        group_id=group_id,
    )
    if not missing:
        return 0
    rules = rules_of(read_plan(unit.connection, programme_id))
    contracts = contract_days(unit.connection, programme_id)
    days = {on: planned_dates(rules, iso_day(on)) for on in set(contracts.values())}
    for duty in missing:
        day = days[contracts[duty["group_id"]]][duty["key"]]
        unit.insert(
            "milestone",
            group_id=duty["group_id"],
            plan_id=duty["plan_id"],
            planned_on=duty["planned_on"] if day is None else day.isoformat(),
        )
    return len(missing)


def _free_key(stem: str, plan: dict[str, PlanMilestone]) -> str:
    keys = (stem if count == 1 else f"{stem}_{count}" for count in range(1, len(plan) + 2))
    return next(key for key in keys if key not in plan)
