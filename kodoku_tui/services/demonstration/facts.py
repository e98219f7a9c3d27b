"""What is learned of the invented groups, and what they did month by month: of most, and never all of it.

What a group is like is the same on every day, as the register is; when it is written down is told beside the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from random import Random
from typing import Any

from kodoku_tui.domain.register.activity import month_of
from kodoku_tui.domain.register.activity_entries import ActivityEntry, PlanChangeEntry
from kodoku_tui.domain.register.facts_entry import FactsEntry
from kodoku_tui.domain.text.names import legal_form_of
from kodoku_tui.domain.words import Stage, YesNo
from kodoku_tui.services.demonstration.cast import HARD, SMOOTH, Cast, Member, material
from kodoku_tui.services.demonstration.papers import beside
from kodoku_tui.services.demonstration.story import Story, StoryDesk, days, open_day, open_days_after
from kodoku_tui.services.register.activity import record_activity
from kodoku_tui.services.register.plan_changes import add_plan_change
from kodoku_tui.services.register.register import set_facts

# Of so many of the groups something is known, their months are recorded, a plan of them too.
_KNOWN, _WITH_MONTHS, _WITH_PLAN = 0.75, 0.45, 0.35
_VOUCHERS_SEEN = 0.5
_LONG_THERE, _CLERK_FROM, _FEW = 8, 6, 3
_PLANNED_PEOPLE = 12
# Of what was planned, so much comes about where it goes well, and where it is hard.
_DONE, _DONE_WHERE_HARD = 1.0, 0.6


def tell_facts(story: Story, cast: Cast, plan: Mapping[str, Any]) -> None:
    """The facts of the groups, who can settle their money, when vouchers were seen, and their months."""
    told, key_persons = beside(story, "facts"), material("facts")["key_person"]
    lost = {one["number"] for one in key_persons}
    for member in cast.members:
        dice = Random(f"facts {member.number}")
        if dice.random() < _KNOWN or member.number in lost:
            entry = _entry(member, plan["fiscal_year"], dice, holds_all=member.number in lost)
            _tell_entry(told, member, open_days_after(member.contract_on, 3), entry)
        if told.chance(_VOUCHERS_SEEN):
            seen_on = open_day(date(plan["fiscal_year"], 10, 20) + days(told.random.randint(0, 50)))
            _tell_entry(told, member, seen_on, FactsEntry(vouchers_seen_on=seen_on))
        if dice.random() < _WITH_MONTHS:
            _tell_months(told, member, plan["work_ends_on"], dice)
    for one in key_persons:
        year = plan["fiscal_year"] + (one["month"] < 4)
        _tell_key_person(
            told, cast.member(one["number"]), open_day(date(year, one["month"], one["day"])), one
        )


def _entry(member: Member, year: int, dice: Random, *, holds_all: bool) -> FactsEntry:
    sizes = material("facts")["size"]
    size = sizes.get(legal_form_of(member.facts.name).value, sizes["other"])
    staff, age = dice.randint(*size["staff"]), dice.randint(*size["years"])
    is_new_to_money = not member.facts.adopted_last_year and age < _LONG_THERE and dice.random() < 0.6
    return FactsEntry(
        founded_year=year - age,
        staff_count=staff,
        own_clerk=YesNo.YES if staff >= _CLERK_FROM or dice.random() < 0.3 else YesNo.NO,
        first_public_money=YesNo.YES if is_new_to_money else YesNo.NO,
        new_theme=YesNo.YES if not member.facts.adopted_last_year and dice.random() < 0.4 else YesNo.NO,
        settlers=1 if holds_all or (staff <= _FEW and dice.random() < 0.5) else 2,
    )


def _tell_entry(story: Story, member: Member, on: date, entry: FactsEntry) -> None:
    if on < member.ends_on:
        story.tell(on, member.main, partial(set_facts, number=member.number, known=entry))


def _tell_key_person(story: Story, member: Member, on: date, told: Mapping[str, Any]) -> None:
    def record(desk: StoryDesk) -> None:
        set_facts(desk, member.number, known=FactsEntry(settlers=told["settlers"]))
        add_plan_change(desk, member.number, PlanChangeEntry(changed_on=on, note=told["note"]))

    if on < member.ends_on:
        story.tell(on, member.main, record)


def _tell_months(story: Story, member: Member, work_ends_on: date, dice: Random) -> None:
    """What came of each month, written down early in the next; where there was a plan, it came with the contract."""
    usual, has_plan = dice.choice((2, 2, 4, 4, 8)), dice.random() < _WITH_PLAN
    share = _DONE_WHERE_HARD if member.conditions is HARD else _DONE
    for first in _months(member.contract_on, min(work_ends_on, member.ends_on)):
        month = month_of(first)
        if has_plan:
            planned = ActivityEntry(
                group_no=member.number,
                month=month,
                stage=Stage.PLANNED,
                times=usual,
                people=_PLANNED_PEOPLE,
                visits=_PLANNED_PEOPLE + (usual - 1) * (_PLANNED_PEOPLE // 2),
                newcomers=_PLANNED_PEOPLE // 4,
            )
            _tell_month(story, member, open_days_after(member.contract_on, 4), planned)
        times = max(0, round(usual * share) + dice.choice((-1, 0, 0, 0, 1)))
        people = dice.randint(6, 12) + usual if times else 0
        newcomers = dice.randint(0, people // (3 if member.conditions is SMOOTH else 6))
        came = ActivityEntry(
            group_no=member.number,
            month=month,
            times=times,
            people=people,
            visits=people + max(0, times - 1) * dice.randint(3, people) if times else 0,
            newcomers=newcomers,
        )
        _tell_month(story, member, open_days_after(_next_month(first), dice.randint(2, 8)), came)


def _tell_month(story: Story, member: Member, on: date, entry: ActivityEntry) -> None:
    if on < member.ends_on:
        story.tell(on, member.main, partial(record_activity, entry=entry))


def _months(after: date, until: date) -> Iterator[date]:
    """The first day of each month behind the one of `after` that begins before `until`."""
    first = _next_month(after)
    while first < until:
        yield first
        first = _next_month(first)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + days(31)).replace(day=1)
