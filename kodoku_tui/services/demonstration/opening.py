"""How the invented year begins: people, register, who is responsible for whom, and the days of the sessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from kodoku_tui.domain.checkins.cadence import SupportTier
from kodoku_tui.domain.register.areas import derive_area
from kodoku_tui.services.demonstration.cast import Cast, Member, material
from kodoku_tui.services.demonstration.story import Story, StoryDesk, days, open_day, open_days_after
from kodoku_tui.services.register.assignments import assign_staff, set_cadence
from kodoku_tui.services.register.register import adopt_group
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.sessions.invitations import invite
from kodoku_tui.services.sessions.sessions import SessionFacts, add_session, change_session
from kodoku_tui.store.seeds import gazetteer

# The register is made this long before the programme starts, or before a today that lies earlier.
_DAYS_BEFORE_START, _DAYS_BEFORE_TODAY = 12, 10
_NOTICE_DAYS = 30
_SOON_DAYS = 14
_DAYS_TO_NEXT = 9
_A_MOMENT = timedelta(minutes=2)


def tell_opening(story: Story, cast: Cast, plan: Mapping[str, Any]) -> None:
    """Staff, register, assignments, cadences and the announcement of every session."""
    opened_on = opening_day(story, plan)
    moment = None
    for name in cast.staff:
        moment = story.tell(opened_on, cast.leader, partial(add_staff, name=name), after=moment)
    story.tell(open_days_after(opened_on, 1), cast.leader, partial(_adopt_all, cast=cast))
    _tell_assignments(story, cast, open_days_after(opened_on, 2))
    for member in cast.members:
        if member.tier is not SupportTier.STANDARD:
            _tell_cadence(story, member, open_days_after(opened_on, 3))
    _tell_session_days(story, cast, plan)
    _tell_extra_sessions(story, cast, plan, not_before=open_days_after(opened_on, 4))


def opening_day(story: Story, plan: Mapping[str, Any]) -> date:
    """The day on which the secretariat begins."""
    return open_day(min(plan["starts_on"] - days(_DAYS_BEFORE_START), story.today - days(_DAYS_BEFORE_TODAY)))


def session_days(plan: Mapping[str, Any]) -> dict[str, date]:
    """The day on which each session of the plan is held."""
    planned = {milestone["key"]: milestone["planned_on"] for milestone in plan["milestones"]}
    return {
        session["key"]: open_day(planned[session["key"]] - days(session["earlier"]))
        for session in material("cast")["session"]
    }


def extra_session_days(plan: Mapping[str, Any]) -> dict[str, date]:
    """The day of each session that is nobody's duty."""
    year = plan["fiscal_year"]
    return {
        extra["key"]: open_day(date(year if extra["month"] >= 4 else year + 1, extra["month"], extra["day"]))
        for extra in material("cast")["extra_session"]
    }


def _adopt_all(desk: StoryDesk, cast: Cast) -> None:
    with desk.writing("unit.import_roster", file=material("cast")["roster_file"]) as unit:
        programme = desk.programme
        for member in cast.members:
            adopt_group(unit, programme, member.facts)


def _tell_assignments(story: Story, cast: Cast, on: date) -> None:
    moment = None
    for main in cast.staff:
        for deputy in cast.staff:
            numbers = [member.number for member in cast.of(main) if member.deputy == deputy]
            if numbers:
                assign = partial(assign_staff, numbers=numbers, main=main, deputy=deputy)
                moment = story.tell(on, cast.leader, assign, after=moment)


def _tell_cadence(story: Story, member: Member, on: date) -> None:
    story.tell(on, member.main, partial(set_cadence, number=member.number, tier=member.tier.value))


def _tell_session_days(story: Story, cast: Cast, plan: Mapping[str, Any]) -> None:
    held = session_days(plan)
    for session in material("cast")["session"]:
        key = session["key"]
        announced_on = open_day(held[key] - days(session["announced"]))
        facts = facts_of(session, on=held[key])
        story.tell(announced_on, cast.leader, partial(change_session, key=key, facts=facts))


def _tell_extra_sessions(story: Story, cast: Cast, plan: Mapping[str, Any], *, not_before: date) -> None:
    held = extra_session_days(plan)
    for extra in material("cast")["extra_session"]:
        held_on = held[extra["key"]]
        announced_on = max(not_before, open_day(held_on - days(_NOTICE_DAYS)))
        _tell_extra_session(story, cast, extra, extra["title"], held_on, announced_on)
    days_ahead = [story.today + days(count) for count in range(_SOON_DAYS + 1)]
    is_calm = not {*held.values(), *session_days(plan).values()} & set(days_ahead)
    if is_calm and story.today <= plan["work_ends_on"] + days(_NOTICE_DAYS):
        coming = material("cast")["next_extra_session"]
        has_begun = story.today >= plan["starts_on"] + days(_NOTICE_DAYS)
        title = story.random.choice(coming["titles"]) if has_begun else coming["title_before_start"]
        held_on = open_day(story.today + days(_DAYS_TO_NEXT))
        announced_on = max(not_before, open_day(held_on - days(_SOON_DAYS)))
        _tell_extra_session(story, cast, coming, title, held_on, announced_on)


def _tell_extra_session(
    story: Story, cast: Cast, extra: Mapping[str, Any], title: str, held_on: date, announced_on: date
) -> None:
    announce = partial(
        add_session,
        key=extra["key"],
        title=title,
        kind=extra["kind"],
        on=held_on,
        facts=facts_of(extra),
    )
    moment = story.tell(announced_on, cast.leader, announce)
    if "invited" in extra:

        def invite_all(desk: StoryDesk) -> None:
            # Asked when it happens: who has left by then is told later.
            numbers = [member.number for member in invited_to(cast, extra, announced_on)]
            invite(desk, extra["key"], numbers)

        story.tell_at(moment + _A_MOMENT, cast.leader, invite_all)


def facts_of(told: Mapping[str, Any], *, on: date | None = None) -> SessionFacts:
    """What the seeds say of a session."""
    return SessionFacts(
        on=on,
        time=told.get("time"),
        place=told.get("place"),
        format=told.get("format"),
        capacity=told.get("capacity"),
    )


def invited_to(cast: Cast, told: Mapping[str, Any], on: date) -> list[Member]:
    """The groups of the blocks that a session is for, as they take part on that day; nobody where it is for all."""
    wanted = set(told.get("invited", ()))
    return [
        member
        for member in cast.members
        if member.ends_on > on and wanted & set(derive_area(member.facts.area, gazetteer()).blocks)
    ]
